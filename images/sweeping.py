"""Which stored renditions does nobody need any more? Those of pictures that are gone, replaced or cropped anew.

A crop around another point, for one use, counts among them when it is old: it is made again when somebody looks at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from images import renditions
from images.models import Image

SLICE = 500


@dataclass
class Swept:
    """How many files there were, how many of them are orphans, and how many bytes those take."""

    files: int = 0
    orphans: int = 0
    bytes: int = 0


def sweep(*, moment: datetime, older_than: timedelta, delete: bool) -> Swept:
    """Look through all renditions. With `delete`, remove the orphans that are older than `older_than`."""
    swept = Swept()
    for folder, wanted in _folders():
        for name in _files(folder):
            swept.files += 1
            if name in wanted or not _is_old(name, moment - older_than):
                continue
            swept.orphans += 1
            swept.bytes += default_storage.size(name)
            if delete:
                default_storage.delete(name)
        if delete and not _files(folder):
            default_storage.delete(f"{renditions.FOLDER}/{folder}")  # a bucket has no folders, and says nothing
    return swept


def _folders() -> Iterator[tuple[str, set[str]]]:
    """Give each folder with the names of what belongs into it now."""
    try:
        folders = sorted(default_storage.listdir(renditions.FOLDER)[0])
    except FileNotFoundError:
        return
    for start in range(0, len(folders), SLICE):
        part = folders[start : start + SLICE]
        keys = {read[0] for folder in part if (read := renditions.focus_of(folder))}
        wanted: dict[str, set[str]] = {}
        for image in Image.objects.filter(pk__in=keys):
            for one in renditions.complete_set(image):
                wanted.setdefault(one.crop.folder, set()).add(one.name)
        for folder in part:
            yield folder, wanted.get(folder, set())


def _files(folder: str) -> list[str]:
    place = f"{renditions.FOLDER}/{folder}"
    return [f"{place}/{name}" for name in default_storage.listdir(place)[1]]


def _is_old(name: str, before: datetime) -> bool:
    """Say whether a file is old enough to go. What was begun and not finished is judged in the same way."""
    return default_storage.get_modified_time(name) < before
