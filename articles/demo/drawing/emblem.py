"""The paper's emblem: a lighthouse with rays in a circle."""

import math

from .canvas import Canvas
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    INK,
    MIST,
    NAVY,
    PAPER,
    PLUM,
    SAND,
    SEA,
    TEAL,
    dark,
    light,
    mix,
)
from .shapes import arch, oval, rect, smooth, waves


def emblem(c: Canvas) -> None:
    """The newsroom's sign: a lighthouse with rays in a circle."""
    c.poly(rect(0, 0, 800, 800), [(0, dark(NAVY, 0.15)), (1, dark(NAVY, 0.45))])
    c.disc(400, 400, 352, light(SAND, 0.4))
    c.disc(400, 400, 334, NAVY)
    field = oval(400, 400, 320, 320, count=120)
    c.poly(field, [(0, mix(SEA, NAVY, 0.25)), (0.6, mix(SEA, TEAL, 0.45)), (1, mix(TEAL, MIST, 0.3))])
    inside = c.mask(field)
    rays = c.mask(field)
    rays.pen.rectangle((0, 0, *rays.size), fill=0)
    lamp = (400, 236)
    for n in range(24):
        a0, a1 = math.radians(n * 15 - 2.6), math.radians(n * 15 + 2.6)
        rays.poly(
            [
                lamp,
                (lamp[0] + 700 * math.cos(a0), lamp[1] + 700 * math.sin(a0)),
                (lamp[0] + 700 * math.cos(a1), lamp[1] + 700 * math.sin(a1)),
            ]
        )
    c.lay(rays.within(inside), light(AMBER, 0.25), 0.85)
    c.glow(*lamp, 230, AMBER, 0.9)
    sea = c.mask(field)
    for n, ink in enumerate((mix(SEA, TEAL, 0.2), mix(SEA, NAVY, 0.35), mix(SEA, NAVY, 0.75))):
        sea.pen.rectangle((0, 0, *sea.size), fill=0)
        line = waves(60, 740, 588 + n * 46, 12, 150 + n * 30, n * 2.2, 6)
        sea.poly([*line, (740, 780), (60, 780)])
        c.lay(sea.within(inside), ink)
        crest = [(x, y + 7) for x, y in line]
        sea.pen.rectangle((0, 0, *sea.size), fill=0)
        sea.line(crest, 6)
        c.lay(sea.within(inside), light(MIST, 0.5))
        if n == 0:
            tower(c)


def tower(c: Canvas) -> None:
    """The lighthouse of the emblem."""
    rock = smooth([(250, 660), (300, 592), (356, 566), (444, 566), (500, 590), (556, 660)])
    c.poly(rock, dark(NAVY, 0.3))
    c.grain(rock, mix(SEA, MIST, 0.3), "up", -0.4, 0.7)
    for n in range(5):
        y0, y1 = 290 + n * 57, 290 + (n + 1) * 57
        w0, w1 = 36 + n * 6.4, 36 + (n + 1) * 6.4
        c.poly([(400 - w0, y0), (400 + w0, y0), (400 + w1, y1), (400 - w1, y1)], PAPER if n % 2 else CORAL)
    body = [(364, 290), (436, 290), (468, 575), (332, 575)]
    c.grain(body, dark(PLUM, 0.3), "right", -0.4, 0.95)
    c.poly([(344, 290), (456, 290), (446, 306), (354, 306)], INK)
    c.poly(rect(374, 210, 52, 68), light(AMBER, 0.6))
    for x in (374, 391, 409, 426):
        c.line([(x, 210), (x, 282)], 4, INK)
    c.line([(348, 276), (452, 276)], 5, INK)
    c.poly(oval(400, 212, 36, 40, 180, 360), BRICK)
    c.line([(400, 172), (400, 140)], 5, INK)
    c.poly(arch(384, 575, 32, 56), INK)
    c.poly(arch(391, 430, 18, 36), INK)
