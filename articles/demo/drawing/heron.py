"""A heron on the Halna in the mist."""

from . import atmosphere as air
from . import water
from .canvas import Canvas, Mask
from .palette import (
    AMBER,
    BRICK,
    FOREST,
    INK,
    MIST,
    MOSS,
    NAVY,
    OCHRE,
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
from .shapes import Line, Points, lens, move, oval, smooth, taper


def river_heron(c: Canvas) -> None:
    haze = light(MIST, 0.45)
    air.sky(
        c,
        [
            (0, mix(MIST, TEAL, 0.35)),
            (0.35, mix(MIST, SAND, 0.35)),
            (0.62, light(SAND, 0.45)),
            (1, mix(MIST, SAND, 0.4)),
        ],
    )
    c.glow(640, 420, 700, light(AMBER, 0.5), 0.6, 2)
    c.disc(640, 420, 104, light(AMBER, 0.8))
    for y, height, share in ((640, 210, 0.25), (668, 150, 0.45), (692, 110, 0.68)):
        air.treeline(c, y, height, mix(haze, mix(FOREST, TEAL, 0.4), share), 720)
        air.mist(c, y + 5, 110, haze, 0.75)
    poplars(c, mix(haze, FOREST, 0.6))
    air.mist(c, 690, 150, haze, 0.9)
    water.mirror(c, 706, 1200, even(mix(MIST, SAND, 0.5), mix(MIST, TEAL, 0.45), mix(TEAL, FOREST, 0.45)), 0.4, 1, 6)
    air.mist(c, 716, 70, haze, 0.8)
    water.ripples(c, 740, 1200, 90, light(MIST, 0.7), 0.55)
    water.ripples(c, 760, 1200, 80, mix(TEAL, FOREST, 0.3), 0.4)
    x, y = 1235, 1010
    reflection(c, x, y)
    for i in range(5):
        c.lay(
            c.mask(oval(x - 5, y + 4, 60 + i * 42, 9 + i * 6.5)).poly(
                oval(x - 5, y + 4, 55 + i * 42, 6.5 + i * 6.2), 0
            ),
            light(MIST, 0.7),
            0.8 - i * 0.14,
        )
    heron(c, x, y)
    reeds(c)


def poplars(c: Canvas, ink: Colour) -> None:
    """Tall trees on the far bank."""
    for x, height, width in ((90, 400, 60), (165, 470, 66), (255, 380, 58), (1560, 330, 50), (1620, 290, 46)):
        crown = smooth(
            [
                (x, 700 - height),
                (x + width * 0.4, 700 - height * 0.65),
                (x + width * 0.5, 700 - height * 0.3),
                (x + width * 0.2, 690),
                (x - width * 0.2, 690),
                (x - width * 0.5, 700 - height * 0.3),
                (x - width * 0.4, 700 - height * 0.7),
            ]
        )
        c.poly(crown, ink)
        c.grain(crown, light(MIST, 0.4), "down", -0.4, 0.9)


BODY: Points = [
    (-225, -215),
    (-150, -262),
    (-60, -330),
    (30, -376),
    (96, -392),
    (128, -356),
    (118, -296),
    (76, -246),
    (10, -216),
    (-70, -206),
    (-150, -196),
]


NECK: Points = [(92, -340), (136, -392), (150, -446), (122, -500), (92, -552), (98, -604), (136, -632)]


def reflection(c: Canvas, x: float, y: float) -> None:
    """The bird's image in the water, broken by ripples."""
    legs = [taper([(px, -230), (px + 4, 0)], [14, 8]) for px in (-10, 28)]
    mask = Mask(c, (x - 320, y, x + 340, 1200))
    for part in (smooth(BODY), taper(NECK, [76, 58, 40, 31, 29, 31, 36]), *legs):
        mask.poly([(x + px, y - py * 0.8) for px, py in part])
    for n in range(22):
        mask.poly(lens(x + c.rng.uniform(-140, 140), y + 12 + n * 9, c.rng.uniform(80, 260), 4), 0)
    c.lay(mask.soften(2).fade("down", 0.9, 0.15), mix(FOREST, SEA, 0.45), 0.55)


def heron(c: Canvas, x: float, y: float) -> None:
    """A grey heron in the shallows, facing right; (x, y) is where it stands."""
    grey, slate, white = mix(MIST, SEA, 0.42), mix(NAVY, SEA, 0.3), light(MIST, 0.8)

    def put(points: Line, ink: Colour) -> None:
        c.poly(move(points, x, y), ink)

    for hip, knee, foot in (((-10, -230), (-34, -112), (-24, 6)), ((28, -230), (16, -106), (34, 6))):
        put(
            taper([hip, ((hip[0] + knee[0]) / 2 + 4, (hip[1] + knee[1]) / 2), knee], [34, 14, 8]),
            mix(OCHRE, PLUM, 0.45),
        )
        put(taper([knee, foot], [8, 6]), mix(OCHRE, PLUM, 0.45))
        put(oval(knee[0], knee[1], 6.5, 8), mix(OCHRE, PLUM, 0.6))
    put(taper([(-120, -236), (-200, -196), (-262, -160)], [70, 46, 4]), slate)
    put(smooth(BODY), grey)
    c.grain(move(smooth(BODY), x, y), slate, "down", -0.35, 0.75)
    put(taper(NECK, [76, 58, 40, 31, 29, 31, 36]), white)
    c.grain(move(taper(NECK, [76, 58, 40, 31, 29, 31, 36]), x, y), grey, "left", -0.3, 0.95)
    put(taper([(118, -360), (146, -420), (138, -470)], [3, 7, 2]), slate)
    wing = smooth(
        [
            (86, -378),
            (20, -362),
            (-70, -306),
            (-170, -238),
            (-236, -186),
            (-150, -196),
            (-60, -216),
            (30, -252),
            (84, -310),
        ]
    )
    put(wing, mix(grey, slate, 0.25))
    c.grain(move(wing, x, y), light(MIST, 0.4), "up", -0.35, 0.9)
    for n in range(5):
        put(
            taper(
                [(-40 - n * 26, -262 + n * 12), (-130 - n * 18, -214 + n * 8), (-214 - n * 8, -174 + n * 3)],
                [10, 12, 1],
            ),
            slate,
        )
    put(taper([(78, -384), (60, -340), (26, -300)], [20, 16, 2]), slate)
    for n in range(4):
        put(
            taper([(112 + n * 6, -330 + n * 6), (116 + n * 4, -290 + n * 4), (98 + n * 6, -252 + n * 6)], [10, 6, 1]),
            white,
        )
    put(smooth([(104, -618), (124, -652), (160, -658), (190, -640), (184, -618), (150, -606), (120, -604)]), white)
    put(taper([(186, -636), (110, -650), (40, -640), (-16, -612)], [3, 20, 9, 1]), INK)
    put([(180, -644), (300, -612), (300, -609), (182, -616)], OCHRE)
    put([(180, -628), (300, -611), (300, -609), (182, -616)], mix(OCHRE, BRICK, 0.5))
    put(oval(166, -637, 6.5, 6.5), AMBER)
    put(oval(167, -637, 3.2, 3.2), INK)


def reeds(c: Canvas) -> None:
    """Reeds and sedge in the foreground, both sides."""
    for layer, (low, ink) in enumerate(
        ((170, mix(FOREST, MIST, 0.45)), (250, mix(FOREST, MOSS, 0.3)), (340, dark(FOREST, 0.35)))
    ):
        for _ in range(52):
            x = (
                c.rng.uniform(-30, 520 - layer * 60)
                if c.rng.random() < 0.68
                else c.rng.uniform(1500 + layer * 40, 1830)
            )
            tall = low * c.rng.uniform(0.7, 1.75)
            lean = c.rng.uniform(-0.08, 0.3) * tall
            c.poly(taper([(x, 1210), (x + lean * 0.3, 1200 - tall * 0.6), (x + lean, 1200 - tall)], [9, 7, 1]), ink)
            if c.rng.random() < 0.22:
                c.poly(
                    taper(
                        [
                            (x + lean * 0.8, 1200 - tall * 0.9),
                            (x + lean * 0.92, 1200 - tall),
                            (x + lean, 1200 - tall * 1.16),
                        ],
                        [11, 16, 8],
                    ),
                    mix(ink, BRICK, 0.55),
                )
