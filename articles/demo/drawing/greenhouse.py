"""The palm house alight in the blue hour."""

import math

from . import atmosphere as air
from .canvas import Canvas, Mask
from .figures import SKINS, Dress, figure, placed
from .palette import AMBER, CORAL, FOREST, INK, LILAC, MOSS, NAVY, OCHRE, PAPER, PLUM, SEA, TEAL, dark, light, mix
from .shapes import Line, Point, Points, lens, rect, smooth, taper, turn

BASE, EAVES, RIDGE, HALF = 950.0, 520.0, 190.0, 600.0


def greenhouse(c: Canvas) -> None:
    air.sky(
        c,
        [
            (0, dark(NAVY, 0.35)),
            (0.4, mix(NAVY, SEA, 0.55)),
            (0.66, mix(SEA, LILAC, 0.45)),
            (0.8, mix(LILAC, CORAL, 0.3)),
            (1, mix(LILAC, CORAL, 0.3)),
        ],
        1150,
    )
    air.stars(c, 330, 70, PAPER, NAVY)
    crescent(c, 1560, 200, 52)
    air.treeline(c, 880, 240, mix(NAVY, SEA, 0.3), 980)
    air.treeline(c, 930, 130, dark(NAVY, 0.35), 1000)
    c.glow(900, 640, 1050, mix(MOSS, AMBER, 0.5), 0.5, 2.2)
    for x, half in ((90, 330), (1710, 330)):
        wing(c, x, half)
    hall(c)
    garden(c)


def crescent(c: Canvas, x: float, y: float, r: float) -> None:
    c.glow(x, y, r * 4, light(LILAC, 0.4), 0.5)
    mask = c.mask(rect(x - r - 2, y - r - 2, 2 * r + 4, 2 * r + 4))
    mask.pen.rectangle((0, 0, *mask.size), fill=0)
    mask.disc(x, y, r).disc(x + r * 0.5, y - r * 0.2, r * 0.86, value=0)
    c.lay(mask, light(AMBER, 0.6))


def gable(x: float, half: float, eaves: float, ridge: float, base: float) -> Points:
    """The outline of a glazed end, its roof slightly bowed."""
    left = smooth([(x - half, eaves), (x - half * 0.55, eaves - (eaves - ridge) * 0.52), (x, ridge)], False)
    right = [(2 * x - px, py) for px, py in left[::-1]]
    return [(x - half, base), *left, *right, (x + half, base)]


def wing(c: Canvas, x: float, half: float) -> None:
    """A lower house beside the great one."""
    outline = gable(x, half, 700, 530, BASE)
    c.poly(outline, [(0, mix(TEAL, NAVY, 0.4)), (0.6, mix(MOSS, TEAL, 0.4)), (1, mix(MOSS, FOREST, 0.4))])
    mask = c.mask(outline)
    plants = c.mask(outline)
    plants.pen.rectangle((0, 0, *plants.size), fill=0)
    for n in range(16):
        px = x - half + n * half / 7.5
        for _ in range(7):
            angle, size = c.rng.uniform(-150, -30), c.rng.uniform(90, 210)
            tip = (px + math.cos(math.radians(angle)) * size, BASE - 40 + math.sin(math.radians(angle)) * size)
            plants.poly(taper([(px, BASE), tip], [26, 3], 3))
    c.lay(plants.within(mask), mix(FOREST, NAVY, 0.3))
    ink = dark(NAVY, 0.45)
    for n in range(-6, 7):
        c.line([(x + n * half / 6, 530 + abs(n) / 6 * 150), (x + n * half / 6, BASE)], 4, ink)
    for y in (700, 800):
        c.line([(x - half, y), (x + half, y)], 5, ink)
    c.line([*outline], 9, ink)


def hall(c: Canvas) -> None:
    """The great gable: lit air, plants in three depths, iron bars, the door."""
    outline = gable(900, HALF, EAVES, RIDGE, BASE)
    c.poly(
        outline,
        [
            (0, mix(TEAL, MOSS, 0.35)),
            (0.35, mix(MOSS, AMBER, 0.45)),
            (0.75, light(AMBER, 0.2)),
            (1, mix(AMBER, OCHRE, 0.4)),
        ],
    )
    glass = c.mask(outline)
    for n, x in enumerate((560, 900, 1240)):
        c.glow(x, 430 if n != 1 else 380, 270, light(AMBER, 0.5), 0.75, 1.8)
    layers = (
        (mix(MOSS, AMBER, 0.25), 1.0, 0.75),
        (mix(MOSS, FOREST, 0.35), 0.9, 0.9),
        (mix(FOREST, INK, 0.15), 0.75, 1.0),
    )
    for depth, (ink, height, spread) in enumerate(layers):
        mask = c.mask(outline)
        mask.pen.rectangle((0, 0, *mask.size), fill=0)
        for x, size in ((-500, 300), (-400, 470), (-270, 330), (270, 340), (390, 500), (490, 310)):
            px = 900 + x * spread + c.rng.uniform(-50, 50)
            if abs(px - 900) > 140:
                plant(mask, c, px, BASE, size * height * c.rng.uniform(0.85, 1.1), depth)
        c.lay(mask.within(glass), ink)
        if depth < 2:
            haze = c.mask(outline).fade("down", 0.1, 0.35)
            c.lay(haze, mix(AMBER, MOSS, 0.3), 0.6)
    path = [(850, 760), (950, 760), (1040, BASE + 4), (760, BASE + 4)]
    c.poly(path, light(AMBER, 0.55))
    figure(
        c,
        placed(868, 915, 215),
        "reach",
        Dress(CORAL, mix(FOREST, INK, 0.5), INK, SKINS[1], 0.1, hat=mix(OCHRE, PAPER, 0.4)),
    )
    c.poly(taper([(940, 906), (944, 800), (948, 740)], [5, 4, 3]), FOREST)
    for _ in range(26):
        px, py = 950 + c.rng.uniform(-42, 52), 735 + c.rng.uniform(-62, 100)
        c.poly(
            turn(lens(px, py, 40, 16), c.rng.uniform(-60, 60), (px, py)), c.rng.choice((FOREST, mix(FOREST, MOSS, 0.4)))
        )
    for px, py in ((930, 720), (972, 745), (945, 780), (980, 700), (925, 800)):
        c.disc(px, py, 10, CORAL)
    bars(c, outline)


def plant(mask: Mask, c: Canvas, x: float, base: float, size: float, depth: int) -> None:
    """A palm, a banana or a fern."""
    kind = c.rng.randrange(3)
    if kind == 0:
        top = (x + c.rng.uniform(-20, 20), base - size)
        mask.poly(taper([(x, base), ((x + top[0]) / 2 + 8, base - size / 2), top], [20, 15, 10]))
        for n in range(11):
            angle = math.radians(-200 + n * 22 + c.rng.uniform(-6, 6))
            reach = size * c.rng.uniform(0.36, 0.5)
            mid = (top[0] + math.cos(angle) * reach * 0.6, top[1] + math.sin(angle) * reach * 0.6 - reach * 0.14)
            tip = (top[0] + math.cos(angle) * reach, top[1] + math.sin(angle) * reach * 0.6 + reach * 0.34)
            mask.poly(taper([top, mid, tip], [5, 24, 1]))
    elif kind == 1:
        for n in range(7):
            lean = (n - 3) / 3
            tip = (x + lean * size * 0.5, base - size * (1.05 - 0.4 * abs(lean)) + (60 if abs(lean) > 0.8 else 0))
            mid = (x + lean * size * 0.22, base - size * 0.72)
            mask.poly(taper([(x, base), mid, tip], [12, 62 - 8 * depth, 3]))
    else:
        for n in range(15):
            lean = (n - 7) / 7
            tip = (x + lean * size * 0.55, base - size * 0.75 * (1 - 0.6 * lean * lean) * c.rng.uniform(0.8, 1.1))
            mask.poly(taper([(x, base), (x + lean * size * 0.18, base - size * 0.45), tip], [8, 24, 1]))


def bars(c: Canvas, outline: Line) -> None:
    """The iron frame over everything."""
    ink = dark(NAVY, 0.5)

    frame, glass = c.mask(outline), c.mask(outline)
    frame.pen.rectangle((0, 0, *frame.size), fill=0)
    for n in range(-8, 9):
        x = 900 + n * HALF / 8
        frame.line([(x, RIDGE), (x, BASE)], 6 if n % 4 else 11)
    for y in (EAVES, EAVES + 140, EAVES + 285):
        frame.line([(900 - HALF, y), (900 + HALF, y)], 10 if y == EAVES else 5)
    for y in (300, 410):
        frame.line([(900 - HALF, y), (900 + HALF, y)], 5)
    c.lay(frame.within(glass), ink)
    c.line(outline, 15, ink)
    c.line([(900, RIDGE), (900, RIDGE - 70)], 7, ink)
    c.disc(900, RIDGE - 74, 10, ink)
    c.poly(rect(900 - HALF - 16, BASE - 46, HALF - 100, 60), dark(PLUM, 0.5))
    c.poly(rect(1016, BASE - 46, HALF - 100, 60), dark(PLUM, 0.5))
    for x in (786, 1014):
        c.line([(x, 640), (x, BASE)], 13, ink)
    c.line([(786, 640), (1014, 640)], 11, ink)
    sheen: Points = [(330, 905), (330, 560), (560, 420), (420, 905)]
    c.poly(sheen, PAPER, 0.1)


def garden(c: Canvas) -> None:
    """Dark beds, a wet path that takes the light, lavender."""
    c.poly(rect(0, BASE + 6, 1800, 260), [(0, mix(FOREST, NAVY, 0.5)), (1, dark(NAVY, 0.6))])
    path = [(760, BASE + 4), (1040, BASE + 4), (1330, 1210), (470, 1210)]
    c.poly(path, [(0, light(AMBER, 0.2)), (0.5, mix(OCHRE, PLUM, 0.35)), (1, mix(PLUM, NAVY, 0.4))])
    for row in range(7):
        y = BASE + 14 + row * row * 5.4
        reach = 140 + (y - BASE) * 1.16
        c.line([(900 - reach, y), (900 + reach, y)], 2 + row * 0.4, mix(PLUM, OCHRE, 0.25))
    c.grain(path, dark(NAVY, 0.3), "down", -0.2, 0.7)
    spill = c.mask([(300, BASE + 6), (760, BASE + 6), (470, 1210), (-200, 1210)], 20).poly(
        [(1040, BASE + 6), (1500, BASE + 6), (2000, 1210), (1330, 1210)]
    )
    c.lay(spill.fade("down", 0.5, 0).soften(10), mix(MOSS, AMBER, 0.4), 0.6)
    edges: list[tuple[Point, Point]] = [
        ((740, BASE + 12), (430, 1210)),
        ((1060, BASE + 12), (1370, 1210)),
        ((480, BASE + 20), (-80, 1190)),
        ((1320, BASE + 20), (1880, 1190)),
    ]
    for a, b in edges:
        for n in range(16):
            t = (n / 15) ** 1.5
            x, y, size = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, 20 + 100 * t
            c.disc(x, y, size * 0.6, mix(FOREST, INK, 0.45), size * 0.42)
            for _ in range(12):
                lean = c.rng.uniform(-0.75, 0.75)
                tip = (x + lean * size, y - size * c.rng.uniform(0.7, 1.2))
                c.line([(x + lean * size * 0.4, y), tip], 1.4 + 2 * t, mix(FOREST, TEAL, 0.3))
                c.poly(
                    taper([((x + lean * size * 0.4 + 2 * tip[0]) / 3, (y + 2 * tip[1]) / 3), tip], [3 + 7 * t, 2], 2),
                    c.rng.choice((LILAC, mix(LILAC, PLUM, 0.4), mix(LILAC, CORAL, 0.25))),
                )
