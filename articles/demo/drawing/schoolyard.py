"""Break time in a schoolyard, from above."""

import math

from .canvas import Canvas
from .figures import SKINS, Dress, figure, thrown
from .lettering import words
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    LILAC,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    ROSE,
    SAND,
    SEA,
    TEAL,
    Colour,
    dark,
    light,
    mix,
)
from .shapes import lens, move, oval, rect, smooth, taper, turn

SHADE = mix(NAVY, PLUM, 0.4)


def schoolyard(c: Canvas) -> None:
    asphalt = mix(SEA, LILAC, 0.55)
    c.poly(rect(0, 0, 1800, 1200), [(0, light(asphalt, 0.12)), (1, dark(asphalt, 0.12))])
    for _ in range(26):
        x, y, r = c.rng.uniform(0, 1800), c.rng.uniform(0, 1200), c.rng.uniform(60, 240)
        c.lay(c.mask(oval(x, y, r, r * 0.7), 20).soften(18), mix(asphalt, NAVY, 0.4), 0.16)
    court(c)
    hopscotch(c)
    garden(c)
    for x, y, pose, coat, extra in CHILDREN:
        child(c, x, y, pose, coat, extra)
    c.disc(846, 560, 17, OCHRE)
    c.line(oval(846, 560, 17, 17), 2, dark(BRICK, 0.4))
    c.line([(829, 560), (863, 560)], 2, dark(BRICK, 0.4))
    crown(c, 190, 170, 300)
    crown(c, 620, -60, 190)
    for _ in range(170):
        x, y = c.rng.gauss(420, 330), c.rng.gauss(330, 260)
        leaf = turn(lens(x, y, 22, 11), c.rng.uniform(0, 180), (x, y))
        c.poly(move(leaf, 6, 5), mix(asphalt, NAVY, 0.5))
        c.poly(leaf, c.rng.choice((OCHRE, AMBER, CORAL, BRICK)))


CHILDREN = (
    (760, 520, "run", CORAL, "bag"),
    (960, 610, "run", AMBER, ""),
    (1080, 430, "run", TEAL, ""),
    (1180, 640, "reach", PAPER, ""),
    (900, 760, "run", NAVY, "bag"),
    (330, 640, "walk", ROSE, "bag"),
    (410, 690, "walk", OCHRE, "bag"),
    (300, 990, "stand", CORAL, ""),
    (560, 985, "run", light(LILAC, 0.3), ""),
    (1400, 300, "walk", BRICK, "bag"),
    (1480, 260, "walk", MOSS, "bag"),
    (1330, 850, "stand", AMBER, ""),
    (1420, 880, "stand", CORAL, ""),
    (1375, 940, "stand", TEAL, "bag"),
    (640, 330, "reach", MOSS, ""),
    (1180, 150, "run", CORAL, "bag"),
)


def court(c: Canvas) -> None:
    """A painted ball court with its arcs."""
    field = mix(CORAL, BRICK, 0.15)
    outer = turn(rect(640, 250, 700, 620), -7, (990, 560))
    c.poly(outer, mix(TEAL, SEA, 0.25))
    c.poly(turn(rect(690, 300, 600, 520), -7, (990, 560)), field)
    c.grain(outer, mix(PLUM, BRICK, 0.4), "down", -0.4, 0.45)
    chalk = light(SAND, 0.55)

    def stroke(points, width: float = 7) -> None:
        c.line(turn(points, -7, (990, 560)), width, chalk)

    stroke([*rect(690, 300, 600, 520), (690, 300)])
    stroke([(690, 560), (1290, 560)])
    stroke(oval(990, 560, 86, 86, count=60))
    for y, a, b in ((300, 0, 180), (820, 180, 360)):
        stroke(oval(990, y, 220, 190, a, b))
        stroke([(900, y), (900, y + (110 if a == 0 else -110)), (1080, y + (110 if a == 0 else -110)), (1080, y)])


def hopscotch(c: Canvas) -> None:
    """Numbered chalk squares."""
    chalk, x, y, size = light(SAND, 0.5), 250, 1120, 74
    cells = [(0, 0), (1, 0), (2, -0.5), (2, 0.5), (3, 0), (4, -0.5), (4, 0.5), (5, 0)]
    inks = (CORAL, AMBER, TEAL, ROSE, AMBER, LILAC, CORAL, TEAL)
    for n, (u, v) in enumerate(cells):
        cell = [(x + (u + a) * size, y + (v + b - 0.5) * size) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        square = turn(cell, -8, (x, y))
        c.poly(square, inks[n], 0.45)
        c.line(square, 5, chalk)
        words(c, sum(p[0] for p in square[:4]) / 4, sum(p[1] for p in square[:4]) / 4, str(n + 1), 32, chalk)


def garden(c: Canvas) -> None:
    """The school's roof edge and a bed with a bench, at the right."""
    roof = [(1600, -10), (1820, -10), (1820, 1210), (1768, 1210)]
    c.lay(c.mask([(1590, -10), (1620, -10), (1800, 1210), (1776, 1210)], 10).soften(4), SHADE, 0.6)
    c.poly(roof, mix(BRICK, CORAL, 0.35))
    for n in range(34):
        y = n * 38
        c.line([(1598 + n * 5.2, y), (1800, y - 26)], 3, mix(BRICK, PLUM, 0.4))
    c.grain(roof, dark(PLUM, 0.3), "right", -0.2, 0.8)
    c.poly([(1590, -10), (1604, -10), (1772, 1210), (1758, 1210)], light(SAND, 0.3))
    bed = smooth([(1440, 1040), (1610, 1010), (1690, 1100), (1650, 1215), (1450, 1230), (1390, 1130)])
    c.poly(move(bed, 16, 14), SHADE, 0.5)
    c.poly(bed, mix(MOSS, FOREST, 0.35))
    for _ in range(90):
        a, r = c.rng.uniform(0, math.tau), c.rng.random() ** 0.5
        c.disc(
            1540 + math.cos(a) * r * 120,
            1125 + math.sin(a) * r * 84,
            c.rng.uniform(6, 13),
            c.rng.choice((MOSS, CORAL, AMBER, ROSE, FOREST)),
        )
    bench = turn(rect(1290, 1060, 110, 34), 72, (1345, 1077))
    c.poly(move(bench, 30, 24), SHADE, 0.5)
    c.poly(bench, mix(OCHRE, SAND, 0.3))
    c.line([bench[0], bench[1]], 4, mix(OCHRE, BRICK, 0.5))


def crown(c: Canvas, x: float, y: float, radius: float) -> None:
    """A chestnut in autumn from above, over its own shadow."""
    for dx, dy, inks, share, count in (
        (120, 92, (SHADE,), 1.0, 110),
        (0, 0, (mix(BRICK, PLUM, 0.3),), 1.0, 90),
        (-8, -8, (mix(OCHRE, BRICK, 0.35),), 0.88, 60),
        (-18, -18, (OCHRE, CORAL), 0.72, 70),
        (-34, -34, (AMBER, mix(AMBER, OCHRE, 0.5)), 0.5, 60),
    ):
        for ink in inks:
            mask = c.mask(rect(x + dx - radius * 1.3, y + dy - radius * 1.3, radius * 2.6, radius * 2.6))
            if mask.empty:
                continue
            mask.pen.rectangle((0, 0, *mask.size), fill=0)
            for _ in range(count // len(inks)):
                a, r = c.rng.uniform(0, math.tau), c.rng.random() ** 0.5 * radius * share
                size = radius * c.rng.uniform(0.1, 0.2)
                mask.disc(x + dx + math.cos(a) * r, y + dy + math.sin(a) * r, size)
            if dx == 120:
                c.lay(mask.soften(2), ink, 0.55)
            else:
                c.lay(mask, ink)
                c.lay(mask.fade("down", -0.4, 0.7).stipple(), dark(ink, 0.35))


def child(c: Canvas, x: float, y: float, pose: str, coat: Colour, extra: str) -> None:
    """A child seen from overhead; the long shadow tells what it does."""
    mask_shadow = thrown(x, y, 215, 0.83, 0.55, c.rng.random() < 0.4)
    figure(c, mask_shadow, pose, Dress(SHADE, SHADE, SHADE, SHADE, 0.1), mix(SHADE, mix(SEA, LILAC, 0.5), 0.22))
    heading = {"run": 35, "walk": 10, "stand": -20, "reach": 60}[pose] + c.rng.uniform(-25, 25)
    skin, hair = c.rng.choice(SKINS), c.rng.choice((INK, BRICK, OCHRE, dark(PLUM, 0.4)))

    def put(points, ink: Colour) -> None:
        c.poly(move(turn(points, heading), x, y), ink)

    stride = 16 if pose in ("run", "walk") else 4
    put(oval(stride, 12, 13, 7), dark(NAVY, 0.4))
    put(oval(-stride, -12, 13, 7), dark(NAVY, 0.4))
    put(taper([(0, 22), (18, 30), (30, 22)], [15, 12, 9]), dark(coat, 0.2))
    put(
        taper(
            [(0, -22), (-14, -31) if pose != "reach" else (16, -32), (-24, -22) if pose != "reach" else (40, -28)],
            [15, 12, 9],
        ),
        dark(coat, 0.2),
    )
    put(oval(32, 20, 5.5, 5.5), skin)
    put(oval(0, 0, 17, 30), coat)
    if extra:
        put(smooth([(-8, -17), (-30, -15), (-34, 0), (-30, 15), (-8, 17)]), dark(coat, 0.5))
        put(smooth([(-26, -9), (-32, 0), (-26, 9)]), AMBER)
    put(oval(5, 0, 16, 14.5), hair)
    put(oval(14, 0, 7, 8, -70, 70), skin)
