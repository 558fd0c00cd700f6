"""The grounds of the portraits: two inks and a quiet motif each."""

import math

from .atmosphere import gull
from .buildings import harbour_crane, skyline
from .canvas import Canvas
from .faces import Look
from .palette import AMBER, BRICK, CORAL, LILAC, MIST, NAVY, PAPER, PLUM, SEA, Colour, light, mix
from .shapes import arch, oval, rect, waves


def backdrop(c: Canvas, look: Look) -> None:
    """The ground that the look names."""
    top, low = look.ground
    c.poly(rect(0, 0, 800, 800), [(0, top), (1, low)])
    MOTIFS[look.backdrop](c, top, low)
    c.grain(rect(0, 0, 800, 800), mix(low, PLUM, 0.3), "down", -0.9, 0.42)


def city(c: Canvas, top: Colour, low: Colour) -> None:
    c.disc(560, 250, 120, light(top, 0.4))
    skyline(c, 640, 190, mix(low, top, 0.4), -20, 820)
    skyline(c, 720, 150, mix(low, PLUM, 0.3), -20, 820, towers=False)


def port(c: Canvas, _top: Colour, low: Colour) -> None:
    c.disc(190, 240, 92, light(AMBER, 0.6))
    harbour_crane(c, 660, 800, 640, mix(low, BRICK, 0.45), 7, 0.5, flip=True)
    harbour_crane(c, 110, 800, 430, mix(low, BRICK, 0.25), 5, 0.5)


def sun(c: Canvas, top: Colour, low: Colour) -> None:
    for n, share in enumerate((0.18, 0.3, 0.45)):
        c.disc(400, 350, 350 - n * 62, mix(low, PAPER, share))
    for n in range(24):
        x, y = math.cos(math.radians(n * 15)), math.sin(math.radians(n * 15))
        c.line([(400 + 372 * x, 350 + 372 * y), (400 + 420 * x, 350 + 420 * y)], 6, light(top, 0.4))


def stage(c: Canvas, _top: Colour, low: Colour) -> None:
    for n in range(9):
        c.grain(rect(n * 90, 0, 90, 800), mix(low, BRICK, 0.6), "right", -0.35, 0.75)
    c.lay(c.mask([(330, -10), (470, -10), (760, 810), (40, 810)], 20).soften(10), light(AMBER, 0.5), 0.35)


def pitch(c: Canvas, top: Colour, low: Colour) -> None:
    for n in range(5):
        band = [(n * 200 - 60, 0), (n * 200 + 40, 0), (n * 260 - 60, 800), (n * 260 - 190, 800)]
        c.poly(band, mix(low, top, 0.55))
    c.line(oval(400, 420, 330, 330), 9, light(top, 0.4))
    c.line([(0, 420), (800, 420)], 9, light(top, 0.4))


def window(c: Canvas, top: Colour, low: Colour) -> None:
    for x in (60, 300, 540):
        c.poly(arch(x, 640, 200, 560), [(0, mix(top, LILAC, 0.25)), (1, mix(low, CORAL, 0.28))])
        c.line([(x + 100, 90), (x + 100, 640)], 7, low)
        for y in (260, 400, 540):
            c.line([(x, y), (x + 200, y)], 6, low)


def sea(c: Canvas, _top: Colour, low: Colour) -> None:
    c.disc(600, 210, 86, light(AMBER, 0.5))
    for n in range(6):
        line = waves(-20, 820, 520 + n * 50, 8 + n * 2, 220 + n * 20, n * 1.9)
        c.poly([*line, (820, 810), (-20, 810)], mix(mix(SEA, MIST, 0.35), NAVY, n * 0.12))
    gull(c, 150, 180, 90, mix(low, PLUM, 0.3), 0.1)
    gull(c, 250, 110, 54, mix(low, PLUM, 0.3), -0.2)


MOTIFS = {"city": city, "port": port, "sun": sun, "stage": stage, "pitch": pitch, "window": window, "sea": sea}
