"""The grain terminal."""

from . import atmosphere as air
from . import water
from .buildings import lattice
from .canvas import Canvas
from .figures import Dress, figure, placed
from .palette import (
    AMBER,
    BRICK,
    CORAL,
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
    even,
    light,
    mix,
)
from .shapes import Point, rect, smooth

QUAY = 930


def grain_terminal(c: Canvas) -> None:
    air.sky(c, even(mix(SEA, TEAL, 0.25), mix(SEA, TEAL, 0.75), mix(TEAL, MIST, 0.55), light(MIST, 0.35)), 960)
    air.cumulus(c, 1500, 430, 700, light(MIST, 0.85), mix(TEAL, MIST, 0.75))
    air.cumulus(c, 1150, 520, 460, light(MIST, 0.8), mix(TEAL, MIST, 0.7))
    c.veil(560, QUAY, light(SAND, 0.4), 0, 0.55)
    c.poly([(-20, 846), (900, 838), (1820, 852), (1820, QUAY + 20), (-20, QUAY + 20)], mix(TEAL, OCHRE, 0.3))
    for n in range(5):
        silo(c, 60 + n * 186, 300, 176, SAND if n % 2 else mix(SAND, PAPER, 0.35))
    head_house(c)
    gallery(c)
    bulker(c)
    c.poly(rect(-20, QUAY, 1860, 44), mix(SAND, PLUM, 0.35))
    c.poly(rect(-20, QUAY, 1860, 9), light(SAND, 0.5))
    c.grain(rect(-20, QUAY, 1860, 44), dark(PLUM, 0.2), "down", 0.1, 0.9)
    lorries(c)
    water.mirror(c, QUAY + 44, 1200, even(mix(SEA, TEAL, 0.6), SEA, dark(SEA, 0.3)), 0.5, 1.6, 8)
    water.ripples(c, QUAY + 52, 1200, 120, dark(SEA, 0.3), 0.5)
    water.ripples(c, QUAY + 50, 1200, 70, light(MIST, 0.5), 0.6)
    air.flock(c, 1240, 240, 300, 90, 9, light(MIST, 0.9), (22, 48))


def silo(c: Canvas, x: float, top: float, width: float, ink) -> None:
    """One concrete cell: hoops, a conical cap, the sun from the left."""
    body = [(x, top), (x + width, top), (x + width, QUAY), (x, QUAY)]
    c.poly(body, ink)
    for y in range(int(top) + 60, QUAY, 74):
        c.line([(x, y), (x + width, y)], 1.6, dark(SAND, 0.22))
    c.grain(body, dark(mix(OCHRE, PLUM, 0.6), 0.1), "right", -0.5, 1.0)
    c.grain(body, light(PAPER, 0.6), "left", -1.6, 0.8)
    c.poly(
        [(x - 4, top + 6), (x + width * 0.35, top - 38), (x + width * 0.65, top - 38), (x + width + 4, top + 6)],
        mix(TEAL, SEA, 0.5),
    )
    c.poly(
        [
            (x + width * 0.5, top - 38),
            (x + width * 0.65, top - 38),
            (x + width + 4, top + 6),
            (x + width * 0.55, top + 6),
        ],
        mix(SEA, INK, 0.2),
    )


def head_house(c: Canvas) -> None:
    """The elevator tower with its external stair."""
    body = rect(1000, 130, 190, QUAY - 130)
    c.poly(body, mix(SAND, OCHRE, 0.35))
    c.grain(body, dark(mix(OCHRE, PLUM, 0.6), 0.15), "right", -0.3, 1.0)
    c.poly([(990, 132), (1200, 132), (1200, 112), (990, 112)], mix(SEA, INK, 0.2))
    c.poly(rect(1050, 66, 90, 48), mix(TEAL, SEA, 0.6))
    c.line([(1130, 66), (1130, 10)], 3, INK)
    for row in range(9):
        y = 180 + row * 80
        c.poly(rect(1026, y, 42, 30), mix(SEA, NAVY, 0.5))
        c.poly([(1026, y), (1052, y), (1026, y + 20)], mix(TEAL, MIST, 0.4))
        a, b = (1090, 1186) if row % 2 else (1186, 1090)
        c.line([(a, y), (b, y + 80)], 4.5, dark(PLUM, 0.3))
        c.line([(1086, y), (1190, y)], 3, dark(PLUM, 0.3))
    c.poly(rect(1010, 140, 60, 24), CORAL)


def gallery(c: Canvas) -> None:
    """The belt gallery on top of the cells, and the loading spout over the ship."""
    c.poly(rect(40, 222, 970, 46), mix(SEA, TEAL, 0.4))
    c.grain(rect(40, 222, 970, 46), INK, "down", -0.2, 0.7)
    for i in range(19):
        c.poly(rect(62 + i * 50, 232, 28, 16), light(MIST, 0.5))
    for i in range(5):
        for dx in (40, 136):
            c.poly(rect(60 + i * 186 + dx - 5, 266, 9, 30), mix(SEA, INK, 0.4))
    boom: tuple[list[Point], list[Point]] = ([(1190, 300), (1588, 470)], [(1190, 350), (1588, 512)])
    c.poly([*boom[0], *boom[1][::-1]], mix(CORAL, OCHRE, 0.25))
    c.grain([*boom[0], *boom[1][::-1]], BRICK, "down", -0.1, 0.8)
    lattice(c, *boom, 12, 3, dark(BRICK, 0.35))
    c.line([(1160, 120), (1560, 460)], 3, dark(PLUM, 0.4))
    c.poly([(1568, 500), (1604, 500), (1598, 690), (1574, 690)], dark(PLUM, 0.3))
    dust = c.mask([(1574, 688), (1598, 688), (1690, 830), (1490, 830)], 60)
    c.lay(dust.soften(20).stipple(), light(AMBER, 0.35))
    c.poly([(1579, 688), (1593, 688), (1606, 800), (1566, 800)], AMBER)


def bulker(c: Canvas) -> None:
    """A bulk carrier under the spout, its bow off the sheet to the right."""
    hull = [(1215, 742), (1830, 760), (1830, QUAY + 44), (1262, QUAY + 44), (1236, 880)]
    c.poly(hull, mix(NAVY, SEA, 0.35))
    c.grain(hull, INK, "right", -0.4, 0.9)
    c.poly([(1243, 905), (1830, 905), (1830, QUAY + 44), (1262, QUAY + 44)], BRICK)
    c.poly([(1215, 742), (1830, 760), (1830, 772), (1218, 754)], light(MIST, 0.6))
    house = rect(1250, 520, 150, 226)
    c.poly(house, light(MIST, 0.8))
    c.grain(house, mix(SEA, LILAC, 0.4), "right", -0.3, 0.9)
    c.poly(rect(1226, 494, 196, 30), light(MIST, 0.8))
    c.poly(rect(1232, 504, 186, 12), NAVY)
    for row in range(3):
        for i in range(5):
            c.box(1264 + i * 27, 556 + row * 56, 14, 18, NAVY)
    c.poly(rect(1300, 436, 54, 60), CORAL)
    c.box(1300, 450, 54, 12, PAPER)
    for x in (1440, 1540, 1650, 1760):
        c.poly([(x - 38, 764), (x + 38, 766), (x + 38, 740), (x - 38, 738)], mix(BRICK, PLUM, 0.3))
    for x, coat in ((1470, CORAL), (1700, AMBER)):
        figure(c, placed(x, 764, 66), "stand", Dress(coat, NAVY, hat=PAPER))


def lorries(c: Canvas) -> None:
    """Grain lorries waiting on the quay."""
    for x, ink in ((90, CORAL), (430, mix(TEAL, SEA, 0.4)), (770, OCHRE)):
        c.poly([(x, QUAY - 68), (x + 190, QUAY - 68), (x + 184, QUAY - 18), (x + 8, QUAY - 18)], mix(SAND, PLUM, 0.55))
        c.grain([(x, QUAY - 68), (x + 190, QUAY - 68), (x + 184, QUAY - 18), (x + 8, QUAY - 18)], PLUM, "down", 0, 0.9)
        c.poly(smooth([(x + 6, QUAY - 68), (x + 60, QUAY - 86), (x + 130, QUAY - 84), (x + 186, QUAY - 68)]), AMBER)
        c.poly(
            [
                (x + 198, QUAY - 16),
                (x + 198, QUAY - 82),
                (x + 236, QUAY - 82),
                (x + 252, QUAY - 48),
                (x + 252, QUAY - 16),
            ],
            ink,
        )
        c.poly([(x + 216, QUAY - 74), (x + 234, QUAY - 74), (x + 246, QUAY - 48), (x + 216, QUAY - 48)], NAVY)
        for dx in (30, 62, 150, 226):
            c.disc(x + dx, QUAY - 11, 14, INK)
            c.disc(x + dx, QUAY - 11, 6, SAND)
