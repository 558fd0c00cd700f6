"""A sheet to draw on in the manner of a screen print: flat inks, ramps, stipple, glow, paper grain."""

import functools
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from .palette import Colour, along
from .shapes import Line, Points

SUPERSAMPLE = 2
Stops = list[tuple[float, Colour]]
Ink = Colour | Stops


@functools.lru_cache(maxsize=4)
def noise(width: int, height: int, seed: int = 7) -> Image.Image:
    """Grey noise, the same for the same seed."""
    return Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))


@functools.lru_cache(maxsize=4)
def coarse_noise(width: int, height: int) -> Image.Image:
    """Noise with grains of about two pixels, for stipple on the enlarged sheet."""
    grain = noise(width // SUPERSAMPLE + 1, height // SUPERSAMPLE + 1, 11)
    return grain.resize((width, height), Image.Resampling.BILINEAR)


@functools.lru_cache(maxsize=32)
def halo(power: float) -> Image.Image:
    """A round light, full in the middle and dark at its rim."""
    curve = [round(255 * max(0.0, 1 - i / 180) ** power) for i in range(256)]
    return Image.radial_gradient("L").point(curve)


def ramp(size: tuple[int, int], direction: str, start: float, end: float) -> Image.Image:
    """A grey ramp (0 to 1 values) that runs down, up, right or left."""
    width, height = size
    if direction in ("up", "left"):
        start, end = end, start
    upright = direction in ("up", "down")
    count = max(height if upright else width, 2)
    values = bytes(min(255, max(0, round(255 * (start + (end - start) * i / (count - 1))))) for i in range(count))
    strip = Image.frombytes("L", (1, count) if upright else (count, 1), values)
    return strip.resize(size, Image.Resampling.NEAREST)


class Mask:
    """A stencil over a part of the sheet: where it is white, ink goes through."""

    def __init__(self, canvas: "Canvas", box: tuple[float, float, float, float] | None = None):
        k, (width, height) = canvas.k, canvas.image.size
        x0, y0, x1, y1 = box or (0, 0, width / k, height / k)
        self.k = k
        self.x, self.y = max(0, int(x0 * k)), max(0, int(y0 * k))
        right, bottom = min(width, int(x1 * k) + 2), min(height, int(y1 * k) + 2)
        self.size = (max(right - self.x, 0), max(bottom - self.y, 0))
        self.empty = 0 in self.size
        self.image = Image.new("L", (1, 1) if self.empty else self.size)
        self.pen = ImageDraw.Draw(self.image)

    @property
    def box(self) -> tuple[int, int, int, int]:
        return (self.x, self.y, self.x + self.size[0], self.y + self.size[1])

    def _px(self, points: Line) -> Points:
        return [(x * self.k - self.x, y * self.k - self.y) for x, y in points]

    def poly(self, points: Line, value: int = 255) -> "Mask":
        self.pen.polygon(self._px(points), fill=value)
        return self

    def line(self, points: Line, width: float, value: int = 255) -> "Mask":
        self.pen.line(self._px(points), fill=value, width=max(1, round(width * self.k)), joint="curve")
        return self

    def disc(self, cx: float, cy: float, rx: float, ry: float | None = None, value: int = 255) -> "Mask":
        ry = rx if ry is None else ry
        self.pen.ellipse(self._px([(cx - rx, cy - ry), (cx + rx, cy + ry)]), fill=value)
        return self

    def soften(self, radius: float) -> "Mask":
        """Blur, cheaply: on a reduced copy."""
        if not self.empty:
            factor = max(1, int(radius * self.k / 3))
            small = self.image.reduce(factor) if factor > 1 else self.image
            small = small.filter(ImageFilter.GaussianBlur(radius * self.k / factor))
            self._set(small.resize(self.size, Image.Resampling.BICUBIC))
        return self

    def fade(self, direction: str, start: float, end: float) -> "Mask":
        if not self.empty:
            self._set(ImageChops.multiply(self.image, ramp(self.size, direction, start, end)))
        return self

    def fade_round(self, cx: float, cy: float, radius: float, power: float = 1.5) -> "Mask":
        """Let the stencil fade with the distance from a point."""
        if not self.empty:
            disc = halo(power).resize((round(radius * self.k * 2),) * 2, Image.Resampling.BILINEAR)
            sheet = Image.new("L", self.size)
            sheet.paste(disc, (round((cx - radius) * self.k - self.x), round((cy - radius) * self.k - self.y)))
            self._set(ImageChops.multiply(self.image, sheet))
        return self

    def stipple(self) -> "Mask":
        """Turn the greys into printed grain."""
        if not self.empty:
            width, height = self.x + self.size[0], self.y + self.size[1]
            grain = coarse_noise(max(width, 3600), max(height, 2400)).crop(self.box)
            dense = self.image.point([min(255, round(i * 1.3)) for i in range(256)])
            total = ImageChops.add(dense, grain, 1, -255)
            self._set(total.point([min(255, i * 7) for i in range(256)]))
        return self

    def within(self, other: "Mask") -> "Mask":
        """Keep only what another stencil with the same box lets through."""
        if not self.empty:
            self._set(ImageChops.multiply(self.image, other.image))
        return self

    def copy(self) -> "Mask":
        twin = object.__new__(Mask)
        twin.__dict__.update(self.__dict__)
        twin._set(self.image.copy())
        return twin

    def _set(self, image: Image.Image) -> None:
        self.image = image
        self.pen = ImageDraw.Draw(image)


class Canvas:
    """The sheet. Places are in units (1800 by 1200 for pictures), whatever the size in pixels."""

    def __init__(self, size: tuple[int, int], name: str, units: tuple[int, int] = (1800, 1200)):
        self.size, self.units = size, units
        self.k = SUPERSAMPLE * max(size[0] / units[0], size[1] / units[1])
        self.image = Image.new("RGB", (round(units[0] * self.k), round(units[1] * self.k)))
        self.pen = ImageDraw.Draw(self.image)
        self.rng = random.Random(name)
        self.keep: tuple[int, int, int, int] | None = None

    def zoom(self, factor: float, x: float, y: float) -> None:
        """Draw larger and keep only what is around a point; to be called before anything is drawn."""
        width, height = self.image.size
        self.k *= factor
        left, top = round(x * self.k - width / 2), round(y * self.k - height / 2)
        self.keep = (left, top, left + width, top + height)
        self.image = Image.new("RGB", (round(width * factor), round(height * factor)))
        self.pen = ImageDraw.Draw(self.image)

    def _px(self, points: Line) -> Points:
        return [(x * self.k, y * self.k) for x, y in points]

    def mask(self, points: Line | None = None, margin: float = 0) -> Mask:
        """A stencil: of an outline, or an empty one over the whole sheet."""
        if points is None:
            return Mask(self)
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)
        return Mask(self, box).poly(points)

    def lay(self, mask: Mask, ink: Ink, alpha: float = 1, blend: str = "paste", across: bool = False) -> None:
        """Print an ink (or a gradient of inks) through a stencil."""
        if mask.empty:
            return
        sheet = mask.image if alpha >= 1 else mask.image.point([round(i * alpha) for i in range(256)])
        if isinstance(ink, list):
            fill = self._gradient(mask.size, ink, across)
        elif blend == "paste":
            self.image.paste(ink, mask.box, sheet)
            return
        else:
            fill = Image.new("RGB", mask.size, ink)
        if blend != "paste":
            mode = {"screen": ImageChops.screen, "multiply": ImageChops.multiply}[blend]
            fill = mode(self.image.crop(mask.box), fill)
        self.image.paste(fill, mask.box, sheet)

    @staticmethod
    def _gradient(size: tuple[int, int], stops: Stops, across: bool) -> Image.Image:
        count = size[0] if across else size[1]
        values = b"".join(bytes(along(stops, i / max(count - 1, 1))) for i in range(count))
        strip = Image.frombytes("RGB", (count, 1) if across else (1, count), values)
        return strip.resize(size, Image.Resampling.NEAREST)

    def poly(self, points: Line, ink: Ink, alpha: float = 1, across: bool = False) -> None:
        if alpha >= 1 and not isinstance(ink, list):
            self.pen.polygon(self._px(points), fill=ink)
        else:
            self.lay(self.mask(points), ink, alpha, across=across)

    def line(self, points: Line, width: float, ink: Colour) -> None:
        self.pen.line(self._px(points), fill=ink, width=max(1, round(width * self.k)), joint="curve")

    def disc(self, cx: float, cy: float, rx: float, ink: Colour, ry: float | None = None) -> None:
        ry = rx if ry is None else ry
        self.pen.ellipse(self._px([(cx - rx, cy - ry), (cx + rx, cy + ry)]), fill=ink)

    def box(self, x: float, y: float, width: float, height: float, ink: Colour) -> None:
        (x0, y0), (x1, y1) = self._px([(x, y), (x + width, y + height)])
        self.pen.rectangle((x0, y0, max(x0, x1 - 1), max(y0, y1 - 1)), fill=ink)

    def grain(self, points: Line, ink: Colour, direction: str, start: float, end: float) -> None:
        """Stippled shade inside an outline, denser towards the greater end."""
        self.lay(self.mask(points).fade(direction, start, end).stipple(), ink)

    def glow(self, cx: float, cy: float, radius: float, ink: Colour, alpha: float = 1, power: float = 2.0) -> None:
        """Light around a point."""
        k = self.k
        box = (cx - radius, cy - radius, cx + radius, cy + radius)
        mask = Mask(self, box)
        if mask.empty:
            return
        whole = (max(1, round(2 * radius * k)),) * 2
        left, top = mask.x - round(box[0] * k), mask.y - round(box[1] * k)
        disc = halo(power).resize(whole, Image.Resampling.BILINEAR)
        mask.image = disc.crop((left, top, left + mask.size[0], top + mask.size[1]))
        self.lay(mask, ink, alpha, "screen")

    def veil(self, top: float, bottom: float, ink: Colour, start: float, end: float) -> None:
        """A band of haze over the full width."""
        band = Mask(self, (0, top, self.units[0], bottom))
        if not band.empty:
            band.image = ramp(band.size, "down", start, end)
            self.lay(band, ink)

    def finish(self, grain: float = 0.11, edge: float = 0.2) -> Image.Image:
        """Reduce the sheet to its size and give it the tooth of printed paper."""
        sheet = self.image.crop(self.keep) if self.keep else self.image
        image = ImageOps.fit(sheet.reduce(SUPERSAMPLE), self.size, Image.Resampling.BICUBIC)
        width, height = image.size
        fine = noise(width, height, 3)
        cloud = noise(width // 9 + 1, height // 9 + 1, 5).filter(ImageFilter.GaussianBlur(0.8))
        texture = Image.blend(fine, cloud.resize((width, height), Image.Resampling.BILINEAR), 0.4)
        flat = Image.new("L", (width, height), 128)
        texture = Image.blend(flat, texture, min(1.0, grain * 3))
        image = ImageChops.soft_light(image, Image.merge("RGB", (texture,) * 3))
        if edge:
            rim = Image.radial_gradient("L").resize((width, height), Image.Resampling.BILINEAR)
            rim = rim.point([255 - round(edge * max(0, i - 110)) for i in range(256)])
            image = ImageChops.multiply(image, Image.merge("RGB", (rim,) * 3))
        return image
