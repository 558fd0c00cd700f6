"""What have readers seen of a story, version after version, and what changed from one to the next?

From editions alone. Of a version that was struck, nothing but that it was is told; what came after it is compared with
the last version whose words may still be shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from articles.aligning import Budget
from articles.differences import LABELS, Change, Keys, Names, difference, keys_of
from articles.models import Edition, Section
from articles.models.words import WORDS
from articles.reading import WITH_LISTS
from authors.models import Author
from images.models import Image

FIRST, STRUCK = "first", "struck"
UNSEEN = {"lead_focus", "search_title", "search_description", "social_title", "social_description"}
SEEN = tuple(name for name in LABELS if name not in UNSEEN)
MOST = 40
"""So many versions are told of, the newest."""


@dataclass(frozen=True)
class Version:
    number: int
    kind: str
    """`first`, `struck`, or the edition's own kind."""
    at: datetime
    note: str
    is_live: bool
    off_line_at: datetime | None
    """When the story was taken off line after it; None if the next version followed at once, or it is live."""
    changes: tuple[Change, ...] | None
    """None if there is nothing to compare it with."""


def of_story(edition: Edition, *, moment: datetime) -> list[Version]:
    """Tell of every version of a live story that readers have seen up to the moment, the newest first."""
    begun = Edition.objects.filter(article=edition.article_id, live_from__lte=moment)
    rows = list(begun.order_by("-live_from").prefetch_related(*WITH_LISTS)[: MOST + 1])[::-1]
    earlier = begun.filter(live_from__lt=rows[0].live_from).count()
    words = {row.pk: _words(row) for row in rows if row.struck_at is None}
    names, budget = _names(words.values(), moment=moment), Budget()
    ends = {row.pk: row.live_until for row, following in pairwise(rows) if row.live_until != following.live_from}
    told, before = [], None
    for place, row in enumerate(rows):
        here = words.get(row.pk)
        changes = None
        if before is not None and here is not None:
            found = (difference(name, before.get(name), here.get(name), names, budget) for name in SEEN)
            changes = tuple(change for change in found if change is not None)
        told.append(
            Version(
                number=earlier + place + 1,
                kind=_kind(row),
                at=row.live_from,
                note=row.note if row.struck_at is None else "",
                is_live=row.pk == edition.pk,
                off_line_at=ends.get(row.pk),
                changes=changes,
            )
        )
        before = here or before
    return told[::-1][:MOST]


def _kind(edition: Edition) -> str:
    if edition.struck_at is not None:
        return STRUCK
    return FIRST if edition.live_from == edition.published_at else edition.kind


def _words(edition: Edition) -> dict[str, Any]:
    words: dict[str, Any] = {name: getattr(edition, name) for name in WORDS}
    words["tags"] = [tag.name for tag in edition.tag_list]
    words["bylines"] = [(line.author_id, line.role) for line in edition.bylines.all()]
    return words


def _names(versions: Iterable[Mapping[str, Any]], *, moment: datetime) -> Names:
    """Look up what versions refer to: of stories, the headlines that readers see."""
    keys: Keys = keys_of(versions)
    stories = Edition.objects.live_at(moment).filter(article__in=keys.stories) if keys.stories else ()
    return Names(
        pictures=Image.objects.in_bulk(keys.pictures),
        stories={row.article_id: row.headline for row in stories},
        authors=dict(Author.objects.filter(pk__in=keys.authors).values_list("pk", "name")),
        sections=dict(Section.objects.filter(pk__in=keys.sections).values_list("pk", "name")),
    )
