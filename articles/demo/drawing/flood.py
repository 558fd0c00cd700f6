"""The river gauge in flood."""

from . import atmosphere as air
from . import water
from .buildings import house, lamp_post
from .canvas import Canvas
from .figures import Dress, figure, placed
from .lettering import words
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    MIST,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    SAND,
    SEA,
    TEAL,
    Colour,
    dark,
    even,
    light,
    mix,
)
from .shapes import lens, oval, rect, smooth, taper

ROSE_WALL: Colour = mix(BRICK, SAND, 0.6)


def flood_gauge(c: Canvas) -> None:
    sky, brown = mix(MIST, SEA, 0.55), mix(OCHRE, FOREST, 0.55)
    air.sky(c, even(mix(SEA, INK, 0.35), mix(SEA, MIST, 0.35), mix(MIST, SAND, 0.3)), 760)
    for x, y, w in ((200, 240, 760), (900, 170, 860), (1600, 260, 760), (600, 380, 620), (1350, 400, 640)):
        air.cumulus(c, x, y, w, mix(SEA, MIST, 0.3), SEA, 0.55, melt=True)
    air.treeline(c, 700, 140, mix(sky, FOREST, 0.35), 740)
    walls = (SAND, mix(ROSE_WALL, MIST, 0.3), mix(MOSS, MIST, 0.5), mix(OCHRE, MIST, 0.35), mix(MIST, TEAL, 0.4), SAND)
    panes = [mix(NAVY, SEA, 0.4), mix(NAVY, SEA, 0.6), mix(NAVY, SEA, 0.4), light(AMBER, 0.2)]
    x = 610
    for face, width, height in zip(walls, (220, 180, 240, 190, 230, 220), (330, 390, 300, 420, 340, 370), strict=True):
        house(c, x, 790, width, height, mix(face, sky, 0.25), mix(mix(BRICK, PLUM, 0.3), sky, 0.2), panes, 4, 4)
        x += width
    c.veil(420, 790, mix(sky, MIST, 0.5), 0.0, 0.45)
    for px in (760, 1100, 1440, 1740):
        lamp_post(c, px, 800, 190, dark(PLUM, 0.4), light(AMBER, 0.3), 0.7)
    water.mirror(c, 772, 1200, even(mix(brown, MIST, 0.45), brown, mix(brown, INK, 0.45)), 0.55, 1.1, 11)
    water.ripples(c, 780, 1200, 170, mix(brown, INK, 0.4), 0.6)
    water.ripples(c, 780, 1200, 130, mix(MIST, SAND, 0.4), 0.55)
    drowned(c, brown)
    wall(c)
    gauge(c)
    air.rain(c, 420, light(MIST, 0.5), 0.42)


def drowned(c: Canvas, brown: Colour) -> None:
    """What the water has taken: a bench, a sign, a tree, a drifting trunk."""
    ink = dark(FOREST, 0.45)
    c.poly(taper([(1190, 930), (1184, 780), (1200, 640)], [34, 24, 14]), ink)
    for tip, width in (
        ((1080, 520), 12),
        ((1150, 440), 13),
        ((1230, 450), 13),
        ((1320, 530), 11),
        ((1040, 600), 9),
        ((1350, 610), 9),
    ):
        mid = ((tip[0] + 1195) / 2, (tip[1] + 690) / 2 + 14)
        c.poly(taper([(1194, 730), mid, tip], [width, width * 0.6, 2]), ink)
        for _ in range(7):
            end = (tip[0] + c.rng.uniform(-70, 70), tip[1] + c.rng.uniform(-60, 60))
            c.poly(taper([mid, ((mid[0] + end[0]) / 2, (mid[1] + end[1]) / 2 - 8), end], [4, 2.5, 1]), ink)
    for i in range(4):
        c.poly(lens(1195, 930 + i * 9, 120 + i * 60, 5), mix(MIST, SAND, 0.4) if i % 2 else mix(brown, INK, 0.5))
    c.line([(1560, 960), (1560, 800)], 8, ink)
    c.poly(oval(1560, 800, 40, 40), mix(SEA, NAVY, 0.4))
    c.poly(oval(1560, 800, 33, 33), mix(SEA, TEAL, 0.4))
    words(c, 1560, 800, "Р", 36, PAPER)
    c.poly(lens(1560, 962, 130, 6), mix(MIST, SAND, 0.4))
    c.poly(taper([(820, 1075), (960, 1062), (1120, 1080)], [14, 30, 22]), dark(PLUM, 0.4))
    c.poly(taper([(1000, 1064), (1036, 1020), (1030, 990)], [12, 8, 2]), dark(PLUM, 0.4))
    c.poly(lens(960, 1092, 420, 8), mix(MIST, SAND, 0.4))


def wall(c: Canvas) -> None:
    """The quay wall at the left, its steps, and the woman who reads the gauge."""
    stone, shade = mix(SAND, PLUM, 0.5), dark(PLUM, 0.45)
    face = [(-20, 560), (470, 600), (520, 1210), (-20, 1210)]
    c.poly(face, stone)
    for row in range(9):
        y = 610 + row * 72
        c.line([(-20, y), (520, y + 26)], 3, dark(stone, 0.4))
        for i in range(4):
            bx = (row % 2) * 70 + i * 140
            c.line([(bx, y + bx * 0.05), (bx + 4, y + 72 + bx * 0.05)], 3, dark(stone, 0.4))
    c.grain(face, shade, "down", -0.1, 0.95)
    c.grain(face, light(SAND, 0.3), "left", -0.6, 0.5)
    c.poly([(-20, 548), (480, 584), (484, 612), (-20, 580)], light(stone, 0.25))
    figure(c, placed(150, 562, 285), "reach", Dress(OCHRE, mix(FOREST, INK, 0.4), INK, hem=0.42, hat=OCHRE))
    stem = (150 + 0.19 * 285, 562 - 1.0 * 285)
    c.line([(stem[0], stem[1] + 20), (stem[0] - 14, stem[1] - 120)], 4, INK)
    top = (stem[0] - 14, stem[1] - 120)
    dome = [
        *oval(top[0], top[1] + 64, 148, 78, 180, 360, 24),
        *[(top[0] + 148 - 49 * i, top[1] + 64 + (7 if i % 2 else 0)) for i in range(7)],
    ]
    c.poly(dome, CORAL)
    c.grain(dome, BRICK, "right", -0.2, 0.9)
    for dx in (-98, -49, 0, 49, 98):
        c.line(
            smooth([(top[0], top[1] - 14), (top[0] + dx * 0.75, top[1] + 16), (top[0] + dx, top[1] + 66)], False),
            1.6,
            BRICK,
        )


def gauge(c: Canvas) -> None:
    """The enamelled staff with its decimetres, the river high in the red part."""
    x, width, top = 374, 112, 430
    c.poly(rect(x - 12, top - 20, width + 24, 800), dark(PLUM, 0.5))
    c.poly(rect(x, top, width, 800), light(MIST, 0.8))
    c.grain(rect(x, top, width, 620), mix(SEA, PLUM, 0.3), "right", -0.7, 0.45)
    for n in range(8):
        y = top + 14 + n * 74
        red = n > 3
        ink = CORAL if red else INK
        for i in range(4):
            c.box(x + 4, y + i * 18.5, 24 if i % 2 == 0 else 38, 9.2, ink)
        words(c, x + 78, y + 24, f"{5.6 - n * 0.1:.1f}", 24, ink, gap=1.5)
    level = 968
    shadow = c.mask([(-20, level + 6), (300, level), (560, level + 4), (1010, level + 30), (1120, 1210), (-20, 1210)])
    c.lay(shadow.fade("right", 1.7, 0), [(0, mix(OCHRE, FOREST, 0.6)), (1, mix(FOREST, INK, 0.4))], 0.9)
    foam = mix(MIST, SAND, 0.35)
    for i in range(26):
        reach = 1 - i / 30
        px, py = 430 + c.rng.uniform(-330, 360) * reach, level + 4 + i * 8
        c.poly(lens(px, py, c.rng.uniform(60, 230), c.rng.uniform(3, 8)), foam if i % 3 else mix(FOREST, INK, 0.3))
    c.poly(
        smooth(
            [
                (352, level + 2),
                (384, level - 16),
                (432, level - 22),
                (486, level - 14),
                (516, level + 3),
                (430, level + 12),
            ]
        ),
        foam,
    )
