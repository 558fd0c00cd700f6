"""Short hair and a woollen hat."""

import math

from .canvas import Canvas
from .faces import CENTRE, Look, put, stroke
from .hair import gleam, shaded, strands
from .palette import OCHRE, dark, light, mix
from .shapes import move, oval, smooth


def short(c: Canvas, look: Look) -> None:
    shaded(
        c,
        smooth(
            [
                (-110, 6),
                (-124, -70),
                (-104, -150),
                (-40, -192),
                (40, -194),
                (104, -152),
                (124, -70),
                (110, 6),
                (100, -48),
                (84, -98),
                (40, -116),
                (-20, -108),
                (-72, -112),
                (-98, -50),
            ],
            steps=7,
        ),
        look,
    )
    strands(
        c,
        look,
        [
            [(-80, -120), (-40, -166), (20, -176)],
            [(-60, -116), (0, -150), (60, -150)],
            [(-20, -116), (30, -136), (84, -112)],
            [(-104, -70), (-96, -120), (-60, -158)],
        ],
    )


def curls(c: Canvas, look: Look) -> None:
    cap = [
        (-111, 0),
        (-120, -70),
        (-104, -150),
        (-40, -186),
        (40, -188),
        (104, -152),
        (120, -70),
        (111, 0),
        (103, -52),
        (86, -96),
        (40, -108),
        (-20, -106),
        (-76, -100),
        (-100, -52),
    ]
    shaded(c, smooth(cap, steps=7), look)
    for n in range(64):
        angle = math.radians(200 + c.rng.random() * 140)
        reach = c.rng.uniform(0.86, 1.12)
        x, y = 108 * reach * math.cos(angle), -48 + 138 * reach * math.sin(angle)
        if y < -104:
            put(c, oval(x, y, 19, 18, count=14), look.hair if n % 3 else mix(look.hair, OCHRE, 0.08))
    for _ in range(46):
        angle, reach = math.radians(208 + c.rng.random() * 124), c.rng.uniform(0.84, 1.08)
        x, y = 104 * reach * math.cos(angle), -52 + 134 * reach * math.sin(angle)
        start = c.rng.uniform(0, 180)
        if y < -112:
            stroke(c, oval(x, y, 8, 7, start, start + c.rng.uniform(150, 230), 8), 2.4, gleam(look))


def pixie(c: Canvas, look: Look) -> None:
    shaded(
        c,
        smooth(
            [
                (-112, 30),
                (-132, -50),
                (-124, -140),
                (-60, -200),
                (40, -210),
                (116, -164),
                (134, -70),
                (114, 30),
                (104, -30),
                (92, -74),
                (40, -86),
                (-40, -132),
                (-84, -84),
                (-100, -30),
            ],
            steps=7,
        ),
        look,
    )
    strands(
        c,
        look,
        [
            [(-90, -150), (0, -160), (92, -86)],
            [(-70, -170), (30, -176), (110, -100)],
            [(-60, -140), (10, -130), (66, -92)],
            [(-112, -90), (-116, -30), (-106, 20)],
            [(-96, -140), (-112, -70), (-108, 0)],
        ],
        8,
    )


def beanie(c: Canvas, look: Look) -> None:
    for side in (-1, 1):
        put(
            c,
            smooth([(side * 112, -60), (side * 120, -10), (side * 112, 40), (side * 100, 0), (side * 96, -60)]),
            look.hair,
        )
    cap = smooth(
        [(-124, -62), (-128, -130), (-84, -206), (0, -228), (84, -206), (128, -130), (124, -62), (0, -92)], steps=8
    )
    put(c, cap, look.under)
    c.lay(c.mask(move(cap, *CENTRE)).fade("right", -0.35, 0.9).stipple(), dark(look.under, 0.5))
    for n in range(-5, 6):
        stroke(c, [(n * 22, -100), (n * 20, -160), (n * 9, -222)], 2.4, dark(look.under, 0.28))
    brim = smooth([(-128, -48), (-132, -98), (0, -134), (132, -98), (128, -48), (0, -84)], steps=7)
    put(c, brim, light(look.under, 0.12))
    c.lay(c.mask(move(brim, *CENTRE)).fade("right", -0.4, 0.8).stipple(), dark(look.under, 0.45))
    for n in range(-9, 10):
        stroke(c, [(n * 13, -52 - (9 - abs(n)) * 3.2), (n * 13.3, -100 - (9 - abs(n)) * 3.2)], 3, dark(look.under, 0.3))
