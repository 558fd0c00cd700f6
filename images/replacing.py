"""How does a picture get another file? It keeps its number, its words and its uses; its addresses change."""

from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from images import intake, usage
from images.models import Image
from newsroom import acts, outbox


class NotReplaced(Exception):
    """The file stays as it is; the sentence says why."""


def replace(image: Image, taken: intake.Taken, *, by: Any, seen: str, at: datetime) -> None:
    """Give a picture another file, wherever it is shown. `seen` is the digest of the file that its user saw.

    The former original is kept, as all are. Raises NotReplaced if somebody else was first or the library has the new
    file already.
    """
    with transaction.atomic():
        row = Image.objects.select_for_update().filter(pk=image.pk).first()
        if row is None:
            raise NotReplaced("This picture is gone from the library.")
        if row.digest != seen:
            act = acts.latest(row)
            who = acts.name_of(act.by) if act else "Somebody"
            raise NotReplaced(f"{who} has replaced this file after you opened the page: look at it as it is now.")
        if taken.digest == row.digest:
            raise NotReplaced("This is the very file that the picture has already.")
        twin = Image.objects.filter(digest=taken.digest).first()
        if twin is not None:
            raise NotReplaced(f"The library has this file already, as “{twin}” (number {twin.pk}): use that one.")
        was = row.digest
        _give(row, taken)
        acts.log("replaced the file of", row, by=by, at=at, was=was[:32], becomes=taken.digest[:32])
        outbox.announce(usage.keys(row, at=at), at=at)
    image.refresh_from_db()


def _give(row: Image, taken: intake.Taken) -> None:
    row.digest, row.width, row.height, row.size = taken.digest, taken.width, taken.height, len(taken.content)
    row.colour = taken.colour
    row.recipe, row.make_at, row.make_attempts, row.make_error = 0, None, 0, ""  # its renditions are due
    row.file.save(f"{taken.digest}.{taken.extension}", ContentFile(taken.content), save=False)
    row.save()
