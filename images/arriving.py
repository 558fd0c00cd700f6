"""How do files become pictures of the library? Each is checked, and what it says of itself waits to be looked at."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from images import intake, metadata, usage
from images.models import Image, add
from newsroom import acts, outbox, uses, zones
from newsroom.text import plain

LONGEST_TITLE = 150


class NotYours(Exception):
    """This picture is not its user's to take back."""


@dataclass(frozen=True)
class Arrival:
    """What became of one file: a new picture, one that the library has already, or a refusal in words."""

    name: str
    image: Image | None = None
    is_new: bool = False
    refusal: str = ""


def receive(file: UploadedFile, *, by: Any, at: datetime) -> Arrival:
    """Put an uploaded file into the library. The same file again gives the picture that is there.

    What the file says of itself waits in `Image.found` until somebody has looked at it; it counts for nothing before.
    """
    name = plain(PurePath(file.name or "").name)[:100] or "file"
    try:
        taken = intake.take(file)
        existing = Image.objects.filter(digest=taken.digest).first()
        if existing is not None:
            return Arrival(name, existing)
        found = said_by(taken.content)
        with transaction.atomic():
            image = add(
                taken, title=str(found.get("title") or title_of(name))[:LONGEST_TITLE], by=by, at=at, found=found
            )
            acts.log("added", image, by=by, at=at)
    except ValidationError as refusal:
        return Arrival(name, refusal=" ".join(refusal.messages))
    return Arrival(name, image, is_new=True)


def said_by(content: bytes) -> dict[str, Any]:
    """Read what a file says of itself, as the form would show it."""
    return metadata.read(content, zone=zones.newsroom_zone()).said


def title_of(name: str) -> str:
    """Make a title for finding a picture of its file's name. Readers never see it; an alternative text it is not."""
    words = re.sub(r"[\s_]+", " ", PurePath(name).stem).strip()
    return words[:LONGEST_TITLE] or "Untitled"


def keep(image: Image, *, by: Any, at: datetime, changed: list[str]) -> None:
    """Save what somebody has looked at. Call it in the transaction in which it was checked.

    A picture that waited to be checked is checked by that; of one that did not, nothing that stays as it is is told.
    """
    was_new = image.found is not None
    if not (was_new or changed):
        return
    image.found = None
    if {"focus_x", "focus_y"} & set(changed):
        image.recipe = 0  # its crops have to be made anew
    image.save()
    acts.log("checked" if was_new else "changed", image, by=by, at=at, fields=changed)
    outbox.announce(usage.keys(image, at=at), at=at)


def may_discard(image: Image, by: Any) -> bool:
    """Say whether somebody may take a picture back: their own that nobody has checked, or any that they may delete."""
    return by.has_perm("images.delete_image") or (image.found is not None and image.added_by_id == by.pk)


def discard(image: Image, *, by: Any, at: datetime) -> None:
    """Take back a picture that was just added. Raises NotYours, with a sentence, if it has to stay."""
    if not may_discard(image, by):
        raise NotYours(f"“{image}” is not yours to take back: ask a chief to delete it.")
    used = uses.of(image)
    if used:
        raise NotYours(f"{used[0]}: take it out there first.")
    with transaction.atomic():
        acts.log("deleted", image, by=by, at=at)
        image.delete()
        transaction.on_commit(lambda: forget(image))


def forget(image: Image) -> None:
    """Delete the original of a picture that is gone, unless the same file has come again meanwhile."""
    if not Image.objects.filter(digest=image.digest).exists():
        image.file.storage.delete(str(image.file.name))
