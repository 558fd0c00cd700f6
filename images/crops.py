"""Which part of a picture is shown? All of it, or the largest part of a given shape that lies around the focus."""

from typing import NamedTuple

from images.focus import Focus

CROPS: dict[str, tuple[int, int] | None] = {
    "whole": None,
    "wide": (16, 9),
    "photo": (3, 2),
    "classic": (4, 3),
    "square": (1, 1),
    "tall": (9, 16),
}
"""Width to height; None: as it is."""


class Box(NamedTuple):
    """A part of a picture, in whole pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


def box(size: tuple[int, int], crop: str, focus: Focus) -> Box:
    """Return the largest part of a picture of `size` that has the crop's shape, with the focus as near its middle as
    the picture's edges allow."""
    width, height = size
    shape = CROPS[crop]
    if shape is None:
        return Box(0, 0, width, height)
    across, down = shape
    if width * down > height * across:
        part = (max(1, round(height * across / down)), height)
    else:
        part = (width, max(1, round(width * down / across)))
    return Box(_start(width, part[0], focus.x), _start(height, part[1], focus.y), *part)


def _start(length: int, part: int, focus: float) -> int:
    return min(max(round(length * focus - part / 2), 0), length - part)
