"""What must stay in sight when a picture is cropped? One point of it, in shares of its width and height."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError

SHARE = r"(0(?:\.[0-9]{1,3})?|1(?:\.0{1,3})?)"
WRITTEN = re.compile(rf"{SHARE},{SHARE}", re.ASCII)


class Focus(NamedTuple):
    """A point: 0 is the left or upper edge of the picture, 1 the right or lower one. Thousandths are kept."""

    x: float
    y: float

    def __str__(self) -> str:
        """Write it as `read` takes it: "0.31,0.625"."""
        return f"{round(self.x, 3):g},{round(self.y, 3):g}"


CENTRE = Focus(0.5, 0.5)


def read(text: str) -> Focus | None:
    """Read a point as it is written down; None if it is none."""
    match = WRITTEN.fullmatch(text.strip())
    return Focus(float(match[1]), float(match[2])) if match else None


def check(text: str) -> None:
    """Refuse what is no point (a validator)."""
    if read(text) is None:
        raise ValidationError(
            "Two numbers from 0 to 1, such as 0.31,0.62: how far from the left, how far from the top."
        )
