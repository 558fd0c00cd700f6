"""What does a template need for showing a picture in one of the layouts?"""

from dataclasses import dataclass

from django import template

from images.focus import Focus, read
from images.layouts import LAYOUTS, Layout
from images.models import Image
from images.renditions import Crop, Rendition

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """A picture in a layout: a `srcset` a kind, the size of the largest, and what stands there until it comes."""

    image: Image
    crop: Crop
    layout: Layout

    @property
    def sizes(self) -> str:
        return self.layout.sizes

    @property
    def avif(self) -> str:
        return self._srcset("avif")

    @property
    def webp(self) -> str:
        return self._srcset("webp")

    @property
    def jpeg(self) -> str:
        return self._srcset("jpg")

    @property
    def fallback(self) -> Rendition:
        """What a browser without `srcset` gets: one in the middle."""
        found = self.crop.in_widths(self.layout.widths, "jpg")
        return found[len(found) // 2]

    @property
    def largest(self) -> Rendition:
        return self.crop.in_widths(self.layout.widths, "jpg")[-1]

    @property
    def tone(self) -> str:
        """The picture's average colour as the style sheet's classes, eight steps a channel; the policy allows no style
        in the page."""
        colour = self.image.colour
        if not colour:
            return ""
        channels = (("r", colour[1:3]), ("g", colour[3:5]), ("b", colour[5:7]))
        return " ".join(f"{name}{int(value, 16) // 32}" for name, value in channels)

    def _srcset(self, kind: str) -> str:
        return ", ".join(f"{one.url} {one.width}w" for one in self.crop.in_widths(self.layout.widths, kind))


@register.simple_tag
def shown(image: Image, layout: str, focus: Focus | str | None = None) -> Shown:
    """Show `image` in a layout of `images/layouts.py`, cropped around `focus` (a point, or one as it is written in
    bodies) or around the library's own point."""
    chosen = LAYOUTS[layout]
    point = read(focus) if isinstance(focus, str) else focus
    return Shown(image, Crop(image, chosen.crop, point or image.focus), chosen)
