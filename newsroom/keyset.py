"""Which rows come next in a list that goes on by key, at any depth, for the cost of its first page?

A place in a list is a pair: the time that orders it and a number that breaks ties. A reader's cursor is that number
alone; whoever draws the list looks its time up, so that only something once public names a place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

Row = TypeVar("Row")
CURSOR = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@dataclass(frozen=True, order=True)
class Place:
    """Where a page ends: rows after it are older, or as old with a smaller number."""

    at: datetime
    number: int


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    older: int | None
    """The cursor of the next page, or None at the end."""

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def cursor_number(text: str) -> int | None:
    """Read a cursor as it stands in an address, or None if it is malformed."""
    return int(text) if CURSOR.fullmatch(text) else None


def page(rows: QuerySet[Any], *, moment: datetime, before: Place | None, size: int, time: str, number: str) -> Page:
    """Cut `size` rows, newest first, from what is not newer than `moment` and comes after `before`.

    `time` and `number` name the columns that order the list. One upper bound only: with two, SQLite picks the wider
    one and walks all rows between them.
    """
    bound = moment if before is None else min(moment, before.at)
    rows = rows.filter(**{f"{time}__lte": bound})
    if before is not None and before.at <= moment:
        rows = rows.filter(Q(**{f"{time}__lt": bound}) | Q(**{f"{number}__lt": before.number}))
    found = list(rows.order_by(f"-{time}", f"-{number}")[: size + 1])
    kept = found[:size]
    return Page(kept, getattr(kept[-1], number) if len(found) > size else None)
