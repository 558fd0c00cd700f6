"""The freight yard at dusk."""

from . import atmosphere as air
from .buildings import lattice, skyline
from .canvas import Canvas
from .figures import Dress, figure, placed
from .palette import (
    AMBER,
    BRICK,
    CORAL,
    INK,
    LILAC,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PLUM,
    ROSE,
    SEA,
    TEAL,
    Colour,
    dark,
    light,
    mix,
)
from .shapes import Eye, rect

EYE = Eye(800, 585, 900)
GROUND = -3.2


def rail_yard(c: Canvas) -> None:
    air.sky(
        c,
        [
            (0, dark(NAVY, 0.1)),
            (0.25, mix(NAVY, PLUM, 0.55)),
            (0.5, mix(PLUM, CORAL, 0.6)),
            (0.72, mix(CORAL, AMBER, 0.45)),
            (1, light(AMBER, 0.35)),
        ],
        600,
    )
    air.streaks(c, 60, 300, 10, mix(PLUM, NAVY, 0.4), 0.55)
    air.streaks(c, 250, 500, 12, mix(CORAL, ROSE, 0.4), 0.5)
    air.sun(c, 800, 560, 44, light(AMBER, 0.8), mix(AMBER, CORAL, 0.3), 11, 0.8)
    skyline(c, 600, 90, mix(PLUM, CORAL, 0.4))
    air.mist(c, 590, 90, mix(AMBER, CORAL, 0.3), 0.6)
    c.poly(rect(0, 590, 1800, 610), [(0, mix(PLUM, CORAL, 0.45)), (0.2, mix(PLUM, BRICK, 0.3)), (1, dark(PLUM, 0.65))])
    c.grain(rect(0, 590, 1800, 610), dark(PLUM, 0.75), "down", -0.2, 0.5)
    c.glow(800, 600, 620, mix(CORAL, AMBER, 0.3), 0.5, 1.8)
    for track in (-9.2, -4.6, 0, 4.6, 9.2, 13.8):
        rails(c, track)
    wagons(c, -7.6, -10.4, (CORAL, SEA, OCHRE, BRICK, TEAL, PLUM, CORAL, MOSS))
    wagons(c, 10.4, 13.2, (mix(SEA, INK, 0.2), BRICK, OCHRE, mix(SEA, INK, 0.3), CORAL, TEAL, PLUM))
    for z in (70, 44, 27, 16):
        gantry(c, z)
    for track in (-4.6, 0, 4.6):
        c.line([EYE.at(track, 6, 200), EYE.at(track, 6, 5)], 2.2, dark(PLUM, 0.6))
    signal(c, 2.4, 13, CORAL)
    signal(c, -2.2, 24, mix(TEAL, MOSS, 0.4))
    signal(c, 7.0, 30, CORAL)
    worker(c)


def rails(c: Canvas, track: float) -> None:
    """One track: sleepers, then two rails that hold the light of the sky."""
    z = 4.0
    while z < 60:
        a, b = EYE.at(track - 1.35, GROUND, z), EYE.at(track + 1.35, GROUND, z + 0.32)
        p, q = EYE.at(track + 1.35, GROUND, z), EYE.at(track - 1.35, GROUND, z + 0.32)
        c.poly([a, p, b, q], dark(PLUM, min(0.72, 0.25 + 3 / z)))
        z += 0.85
    for side in (-0.76, 0.76):
        near, far = EYE.at(track + side, GROUND, 4), EYE.at(track + side, GROUND, 400)
        n2, f2 = EYE.at(track + side + 0.12, GROUND, 4), EYE.at(track + side + 0.12, GROUND, 400)
        ink = [
            (0, light(AMBER, 0.6)),
            (0.3, mix(CORAL, AMBER, 0.6)),
            (0.75, mix(CORAL, LILAC, 0.35)),
            (1, mix(PLUM, LILAC, 0.5)),
        ]
        c.poly([near, n2, (f2[0] + 0.5, f2[1]), (far[0] - 0.5, far[1])], ink)


def wagons(c: Canvas, inner: float, outer: float, inks: tuple[Colour, ...]) -> None:
    """A standing train of container wagons along one side, far ones first."""
    length, gap = 12.5, 1.0
    low, high = GROUND + 1.3, 1.6
    count = len(inks)
    for n in reversed(range(count)):
        z0 = 6.2 + n * (length + gap)
        z1 = z0 + length
        haze = min(0.65, n * 0.11)
        ink = mix(mix(dark(inks[n], 0.22), PLUM, 0.12), mix(CORAL, AMBER, 0.3), haze)
        base = mix(dark(PLUM, 0.75), CORAL, haze * 0.7)
        c.poly(EYE.quad((inner, low, z0), (inner, low, z1), (inner, GROUND + 0.9, z1), (inner, GROUND + 0.9, z0)), base)
        for wheel in (0.07, 0.2, 0.8, 0.93):
            z = z0 + length * wheel
            (x, y), r = EYE.at(inner, GROUND + 0.5, z), EYE.focus * 0.5 / z
            c.disc(x, y, r * 0.55, base, r)
        side = EYE.quad((inner, high, z0), (inner, high, z1), (inner, low, z1), (inner, low, z0))
        c.poly(EYE.quad((inner, high, z0), (outer, high, z0), (outer, low, z0), (inner, low, z0)), dark(ink, 0.55))
        c.poly(side, ink)
        ribs = 30
        for i in range(ribs):
            z = z0 + length * (i + 0.5) / ribs
            c.line([EYE.at(inner, high - 0.12, z), EYE.at(inner, low + 0.12, z)], min(7, 26 / z), dark(ink, 0.22))
        c.grain(side, light(AMBER, 0.1), "right" if inner < 0 else "left", -0.75, 0.42)
        c.grain(side, INK, "down", -0.3, 0.55)
        c.line([EYE.at(inner, high, z0), EYE.at(inner, high, z1)], min(5, 22 / z0), mix(ink, AMBER, 0.5))


def gantry(c: Canvas, z: float) -> None:
    """A portal over the tracks that carries the wire."""
    ink = mix(dark(PLUM, 0.75), mix(CORAL, AMBER, 0.4), min(0.7, z / 110))
    w = max(1.6, 46 / z)
    top = 7.4
    lattice(
        c,
        [EYE.at(-6.9, top, z), EYE.at(9.6, top, z)],
        [EYE.at(-6.9, top - 0.9, z), EYE.at(9.6, top - 0.9, z)],
        16,
        w * 0.5,
        ink,
    )
    for x in (-6.9, 9.6):
        lattice(
            c,
            [EYE.at(x - 0.3, top, z), EYE.at(x - 0.45, GROUND, z)],
            [EYE.at(x + 0.3, top, z), EYE.at(x + 0.45, GROUND, z)],
            12,
            w * 0.45,
            ink,
        )
    for track in (-4.6, 0, 4.6):
        c.line([EYE.at(track, top - 0.9, z), EYE.at(track, 6, z)], w * 0.6, ink)
        c.line([EYE.at(track - 0.8, top - 0.9, z), EYE.at(track, 6.1, z)], w * 0.4, ink)


def signal(c: Canvas, x: float, z: float, lamp: Colour) -> None:
    """A light signal beside the track."""
    ink = dark(PLUM, 0.8)
    unit = EYE.focus / z
    px, base = EYE.at(x, GROUND, z)
    head = EYE.at(x, 1.5, z)[1]
    c.line([(px, base), (px, head)], unit * 0.14, ink)
    lit = 0 if lamp == CORAL else 2
    heights = [head - unit * 0.75 + i * unit * 0.62 for i in range(3)]
    c.glow(px, heights[lit], unit * 5, lamp, 0.8, 1.6)
    c.poly(rect(px - unit * 0.42, head - unit * 1.1, unit * 0.84, unit * 2.0), ink)
    for i, y in enumerate(heights):
        c.disc(px, y, unit * 0.26, dark(PLUM, 0.4) if i != lit else mix(lamp, AMBER, 0.2))
    c.disc(px, heights[lit], unit * 0.14, light(lamp, 0.7))
    c.glow(px, heights[lit], unit * 0.8, lamp, 0.9, 1.4)


def worker(c: Canvas) -> None:
    """A shunter with a lamp, walking home along the rails."""
    x, y = EYE.at(-2.35, GROUND, 7.2)
    figure(
        c,
        placed(x, y, 245),
        "walk",
        Dress(mix(CORAL, OCHRE, 0.35), mix(CORAL, PLUM, 0.45), INK, dark(ROSE, 0.2), 0.12, hat=AMBER),
    )
    for v in (-0.64, -0.58):
        c.poly(rect(x - 15, y + v * 245, 35, 5), light(PAPER, 0.2))
    hand = (x + 0.14 * 245, y - 0.47 * 245)
    c.poly(rect(hand[0] - 6, hand[1], 13, 24), dark(PLUM, 0.8))
    c.glow(hand[0], hand[1] + 14, 95, AMBER, 0.95)
    c.disc(hand[0], hand[1] + 13, 6, light(AMBER, 0.7))
