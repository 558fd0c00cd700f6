"""Who put what on the demonstration's front pages, and which of its stories tell the same?"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from articles import front_desk, translating
from articles.demo import content
from articles.models import Article, Place, Slot

Act = tuple[datetime, Callable[[], None]]
LINKED_BEFORE = timedelta(minutes=2)


def acts(stories: Mapping[str, Article], *, by: Any, moment: datetime) -> list[Act]:
    """List what is still to be done at which time; `stories` may fill until then. `moment` is now."""
    told = content.front()
    found: list[Act] = []
    if not Slot.objects.exists():
        for row in told["slots"]:
            at = _when(row["minutes_ago"], moment)
            done = min(at, moment)
            found.append((done, partial(_place, row, stories, by=by, when=front_desk.When(at, done), moment=moment)))
    if not Article.objects.filter(translation_group__isnull=False).exists():
        linked = moment - LINKED_BEFORE
        found += [(linked, partial(_link, pair, stories, by=by, at=linked)) for pair in told["translations"]]
    return found


def _when(minutes_ago: int, moment: datetime) -> datetime:
    return moment - timedelta(minutes=minutes_ago)


def _place(
    row: dict[str, Any], stories: Mapping[str, Article], *, by: Any, when: front_desk.When, moment: datetime
) -> None:
    language, where = row["language"], Place[row["place"]]
    until = _when(row["until_minutes_ago"], moment) if "until_minutes_ago" in row else None
    chosen = [stories[slug] for slug in row["stories"]]
    options: dict[str, Any] = {
        "by": by, "seen": front_desk.page_in(language).version, "when": when, "until": until,
    }  # fmt: skip
    if where.is_package:
        front_desk.package(language, where, row["title"], chosen, **options)
    else:
        front_desk.place(language, where, chosen[0], **options)


def _link(pair: list[str], stories: Mapping[str, Article], *, by: Any, at: datetime) -> None:
    one, other = (stories[slug] for slug in pair)
    translating.link(one, other, by=by, seen=one.version, at=at)
