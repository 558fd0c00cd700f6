"""Which files do readers' browsers get of a picture, and at which addresses?

An address is computed, never looked up. It names the picture, the crop, the focus, the width and the kind, and carries
128 bits of a keyed hash over the original's content, the crop, the focus and the recipe: nobody finds a picture before
the story is out, and another file or focus is another address. So what an address holds never changes.

    renditions/12-photo-500x300-mM0c…/800.avif
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac

from images.crops import CROPS, Box, box
from images.focus import CENTRE, Focus
from images.layouts import ALL_WIDTHS, SHARED, SHARED_WIDTH, widths_of

RECIPE = 1
"""Raise it when renditions are to look otherwise: all are made anew, at new addresses."""

KINDS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
FOLDER = "renditions"
SALT = "images.renditions"
FOLDER_NAME = re.compile(
    rf"(?P<pk>[1-9][0-9]{{0,17}})-(?P<crop>{'|'.join(CROPS)})-(?P<x>[0-9]{{1,4}})x(?P<y>[0-9]{{1,4}})-[\w-]{{22}}",
    re.ASCII,
)


class Picture(Protocol):
    """What computing an address takes."""

    pk: int
    digest: str
    width: int
    height: int

    @property
    def focus(self) -> Focus: ...


@dataclass(frozen=True)
class Crop:
    """One picture, cropped to one shape around one point: all its renditions lie in one folder."""

    picture: Picture
    name: str
    focus: Focus = CENTRE

    @property
    def point(self) -> tuple[int, int]:
        """The focus in thousandths; of a picture that is not cropped, always the same."""
        x, y = self.focus if CROPS[self.name] else CENTRE
        return round(x * 1000), round(y * 1000)

    @cached_property
    def box(self) -> Box:
        x, y = self.point
        return box((self.picture.width, self.picture.height), self.name, Focus(x / 1000, y / 1000))

    @cached_property
    def folder(self) -> str:
        x, y = self.point
        said = f"{self.picture.digest} {self.name} {x} {y} {RECIPE}"
        secret = salted_hmac(SALT, said, algorithm="sha256").digest()[:16]
        token = base64.urlsafe_b64encode(secret).rstrip(b"=").decode()
        return f"{self.picture.pk}-{self.name}-{x}x{y}-{token}"

    def widths(self, wanted: tuple[int, ...]) -> list[int]:
        """List those of the wanted widths that this crop has; never wider than itself."""
        own = self.box.width
        return [*(width for width in wanted if width < own), own] if own <= wanted[-1] else list(wanted)

    def in_widths(self, wanted: tuple[int, ...], kind: str) -> "list[Rendition]":
        return [Rendition(self, width, kind) for width in self.widths(wanted)]


@dataclass(frozen=True)
class Rendition:
    """One file: a crop of a picture, in one width and of one kind."""

    crop: Crop
    width: int
    kind: str

    @property
    def height(self) -> int:
        return max(1, round(self.width * self.crop.box.height / self.crop.box.width))

    @property
    def name(self) -> str:
        """Where it is stored."""
        return f"{FOLDER}/{self.crop.folder}/{self.width}.{self.kind}"

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.name}"


def largest(picture: Picture, crop: str = "whole", focus: Focus | None = None) -> Rendition:
    """Return the largest JPEG of a crop that is made ahead: what machines and sharing get."""
    wanted = (SHARED_WIDTH,) if crop in SHARED else widths_of(crop)
    return Crop(picture, crop, focus or picture.focus).in_widths(wanted, "jpg")[-1]


def complete_set(picture: Picture) -> Iterator[Rendition]:
    """Name all renditions that are made of a picture ahead of readers: those that layouts and machines ask for.

    A crop around another point, for one use, is made when it is first looked at: by the editor who set the point.
    """
    for name in CROPS:
        crop = Crop(picture, name, picture.focus)
        if widths_of(name):
            for kind in KINDS:
                yield from crop.in_widths(widths_of(name), kind)
        if name in SHARED:
            shared = crop.in_widths((SHARED_WIDTH,), "jpg")
            yield from (one for one in shared if one.width not in crop.widths(widths_of(name) or (0,)))


def focus_of(folder: str) -> tuple[int, str, Focus] | None:
    """Read from a folder's name which picture, crop and point it is of; None if it is no such name."""
    match = FOLDER_NAME.fullmatch(folder)
    if match is None:
        return None
    return int(match["pk"]), match["crop"], Focus(int(match["x"]) / 1000, int(match["y"]) / 1000)


def of_address(picture: Picture, folder: str, width: int, kind: str) -> Rendition | None:
    """Return the rendition that an address names, if it is one that may be made of this picture."""
    read = focus_of(folder)
    if read is None or kind not in KINDS:
        return None
    crop = Crop(picture, read[1], read[2])
    allowed = {one for most in ALL_WIDTHS for one in crop.widths((most,))}
    return Rendition(crop, width, kind) if crop.folder == folder and width in allowed else None
