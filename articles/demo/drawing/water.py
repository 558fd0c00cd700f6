"""Water: mirrored ground, ripples, glitter, waves."""

import math

from PIL import Image, ImageOps

from .atmosphere import bank
from .canvas import Canvas, Mask, Stops
from .palette import Colour, mix
from .shapes import Line, lens, taper, waves


def mirror(c: Canvas, line: float, bottom: float, tint: Stops, strength: float, stretch: float = 1, wobble: float = 6):
    """Reflect what is above the water line; tint is the water's own ramp, strength its share."""
    k, width = c.k, c.image.size[0]
    y0, y1 = round(line * k), min(round(bottom * k), c.image.size[1])
    depth = y1 - y0
    source = c.image.crop((0, max(0, y0 - round(depth * stretch)), width, y0))
    picture = ImageOps.flip(source).resize((width, depth), Image.Resampling.BILINEAR)
    phase, height = c.rng.uniform(0, 6), max(2, round(1.5 * k))
    for y in range(0, depth, height):
        far = y / k
        shift = math.sin(phase + far**0.8 * 0.55) + 0.6 * math.sin(2.7 * phase + far**0.8 * 1.31)
        shift = round(shift * wobble * k * (0.15 + 0.85 * y / depth))
        strip = picture.crop((0, y, width, min(y + height, depth)))
        c.image.paste(strip, (shift, y0 + y))
        if shift:
            edge = (width - abs(shift), 0, width, height) if shift < 0 else (0, 0, shift, height)
            c.image.paste(strip.crop(edge), (edge[0], y0 + y))
    band = Mask(c, (0, line, c.units[0], bottom))
    band.pen.rectangle((0, 0, *band.size), fill=255)
    c.lay(band, tint, strength)


def ripples(c: Canvas, top: float, bottom: float, count: int, ink: Colour, alpha: float = 1, reach=(20, 160)) -> None:
    """Flat slivers, small far away and long near by."""
    mask = Mask(c, (0, top, c.units[0], bottom))
    for _ in range(count):
        depth = c.rng.random() ** 1.6
        y = top + (bottom - top) * depth
        span = reach[0] + (reach[1] - reach[0]) * depth * c.rng.uniform(0.5, 1)
        mask.poly(lens(c.rng.uniform(-60, c.units[0] + 60), y, span, 1 + 6 * depth))
    c.lay(mask, ink, alpha)


def glitter(
    c: Canvas, x: float, top: float, bottom: float, spread: tuple[float, float], count: int, ink: Colour
) -> None:
    """The path of light below a sun or a lamp."""
    for _ in range(count):
        depth = c.rng.random() ** 1.25
        half = spread[0] + (spread[1] - spread[0]) * depth
        off = c.rng.triangular(-half, half, 0)
        span = (8 + 80 * depth) * c.rng.uniform(0.4, 1) * (1 - 0.6 * abs(off) / half)
        c.poly(lens(x + off, top + (bottom - top) * depth, span, 1.2 + 5.5 * depth), ink)


def column(c: Canvas, x: float, top: float, bottom: float, width: float, ink: Colour, alpha: float = 0.8) -> None:
    """The broken reflection of a lamp in still water."""
    mask = Mask(c, (x - width * 2, top, x + width * 2, bottom))
    y = top
    while y < bottom:
        depth = (y - top) / (bottom - top)
        mask.poly(lens(x + c.rng.uniform(-0.3, 0.3) * width, y, width * c.rng.uniform(0.6, 1.6), 3 + 3 * depth))
        y += 4.5 + 5 * depth
    c.lay(mask.fade("down", 1, 0.05), ink, alpha)


def swell(
    c: Canvas, top: float, bottom: float, rows: int, near: Colour, far: Colour, crest: Colour | None = None
) -> None:
    """Rows of waves, one before the other, growing towards the viewer."""
    for row in range(rows):
        depth = row / max(rows - 1, 1)
        y = top + (bottom - top) * depth**1.5
        line = waves(-30, 1830, y, 2 + 13 * depth, 150 + 420 * depth, c.rng.uniform(0, 6.3))
        body = mix(far, near, depth)
        bank(c, line, 1200, body)
        if crest:
            brush_crests(c, line, 5 - round(2 * depth), 3 + 17 * depth, crest, mix(body, crest, 0.4))


def brush_crests(c: Canvas, line: Line, count: int, width: float, ink: Colour, soft: Colour) -> None:
    """Broken strokes of foam along a wave, with a stippled face below."""
    face = [*line, *[(x, y + width * 3.2) for x, y in line[::-1]]]
    c.lay(c.mask(face).fade("down", 0.55, 0.0).stipple(), soft)
    for _ in range(count):
        start = c.rng.randrange(len(line))
        part = line[start : start + round(c.rng.uniform(0.04, 0.16) * len(line))]
        if len(part) > 14:
            low = [(x, y + width * 0.3) for x, y in part[:: max(1, len(part) // 6)]]
            if len(low) > 2:
                c.poly(taper(low, [0.5, width * 0.5, width, width * 0.4, 0.5], 4), ink)


def splash(c: Canvas, x: float, y: float, width: float, height: float, ink: Colour, back: Colour) -> None:
    """A wave broken on a rock: grainy fingers of spray and drops."""
    for shade, size, count in ((back, 1.05, 13), (ink, 0.8, 15)):
        mask = Mask(c, (x - width * 1.4, y - height * 1.35, x + width * 1.4, y + height * 0.4))
        for i in range(count):
            lean = (i / (count - 1) * 2 - 1) * c.rng.uniform(0.8, 1.1)
            tall = height * size * (1 - 0.6 * lean * lean) * c.rng.uniform(0.45, 1.05)
            tip = (x + lean * width * 1.05, y - tall)
            bend = (x + lean * width * 0.66, y - tall * 0.66)
            mask.poly(taper([(x + lean * width * 0.5, y + height * 0.1), bend, tip], [width * 0.36, width * 0.24, 2]))
        mask.disc(x, y + height * 0.06, width * 0.85, height * 0.17)
        c.lay(mask.soften(width * 0.07).stipple(), shade)
        for _ in range(26):
            lean, rise = c.rng.uniform(-1.25, 1.25), c.rng.uniform(0.3, 1.25)
            c.disc(x + lean * width, y - height * rise * (1.1 - 0.5 * abs(lean)), c.rng.uniform(1, 4.5), shade)
