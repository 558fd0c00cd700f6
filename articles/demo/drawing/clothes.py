"""What the people of the portraits wear, from the shoulders down. Places are those of the head."""

from .canvas import Canvas
from .faces import CENTRE, Look, put, stroke
from .palette import AMBER, CORAL, INK, LILAC, MIST, NAVY, PAPER, SAND, SEA, Colour, dark, light, mix
from .shapes import Line, lens, move, rect, smooth, taper


def cloth(c: Canvas, points: Line, ink: Colour) -> None:
    """A piece of clothing with the light from the left."""
    put(c, points, ink)
    c.grain(move(points, *CENTRE), dark(ink, 0.45), "right", -0.3, 0.85)


def facing(ink: Colour, side: int) -> Colour:
    """The ink of a collar, paler on the left."""
    return light(ink, 0.12) if side < 0 else dark(ink, 0.12)


def dressed(c: Canvas, look: Look) -> None:
    """The shoulders, and what the look names."""
    wide = 262 if look.jaw > 0.96 else 232
    left = [(-96, 190), (-190, 236), (-wide, 300), (-wide - 34, 480)]
    shape = move(smooth([*left, *[(-x, y) for x, y in left[::-1]], (0, 214)], steps=7), *CENTRE)
    c.poly(shape, look.coat)
    c.grain(shape, dark(look.coat, 0.5), "right", -0.5, 0.9)
    WARDROBE[look.collar](c, look)


def neckline(c: Canvas, look: Look) -> None:
    """A blouse with an open neck."""
    put(c, [(-94, 184), (0, 460), (94, 184), (56, 150), (0, 280), (-56, 150)], look.under)
    put(c, smooth([(-64, 168), (-40, 250), (0, 296), (40, 250), (64, 168), (0, 214)], steps=6), look.skin)


def lapels(c: Canvas, look: Look) -> None:
    """The lapels of a jacket."""
    for s in (-1, 1):
        lapel = [(84, 180), (138, 210), (156, 306), (114, 312), (18, 470), (2, 470), (72, 256)]
        cloth(c, [(s * x, y) for x, y in lapel], facing(look.coat, s))


def blazer(c: Canvas, look: Look) -> None:
    neckline(c, look)
    lapels(c, look)


def cardigan(c: Canvas, look: Look) -> None:
    neckline(c, look)
    for s in (-1, 1):
        put(c, taper([(s * 82, 180), (s * 64, 300), (s * 10, 460)], [30, 32, 34]), facing(look.coat, s))
        for n in range(3, 7):
            stroke(c, [(s * n * 34, 320), (s * n * 36, 470)], 2, dark(look.coat, 0.18))


def roll_neck(c: Canvas, look: Look) -> None:
    """A ribbed collar that stands up to the chin."""
    left = [(-84, 140), (-92, 200), (-60, 232)]
    roll = [*left, (0, 242), *[(-x, y) for x, y in left[::-1]], (40, 168), (0, 176), (-40, 168)]
    cloth(c, smooth(roll, steps=6), light(look.under, 0.08))
    for n in range(-6, 7):
        stroke(c, [(n * 12, 176 - abs(n) * 3), (n * 13.4, 232 - abs(n) * 3)], 2.6, dark(look.under, 0.25))


def jumper(c: Canvas, look: Look) -> None:
    for n in range(-9, 10):
        stroke(c, [(n * 24, 262 + abs(n) * 3), (n * 28, 470)], 2.4, dark(look.coat, 0.2))
    roll_neck(c, look)


def jacket(c: Canvas, look: Look) -> None:
    cloth(c, [(-110, 200), (0, 470), (110, 200), (0, 180)], look.under)
    lapels(c, look)
    roll_neck(c, look)


def track_top(c: Canvas, look: Look) -> None:
    put(c, [(-62, 176), (0, 300), (62, 176), (0, 198)], look.skin)
    for s in (-1, 1):
        collar = [(62, 142), (98, 172), (92, 236), (6, 318), (4, 280), (56, 218)]
        put(c, [(s * x, y) for x, y in collar], facing(look.coat, s))
        put(c, taper([(s * 120, 206), (s * 196, 262), (s * 236, 420)], [16, 17, 18]), PAPER)
        put(c, taper([(s * 100, 214), (s * 172, 276), (s * 206, 440)], [9, 10, 11]), look.under)
    stroke(c, [(0, 300), (0, 470)], 5, light(SAND, 0.4))
    put(c, rect(-6, 304, 12, 17), AMBER)


def scarf(c: Canvas, look: Look) -> None:
    """A wound scarf over a coat, one end hanging."""
    ink = look.under
    wound = [(-98, 150), (-128, 214), (-90, 268), (0, 290), (94, 266), (128, 212), (98, 150), (50, 186), (-50, 186)]
    cloth(c, smooth(wound, steps=7), ink)
    cloth(c, smooth([(20, 246), (92, 244), (120, 360), (104, 470), (30, 470), (40, 350)], steps=6), dark(ink, 0.12))
    for n in range(4):
        fold = [(-104 + n * 12, 186 + n * 22), (-20, 226 + n * 18), (90 - n * 6, 198 + n * 22)]
        put(c, taper(fold, [2, 5, 2]), dark(ink, 0.35) if n % 2 else light(ink, 0.3))
    for n in range(5):
        put(c, rect(42 + n * 3, 300 + n * 34, 66, 7), light(SAND, 0.3))
    for s in (-1, 1):
        lapel = [(s * 124, 216), (s * 166, 238), (s * 180, 380), (s * 132, 470), (s * 118, 470)]
        put(c, lapel, light(look.coat, 0.12))


def hood(c: Canvas, look: Look) -> None:
    put(c, [(-70, 180), (0, 330), (70, 180), (0, 210)], look.under)
    left = [(-80, 150), (-150, 190), (-160, 262), (-96, 262), (-20, 320)]
    edge = [*left, (0, 290), *[(-x, y) for x, y in left[::-1]], (60, 214), (0, 262), (-60, 214)]
    cloth(c, smooth(edge, steps=6), light(look.coat, 0.12))
    for s in (-1, 1):
        stroke(c, [(s * 92, 268), (s * 106, 312), (s * 100, 360)], 5, PAPER)


WARDROBE = {
    "blazer": blazer,
    "cardigan": cardigan,
    "jumper": jumper,
    "jacket": jacket,
    "track top": track_top,
    "scarf": scarf,
    "hood": hood,
}


def camera(c: Canvas) -> None:
    """A camera on its strap."""
    for strap in ([(322, 548), (292, 630), (318, 690)], [(484, 548), (514, 630), (488, 690)]):
        c.poly(taper(strap, [15, 15, 14]), dark(INK, 0.1))
    c.poly(rect(300, 664, 206, 130), dark(INK, 0.2))
    c.poly([(352, 666), (368, 640), (440, 640), (456, 666)], dark(INK, 0.2))
    c.grain(rect(300, 664, 206, 130), mix(SEA, MIST, 0.3), "left", -0.6, 0.6)
    for r, ink in ((58, dark(INK, 0.4)), (48, mix(NAVY, SEA, 0.3)), (34, dark(NAVY, 0.5)), (18, mix(SEA, LILAC, 0.3))):
        c.disc(404, 732, r, ink)
    c.poly(lens(388, 712, 26, 12), light(MIST, 0.6))
    c.disc(480, 682, 8, CORAL)
