"""Where is a picture used? Apps that use pictures register how they find their uses; this one knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from images.models import Image

MOST = 20
"""Of each kind so many are named; there may be thousands."""


@dataclass(frozen=True)
class Use:
    """One place where a picture stands: what it is there, on what, and how to get to it at the desk."""

    place: str
    """Such as "lead picture" or "portrait"."""
    words: str
    address: str
    state: str = ""
    """For people: "live since 09:12", "draft"."""
    is_public: bool = False
    page: str = ""
    """Where readers see it, if they do."""


@dataclass(frozen=True)
class Found:
    """The uses of one kind; `more` if not all are named."""

    uses: list[Use]
    more: bool = False


Finder = Callable[[Image, datetime], Found]
finders: list[Finder] = []

KeyFinder = Callable[[Image, datetime], set[str]]
key_finders: list[KeyFinder] = []
"""What finds the keys of the pages on which a picture shows, or will show."""


def of(image: Image, *, at: datetime) -> Found:
    """List what uses a picture, what readers see first."""
    found = [find(image, at) for find in finders]
    uses = sorted((use for part in found for use in part.uses), key=lambda use: not use.is_public)
    return Found(uses, any(part.more for part in found))


def keys(image: Image, *, at: datetime) -> set[str]:
    """List the keys of every page that a change of the picture touches."""
    return set(image.page_keys).union(*(find(image, at) for find in key_finders))
