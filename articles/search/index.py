"""How does the index keep up with what is published? Each edition's words are written where the edition is made.

Desk side. The index holds words and no times: what may be found at a moment is asked of the editions. So moving,
ending and withdrawing need nothing here, and an edition that is cancelled takes its entry along.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Edition, SearchEntry
from articles.search.backend import backend
from articles.search.entries import entry_of

BATCH = 100


@dataclass(frozen=True)
class Progress:
    """How far rebuilding has come."""

    written: int
    total: int


def keep(edition: Edition) -> None:
    """Write the words by which an edition is found. In the transaction that makes it."""
    backend().write(edition.pk, entry_of(edition))


def forget(edition: Edition) -> None:
    """Take an edition's words away. In the transaction that strikes it."""
    backend().erase(edition.pk)


def to_be_found() -> QuerySet[Edition]:
    """List the editions that must have an entry."""
    return Edition.objects.filter(struck_at__isnull=True)


def missing() -> QuerySet[Edition]:
    return to_be_found().filter(search_entry__isnull=True)


def rebuild() -> Iterator[Progress]:
    """Write every entry anew, batch by batch, while readers search and editors publish. Safe to stop at any moment."""
    total, written, last = to_be_found().count(), 0, 0
    yield Progress(0, total)
    while batch := list(to_be_found().filter(pk__gt=last).order_by("pk")[:BATCH]):
        entries = {edition.pk: entry_of(edition) for edition in batch}
        with transaction.atomic():
            # words never change, but they may have been struck just now: what is locked here is still to be found
            for number in to_be_found().select_for_update().filter(pk__in=entries).values_list("pk", flat=True):
                backend().write(number, entries[number])
                written += 1
        last = batch[-1].pk
        yield Progress(written, max(total, written))
    SearchEntry.objects.exclude(pk__in=to_be_found().values("pk")).delete()
    backend().tidy()
