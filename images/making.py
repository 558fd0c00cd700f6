"""Who makes renditions, and when? A worker ahead of readers; where none did, whoever looks at one first. Never two.

A picture whose `recipe` is behind is due. Whoever makes anything of a picture holds its lease, so that no two processes
make the same file, on however many machines; one that dies loses it after a minute. A file comes into being whole, and
what is there already is not made again.
"""

import logging
import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, Q

from images import drawing, renditions
from images.models import Image
from images.renditions import Rendition

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)
"""Many times longer than making the renditions of the largest picture takes."""

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1), timedelta(days=1))
PATIENCE = 15.0
PAUSE = 0.05
"""Seconds: how long a reader waits for a file that somebody else is making, and how long between two looks."""

_one_at_a_time = threading.Lock()  # so that a process never holds two large pictures decoded


class NotThere(Exception):
    """No picture has, or may have, such a rendition."""


class Busy(Exception):
    """Somebody is making something of this picture, and has not come to an end."""


def make_next(moment: datetime) -> bool:
    """Make all renditions of one picture that lacks some. Return whether there was one (a piece of a worker's work)."""
    due = Image.objects.filter(_free(moment), Q(make_at=None) | Q(make_at__lte=moment), recipe__lt=renditions.RECIPE)
    image = due.order_by("recipe", "make_at").first()
    if image is None:
        return False
    lease = _claim(image, moment)
    if lease is None:
        return True  # another worker was faster; there may be more
    try:
        image.refresh_from_db()
        _make_all(image, moment)
    finally:
        _release(image, lease)
    return True


def make_asked(folder: str, width: int, kind: str, *, at: datetime) -> bytes:
    """Make the one rendition that a reader asks for and nobody has made yet, and return it.

    Raises NotThere if the address is none that we gave, and Busy if somebody else is at this picture for too long.
    """
    read = renditions.focus_of(folder)
    image = Image.objects.filter(pk=read[0]).first() if read else None
    asked = renditions.of_address(image, folder, width, kind) if image else None
    if image is None or asked is None:
        raise NotThere
    patience = time.monotonic() + PATIENCE
    while (lease := _claim(image, at)) is None:
        if time.monotonic() > patience:
            raise Busy
        time.sleep(PAUSE)
        if default_storage.exists(asked.name):
            return _stored(asked)
    try:
        if default_storage.exists(asked.name):
            return _stored(asked)
        return _make(image, [asked])[asked.name]
    finally:
        _release(image, lease)


def back_off(attempts: int) -> timedelta:
    """Say how long to wait after so many failures."""
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]


def _make_all(image: Image, moment: datetime) -> None:
    """Make what is missing, and write down what came of it, unless the picture has changed meanwhile."""
    mine = Image.objects.filter(pk=image.pk, digest=image.digest, focus_x=image.focus_x, focus_y=image.focus_y)
    missing = {one.name: one for one in renditions.complete_set(image) if not default_storage.exists(one.name)}
    try:
        _make(image, missing.values())
    except Exception as error:  # one bad picture must not stop those behind it
        logger.exception("The renditions of picture %s could not be made.", image.pk)
        mine.update(
            make_error=_said_of(error)[:300],
            make_attempts=F("make_attempts") + 1,
            make_at=moment + back_off(image.make_attempts + 1),
        )
    else:
        mine.update(recipe=renditions.RECIPE, make_error="", make_attempts=0, make_at=None)


def _said_of(error: Exception) -> str:
    return "Its original is missing." if isinstance(error, FileNotFoundError) else f"{type(error).__name__}: {error}"


def _make(image: Image, wanted: Iterable[Rendition]) -> dict[str, bytes]:
    """Make and store renditions. Return their bytes by name."""
    wanted = list(wanted)
    made = {}
    if wanted:
        with default_storage.open(str(image.file.name)) as original:
            content = original.read()
        with _one_at_a_time:
            for rendition, drawn in drawing.draw(content, wanted):
                default_storage.save(rendition.name, ContentFile(drawn))
                made[rendition.name] = drawn
    return made


def _stored(rendition: Rendition) -> bytes:
    with default_storage.open(rendition.name) as file:
        return file.read()


def _free(moment: datetime) -> Q:
    return Q(leased_until=None) | Q(leased_until__lte=moment)


def _claim(image: Image, moment: datetime) -> datetime | None:
    """Take the picture's lease; None if somebody has it."""
    until = moment + LEASE
    return until if Image.objects.filter(_free(moment), pk=image.pk).update(leased_until=until) else None


def _release(image: Image, lease: datetime) -> None:
    Image.objects.filter(pk=image.pk, leased_until=lease).update(leased_until=None)
