"""Sky and weather: ramps of light, suns, clouds, stars, rain, snow, mist, birds."""

import math

from .canvas import Canvas, Mask, Stops
from .palette import Colour, mix
from .shapes import Line, Points, lens, ridge, smooth, taper


def sky(c: Canvas, stops: Stops, bottom: float | None = None) -> None:
    """A ramp of colours from the top of the sheet."""
    width, height = c.units
    c.poly([(0, 0), (width, 0), (width, bottom or height), (0, bottom or height)], stops)


def sun(c: Canvas, x: float, y: float, radius: float, ink: Colour, halo: Colour, reach: float = 6, alpha: float = 0.7):
    """A disc in its haze."""
    c.glow(x, y, radius * reach, halo, alpha, 2.4)
    c.glow(x, y, radius * reach * 0.4, halo, alpha * 0.6, 1.6)
    c.disc(x, y, radius, ink)


def streaks(c: Canvas, top: float, bottom: float, count: int, ink: Colour, alpha: float, length=(300, 900)) -> None:
    """Long flat clouds."""
    mask = Mask(c, (0, top - 60, c.units[0], bottom + 60))
    for _ in range(count):
        y = c.rng.uniform(top, bottom)
        x = c.rng.uniform(-100, c.units[0] + 100)
        span = c.rng.uniform(*length)
        for part in range(4):
            shift = c.rng.uniform(-0.35, 0.35) * span
            mask.poly(lens(x + shift, y + (part - 1.5) * span * 0.014, span * c.rng.uniform(0.5, 1), span * 0.03))
    c.lay(mask.soften(1.2), ink, alpha)


def cumulus(
    c: Canvas, x: float, y: float, width: float, body: Colour, shade: Colour, alpha: float = 1, melt: bool = False
):
    """A heaped cloud, stippled towards its base; melt dissolves the whole of it into haze."""
    height = width * 0.42
    mask = Mask(c, (x - width * 0.65, y - height * 1.3, x + width * 0.65, y + 4))
    count = 11
    for i in range(count):
        u = i / (count - 1) * 2 - 1
        swell = math.cos(u * 1.45)
        radius = width * (0.06 + 0.13 * swell * c.rng.uniform(0.6, 1.15))
        mask.disc(x + u * width * 0.5, y - radius * 0.55 - height * 0.5 * swell * c.rng.uniform(0.3, 1), radius)
        mask.disc(x + u * width * 0.52, y - radius * 0.4, radius)
    mask.poly([(x - width * 0.7, y), (x + width * 0.7, y), (x + width * 0.7, y + 99), (x - width * 0.7, y + 99)], 0)
    if melt:
        c.lay(mask.fade("down", 1.6, 0.0), body, alpha)
        return
    mask.fade("down", 6.0, 0.0)
    c.lay(mask, body, alpha)
    c.lay(mask.copy().fade("down", 0.0, 0.9).stipple(), shade, alpha * 0.8)


def bank(c: Canvas, points: Line, bottom: float, ink: Colour, lit: Colour | None = None, alpha: float = 1) -> None:
    """A layer below a line: hills, dunes, a wall of cloud; lit gives a stippled crest."""
    outline = [*points, (points[-1][0], bottom), (points[0][0], bottom)]
    c.poly(outline, ink, alpha)
    if lit:
        c.grain(outline, lit, "up", -0.35, 0.75)


def hills(c: Canvas, y: float, height: float, ink: Colour, lit: Colour | None = None, bottom: float = 1200) -> Points:
    """A soft range of hills across the sheet."""
    line = smooth(ridge(c.rng, (-20, y), (c.units[0] + 20, y), height, 0.55, 4), closed=False, steps=6)
    bank(c, line, bottom, ink, lit)
    return line


def treeline(c: Canvas, y: float, height: float, ink: Colour, bottom: float, x0: float = -20, x1: float = 1820) -> None:
    """A far wood: a row of round and pointed crowns."""
    x = x0
    c.poly([(x0, y - height * 0.35), (x1, y - height * 0.35), (x1, bottom), (x0, bottom)], ink)
    while x < x1:
        size = height * c.rng.uniform(0.3, 0.62)
        c.disc(x, y - height * c.rng.uniform(0.3, 0.7), size * 0.75, ink, size)
        x += size * c.rng.uniform(0.45, 0.9)


def stars(c: Canvas, bottom: float, count: int, ink: Colour, ground: Colour) -> None:
    for _ in range(count):
        x, y = c.rng.uniform(0, c.units[0]), bottom * c.rng.random() ** 1.3
        size = c.rng.choice((0.7, 0.7, 0.9, 1.1, 1.6))
        c.disc(x, y, size, mix(ground, ink, c.rng.uniform(0.35, 1)))


def rain(c: Canvas, count: int, ink: Colour, alpha: float, slant: float = -0.18, length=(30, 90)) -> None:
    mask = c.mask()
    for _ in range(count):
        x, y = c.rng.uniform(-50, c.units[0] + 150), c.rng.uniform(-60, c.units[1])
        drop = c.rng.uniform(*length)
        mask.line([(x, y), (x + slant * drop, y + drop)], c.rng.choice((1, 1.4, 2)), c.rng.randint(90, 255))
    c.lay(mask, ink, alpha)


def snow(c: Canvas, count: int, ink: Colour, sizes=(1.2, 4.5), bottom: float | None = None) -> None:
    for _ in range(count):
        size = sizes[0] + (sizes[1] - sizes[0]) * c.rng.random() ** 3
        c.disc(c.rng.uniform(0, c.units[0]), c.rng.uniform(0, bottom or c.units[1]), size, ink)


def mist(c: Canvas, y: float, height: float, ink: Colour, alpha: float) -> None:
    """A lying band of mist, thick in its middle."""
    c.veil(y - height / 2, y, ink, 0, alpha)
    c.veil(y, y + height / 2, ink, alpha, 0)


def ray(c: Canvas, points: Line, ink: Colour, alpha: float, fade: tuple[str, float, float], blur: float = 3) -> None:
    """A shaft of light."""
    c.lay(c.mask(points, blur * 3).fade(*fade).soften(blur), ink, alpha, "screen")


def gull(c: Canvas, x: float, y: float, span: float, ink: Colour, tilt: float = 0.0, lift: float = 0.3) -> None:
    """A gull on the wing, seen from afar."""
    half = span / 2
    for side in (-1, 1):
        wing = [
            (x, y),
            (x + side * half * 0.45, y - half * lift + side * tilt * half * 0.45),
            (x + side * half, y - half * lift * 0.35 + side * tilt * half),
        ]
        c.poly(taper(wing, [span * 0.075, span * 0.06, span * 0.005]), ink)
    c.poly(lens(x, y + span * 0.012, span * 0.12, span * 0.085), ink)


def flock(c: Canvas, x: float, y: float, width: float, height: float, count: int, ink: Colour, span=(14, 34)) -> None:
    for _ in range(count):
        size = c.rng.uniform(*span)
        place = (x + c.rng.uniform(-width, width), y + c.rng.uniform(-height, height))
        gull(c, *place, size, ink, c.rng.uniform(-0.3, 0.3), c.rng.uniform(0.2, 0.5))


def plume(c: Canvas, x: float, y: float, drift: float, rise: float, size: float, ink: Colour, shade: Colour, alpha=0.9):
    """Steam that leaves a chimney and is carried off by the wind."""
    reach = abs(drift) + size * 3
    mask = Mask(c, (x - reach, y - rise - size * 3, x + reach, y + size))
    count = 26
    for i in range(count):
        t = i / (count - 1)
        radius = size * (0.25 + 1.15 * t**0.8)
        px = x + drift * t**1.4 + c.rng.uniform(-0.4, 0.4) * radius
        py = y - rise * t**0.75 + c.rng.uniform(-0.45, 0.45) * radius
        mask.disc(px, py, radius * c.rng.uniform(0.7, 1.05))
    c.lay(mask, ink, alpha)
    lower = mask.copy().fade("down", 0.0, 0.75)
    c.lay(lower.stipple(), shade, alpha * 0.75)
