"""Heads: the face, its few features, and what is worn on it. Places are from the middle between the eyes."""

from dataclasses import dataclass, field

from .canvas import Canvas
from .palette import BRICK, CORAL, INK, PAPER, PLUM, Colour, dark, light, mix
from .shapes import Line, Points, lens, move, oval, smooth, taper

CENTRE = (400, 345)


@dataclass(frozen=True)
class Look:
    """How a person looks in a portrait."""

    skin: Colour
    hair: Colour
    style: str
    coat: Colour
    collar: str
    under: Colour
    ground: tuple[Colour, Colour]
    backdrop: str
    eyes: Colour = INK
    jaw: float = 1.0
    long: float = 1.0
    turn: float = 8
    smile: float = 1.0
    brow: float = 1.0
    age: bool = False
    lips: Colour | None = None
    glasses: Colour | None = None
    square: bool = False
    extras: tuple[str, ...] = field(default_factory=tuple)


def put(c: Canvas, points: Line, ink: Colour, alpha: float = 1) -> None:
    """A shape in the head's own places."""
    c.poly(move(points, *CENTRE), ink, alpha)


def stroke(c: Canvas, points: Line, width: float, ink: Colour) -> None:
    c.line(move(smooth(points, False), *CENTRE), width, ink)


def head_shape(look: Look) -> Points:
    j, s = look.jaw, look.long
    right = [
        (0, -152),
        (66, -138),
        (104, -84),
        (110, -14),
        (102 * j + 2, 48 * s),
        (82 * j, 96 * s),
        (44 * j, 136 * s),
        (0, 150 * s),
    ]
    return smooth(right + [(-x, y) for x, y in right[-2:0:-1]])


def shade_of(skin: Colour, share: float = 0.3) -> Colour:
    """The warm shadow of a skin."""
    return mix(skin, mix(BRICK, PLUM, 0.45), share)


def neck(c: Canvas, look: Look) -> None:
    w = 62 * look.jaw
    column = [(-w, 60), (-w, 160), (-w - 34, 220), (0, 300), (w + 34, 220), (w, 160), (w, 60)]
    put(c, smooth(column, steps=5), look.skin)
    shadow = smooth(
        [(-w - 4, 90), (0, 152 * look.long + 4), (w + 4, 90), (w + 6, 176), (18, 196 * look.long + 6), (-w + 6, 178)]
    )
    put(c, shadow, shade_of(look.skin, 0.42))


def face(c: Canvas, look: Look) -> None:
    """Skin, shade on one side, cheeks, ears, brows, eyes, nose, mouth."""
    t, skin = look.turn, look.skin
    for side in (-1, 1):
        x = side * 108 - t * 0.5
        put(c, oval(x, 18, 19, 33), shade_of(skin, 0.14 if side < 0 else 0.3))
        put(c, oval(x + side * 2, 20, 8, 18), shade_of(skin, 0.38))
    outline = head_shape(look)
    put(c, outline, skin)
    whole = c.mask(move(outline, *CENTRE))
    c.lay(whole.copy().fade("right", -0.75, 0.72).stipple(), shade_of(skin, 0.34))
    plane = c.mask(move(outline, *CENTRE))
    plane.pen.rectangle((0, 0, *plane.size), fill=0)
    edge = [(120, -160), (66 + t, -120), (62 + t, -30), (78 + t, 40), (54 + t, 100), (30 + t, 170), (130, 170)]
    plane.poly(move(smooth(edge, False), *CENTRE))
    c.lay(plane.within(whole), shade_of(skin, 0.34), 0.45)
    for x in (-58 + t, 60 + t):
        c.lay(c.mask(move(oval(x, 52, 27, 19), *CENTRE), 14).soften(8), mix(skin, CORAL, 0.55), 0.38)
    brows_and_eyes(c, look)
    nose_and_mouth(c, look)
    if look.glasses:
        glasses(c, look)


def brows_and_eyes(c: Canvas, look: Look) -> None:
    t = look.turn
    hair = dark(look.hair, 0.35)
    for side in (-1, 1):
        x = side * 46 + t
        brow = [(x - side * 24, -29), (x + side * 4, -40), (x + side * 31, -29)]
        put(c, taper(brow, [10 * look.brow, 9 * look.brow, 3]), hair)
        put(c, smooth([(x - 22, 3), (x, -10), (x + 22, 2), (x, 10)]), light(PAPER, 0.6))
        put(c, oval(x + 1, 0, 10, 10.5, count=24), look.eyes)
        put(c, oval(x + 1, 0, 5, 5.4, count=16), dark(INK, 0.4))
        put(c, oval(x + 4, -4, 2.6, 2.6, count=10), PAPER)
        put(c, taper([(x - 24, 4), (x, -12), (x + 25, 3)], [2.5, 7, 3]), dark(INK, 0.1))
        stroke(c, [(x - 15, 13), (x, 15), (x + 15, 12)], 2, shade_of(look.skin, 0.4))
        if look.age:
            for dy in (0, 9):
                stroke(c, [(x + side * 33, 6 + dy), (x + side * 44, 6 + dy * 1.8)], 2, shade_of(look.skin, 0.45))


def nose_and_mouth(c: Canvas, look: Look) -> None:
    t, s = look.turn, look.long
    shade = shade_of(look.skin, 0.42)
    put(
        c,
        smooth([(t + 8, -20), (t + 15, 18), (t + 27, 48 * s), (t + 12, 59 * s), (t + 2, 57 * s), (t + 9, 30)], steps=5),
        shade,
        0.55,
    )
    stroke(
        c,
        [(t - 15, 50 * s), (t - 8, 58 * s), (t + 4, 60 * s), (t + 15, 58 * s), (t + 22, 49 * s)],
        4,
        shade_of(look.skin, 0.6),
    )
    y, lift = 92 * s, 7 * look.smile
    lip = look.lips or shade_of(look.skin, 0.5)
    upper = [
        (t - 38, y - lift),
        (t - 12, y - 7),
        (t, y - 4),
        (t + 12, y - 7),
        (t + 38, y - lift),
        (t + 14, y + 4),
        (t - 14, y + 4),
    ]
    put(c, smooth(upper, steps=5), lip)
    put(
        c,
        smooth(
            [(t - 30, y - lift + 5), (t, y + 5), (t + 30, y - lift + 5), (t + 14, y + 15), (t - 14, y + 15)], steps=5
        ),
        mix(lip, light(look.skin, 0.2), 0.25),
    )
    stroke(
        c,
        [(t - 41, y - lift - 1), (t - 20, y + 2), (t, y + 4), (t + 20, y + 2), (t + 41, y - lift - 1)],
        3.5,
        shade_of(look.skin, 0.85),
    )
    stroke(c, [(t - 15, y + 25), (t, y + 28), (t + 15, y + 25)], 3, shade)
    if look.age:
        for side in (-1, 1):
            stroke(c, [(t + side * 32, 50 * s), (t + side * 50, 72 * s), (t + side * 52, 92 * s)], 2.5, shade)


def glasses(c: Canvas, look: Look) -> None:
    """Frames with a pale gleam."""
    t, ink = look.turn, look.glasses or INK
    for side in (-1, 1):
        x = side * 47 + t
        if look.square:
            rim = smooth([(x - 38, -22), (x, -26), (x + 38, -22), (x + 35, 20), (x, 27), (x - 35, 20)], steps=6)
        else:
            rim = oval(x, 2, 36, 34)
        put(c, rim, PAPER, 0.14)
        put(c, taper([(x - 16, 16), (x + 8, -18)], [3, 9, 2], 4), PAPER, 0.2)
        c.line(move([*rim, rim[0], rim[1]], *CENTRE), 6.5, ink)
        c.line(move([(x + side * 36, -8), (side * 110 - t * 0.4, -14)], *CENTRE), 6, ink)
    stroke(c, [(t - 12, -3), (t, -9), (t + 12, -3)], 6, ink)


def beard(c: Canvas, look: Look, full: bool = True) -> None:
    """A beard with its moustache."""
    t, s, ink = look.turn, look.long, look.hair
    low = 178 if full else 163
    inner = [
        (92, 40),
        (76, 62),
        (52 + t, 66),
        (40 + t, 74),
        (t, 68),
        (-40 + t, 74),
        (-52 + t, 66),
        (-76, 62),
        (-92, 40),
    ]
    outer = [
        (-110, 14),
        (-106, 84),
        (-80, 136 * s),
        (-40, low * s - 8),
        (0, low * s),
        (40, low * s - 8),
        (80, 136 * s),
        (106, 84),
        (110, 14),
    ]
    shape = smooth(outer, False) + smooth(inner, False)
    put(c, shape, ink)
    c.lay(c.mask(move(shape, *CENTRE)).fade("right", -0.5, 0.85).stipple(), dark(ink, 0.45))
    for n in range(15):
        x = -84 + n * 12
        put(
            c,
            taper([(x, 100 + 22 * (1 - abs(x) / 90)), (x * 0.94, (150 - abs(x) * 0.35) * s)], [2, 4, 1], 4),
            light(ink, 0.28) if n % 2 else dark(ink, 0.2),
        )
    y = 92 * s
    put(
        c,
        smooth([(t - 30, y - 3), (t, y), (t + 30, y - 3), (t + 16, y + 13), (t - 16, y + 13)], steps=5),
        mix(look.skin, BRICK, 0.45),
    )
    stroke(c, [(t - 32, y - 5), (t, y + 3), (t + 32, y - 5)], 3, shade_of(look.skin, 0.9))
    for side in (-1, 1):
        put(
            c,
            taper([(t, 70 * s), (t + side * 30, 73 * s), (t + side * 58, 94 * s)], [15, 19, 4]),
            light(ink, 0.1) if side < 0 else dark(ink, 0.12),
        )


def freckles(c: Canvas, look: Look) -> None:
    for n in range(16):
        side = -1 if n % 2 else 1
        x, y = side * c.rng.uniform(28, 76) + look.turn, c.rng.uniform(30, 58)
        put(c, lens(x, y, 5, 4), mix(look.skin, BRICK, 0.4))
