"""Volunteers clean the beach."""

import math

from . import atmosphere as air
from . import water
from .canvas import Canvas
from .figures import SKINS, Dress, figure, placed, thrown
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
    dark,
    even,
    light,
    mix,
)
from .shapes import lens, oval, rect, smooth


def beach_volunteers(c: Canvas) -> None:
    air.sky(c, even(mix(TEAL, MIST, 0.2), mix(TEAL, MIST, 0.7), light(SAND, 0.45)), 380)
    air.streaks(c, 60, 260, 9, light(PAPER, 0.3), 0.55)
    c.glow(1480, 250, 560, light(AMBER, 0.4), 0.7)
    c.poly(rect(0, 352, 1800, 500), even(mix(SEA, TEAL, 0.5), mix(TEAL, MIST, 0.15), mix(TEAL, MIST, 0.55)))
    water.ripples(c, 358, 640, 150, light(MIST, 0.6), 0.6, (10, 130))
    water.ripples(c, 358, 600, 100, mix(SEA, NAVY, 0.2), 0.35, (10, 120))
    far = smooth([(-20, 350), (200, 330), (420, 338), (640, 353)], False)
    air.bank(c, far, 356, mix(TEAL, FOREST, 0.35))
    c.poly([(560, 352), (566, 290), (578, 290), (584, 352)], light(MIST, 0.6))
    c.box(565, 304, 14, 14, CORAL)
    shore = smooth([(-20, 520), (300, 540), (700, 610), (1100, 640), (1500, 590), (1820, 560)], False)
    wet = [*shore, (1820, 1200), (-20, 1200)]
    c.poly(wet, even(mix(SAND, TEAL, 0.4), mix(SAND, OCHRE, 0.15), SAND))
    for dy, width in ((0, 15), (-34, 9), (-66, 6)):
        line = [(x, y + dy + 7 * math.sin(x / 60 + dy)) for x, y in shore]
        c.poly([*line, *[(x, y + width + 5 * math.sin(x / 37)) for x, y in line[::-1]]], light(MIST, 0.85))
    dry = smooth([(-20, 610), (300, 640), (700, 730), (1100, 790), (1500, 750), (1820, 690)], False)
    air.bank(c, dry, 1200, light(SAND, 0.3))
    c.grain([*dry, (1820, 1200), (-20, 1200)], mix(OCHRE, SAND, 0.3), "down", -0.2, 0.85)
    groyne(c)
    for _ in range(70):
        x, y = c.rng.uniform(0, 1800), 800 + 390 * c.rng.random()
        c.poly(lens(x, y, c.rng.uniform(20, 60), c.rng.uniform(3, 8)), mix(SAND, OCHRE, 0.5))
    pickers = (
        (1560, 690, 96, "bend", True),
        (1450, 708, 104, "walk", False),
        (1320, 742, 122, "bend", False),
        (1180, 760, 132, "carry", True),
        (1010, 800, 168, "bend", True),
        (800, 850, 214, "walk", False),
        (1380, 905, 265, "bend", True),
        (560, 960, 330, "bend", False),
        (1590, 1105, 480, "carry", True),
    )
    coats = (CORAL, TEAL, AMBER, NAVY, BRICK, light(SAND, 0.6), mix(SEA, TEAL, 0.4), CORAL, mix(FOREST, TEAL, 0.35))
    for n, ((x, y, height, pose, flip), coat) in enumerate(zip(pickers, coats, strict=True)):
        shade = thrown(x, y, height, -0.75, 0.16, flip)
        figure(c, shade, pose, Dress(), mix(OCHRE, PLUM, 0.42))
        figure(
            c,
            placed(x, y, height, flip),
            pose,
            Dress(
                coat,
                (NAVY, mix(OCHRE, PLUM, 0.5), INK)[n % 3],
                (INK, BRICK, OCHRE)[n % 3],
                SKINS[n % 4],
                0.08,
                hat=(None, PAPER, CORAL)[n % 3],
                long_hair=n % 3 == 0,
            ),
        )
        side = -1 if flip else 1
        sack(
            c,
            x + side * height * (0.47 if pose == "bend" else 0.2),
            y - (0 if pose == "bend" else height * 0.34),
            height * 0.3,
            n,
        )
    heap(c)
    air.flock(c, 900, 180, 500, 70, 8, light(PAPER, 0.5), (26, 60))


def sack(c: Canvas, x: float, y: float, size: float, n: int) -> None:
    """A tied rubbish sack."""
    ink = (mix(SEA, NAVY, 0.3), mix(AMBER, OCHRE, 0.3), light(MIST, 0.5))[n % 3]
    shape = smooth(
        [
            (x - size * 0.5, y),
            (x - size * 0.52, y - size * 0.45),
            (x - size * 0.14, y - size * 0.86),
            (x + size * 0.14, y - size * 0.86),
            (x + size * 0.52, y - size * 0.45),
            (x + size * 0.5, y),
        ]
    )
    c.poly(shape, ink)
    c.grain(shape, dark(ink, 0.55), "right", -0.3, 0.95)
    c.poly(
        [
            (x - size * 0.1, y - size * 0.84),
            (x - size * 0.2, y - size * 1.05),
            (x + size * 0.2, y - size * 1.05),
            (x + size * 0.1, y - size * 0.84),
        ],
        dark(ink, 0.2),
    )


def groyne(c: Canvas) -> None:
    """Old timber posts that walk out to sea."""
    for n in range(12):
        t = 1 - n / 11
        x, y, size = 330 - 230 * t**1.4, 440 + 400 * t**1.6, 26 + 150 * t**1.5
        post = [
            (x - size * 0.1, y),
            (x - size * 0.09, y - size),
            (x + size * 0.09, y - size * 0.96),
            (x + size * 0.1, y),
        ]
        c.poly(post, mix(PLUM, OCHRE, 0.22))
        c.grain(post, light(SAND, 0.1), "right", -0.4, 0.9)
        c.poly(lens(x - size * 0.35, y + size * 0.02, size * 0.8, size * 0.05), mix(SAND, TEAL, 0.5))


def heap(c: Canvas) -> None:
    """What was gathered: sacks, a net, a crate, bottles, a float."""
    for n, (x, y, size) in enumerate(((140, 1130, 210), (330, 1160, 180), (230, 1185, 200))):
        c.lay(c.mask(lens(x - 60, y, size * 2, size * 0.2), 8).soften(5), mix(OCHRE, PLUM, 0.45), 0.7)
        sack(c, x, y, size, n)
    crate = rect(430, 1080, 190, 100)
    c.poly(crate, mix(CORAL, BRICK, 0.25))
    for i in range(3):
        c.box(430, 1090 + i * 32, 190, 8, dark(BRICK, 0.3))
    for i, ink in enumerate((TEAL, MOSS, light(MIST, 0.4))):
        x = 468 + i * 52
        c.poly(
            smooth(
                [
                    (x - 15, 1082),
                    (x - 15, 1040),
                    (x - 6, 1012),
                    (x - 6, 990),
                    (x + 6, 990),
                    (x + 6, 1012),
                    (x + 15, 1040),
                    (x + 15, 1082),
                ],
                steps=4,
            ),
            ink,
        )
    c.disc(690, 1160, 42, mix(AMBER, CORAL, 0.35))
    c.grain(oval(690, 1160, 42, 42), BRICK, "right", -0.1, 0.9)
    rope = smooth([(640, 1190), (720, 1200), (800, 1170), (870, 1190), (930, 1160)], False)
    c.line(rope, 7, mix(TEAL, SEA, 0.3))
