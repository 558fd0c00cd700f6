"""The harbour, the ferry and the light at the mole."""

from itertools import pairwise

from . import atmosphere as air
from . import water
from .buildings import harbour_crane, skyline
from .canvas import Canvas
from .palette import AMBER, BRICK, CORAL, INK, LILAC, MIST, NAVY, PAPER, PLUM, ROSE, SEA, TEAL, Colour, dark, light, mix
from .shapes import Line, arch, lens, move, oval, rect, smooth, taper, waves


def freighter(c: Canvas, x: float, line: float, length: float, hull, house, accent) -> None:
    """A moored cargo ship, bow to the left."""
    h = length * 0.1
    c.poly(
        [(x, line - h * 1.25), (x + length, line - h), (x + length * 0.985, line + 4), (x + length * 0.03, line + 4)],
        hull,
    )
    c.poly(
        [
            (x + length * 0.026, line - 8),
            (x + length * 0.987, line - 8),
            (x + length * 0.985, line + 4),
            (x + length * 0.03, line + 4),
        ],
        accent,
    )
    for i in range(5):
        hx = x + length * (0.13 + i * 0.125)
        c.poly(rect(hx, line - h * 1.32, length * 0.1, h * 0.3), dark(hull, 0.3))
    c.poly(rect(x + length * 0.8, line - h * 2.9, length * 0.13, h * 2), house)
    c.poly(rect(x + length * 0.775, line - h * 3.2, length * 0.18, h * 0.35), house)
    for i in range(4):
        c.box(x + length * 0.81, line - h * (2.7 - i * 0.42), length * 0.11, h * 0.12, dark(hull, 0.2))
    c.poly(rect(x + length * 0.9, line - h * 3.9, length * 0.05, h), accent)
    c.line([(x + length * 0.06, line - h), (x + length * 0.06, line - h * 2.4)], 3, hull)
    c.line([(x + length * 0.84, line - h * 3), (x + length * 0.84, line - h * 4.4)], 3, hull)


def harbour_dawn(c: Canvas) -> None:
    horizon = 690
    air.sky(
        c,
        [
            (0, dark(SEA, 0.35)),
            (0.2, mix(SEA, LILAC, 0.55)),
            (0.38, mix(ROSE, LILAC, 0.35)),
            (0.52, mix(ROSE, AMBER, 0.45)),
            (0.585, light(AMBER, 0.45)),
        ],
        1200,
    )
    air.streaks(c, 90, 330, 8, mix(PLUM, SEA, 0.4), 0.35)
    air.streaks(c, 260, 520, 9, light(AMBER, 0.2), 0.4)
    air.sun(c, 560, 612, 62, light(AMBER, 0.75), mix(AMBER, CORAL, 0.25), 8, 0.75)
    skyline(c, horizon, 120, mix(ROSE, LILAC, 0.5), towers=True)
    air.mist(c, horizon - 10, 130, light(AMBER, 0.35), 0.6)
    skyline(c, horizon + 2, 62, mix(PLUM, LILAC, 0.5), -20, 980, towers=False)
    harbour_crane(c, 1010, horizon, 330, mix(PLUM, LILAC, 0.35), 4, 0.62, flip=True)
    harbour_crane(c, 1210, horizon, 440, mix(PLUM, NAVY, 0.35), 5, 0.66, flip=True)
    freighter(c, 860, horizon + 4, 700, mix(PLUM, NAVY, 0.5), mix(PLUM, ROSE, 0.45), BRICK)
    harbour_crane(c, 1560, horizon, 610, dark(PLUM, 0.55), 7, 0.68, flip=True)
    c.poly(rect(880, horizon - 6, 940, 14), dark(PLUM, 0.5))
    for x, y, r in ((1550, 84, 26), (1204, 252, 20), (1005, 362, 16), (1448, 425, 15)):
        c.glow(x, y, r * 2.6, CORAL, 0.9)
        c.disc(x, y, r * 0.18, light(CORAL, 0.5))
    air.flock(c, 720, 380, 240, 90, 9, dark(PLUM, 0.2), (18, 44))
    water.mirror(
        c, horizon, 1200, [(0, mix(ROSE, AMBER, 0.4)), (0.35, mix(SEA, ROSE, 0.4)), (1, dark(SEA, 0.45))], 0.42, 0.95, 7
    )
    water.ripples(c, horizon + 14, 1200, 170, dark(SEA, 0.4), 0.5)
    water.ripples(c, horizon + 10, 1180, 120, light(ROSE, 0.35), 0.4)
    water.glitter(c, 560, horizon + 2, 1130, (26, 130), 210, light(AMBER, 0.6))
    rowing_boat(c, 480, 930, 1.0)
    quay_corner(c)


def rowing_boat(c: Canvas, x: float, y: float, s: float) -> None:
    """A skiff with an oarsman, dark against the light."""
    ink = dark(PLUM, 0.7)
    c.lay(
        c.mask(
            [(x - 175 * s, y + 8), (x + 165 * s, y + 8), (x + 90 * s, y + 70 * s), (x - 90 * s, y + 74 * s)], 30
        ).soften(7),
        ink,
        0.6,
    )
    lean = [(x - 40 * s, y - 20 * s), (x - 52 * s, y - 70 * s), (x - 30 * s, y - 104 * s)]
    c.poly(taper(lean, [54 * s, 50 * s, 40 * s]), ink)
    c.disc(x - 20 * s, y - 128 * s, 16 * s, ink, 19 * s)
    c.poly(move([(-48, -132), (8, -134), (2, -141), (-8, -153), (-34, -152), (-40, -140)], x, y, s), ink)
    c.poly(taper([(x - 30 * s, y - 92 * s), (x + 10 * s, y - 72 * s), (x + 48 * s, y - 58 * s)], [24, 18, 11]), ink)
    c.poly(taper([(x - 36 * s, y - 24 * s), (x + 20 * s, y - 44 * s), (x + 46 * s, y - 14 * s)], [30, 24, 18]), ink)
    c.poly(
        taper([(x - 15 * s, y - 132 * s), (x - 4 * s, y - 128 * s), (x - 6 * s, y - 116 * s)], [1, 4, 1]),
        mix(CORAL, AMBER, 0.5),
    )
    hull = [(-180, -42), (-120, -24), (0, -16), (110, -24), (170, -44), (150, -6), (100, 14), (-90, 14), (-150, -4)]
    c.poly(move(smooth(hull), x, y, s), ink)
    c.poly(
        move([(-172, -40), (-120, -24), (0, -15), (110, -23), (165, -42), (110, -18), (0, -10), (-120, -19)], x, y, s),
        mix(CORAL, AMBER, 0.5),
    )
    c.line([(x + 34 * s, y - 64 * s), (x + 160 * s, y + 30 * s)], 4.5 * s, ink)
    c.poly(taper([(x + 150 * s, y + 22 * s), (x + 196 * s, y + 54 * s)], [6, 18]), ink)
    for i in range(4):
        c.poly(lens(x + 190 * s, y + 46 * s + i * 9, (50 + 34 * i) * s, 3), light(AMBER, 0.5))


def quay_corner(c: Canvas) -> None:
    """The near edge of the quay with its bollards and a line."""
    c.poly([(1080, 1200), (1260, 1074), (1820, 1040), (1820, 1200)], dark(INK, 0.2))
    c.poly([(1260, 1074), (1820, 1040), (1820, 1052), (1266, 1087)], mix(PLUM, ROSE, 0.5))
    for x, y, s in ((1420, 1082, 0.9), (1690, 1070, 1.12)):
        post = [(-32, 0), (-24, -50), (-46, -66), (-44, -90), (44, -90), (46, -66), (24, -50), (32, 0)]
        c.poly(move(post, x, y, s), dark(PLUM, 0.8))
        c.poly(
            move([(-44, -90), (-46, -66), (-38, -66), (-36, -84), (0, -86), (0, -90)], x, y, s), mix(CORAL, ROSE, 0.5)
        )
    rope = [(1420, 1040), (1330, 1088), (1240, 1020), (1130, 880), (1020, 760), (960, 690)]
    c.poly(taper(rope, [9, 8, 7, 5, 4, 3]), dark(PLUM, 0.75))


def lighthouse(c: Canvas) -> None:
    night = [(0, dark(NAVY, 0.62)), (0.35, NAVY), (0.62, mix(NAVY, SEA, 0.75)), (0.74, mix(SEA, TEAL, 0.55)), (1, SEA)]
    air.sky(c, night)
    air.stars(c, 430, 150, PAPER, NAVY)
    lamp = (1190, 318)
    for x, y, w in ((260, 700, 820), (1000, 760, 640), (1660, 720, 800), (620, 790, 560)):
        air.cumulus(c, x, y, w, mix(NAVY, SEA, 0.8), NAVY, 0.6, melt=True)
    for spread, alpha in ((70, 0.34), (34, 0.36)):
        for points in (
            [lamp, (-80, 40 - spread * 1.6), (-80, 40 + spread * 2.4)],
            [lamp, (1880, 452 - spread * 0.9), (1880, 452 + spread * 0.9)],
        ):
            beam = c.mask(points, 12).soften(3).fade_round(*lamp, 1500, 0.8)
            c.lay(beam, light(AMBER, 0.4), alpha, "screen")
    water.swell(c, 812, 1190, 8, dark(SEA, 0.62), mix(SEA, TEAL, 0.3), mix(MIST, TEAL, 0.3))
    rocks(c)
    tower(c, *lamp)
    breakers(c)
    c.glow(*lamp, 470, AMBER, 0.85, 2.6)
    c.glow(*lamp, 130, PAPER, 0.9, 1.4)


def crag(c: Canvas, points: Line, ink: Colour, lit: Colour) -> None:
    """A rock: planes turned to the light between darker ones, under a broken edge."""
    bottom = 1200
    c.poly([*points, (points[-1][0], bottom), (points[0][0], bottom)], ink)
    for i, (a, b) in enumerate(pairwise(points)):
        reach = c.rng.uniform(70, 190)
        slip = c.rng.uniform(-26, 26)
        face = [a, b, (b[0] + slip, b[1] + reach * c.rng.uniform(0.5, 1)), (a[0] + slip * 0.4, a[1] + reach)]
        strength = 0.95 if b[1] < a[1] or i % 3 == 0 else 0.5
        c.grain(face, lit, "up", -0.3, strength)


def rocks(c: Canvas) -> None:
    """The headland under the tower, two layers deep."""
    back = [
        (770, 985),
        (838, 930),
        (872, 938),
        (930, 868),
        (986, 846),
        (1012, 818),
        (1092, 794),
        (1176, 786),
        (1282, 790),
        (1330, 806),
        (1392, 852),
        (1440, 846),
        (1530, 896),
        (1580, 890),
        (1690, 950),
        (1830, 968),
    ]
    crag(c, back, mix(NAVY, INK, 0.35), mix(SEA, MIST, 0.3))
    front = [
        (850, 1080),
        (905, 1010),
        (950, 1018),
        (1010, 952),
        (1066, 968),
        (1130, 920),
        (1196, 946),
        (1240, 1000),
        (1330, 978),
        (1400, 1016),
        (1490, 960),
        (1560, 982),
        (1640, 1040),
        (1720, 1024),
        (1840, 1064),
    ]
    crag(c, front, dark(INK, 0.3), mix(NAVY, SEA, 0.75))


def tower(c: Canvas, x: float, y: float) -> None:
    """The banded tower with its gallery and lantern; (x, y) is the lamp."""
    base, top = 792, y + 62
    half = (44, 78)

    def edge(v: float) -> float:
        return half[0] + (half[1] - half[0]) * ((v - top) / (base - top)) ** 1.25

    bands = 7
    for i in range(bands):
        y0, y1 = top + (base - top) * i / bands, top + (base - top) * (i + 1) / bands
        ink = mix(PAPER, LILAC, 0.25) if i % 2 else CORAL
        c.poly([(x - edge(y0), y0), (x + edge(y0), y0), (x + edge(y1), y1), (x - edge(y1), y1)], ink)
    body = [(x - edge(top), top), (x + edge(top), top), (x + edge(base), base), (x - edge(base), base)]
    c.grain(body, dark(PLUM, 0.5), "right", -0.35, 0.95)
    c.grain(body, dark(PLUM, 0.4), "left", -1.1, 0.6)
    for v in (470, 610):
        c.poly(arch(x - 12, v + 34, 24, 46), dark(PLUM, 0.6))
    c.poly(arch(x - 21, base, 42, 74), dark(PLUM, 0.65))
    c.poly([(x - 66, top), (x + 66, top), (x + 52, top + 16), (x - 52, top + 16)], dark(PLUM, 0.55))
    c.line([(x - 66, top - 26), (x + 66, top - 26)], 3.5, dark(PLUM, 0.55))
    for i in range(9):
        c.line([(x - 64 + i * 16, top), (x - 64 + i * 16, top - 26)], 2.5, dark(PLUM, 0.55))
    c.poly(rect(x - 32, top - 96, 64, 96), light(AMBER, 0.65))
    for i in range(5):
        c.line([(x - 32 + i * 16, top - 96), (x - 32 + i * 16, top)], 3, dark(PLUM, 0.5))
    c.poly(oval(x, top - 94, 42, 46, 180, 360), BRICK)
    c.line([(x, top - 140), (x, top - 176)], 4, dark(PLUM, 0.5))
    c.disc(x, top - 142, 8, BRICK)


def breakers(c: Canvas) -> None:
    """Spray thrown up by the rocks and the near sea."""
    white, grey = light(MIST, 0.6), mix(TEAL, MIST, 0.45)
    for x, y, w, h in ((905, 1040, 150, 300), (1090, 1055, 90, 120), (1290, 1070, 120, 130), (1630, 1065, 170, 210)):
        water.splash(c, x, y, w, h, white, grey)
    for top, ink in ((1052, dark(SEA, 0.35)), (1122, dark(SEA, 0.62))):
        line = waves(-20, 1820, top, 16, 560, top)
        air.bank(c, line, 1200, ink)
        water.brush_crests(c, line, 5, 24, white, mix(ink, MIST, 0.5))
