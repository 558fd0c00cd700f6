"""Long hair: what lies behind the head, and what falls over it."""

from .canvas import Canvas
from .faces import CENTRE, Look, put
from .palette import OCHRE, Colour, dark, light, mix
from .shapes import Line, Points, move, rect, smooth, taper


def gleam(look: Look) -> Colour:
    """The hair where the light falls: warm, or paler if it is grey."""
    grey = max(look.hair) - min(look.hair) < 12 and min(look.hair) > 90
    return light(look.hair, 0.45) if grey else mix(look.hair, OCHRE, 0.3)


def strands(c: Canvas, look: Look, lines: list[Points], width: float = 6) -> None:
    """Light and dark strokes that follow the hair."""
    for n, line in enumerate(lines):
        put(c, taper(line, [1, width, 1], 6), gleam(look) if n % 2 == 0 else dark(look.hair, 0.3))


def shaded(c: Canvas, shape: Line, look: Look) -> None:
    put(c, shape, look.hair)
    c.lay(c.mask(move(shape, *CENTRE)).fade("right", -0.35, 0.9).stipple(), dark(look.hair, 0.45))


def behind(c: Canvas, look: Look) -> None:
    """The hair behind the neck and shoulders."""
    if look.style == "bob":
        shaded(
            c,
            smooth(
                [
                    (-142, 30),
                    (-140, -70),
                    (-96, -176),
                    (0, -208),
                    (100, -174),
                    (142, -70),
                    (146, 40),
                    (140, 128),
                    (96, 150),
                    (-94, 150),
                    (-138, 126),
                ]
            ),
            look,
        )
    elif look.style == "waves":
        left = [
            (0, -206),
            (-92, -180),
            (-140, -90),
            (-136, 0),
            (-164, 80),
            (-148, 160),
            (-182, 240),
            (-152, 322),
            (-60, 330),
        ]
        right = [(60, 330), (160, 318), (176, 240), (150, 160), (170, 80), (140, 0), (142, -90), (94, -180)]
        shaded(c, smooth(left + right), look)
        strands(
            c,
            look,
            [
                [(-124, 20), (-146, 90), (-132, 170), (-156, 260)],
                [(128, 30), (146, 100), (132, 180), (148, 270)],
                [(-110, 110), (-120, 180), (-132, 290)],
                [(112, 110), (118, 190), (128, 290)],
            ],
            8,
        )
    elif look.style == "ponytail":
        tail = smooth(
            [(84, -90), (150, -96), (190, -20), (186, 90), (206, 190), (168, 290), (146, 190), (134, 80), (120, 0)]
        )
        shaded(c, tail, look)
        strands(c, look, [[(130, -60), (164, 30), (160, 130), (178, 240)], [(140, -80), (178, 0), (176, 100)]], 7)


def bob(c: Canvas, look: Look) -> None:
    shaded(
        c,
        smooth(
            [
                (-122, 110),
                (-140, 20),
                (-132, -90),
                (-90, -178),
                (-10, -204),
                (84, -186),
                (134, -100),
                (144, 20),
                (126, 116),
                (106, 30),
                (96, -50),
                (52, -104),
                (-20, -118),
                (-72, -74),
                (-98, -10),
                (-104, 50),
            ],
            steps=7,
        ),
        look,
    )
    strands(
        c,
        look,
        [
            [(-46, -188), (-110, -110), (-124, 30)],
            [(-40, -186), (30, -158), (100, -70)],
            [(-30, -190), (70, -160), (124, -30)],
            [(-52, -180), (-96, -90), (-112, 20)],
            [(-40, -180), (10, -140), (70, -98)],
        ],
    )


def waves(c: Canvas, look: Look) -> None:
    left = smooth(
        [
            (8, -202),
            (-70, -186),
            (-124, -110),
            (-130, -10),
            (-152, 70),
            (-128, 150),
            (-104, 90),
            (-108, 0),
            (-86, -70),
            (-30, -122),
            (14, -150),
        ],
        steps=7,
    )
    right = smooth(
        [
            (4, -202),
            (80, -184),
            (128, -108),
            (132, -10),
            (156, 70),
            (134, 150),
            (108, 90),
            (112, 0),
            (98, -64),
            (56, -112),
            (12, -150),
        ],
        steps=7,
    )
    shaded(c, left, look)
    shaded(c, right, look)
    strands(
        c,
        look,
        [
            [(0, -190), (-80, -140), (-114, -40), (-128, 60)],
            [(-4, -176), (-60, -130), (-100, -50)],
            [(20, -190), (90, -140), (120, -40), (138, 70)],
            [(20, -172), (76, -126), (108, -40)],
        ],
    )


def ponytail(c: Canvas, look: Look) -> None:
    shaded(
        c,
        smooth(
            [
                (-110, 0),
                (-122, -80),
                (-96, -160),
                (-20, -196),
                (64, -184),
                (118, -110),
                (118, 0),
                (102, -52),
                (70, -104),
                (10, -126),
                (-50, -110),
                (-94, -52),
            ],
            steps=7,
        ),
        look,
    )
    strands(
        c,
        look,
        [
            [(-96, -60), (-50, -140), (60, -170)],
            [(-60, -106), (0, -150), (94, -130)],
            [(-10, -124), (50, -136), (108, -90)],
        ],
    )
    put(c, rect(98, -112, 30, 40), look.under)
