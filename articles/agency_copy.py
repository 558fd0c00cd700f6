"""What of an agency's copy is live, and how is it taken back in bulk when its licence ends?

Each item and each story leaves by its own verb, in its own transaction, under the version that was shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from articles import feed_desk, notices, publishing
from articles.models import Article, Edition, EditionByline, NewsFeedItem
from articles.permissions import NotAllowed
from articles.turn import Refused
from authors.models import Author

ITEMS, STORIES, BOTH = "items", "stories", "both"
AT_ONCE = 200
BOUND = 500


@dataclass(frozen=True)
class Copy:
    """What is asked for: the copy of one source that went live at `until` or before, as of `moment`."""

    source: Author
    until: datetime
    moment: datetime
    what: str = BOTH

    def items(self) -> QuerySet[NewsFeedItem]:
        if self.what == STORIES:
            return NewsFeedItem.objects.none()
        live = NewsFeedItem.objects.live_at(self.moment).filter(source=self.source, live_from__lte=self.until)
        return live.order_by("live_from", "id")

    def stories(self) -> QuerySet[Edition]:
        """List the live editions that are credited to the source alone."""
        if self.what == ITEMS:
            return Edition.objects.none()
        credits = EditionByline.objects.filter(edition=OuterRef("pk"))
        live = Edition.objects.live_at(self.moment).filter(published_at__lte=self.until)
        alone = live.filter(Exists(credits.filter(author=self.source)), ~Exists(credits.exclude(author=self.source)))
        return alone.select_related("article").order_by("published_at", "id")


@dataclass
class Report:
    """What came of it, by name."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def withdraw(copy: Copy, shown: Mapping[str, Mapping[int, int]], *, by: Any, reason: str) -> Report:
    """Take back what was shown: `shown` holds versions by number, under "item" and "story". 200 at a time, at most."""
    if not (by.has_perm("articles.withdraw_article") and by.has_perm("articles.change_newsfeeditem")):
        raise NotAllowed("You may not withdraw copy in bulk. Ask an editor to do it.")
    report = Report()
    items, stories = shown.get("item", {}), shown.get("story", {})
    if len(items) + len(stories) > AT_ONCE:
        raise Refused(f"That is more than {AT_ONCE} at once: take them in turns.")
    for item in copy.items().filter(pk__in=items):
        verb = partial(feed_desk.take_down, item, by=by, seen=items[item.pk], moment=copy.moment)
        _try(report, item, verb)
    _withdraw_stories(copy, stories, report, by=by, reason=reason)
    gone = len(items) + len(stories) - len(report.done) - len(report.refused)
    if gone:
        report.refused.append((f"{gone} more", "Not live any more, or not this source's alone: left as it is."))
    return report


def _withdraw_stories(copy: Copy, stories: Mapping[int, int], report: Report, *, by: Any, reason: str) -> None:
    """Withdraw each, then tell the chiefs of all that went, also if something breaks midway."""
    gone: list[Article] = []
    turn = {"by": by, "at": copy.moment, "moment": copy.moment, "reason": reason, "tell": _tell_later}
    try:
        for edition in copy.stories().filter(article__in=stories):
            story = edition.article
            if _try(report, story, partial(publishing.withdraw, story, seen=stories[story.pk], **turn)):
                gone.append(story)
    finally:
        notices.withdrawn_in_bulk(copy.source, gone, by=by, at=copy.moment, reason=reason)


def _tell_later(story: Article, act: Any, *, at: datetime) -> None:
    """Owe no letter for one story: the chiefs get one for all."""


def _try(report: Report, subject: NewsFeedItem | Article, leave: Callable[[], None]) -> bool:
    name = str(subject)
    try:
        leave()
    except (Refused, NotAllowed) as refusal:
        report.refused.append((name, str(refusal)))
        return False
    report.done.append(name)
    return True
