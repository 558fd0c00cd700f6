"""The market hall under its iron roof."""

import math
from itertools import pairwise

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
    SAND,
    TEAL,
    dark,
    light,
    mix,
)
from .shapes import oval, rect
from .stalls import EYE, FLOOR, IRON, RADIUS, SPRING, WALL, front_stall, side_stalls


def market_hall(c: Canvas) -> None:
    c.poly(rect(0, 0, 1800, 1200), [(0, mix(MIST, TEAL, 0.35)), (0.5, light(SAND, 0.5)), (1, mix(SAND, OCHRE, 0.3))])
    roof(c)
    end_wall(c)
    floor(c)
    walls(c)
    for z in (34, 27, 21, 16.5, 12.8, 9.8, 7.4):
        rib(c, z)
        side_stalls(c, z)
        crowd(c, z)
    shafts(c)
    lamps(c)
    front_stall(c)


def vault(angle: float, z: float, radius: float = RADIUS):
    """A point on the barrel of the roof; 0 at the right spring, 180 at the left."""
    a = math.radians(angle)
    return EYE.at(radius * math.cos(a), SPRING + radius * 0.8 * math.sin(a), z)


def roof(c: Canvas) -> None:
    """Panes between the ribs, bright at the lantern."""
    steps = 18
    depths = (44, 34, 27, 21, 16.5, 12.8, 9.8, 7.4, 4.5)
    for z1, z0 in pairwise(depths):
        for n in range(steps):
            a0, a1 = 180 * n / steps, 180 * (n + 1) / steps
            lift = 1 - abs((a0 + a1) / 2 - 90) / 90
            glass = mix(mix(IRON, TEAL, 0.55), light(MIST, 0.7), min(1, lift * 1.25))
            if not 2 <= n < steps - 2:
                glass = mix(FOREST, TEAL, 0.45)
            glass = mix(glass, light(SAND, 0.6), min(0.75, z0 / 46))
            glass = mix(glass, dark(IRON, 0.2), c.rng.uniform(0, 0.09))
            c.poly([vault(a0, z0), vault(a1, z0), vault(a1, z1), vault(a0, z1)], glass)
    for n in range(1, steps):
        c.line([vault(180 * n / steps, 44), vault(180 * n / steps, 4.5)], 2.4, mix(IRON, MIST, 0.3))


def end_wall(c: Canvas) -> None:
    """The far fanlight and its clock."""
    z = 44
    outline = [vault(a, z) for a in range(0, 181, 6)]
    wall = [EYE.at(WALL, FLOOR, z), *outline, EYE.at(-WALL, FLOOR, z)]
    c.poly(wall, light(SAND, 0.75))
    for a in range(0, 181, 20):
        c.line([EYE.at(0, SPRING, z), vault(a, z)], 3.5, mix(IRON, SAND, 0.4))
    for share in (0.45, 0.75, 1.0):
        c.line(
            [
                EYE.at(
                    RADIUS * share * math.cos(math.radians(a)),
                    SPRING + RADIUS * 0.8 * share * math.sin(math.radians(a)),
                    z,
                )
                for a in range(0, 181, 6)
            ],
            3.5,
            mix(IRON, SAND, 0.35),
        )
    p, q = EYE.at(-WALL, SPRING, z), EYE.at(WALL, FLOOR, z)
    c.poly(rect(p[0], p[1], q[0] - p[0], q[1] - p[1]), mix(SAND, OCHRE, 0.25))
    for n in range(5):
        c.poly(rect(p[0] + 18 + n * 64, p[1] + 24, 40, q[1] - p[1] - 24), light(AMBER, 0.6))
    x, y = EYE.at(0, SPRING + 0.2, z)
    c.disc(x, y, 25, mix(IRON, INK, 0.3))
    c.disc(x, y, 21, PAPER)
    c.line([(x, y - 14), (x, y), (x + 10, y + 5)], 3, INK)
    c.glow(900, 480, 420, light(AMBER, 0.6), 0.55)


def floor(c: Canvas) -> None:
    """Stone flags in perspective with a band of light."""
    c.poly(
        [EYE.at(-WALL, FLOOR, 44), EYE.at(WALL, FLOOR, 44), (1900, 1210), (-100, 1210)],
        [(0, light(SAND, 0.4)), (1, mix(SAND, PLUM, 0.4))],
    )
    c.poly([(0, 900), EYE.at(-WALL, FLOOR, 44), (0, 660)], mix(SAND, PLUM, 0.4))
    for n in range(-9, 10):
        c.line([EYE.at(n * 0.9, FLOOR, 44), EYE.at(n * 0.9, FLOOR, 2.6)], 2, mix(SAND, PLUM, 0.45))
    z = 3.0
    while z < 40:
        c.line([EYE.at(-WALL, FLOOR, z), EYE.at(WALL, FLOOR, z)], 2, mix(SAND, PLUM, 0.45))
        z *= 1.16
    c.poly(
        [EYE.at(-0.8, FLOOR, 30), EYE.at(1.4, FLOOR, 30), EYE.at(2.2, FLOOR, 3), EYE.at(0.2, FLOOR, 3)],
        light(AMBER, 0.5),
        0.45,
    )


def walls(c: Canvas) -> None:
    """The side walls with their round-headed windows."""
    for s in (-1, 1):
        x = s * WALL
        c.poly(
            EYE.quad((x, SPRING, 44), (x, SPRING, 3), (x, FLOOR, 3), (x, FLOOR, 44)),
            mix(mix(MOSS, FOREST, 0.4), SAND, 0.45),
        )
        for n in range(9):
            z = 7 + n * 4.1
            half = 1.1
            head = [
                EYE.at(x, 1.5 + half * 0.8 * math.sin(math.radians(a)), z - half * math.cos(math.radians(a)))
                for a in range(0, 181, 15)
            ]
            c.poly([EYE.at(x, -0.4, z - half), *head, EYE.at(x, -0.4, z + half)], light(AMBER, 0.55))
            c.line([EYE.at(x, -0.4, z), EYE.at(x, 2.3, z)], 30 / z, mix(IRON, SAND, 0.3))


def rib(c: Canvas, z: float) -> None:
    """An iron arch on columns."""
    haze = min(0.7, z / 50)
    ink = mix(dark(IRON, 0.35), light(SAND, 0.4), haze)
    width = 340 / z
    outer = [vault(a, z) for a in range(0, 181, 5)]
    inner = [vault(a, z, RADIUS - 0.85) for a in range(0, 181, 5)]
    c.line(outer, width * 0.28, ink)
    c.line(inner, width * 0.2, ink)
    for i in range(0, 36, 2):
        c.line([outer[i], inner[i + 1], outer[i + 2]], width * 0.12, ink)
    for s in (-1, 1):
        for reach in (WALL, RADIUS - 0.85):
            c.line([EYE.at(s * reach, SPRING, z), EYE.at(s * reach, FLOOR, z)], width * 0.26, ink)
        c.poly(
            EYE.quad(
                (s * WALL, SPRING + 0.15, z),
                (s * (WALL - 1.2), SPRING + 0.15, z),
                (s * (WALL - 1.1), SPRING - 0.2, z),
                (s * WALL, SPRING - 0.2, z),
            ),
            ink,
        )


def crowd(c: Canvas, z: float) -> None:
    """Shoppers in the aisle at this depth."""
    haze = min(0.7, z / 46)
    if z < 9:
        return
    for _ in range(2 if z < 14 else 5):
        x = c.rng.uniform(-2.6, 2.6)
        if abs(x - 0.6) < 0.5 and z < 14:
            continue
        coat = mix(c.rng.choice((CORAL, NAVY, OCHRE, PLUM, TEAL, BRICK, FOREST, LILAC)), light(SAND, 0.4), haze)
        dress = Dress(
            coat,
            mix(INK, SAND, haze),
            mix(c.rng.choice((INK, BRICK, SAND)), SAND, haze),
            mix(c.rng.choice(SKINS), SAND, haze),
            c.rng.choice((0.1, 0.3, 0.45)),
            long_hair=c.rng.random() < 0.4,
        )
        px, py = EYE.at(x, FLOOR, z)
        figure(
            c,
            placed(px, py, EYE.focus * 1.72 / z, c.rng.random() < 0.5),
            c.rng.choice(("walk", "stand", "carry")),
            dress,
        )


def shafts(c: Canvas) -> None:
    """Morning light from the lantern, slanting through the dust."""
    for x, width, strength in ((420, 90, 0.3), (650, 150, 0.4), (900, 110, 0.34), (1120, 80, 0.25)):
        shaft = [(x, -20), (x + width, -20), (x + width * 2.3 + 420, 1080), (x + 420, 1080)]
        air.ray(c, shaft, light(AMBER, 0.5), strength, ("down", 0.9, 0.0), 6)


def lamps(c: Canvas) -> None:
    for z in (24, 15, 9.5):
        for s in (-1, 1):
            x, y = EYE.at(s * 2.4, 2.6, z)
            size = 300 / z
            c.line([(x, y), (x, y - size * 5)], 1.5 + size * 0.03, dark(IRON, 0.4))
            c.glow(x, y + size * 0.3, size * 3, AMBER, 0.7)
            c.poly(
                [
                    (x - size, y + size * 0.45),
                    (x - size * 0.35, y - size * 0.3),
                    (x + size * 0.35, y - size * 0.3),
                    (x + size, y + size * 0.45),
                ],
                dark(IRON, 0.4),
            )
            c.poly(oval(x, y + size * 0.45, size * 0.5, size * 0.4, 0, 180), light(AMBER, 0.6))
