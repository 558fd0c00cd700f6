"""How do items enter, change in and leave the stream? What readers have seen has a stamp if it changes in substance."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from articles.models import NewsFeedItem
from articles.permissions import NotAllowed
from articles.turn import Refused, Stale
from images.models import Image
from images.told import lacks
from newsroom import acts, outbox, zones
from newsroom.text import plain

FIELDS = (
    "kind",
    "headline",
    "text",
    "language",
    "video_url",
    "picture_id",
    "about_id",
    "source_id",
    "pinned",
    "breaking_until",
)
ANY_ENTRY = ("pinned", "breaking_until")
HOLD = timedelta(seconds=10)
"""How long a quick item waits before it goes live, so that its writer can still take it back."""


def picture_fault(picture: Image | None, *, at: datetime) -> str:
    """Say why a picture cannot be shown in the feed at `at`, or nothing."""
    fault = lacks(picture, at=at) if picture is not None else ""
    return f"The picture “{picture}”: {fault[:1].lower()}{fault[1:]}" if fault else ""


class TooLate(Refused):
    """Readers have seen it already."""


def add(words: Mapping[str, Any], *, by: Any, at: datetime, moment: datetime, once: UUID | None = None) -> NewsFeedItem:
    """Put an item into the stream, live from `at` on. `once` names the form that adds it, if any."""
    _require(by, "add")
    if at < moment:
        raise Refused("An item cannot go live in the past.")
    with transaction.atomic():
        item = NewsFeedItem(live_from=at, created_by=by, added_by_form=once)
        _take(item, words)
        _require_picture(item)
        item.full_clean()
        item.save()
        verb = "schedule in the feed" if at - moment > HOLD else "add to the feed"
        acts.log(verb, item, by=by, at=moment, planned=at.isoformat())
        outbox.announce(item.page_keys, at=moment)
    return item


def change(
    item: NewsFeedItem,
    words: Mapping[str, Any],
    *,
    by: Any,
    seen: int,
    moment: datetime,
    stamp: bool,
    at: datetime | None = None,
) -> None:
    """Change an item. With `stamp`, a live item says "(Updated: …)" from now on; `at` moves one that is not live."""
    with _locked(item, by, seen, moment) as row:
        was = row.live_from
        if at is not None and at != row.live_from:
            if row.live_from <= moment or at < moment:
                raise Refused("What has been live keeps its time: add a new item instead.")
            if row.article_id is not None:
                raise Refused("A story's entry has the story's time: reschedule the story.")
            row.live_from = at
        taken = _take(row, words)
        if "picture_id" in taken or row.live_from > was:
            _require_picture(row)
        if stamp and row.article_id is None and row.live_from < moment:
            row.updated_at = moment
        row.full_clean()
        row.save()
        _log_change(row, taken, was=was, by=by, moment=moment, stamp=stamp)
        outbox.announce(row.page_keys, at=moment)
    item.refresh_from_db()


def take_down(item: NewsFeedItem, *, by: Any, seen: int, moment: datetime) -> None:
    """Take an item off line now; one that was never live is deleted."""
    with _locked(item, by, seen, moment) as row:
        _leave(row, by, moment)


def undo(item: NewsFeedItem, *, by: Any, seen: int, moment: datetime) -> None:
    """Take back what nobody has seen yet. Raises TooLate, and leaves it alone, if it is live."""
    with _locked(item, by, seen, moment) as row:
        if row.live_from <= moment:
            raise TooLate(f"It has been live for {_since(row.live_from, moment)}: take it off the feed instead?")
        _leave(row, by, moment)


def lock(item: NewsFeedItem, *, seen: int, moment: datetime) -> NewsFeedItem:
    """Return the item, locked until the transaction ends. Raises Stale if it is not as its user saw it."""
    row = NewsFeedItem.objects.select_for_update().filter(pk=item.pk).first()
    if row is None:
        raise Stale("This item is gone: somebody took it down before it went live.")
    if row.version != seen:
        act = acts.latest(row)
        who = acts.name_of(act.by) if act else "Somebody"
        ago = zones.ago(act.at, moment=moment) if act else "meanwhile"
        raise Stale(f"{who} changed this item {ago}, after you opened it. Nothing was saved: look at it as it is now.")
    return row


@contextmanager
def _locked(item: NewsFeedItem, by: Any, seen: int, moment: datetime) -> Iterator[NewsFeedItem]:
    _require(by, "change")
    with transaction.atomic():
        row = lock(item, seen=seen, moment=moment)
        row.version += 1
        yield row


def _leave(row: NewsFeedItem, by: Any, moment: datetime) -> None:
    if row.article_id is not None:
        raise Refused("This entry belongs to a story: withdraw the story instead.")
    if row.live_until is not None and row.live_until <= moment:
        raise Refused("This item is off line already.")
    keys = row.page_keys
    dropped: dict[str, Any] = {"dropped": [{"at": row.live_from.isoformat()}]} if row.live_from >= moment else {}
    acts.log("take off the feed", row, by=by, at=moment, **dropped)
    if row.live_from < moment:
        row.live_until = moment
        row.save()
    else:
        row.delete()
    outbox.announce(keys, at=moment)


def _require_picture(item: NewsFeedItem) -> None:
    fault = picture_fault(item.picture, at=item.live_from)
    if fault:
        raise Refused(fault)


def _since(at: datetime, moment: datetime) -> str:
    seconds = int((moment - at).total_seconds())
    if seconds < 1:
        return "less than a second"
    return f"{seconds} s" if seconds < 90 else zones.distance(moment, moment=at).removeprefix("in ")


def _require(by: Any, verb: str) -> None:
    if not by.has_perm(f"articles.{verb}_newsfeeditem"):
        raise NotAllowed("You may not write in the news feed. Ask an editor to do it.")


def _take(item: NewsFeedItem, words: Mapping[str, Any]) -> list[str]:
    """Give the item these words; return the names of those that are others than before."""
    allowed = FIELDS if item.article_id is None else ANY_ENTRY
    taken = []
    for name in allowed:
        if name in words:
            value = plain(words[name]) if isinstance(words[name], str) else words[name]
            if value != getattr(item, name):
                taken.append(name)
            setattr(item, name, value)
    return taken


def _log_change(row: NewsFeedItem, taken: list[str], *, was: datetime, by: Any, moment: datetime, stamp: bool) -> None:
    """Name in the log what was done: a move to another hour, a pin or a mark and nothing else, or other words."""
    details: dict[str, Any] = {"fields": taken}
    verb = "update in the feed" if stamp else "fix in the feed"
    if row.live_from != was:
        verb = "reschedule in the feed"
        details |= {"was": was.isoformat(), "becomes": row.live_from.isoformat()}
    elif taken == ["pinned"]:
        verb = "pin in the feed" if row.pinned else "unpin in the feed"
    elif taken == ["breaking_until"]:
        verb = "mark as breaking" if row.breaking_until else "end breaking"
    acts.log(verb, row, by=by, at=moment, **details)
