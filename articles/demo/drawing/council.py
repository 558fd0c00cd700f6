"""The council chamber in the Old Customs House."""

import math

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
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    ROSE,
    SAND,
    SEA,
    TEAL,
    dark,
    light,
    mix,
)
from .shapes import Eye, Point, arch, oval, rect, smooth

EYE = Eye(900, 120, 1150)
WALNUT = mix(BRICK, PLUM, 0.45)


def council_chamber(c: Canvas) -> None:
    wall = mix(MOSS, MIST, 0.45)
    c.poly(rect(0, 0, 1800, 1200), [(0, mix(wall, FOREST, 0.35)), (0.45, wall), (1, mix(wall, FOREST, 0.3))])
    back_wall(c)
    c.poly(rect(0, 620, 1800, 580), [(0, mix(BRICK, PLUM, 0.2)), (1, dark(WALNUT, 0.4))])
    for reach in (1.7, 2.3):
        c.line([bench_at(a, reach, -6.5) for a in range(0, 181, 5)], 5, mix(OCHRE, BRICK, 0.4))
    dais(c)
    for x, shift in ((300, 300), (640, 260), (1100, 230), (1440, 200)):
        air.ray(
            c,
            [(x - 75, 130), (x + 75, 130), (x + 150 + shift, 1080), (x - 190 + shift, 1080)],
            light(AMBER, 0.5),
            0.3,
            ("down", 0.9, 0.05),
            7,
        )
    for reach, floor, count in ((3.2, -6.4, 9), (4.45, -6.3, 14), (5.7, -6.2, 19)):
        row(c, reach, floor, count)
    lamp(c)
    gallery(c)


def bench_at(angle: float, reach: float, height: float) -> Point:
    """A place in the half round; angle 0 at the right, 90 nearest to the gallery."""
    a = math.radians(angle)
    return EYE.at(reach * 1.36 * math.cos(a), height, 12.6 - reach * 0.98 * math.sin(a))


def back_wall(c: Canvas) -> None:
    """Tall windows between pilasters over a panelled dado."""
    panel = mix(WALNUT, OCHRE, 0.2)
    c.poly(rect(0, 40, 1800, 34), light(SAND, 0.4))
    c.poly(rect(0, 66, 1800, 9), mix(OCHRE, SAND, 0.3))
    for x in (120, 470, 770, 1030, 1330, 1680):
        c.poly(rect(x - 27, 74, 54, 410), light(SAND, 0.25))
        c.grain(rect(x - 27, 74, 54, 410), mix(MOSS, PLUM, 0.3), "right", -0.2, 0.8)
        c.poly(rect(x - 38, 74, 76, 22), light(SAND, 0.5))
    for x in (295, 620, 1180, 1505):
        c.poly(arch(x - 96, 470, 192, 350), light(SAND, 0.35))
        c.poly(arch(x - 82, 462, 164, 328), [(0, light(AMBER, 0.75)), (1, light(AMBER, 0.3))])
        for dx in (-27, 27):
            c.line([(x + dx, 142), (x + dx, 462)], 5, light(SAND, 0.2))
        for y in (215, 300, 385):
            c.line([(x - 82, y), (x + 82, y)], 5, light(SAND, 0.2))
        c.glow(x, 300, 260, light(AMBER, 0.4), 0.45)
        for s in (-1, 1):
            drape = smooth(
                [
                    (x + s * 104, 120),
                    (x + s * 60, 122),
                    (x + s * 74, 250),
                    (x + s * 96, 380),
                    (x + s * 80, 486),
                    (x + s * 118, 486),
                ]
            )
            c.poly(drape, mix(BRICK, CORAL, 0.2))
            c.grain(drape, PLUM, "right" if s > 0 else "left", -0.3, 0.9)
    c.poly(rect(0, 484, 1800, 140), panel)
    c.box(0, 484, 1800, 8, light(OCHRE, 0.2))
    for n in range(16):
        c.poly(rect(16 + n * 112, 508, 84, 96), dark(panel, 0.22))
    c.grain(rect(0, 484, 1800, 140), dark(PLUM, 0.3), "down", -0.2, 0.8)


def dais(c: Canvas) -> None:
    """The chair of the house: canopy, arms of the city, three officers, the lectern."""
    c.poly(rect(780, 110, 240, 400), mix(BRICK, CORAL, 0.15))
    for n in range(7):
        c.grain(rect(780 + n * 34.3, 110, 34.3, 400), PLUM, "right", -0.3, 0.7)
    c.poly([(760, 112), (800, 72), (1000, 72), (1040, 112)], mix(OCHRE, AMBER, 0.2))
    shield = smooth([(850, 170), (900, 162), (950, 170), (948, 240), (900, 290), (852, 240)])
    c.poly(shield, light(SAND, 0.5))
    c.poly(smooth([(860, 180), (900, 173), (940, 180), (938, 236), (900, 277), (862, 236)]), mix(SEA, NAVY, 0.3))
    c.poly([(892, 198), (908, 198), (911, 246), (889, 246)], PAPER)
    c.poly([(888, 198), (900, 184), (912, 198)], AMBER)
    for n in range(2):
        c.line(
            smooth(
                [
                    (866, 250 + n * 10),
                    (883, 244 + n * 10),
                    (900, 251 + n * 10),
                    (917, 244 + n * 10),
                    (934, 250 + n * 10),
                ],
                False,
            ),
            4,
            light(MIST, 0.3),
        )
    for x, coat, hair in ((800, NAVY, INK), (900, CORAL, BRICK), (1000, dark(PLUM, 0.2), LILAC)):
        c.poly(smooth([(x - 34, 520), (x - 36, 420), (x, 396), (x + 36, 420), (x + 34, 520)]), dark(WALNUT, 0.35))
        figure(c, placed(x, 606, 200), "stand", Dress(coat, INK, hair, SKINS[0], 0.1, long_hair=x == 900))
    desk = [(700, 520), (1100, 520), (1130, 622), (670, 622)]
    c.poly(desk, WALNUT)
    c.grain(desk, dark(PLUM, 0.6), "down", -0.2, 0.9)
    c.poly([(690, 508), (1110, 508), (1118, 524), (682, 524)], mix(OCHRE, BRICK, 0.3))
    for x in (760, 860, 960, 1050):
        c.poly([(x - 16, 508), (x + 14, 508), (x + 20, 500), (x - 10, 500)], PAPER)


def row(c: Canvas, reach: float, floor: float, count: int) -> None:
    """One curved bench: its members from behind, then its back."""
    step = 156 / count
    for n in sorted(range(count), key=lambda n: -abs(n - (count - 1) / 2)):
        angle = 12 + step * (n + 0.5)
        x, y = bench_at(angle, reach - 0.32, floor + 1.1)
        size = 1150 / (12.6 - reach * math.sin(math.radians(angle)))
        c.poly(
            [
                (x - size * 0.3, y - size * 0.18),
                (x + size * 0.3, y - size * 0.18),
                (x + size * 0.34, y),
                (x - size * 0.34, y),
            ],
            mix(OCHRE, BRICK, 0.35),
        )
        if c.rng.random() < 0.45:
            c.poly(
                [
                    (x - size * 0.12, y - size * 0.15),
                    (x + size * 0.1, y - size * 0.15),
                    (x + size * 0.13, y - size * 0.06),
                    (x - size * 0.12, y - size * 0.06),
                ],
                PAPER,
            )
    for n in range(count):
        angle = 12 + step * (n + 0.5)
        x, y = bench_at(angle, reach, floor + 0.55)
        size = 1150 / (12.6 - reach * math.sin(math.radians(angle)))
        member(c, x, y, size * 0.92)
    top = [bench_at(a, reach + 0.3, floor + 0.85) for a in range(8, 173, 4)]
    low = [bench_at(a, reach + 0.3, floor - 0.2) for a in range(8, 173, 4)]
    leather = mix(FOREST, MOSS, 0.15)
    c.poly([*top, *low[::-1]], [(0, leather), (1, dark(leather, 0.5))])
    c.grain([*top, *low[::-1]], INK, "down", -0.1, 0.7)
    c.line(top, 10, mix(OCHRE, BRICK, 0.3))
    for n in range(count + 1):
        angle = 12 + step * n
        c.line(
            [bench_at(angle, reach + 0.3, floor + 0.82), bench_at(angle, reach + 0.3, floor - 0.2)],
            3,
            dark(leather, 0.4),
        )


def member(c: Canvas, x: float, y: float, size: float) -> None:
    """A councillor seen from behind."""
    coat = c.rng.choice(
        (NAVY, dark(NAVY, 0.3), PLUM, mix(SEA, INK, 0.3), BRICK, CORAL, TEAL, mix(OCHRE, BRICK, 0.3), INK, ROSE)
    )
    hair = c.rng.choice((INK, INK, dark(PLUM, 0.3), BRICK, OCHRE, LILAC, light(MIST, 0.4)))
    skin = c.rng.choice(SKINS)
    body = smooth(
        [
            (x - size * 0.27, y + size * 0.2),
            (x - size * 0.26, y - size * 0.24),
            (x - size * 0.1, y - size * 0.38),
            (x + size * 0.1, y - size * 0.38),
            (x + size * 0.26, y - size * 0.24),
            (x + size * 0.27, y + size * 0.2),
        ],
        steps=5,
    )
    c.poly(body, coat)
    c.grain(body, dark(coat, 0.6), "right", -0.5, 0.8)
    c.poly(rect(x - size * 0.05, y - size * 0.45, size * 0.1, size * 0.1), skin)
    c.poly(oval(x, y - size * 0.53, size * 0.115, size * 0.14, count=20), hair if c.rng.random() < 0.88 else skin)
    if c.rng.random() < 0.4:
        c.poly(
            smooth(
                [
                    (x - size * 0.115, y - size * 0.54),
                    (x + size * 0.115, y - size * 0.54),
                    (x + size * 0.14, y - size * 0.33),
                    (x - size * 0.14, y - size * 0.33),
                ],
                steps=4,
            ),
            hair,
        )


def lamp(c: Canvas) -> None:
    """The ring of lights over the floor."""
    c.line([(900, 0), (900, 60)], 4, OCHRE)
    for n in range(12):
        a = math.radians(n * 30)
        x, y = 900 + 210 * math.cos(a), 92 + 26 * math.sin(a)
        c.glow(x, y - 12, 46, AMBER, 0.8)
        c.poly(rect(x - 4, y - 22, 8, 22), light(AMBER, 0.7))
    c.line(oval(900, 94, 210, 26), 8, mix(OCHRE, BRICK, 0.2))
    for x in (700, 1100):
        c.line([(900, 20), (x, 92)], 3, OCHRE)


def gallery(c: Canvas) -> None:
    """The rail of the public gallery, and three who look on."""
    ink = dark(INK, 0.2)
    for x, y, s in ((150, 1120, 1.2), (330, 1150, 1.0), (1640, 1110, 1.25)):
        c.disc(x, y - 92 * s, 46 * s, ink, 58 * s)
        c.poly(
            smooth(
                [
                    (x - 130 * s, y + 130),
                    (x - 112 * s, y + 10),
                    (x - 40 * s, y - 44 * s),
                    (x + 40 * s, y - 44 * s),
                    (x + 112 * s, y + 10),
                    (x + 130 * s, y + 130),
                ]
            ),
            ink,
        )
        c.line(oval(x, y - 92 * s, 46 * s, 58 * s, 215, 325, 16), 3.5, mix(OCHRE, AMBER, 0.4))
        c.line(
            smooth([(x - 108 * s, y + 4), (x - 60 * s, y - 34 * s), (x - 38 * s, y - 42 * s)], False),
            3,
            mix(OCHRE, BRICK, 0.4),
        )
    c.poly(rect(0, 1158, 1800, 42), dark(WALNUT, 0.5))
    c.box(0, 1154, 1800, 9, mix(OCHRE, BRICK, 0.25))
