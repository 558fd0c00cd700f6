"""The square in snow."""

import math

from . import atmosphere as air
from .buildings import house, lamp_post
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    FOREST,
    INK,
    LILAC,
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
from .shapes import arch, lens, oval, rect, smooth

SNOW = light(LILAC, 0.72)


def snow_square(c: Canvas) -> None:
    dusk = mix(LILAC, PLUM, 0.35)
    air.sky(
        c,
        [
            (0, mix(NAVY, PLUM, 0.4)),
            (0.35, mix(PLUM, LILAC, 0.35)),
            (0.65, mix(LILAC, ROSE, 0.35)),
            (1, mix(ROSE, LILAC, 0.4)),
        ],
        860,
    )
    air.snow(c, 260, mix(LILAC, PAPER, 0.4), (1, 2.6), 800)
    panes = [AMBER, light(AMBER, 0.25), dark(PLUM, 0.3), dark(PLUM, 0.3), mix(AMBER, CORAL, 0.3)]
    walls = (
        mix(BRICK, PLUM, 0.5),
        mix(SEA, PLUM, 0.4),
        mix(OCHRE, PLUM, 0.5),
        mix(TEAL, PLUM, 0.5),
        mix(BRICK, PLUM, 0.35),
        mix(LILAC, PLUM, 0.4),
    )
    x = -40
    for n, width in enumerate((210, 180, 220)):
        snow_house(c, x, width, 330 + n * 38 % 70, walls[n], panes)
        x += width
    x = 1180
    for n, width in enumerate((200, 230, 210)):
        snow_house(c, x, width, 350 - n * 30, walls[n + 3], panes)
        x += width
    town_hall(c, 860, 850, dusk)
    ground = smooth([(-20, 850), (450, 838), (900, 846), (1400, 838), (1820, 852)], False)
    air.bank(c, ground, 1200, SNOW)
    c.grain([*ground, (1820, 1200), (-20, 1200)], mix(LILAC, SEA, 0.25), "down", -0.25, 0.8)
    for side in (-1, 1):
        for x0, x1 in ((34, 330), (50, 400)):
            c.poly(
                [
                    (900 + side * x0, 846),
                    (900 + side * x0 + 4 * side, 846),
                    (900 + side * x1 + 22 * side, 1210),
                    (900 + side * x1, 1210),
                ],
                mix(LILAC, PLUM, 0.4),
            )
    for x, base, height in ((330, 880, 300), (1450, 880, 300), (120, 1010, 470), (1680, 1010, 470)):
        c.glow(x, base + 10, height * 0.8, AMBER, 0.4, 1.6)
        c.lay(c.mask(oval(x, base + 16, height * 0.55, height * 0.12), 10).soften(10), light(AMBER, 0.45), 0.75)
        lamp_post(c, x, base, height, dark(PLUM, 0.65), light(AMBER, 0.45))
        c.poly(lens(x, base - height * 1.105, height * 0.13, height * 0.05), SNOW)
    people(c)
    air.snow(c, 420, light(LILAC, 0.9), (1.6, 6.5))


def snow_house(c: Canvas, x: float, width: float, height: float, wall: Colour, panes: list[Colour]) -> None:
    """A town house with snow on its roof and lights in its windows."""
    house(c, x, 860, width, height, wall, SNOW, panes, 4, 4, 0.24)
    top, rise = 860 - height, height * 0.24
    c.grain(
        [(x - 5, top), (x + width * 0.08, top - rise), (x + width * 0.92, top - rise), (x + width + 5, top)],
        mix(LILAC, SEA, 0.35),
        "down",
        -0.1,
        0.9,
    )
    c.poly(rect(x + 8, 800, width - 16, 60), dark(wall, 0.4))
    c.poly(rect(x + 18, 810, width - 36, 42), mix(AMBER, CORAL, 0.15))
    c.glow(x + width / 2, 830, width * 0.7, AMBER, 0.45)


def town_hall(c: Canvas, x: float, base: float, dusk: Colour) -> None:
    """The hall with its clock tower."""
    wall, lit = mix(SAND, PLUM, 0.45), light(AMBER, 0.2)
    body = rect(x - 280, base - 330, 560, 345)
    c.poly(body, wall)
    c.grain(body, PLUM, "up", -0.4, 0.6)
    c.poly([(x - 296, base - 330), (x - 240, base - 420), (x + 240, base - 420), (x + 296, base - 330)], SNOW)
    c.grain(
        [(x - 296, base - 330), (x - 240, base - 420), (x + 240, base - 420), (x + 296, base - 330)],
        mix(LILAC, SEA, 0.4),
        "down",
        -0.1,
        0.9,
    )
    for i in range(7):
        wx = x - 252 + i * 76
        c.poly(arch(wx - 5, base - 175, 58, 118), dark(wall, 0.35))
        c.poly(arch(wx, base - 180, 48, 108), lit if i not in (1, 6) else dark(PLUM, 0.2))
        c.line([(wx + 24, base - 286), (wx + 24, base - 180)], 3, dark(wall, 0.4))
        if i != 3:
            c.poly(arch(wx, base + 4, 48, 110), dark(wall, 0.5))
            c.poly(arch(wx + 7, base + 4, 34, 96), mix(AMBER, CORAL, 0.3))
    c.box(x - 288, base - 160, 576, 9, light(wall, 0.3))
    tower = rect(x - 72, base - 640, 144, 656)
    c.poly(tower, light(wall, 0.1))
    c.grain(tower, PLUM, "right", -0.25, 0.95)
    for y in (base - 640, base - 490, base - 335):
        c.poly(rect(x - 82, y - 10, 164, 14), light(wall, 0.35))
        c.poly(lens(x, y - 10, 170, 12), SNOW)
    for dx in (-36, 10):
        c.poly(arch(x + dx + 2, base - 370, 24, 90), lit)
    c.poly(
        [(x - 84, base - 650), (x - 46, base - 710), (x, base - 800), (x + 46, base - 710), (x + 84, base - 650)],
        mix(SEA, PLUM, 0.5),
    )
    c.poly(
        [(x - 84, base - 650), (x - 46, base - 710), (x, base - 800), (x - 8, base - 710), (x - 30, base - 650)], SNOW
    )
    c.glow(x, base - 566, 120, AMBER, 0.7)
    c.disc(x, base - 566, 54, dark(PLUM, 0.4))
    c.disc(x, base - 566, 48, light(AMBER, 0.65))
    for n in range(12):
        a = math.radians(n * 30)
        c.line(
            [
                (x + 38 * math.sin(a), base - 566 - 38 * math.cos(a)),
                (x + 44 * math.sin(a), base - 566 - 44 * math.cos(a)),
            ],
            3,
            dark(PLUM, 0.4),
        )
    c.line([(x, base - 566), (x - 22, base - 580)], 5, dark(PLUM, 0.4))
    c.line([(x, base - 566), (x + 8, base - 604)], 4, dark(PLUM, 0.4))
    c.poly(arch(x - 34, base + 6, 68, 130), dark(BRICK, 0.4))
    c.glow(x, base - 40, 170, AMBER, 0.5)


def people(c: Canvas) -> None:
    """Walkers in winter coats, one with an umbrella, a child with a sledge."""
    walkers = (
        (560, 905, 108, "walk", False, Dress(PLUM, INK, INK, SKINS[0], 0.3, hat=CORAL)),
        (640, 930, 122, "stand", False, Dress(SEA, INK, BRICK, SKINS[1], 0.35, hat=PLUM)),
        (1130, 915, 112, "walk", True, Dress(BRICK, INK, INK, SKINS[2], 0.3, hat=NAVY)),
        (1230, 990, 175, "walk", True, Dress(NAVY, INK, INK, SKINS[0], 0.42, hat=OCHRE)),
        (490, 1090, 250, "walk", False, Dress(CORAL, NAVY, BRICK, SKINS[0], 0.45, hat=PAPER)),
        (400, 1096, 150, "walk", False, Dress(TEAL, NAVY, INK, SKINS[0], 0.1, hat=CORAL)),
    )
    for x, y, height, pose, flip, dress in walkers:
        c.lay(
            c.mask(oval(x - height * 0.05, y + 2, height * 0.34, height * 0.045), 8).soften(4),
            mix(LILAC, PLUM, 0.5),
            0.65,
        )
        figure(c, placed(x, y, height, flip), pose, dress)
    x, y = 1172, 880
    c.line([(1208, 905), (1188, 800)], 5, INK)
    canopy = [*oval(1186, 812, 104, 60, 180, 360, 20), *[(1290 - 52 * i, 812 + (6 if i % 2 else 0)) for i in range(5)]]
    c.poly(canopy, mix(FOREST, TEAL, 0.3))
    c.grain(canopy, SNOW, "up", -0.3, 0.8)
    c.line(smooth([(352, 1040), (310, 1085), (278, 1104)], False), 2.5, PLUM)
    c.line([(180, 1108), (270, 1108), (284, 1092)], 7, mix(OCHRE, BRICK, 0.4))
    c.line([(186, 1092), (262, 1092)], 7, OCHRE)
    for n in range(16):
        c.poly(lens(340 - n * 26, 1112 + n * 5 + (n % 2) * 9, 17, 7), mix(LILAC, SEA, 0.45))
