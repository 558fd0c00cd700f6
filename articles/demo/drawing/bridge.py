"""The tram bridge over the Halna."""

from . import atmosphere as air
from . import water
from .buildings import skyline
from .canvas import Canvas
from .palette import AMBER, BRICK, CORAL, INK, MIST, OCHRE, PAPER, PLUM, SAND, SEA, TEAL, Colour, dark, light, mix
from .shapes import arch, lens, oval, rect, smooth, taper, turn

DECK, RIVER = 700, 905


def tram_bridge(c: Canvas) -> None:
    air.sky(
        c,
        [
            (0, mix(TEAL, SEA, 0.45)),
            (0.28, mix(TEAL, MIST, 0.6)),
            (0.5, mix(MIST, SAND, 0.7)),
            (0.68, light(AMBER, 0.25)),
            (1, AMBER),
        ],
        1000,
    )
    air.streaks(c, 60, 330, 9, light(SAND, 0.6), 0.4)
    air.sun(c, 1330, 600, 54, light(AMBER, 0.7), AMBER, 8, 0.8)
    skyline(c, 880, 250, mix(SAND, OCHRE, 0.45))
    air.mist(c, 850, 260, light(AMBER, 0.4), 0.65)
    skyline(c, 895, 140, mix(OCHRE, BRICK, 0.4), -40, 1000, towers=False)
    air.treeline(c, 893, 120, mix(OCHRE, BRICK, 0.55), 910, 940, 1830)
    air.mist(c, 890, 120, light(AMBER, 0.3), 0.5)
    c.poly(rect(-20, 888, 1860, 20), mix(OCHRE, PLUM, 0.55))
    c.box(-20, 888, 1860, 4, mix(OCHRE, BRICK, 0.3))
    span(c, 22, -16, mix(PLUM, OCHRE, 0.45), 9)
    tram(c, 505, DECK - 8)
    span(c, 0, 0, dark(PLUM, 0.35), 13)
    piers(c)
    water.mirror(
        c, RIVER, 1200, [(0, mix(AMBER, TEAL, 0.4)), (0.5, mix(SEA, TEAL, 0.5)), (1, dark(SEA, 0.45))], 0.36, 2.2, 9
    )
    water.ripples(c, RIVER + 10, 1200, 150, dark(SEA, 0.35), 0.45)
    water.glitter(c, 1330, RIVER + 4, 1190, (40, 190), 130, light(AMBER, 0.55))
    eight(c, 640, 1065)
    foliage(c)


def span(c: Canvas, dx: float, dy: float, ink: Colour, width: float) -> None:
    """One rib of the great arch with its hangers, and the girder of the deck."""
    left, right, crown = 330 + dx, 1470 + dx, 262 + dy

    def rise(x: float, lift: float) -> float:
        u = (x - left) / (right - left) * 2 - 1
        return DECK + 90 + dy - (DECK + 90 + dy - crown + lift) * (1 - u * u)

    upper = [(left + (right - left) * i / 40, 0) for i in range(41)]
    chords = [[(x, rise(x, lift)) for x, _ in upper] for lift in (0, -46)]
    for i in range(2, 39):
        ends = (chords[0][i], chords[1][i + 1]) if i % 2 else (chords[1][i], chords[0][i + 1])
        c.line(list(ends), width * 0.4, ink)
    for chord in chords:
        c.line(chord, width, ink)
    for i in range(4, 38, 2):
        x, y = chords[1][i]
        if y < DECK + dy:
            c.line([(x, y), (x, DECK + dy)], width * 0.35, ink)
    c.poly(rect(-20, DECK + dy, 1860, 30), ink)
    for x in range(-20, 1840, 46):
        c.line(
            [(x + dx, DECK + 30 + dy), (x + 23 + dx, DECK + 52 + dy), (x + 46 + dx, DECK + 30 + dy)], width * 0.36, ink
        )
    c.poly(rect(-20, DECK + 50 + dy, 1860, 9), ink)
    if not dx:
        c.box(-20, DECK - 1, 1860, 5, mix(OCHRE, AMBER, 0.4))
        for y in (DECK - 34, DECK - 18):
            c.line([(-20, y), (1820, y)], 2.4, ink)
        for x in range(-10, 1820, 30):
            c.line([(x, DECK - 35), (x, DECK)], 2, ink)
        for x in (120, 420, 720, 1020, 1320, 1620):
            c.line([(x, DECK), (x, DECK - 190)], 5, ink)
            c.line([(x, DECK - 180), (x + 70, DECK - 172)], 3, ink)
        c.line([(-20, DECK - 174), (1820, DECK - 174)], 1.8, ink)


def piers(c: Canvas) -> None:
    """Stone piers with cutwaters, and the approach arches."""
    stone, shade = mix(PLUM, OCHRE, 0.4), dark(PLUM, 0.45)
    for x, width in ((235, 130), (1435, 130)):
        body = [(x, DECK + 59), (x + width, DECK + 59), (x + width + 14, RIVER + 6), (x - 14, RIVER + 6)]
        c.poly(body, stone)
        c.grain(body, light(OCHRE, 0.15), "right", -0.5, 0.75)
        c.grain(body, shade, "left", -0.2, 0.9)
        for row in range(1, 5):
            c.line([(x - row * 3, DECK + 59 + row * 29), (x + width + row * 3, DECK + 59 + row * 29)], 2, shade)
        c.poly(
            [(x - 26, RIVER - 26), (x + width + 26, RIVER - 26), (x + width + 34, RIVER + 6), (x - 34, RIVER + 6)],
            shade,
        )
        tower = rect(x + 22, DECK - 120, width - 44, 180)
        c.poly(tower, stone)
        c.grain(tower, shade, "left", -0.2, 0.9)
        c.poly([(x + 10, DECK - 120), (x + width - 10, DECK - 120), (x + width / 2, DECK - 176)], shade)
        c.poly(arch(x + 48, DECK - 2, 34, 76), light(AMBER, 0.3))
    for x, width in ((-60, 290), (1572, 290)):
        wall = rect(x, DECK + 59, width, RIVER - DECK - 53)
        c.poly(wall, dark(stone, 0.15))
        c.grain(wall, shade, "down", -0.1, 0.8)
        c.poly(arch(x + 50, RIVER + 6, 190, 128), mix(SEA, OCHRE, 0.4))


def tram(c: Canvas, x: float, y: float) -> None:
    """A three-part tram; (x, y) is its lower left corner."""
    glass, trim = mix(SEA, INK, 0.45), light(SAND, 0.6)
    lengths, left = (180, 130, 180), x
    for n, length in enumerate(lengths):
        slope = 22
        a, b = (slope if n == 0 else 0), (slope if n == 2 else 0)
        body = [
            (left + a, y - 118),
            (left + length - b, y - 118),
            (left + length, y - 58),
            (left + length, y - 10),
            (left, y - 10),
            (left, y - 58),
        ]
        c.poly(body, CORAL)
        c.poly(
            [(left + a * 0.9, y - 112), (left + length - b * 0.9, y - 112), (left + length, y - 58), (left, y - 58)],
            trim,
        )
        panes = 3 if n == 1 else 4
        cell = (length - 22) / panes
        for i in range(panes):
            wx = left + 12 + i * cell
            c.poly(rect(wx, y - 104, cell - 9, 42), glass)
            c.poly([(wx, y - 104), (wx + cell * 0.55, y - 104), (wx, y - 70)], mix(AMBER, SEA, 0.25))
            if (i + n) % 3 != 1:
                c.disc(wx + cell * 0.5, y - 78, 8, dark(PLUM, 0.6))
                c.poly(oval(wx + cell * 0.5, y - 62, 13, 12, 180, 360), dark(PLUM, 0.6))
        c.grain(body, dark(BRICK, 0.4), "down", -0.7, 0.7)
        c.box(left + 4, y - 40, length - 8, 4, trim)
        c.poly(rect(left + length * 0.2, y - 10, length * 0.6, 12), dark(PLUM, 0.7))
        if n < 2:
            c.poly(rect(left + length - 3, y - 112, 14, 100), dark(PLUM, 0.6))
        if n == 1:
            c.line([(left + 40, y - 118), (left + 88, y - 148), (left + 46, y - 166)], 3.5, dark(PLUM, 0.6))
            c.line([(left + 26, y - 166), (left + 68, y - 166)], 3, dark(PLUM, 0.6))
        c.poly(rect(left + 30, y - 126, length - 60, 9), dark(CORAL, 0.5))
        left += length + 8
    c.disc(left - 15, y - 30, 5, light(AMBER, 0.6))
    c.glow(left - 8, y - 30, 44, AMBER, 0.8)


def eight(c: Canvas, x: float, y: float) -> None:
    """A rowing boat with crew on the river."""
    ink = dark(PLUM, 0.65)
    c.poly(lens(x + 20, y + 16, 430, 12), dark(SEA, 0.5))
    c.poly(lens(x, y, 470, 15), ink)
    for i in range(4):
        px = x - 110 + i * 62
        c.poly(taper([(px, y - 2), (px - 13, y - 26), (px - 4, y - 42)], [17, 17, 13]), ink)
        c.disc(px - 2, y - 52, 8, ink)
        c.poly(taper([(px - 7, y - 38), (px + 12, y - 27), (px + 26, y - 20)], [8, 6, 4]), ink)
        c.line([(px + 26, y - 22), (px - 34, y + 20)], 2.6, ink)
        c.poly(taper([(px - 30, y + 17), (px - 46, y + 28)], [3, 9]), CORAL)
    c.disc(x + 150, y - 30, 7, ink)
    c.poly(taper([(x + 156, y - 2), (x + 152, y - 22)], [18, 14]), ink)
    for i in range(5):
        c.poly(lens(x - 230 + i * 70, y + 34 + (i % 2) * 8, 60, 3), light(AMBER, 0.4))


def foliage(c: Canvas) -> None:
    """A near branch in autumn leaf, top right."""
    bark = dark(PLUM, 0.6)
    boughs = (
        [(1830, 60), (1640, 120), (1480, 92), (1330, 130)],
        [(1830, 150), (1700, 220), (1610, 330)],
        [(1640, 120), (1560, 190), (1470, 216)],
    )
    for bough in boughs:
        c.poly(taper(list(bough), [22, 12, 6, 2]), bark)
    for bough in boughs:
        line = smooth(list(bough), closed=False, steps=14)
        for _ in range(66):
            x, y = c.rng.choice(line)
            x, y = x + c.rng.gauss(0, 36), y + c.rng.gauss(12, 30)
            size, angle = c.rng.uniform(15, 30), c.rng.uniform(20, 130)
            ink = c.rng.choice(
                (OCHRE, AMBER, CORAL, BRICK, mix(BRICK, PLUM, 0.5), PAPER if c.rng.random() < 0.08 else OCHRE)
            )
            c.poly(turn(lens(x, y, size * 1.5, size * 0.75), angle, (x, y)), ink)
