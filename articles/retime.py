"""What do a story's events make of its editions? The one writer of every column that follows from the timeline."""

from datetime import datetime

from articles.models import Article, Edition, EditionByline, EditionTag, NewsFeedItem
from articles.timeline import Stamp, Timeline, stamps


class HistoryWouldChange(RuntimeError):
    """A fault in a verb: it would have rewritten what readers have already seen. Nothing is saved."""


def retime(
    story: Article,
    moment: datetime,
    *,
    newborn: Edition | None = None,
    moved: Edition | None = None,
    to: datetime | None = None,
) -> None:
    """Derive every stamp of a story from its events: the only writer of `live_until`, `published_at`, `updated_at`,
    `corrections` and of every copy of them. `moved` is the one edition whose `live_from` becomes `to`."""
    events = list(Timeline.of(story, moment=moment).events)
    before = {event.pk: event.live_from for event in events if isinstance(event, Edition)}
    for event in events:
        if moved is not None and event == moved and to is not None:
            event.live_from = to
    timeline = Timeline.sorted(events, moment=moment)
    rows = list(stamps(timeline.events))
    # shorten before lengthening: that one edition at most is open-ended is checked row by row
    for row in sorted(rows, key=lambda row: (row.live_until is None, row.live_until or moment)):
        _restamp(row, before[row.edition.pk], moment, newborn)
    if rows:
        NewsFeedItem.objects.filter(article=story).update(live_from=rows[0].published_at)
    else:
        NewsFeedItem.objects.filter(article=story).delete()


def _restamp(row: Stamp, began: datetime, moment: datetime, newborn: Edition | None) -> None:
    edition = row.edition
    new = {
        "live_from": edition.live_from,
        "live_until": row.live_until,
        "published_at": row.published_at,
        "updated_at": row.updated_at,
        "corrections": row.corrections,
    }
    old = {name: getattr(edition, name) for name in new} | {"live_from": began}
    if old == new:
        return
    if began <= moment and edition != newborn:
        stamps_moved = (old["published_at"], old["updated_at"]) != (row.published_at, row.updated_at)
        if stamps_moved or (old["live_until"] is not None and old["live_until"] <= moment):
            raise HistoryWouldChange(f"Edition {edition.pk} has begun; its record cannot become {new}.")
    Edition.objects.filter(pk=edition.pk).update(**new)
    if old["published_at"] != row.published_at:
        EditionTag.objects.filter(content_object=edition).update(published_at=row.published_at)
        EditionByline.objects.filter(edition=edition).update(published_at=row.published_at)
