"""The shelves of the city archive."""

from . import atmosphere as air
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    LILAC,
    MIST,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    SAND,
    SEA,
    TEAL,
    dark,
    light,
    mix,
)
from .shapes import oval, rect, taper


def shelf_things(c: Canvas, x: float, base: float, width: float, height: float) -> None:
    """What stands in one bay of the archive: boxes, ledgers, rolls or a gap."""
    inks = (
        mix(SEA, MIST, 0.3),
        mix(TEAL, MIST, 0.35),
        SAND,
        mix(OCHRE, SAND, 0.3),
        mix(LILAC, SEA, 0.4),
        mix(BRICK, SAND, 0.3),
        light(MIST, 0.2),
        mix(SEA, NAVY, 0.35),
    )
    kind, left = c.rng.random(), x
    if kind < 0.52:
        ink = c.rng.choice(inks)
        while left < x + width - 30:
            wide = min(c.rng.choice((56, 64, 72)), x + width - left)
            tone = mix(ink, c.rng.choice(inks), 0.15)
            body = rect(left, base - height * 0.82, wide - 3, height * 0.82)
            c.poly(body, tone)
            c.grain(body, dark(tone, 0.45), "right", -0.45, 0.7)
            c.poly(rect(left + wide * 0.22, base - height * 0.62, wide * 0.5, height * 0.2), light(PAPER, 0.3))
            c.box(left + wide * 0.28, base - height * 0.55, wide * 0.36, 2.5, dark(PLUM, 0.2))
            c.disc(left + wide * 0.47, base - height * 0.2, wide * 0.1, dark(tone, 0.45))
            left += wide
    elif kind < 0.86:
        while left < x + width - 12:
            wide, tall = c.rng.uniform(11, 27), height * c.rng.uniform(0.6, 0.9)
            ink = c.rng.choice((BRICK, CORAL, OCHRE, FOREST, NAVY, PLUM, mix(BRICK, PLUM, 0.5), SAND))
            body = rect(left, base - tall, min(wide, x + width - left) - 1.5, tall)
            c.poly(body, ink)
            for share in (0.18, 0.3, 0.82):
                c.box(left, base - tall * share, min(wide, x + width - left) - 1.5, 2.2, light(ink, 0.4))
            left += wide
    elif kind < 0.95:
        for row in range(3):
            for n in range(int(width / 34) - row):
                c.disc(x + 20 + (n + row * 0.5) * 34, base - 17 - row * 29, 16, light(SAND, 0.4))
                c.disc(x + 20 + (n + row * 0.5) * 34, base - 17 - row * 29, 8, mix(SAND, PLUM, 0.5))


def archive_shelves(c: Canvas) -> None:
    wall, steel = dark(NAVY, 0.45), mix(SEA, MIST, 0.25)
    c.poly(rect(0, 0, 1800, 1200), wall)
    bays, rows, width, height = 7, 7, 262, 166
    for row in range(rows):
        base = 120 + row * height
        for bay in range(bays):
            x = -20 + bay * width
            shelf_things(c, x + 14, base, width - 28, height - 22)
        c.poly(rect(0, base, 1800, 13), steel)
        c.box(0, base + 9, 1800, 5, dark(steel, 0.5))
        c.veil(base + 14, base + 60, wall, 0.65, 0)
    for bay in range(bays + 1):
        x = -20 + bay * width
        c.poly(rect(x - 9, 0, 18, 1200), steel)
        c.poly(rect(x + 3, 0, 6, 1200), dark(steel, 0.4))
    c.lay(c.mask(rect(0, 0, 1800, 1200)), dark(NAVY, 0.35), 0.25, "multiply")
    light_pool(c)
    ladder(c)


def light_pool(c: Canvas) -> None:
    """One lamp lights the middle of the wall and leaves the rest in dusk."""
    c.lay(c.mask(rect(0, 0, 1800, 1200)).fade("right", 0.75, -0.1), dark(NAVY, 0.5), 0.9)
    c.lay(c.mask(rect(0, 0, 1800, 1200)).fade("left", 0.5, -0.3), dark(NAVY, 0.5), 0.9)
    air.ray(c, [(960, -10), (1120, -10), (1560, 1200), (560, 1200)], light(AMBER, 0.3), 0.3, ("down", 1.0, 0.3), 14)
    c.glow(1040, 200, 900, AMBER, 0.5, 1.6)
    c.line([(1040, 0), (1040, 40)], 5, INK)
    c.poly([(930, 96), (990, 40), (1090, 40), (1150, 96)], dark(FOREST, 0.3))
    c.poly(oval(1040, 96, 110, 20, 0, 180), light(AMBER, 0.7))


def ladder(c: Canvas) -> None:
    """The archivist on a rolling ladder, with a box in her arms."""
    rail, rung = mix(OCHRE, BRICK, 0.3), mix(OCHRE, SAND, 0.3)
    c.lay(c.mask([(1330, 1200), (1190, 100), (1230, 100), (1420, 1200)], 10).soften(8), INK, 0.5)
    left, right = [(1010, 1220), (1075, 60)], [(1210, 1220), (1195, 60)]
    for n in range(13):
        t = (n + 0.5) / 13
        a = (left[0][0] + (left[1][0] - left[0][0]) * t, left[0][1] + (left[1][1] - left[0][1]) * t)
        b = (right[0][0] + (right[1][0] - right[0][0]) * t, right[0][1] + (right[1][1] - right[0][1]) * t)
        c.line([a, b], 13, rung)
    for side in (left, right):
        c.line(side, 19, rail)
    archivist(c)


def archivist(c: Canvas) -> None:
    x, y = 1090, 860
    dress = Dress(CORAL, mix(NAVY, SEA, 0.35), BRICK, SKINS[0], 0.06, long_hair=True)
    figure(c, placed(x, y, 560), "reach", dress)
    box = rect(x + 76, y - 560 * 1.02 - 96, 120, 110)
    c.poly(box, light(MIST, 0.3))
    c.grain(box, mix(SEA, NAVY, 0.4), "right", -0.3, 0.9)
    c.poly(rect(x + 102, y - 560 * 1.02 - 70, 66, 36), light(PAPER, 0.5))
    c.line([(x + 110, y - 560 * 1.02 - 54), (x + 158, y - 560 * 1.02 - 54)], 4, PLUM)
    c.poly(taper([(x - 10, y - 430), (x + 6, y - 380), (x + 2, y - 300)], [8, 6, 4]), dark(CORAL, 0.35))
