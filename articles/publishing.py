"""Which words do readers see, and from when? Every verb changes one event of a story's timeline and retimes it.

What has begun is history: no verb changes an event whose instant has passed, nor puts one in the past. All times
are aware UTC; `seen` is the story's version on the user's screen; `moment` is now.
Raises Refused (with Stale) and NotAllowed as `turn` says.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from articles import announcing, body, checks, notices, page_keys
from articles.models import (
    WORDS,
    Article,
    Edition,
    EditionByline,
    EditionPicture,
    EditionTag,
    NewsFeedItem,
    Withdrawal,
    Words,
)
from articles.retime import retime
from articles.search import index
from articles.timeline import Timeline, instant
from articles.turn import Refused, Stale, turn
from newsroom import acts, outbox, word_forms, zones
from newsroom.models import Act
from newsroom.text import plain


def publish(
    article: Article,
    *,
    by: Any,
    seen: int,
    at: datetime,
    moment: datetime,
    kind: str = Edition.Kind.UPDATE,
    note: str = "",
    keep_scheduled: bool | None = None,
    despite: str = "",
) -> Edition:
    """Freeze the words of the working copy, as its user saw them, and show them to readers from `at` on.

    `at` equal to `moment` is "now". `kind` says what an edition after the first is to readers: a minor fix leaves
    the "Updated" stamp alone, an update and a correction set it; a correction needs a note. If editions are
    scheduled after `at`, `keep_scheduled` must say whether they stand. An edition scheduled for `at` is replaced.
    Publishing is approving. Raises checks.Unfit if the story lacks something; `despite` says why warnings are
    published over, and is logged with them.
    """
    word_forms.load()  # before the turn: nobody waits for dictionaries behind its lock
    with turn(article, "publish", by=by, seen=seen, at=moment) as story:
        timeline = Timeline.of(story, moment=moment)
        note = plain(note).strip()
        _check_words(story)
        _check_time(timeline, at)
        _check_kind(timeline, at, kind, note)
        published_over = checks.require(story, at=at, despite=despite)
        later = [edition for edition in timeline.scheduled if edition.live_from > at]
        if later and keep_scheduled is None:
            raise Refused(f"{_count(later)} scheduled after that: say whether to keep or to cancel what is planned.")
        before = page_keys.of_story(story, moment=moment)
        replaced = [e for e in timeline.scheduled if e.live_from == at]
        dropped = replaced + ([] if keep_scheduled else later)
        _delete(dropped)
        edition = _freeze(story, by=by, at=at, kind=kind, note=note, until=_next_instant(story, at, moment))
        if not any(instant(event) < at for event in timeline.events):
            _enter_in_feed(story, by=by, at=at)
        retime(story, moment, newborn=edition)
        if story.stage != Article.Stage.READY:
            story.stage, story.stage_since = Article.Stage.READY, moment
        _log(
            "publish" if at == moment else "schedule",
            story,
            by,
            moment,
            note,
            edition=edition,
            dropped=dropped,
            **_said_over(published_over, despite),
        )
        if at == moment:
            announcing.published_by_hand(edition, by=by, moment=moment)
        outbox.announce(before | page_keys.of_story(story, moment=moment), at=moment)
    return Edition.objects.get(pk=edition.pk)


def reschedule(edition: Edition, *, by: Any, seen: int, at: datetime, moment: datetime) -> None:
    """Move a scheduled edition to `at`, without passing another event of its story; to `moment` is "now"."""
    with turn(edition.article, "reschedule", by=by, seen=seen, at=moment) as story:
        timeline = Timeline.of(story, moment=moment)
        edition = _scheduled(timeline, edition)
        if at < moment:
            raise Refused("That time has passed: choose one ahead, or publish it now.")
        earliest, latest = timeline.room_for(edition)
        if (earliest and at <= earliest) or (latest and at >= latest):
            raise Refused(_no_room(earliest, latest, moment))
        checks.require_rights(edition, at=at)
        before = page_keys.of_story(story, moment=moment)
        was = edition.live_from
        retime(story, moment, moved=edition, to=at)
        _log("reschedule", story, by, moment, "", edition=edition, was=was.isoformat(), becomes=at.isoformat())
        if at == moment:
            announcing.published_by_hand(edition, by=by, moment=moment)
        outbox.announce(before | page_keys.of_story(story, moment=moment), at=moment)


def cancel(edition: Edition, *, by: Any, seen: int, moment: datetime) -> int:
    """Drop a scheduled edition; the one before it stays live until the next event. Return how many events went.

    If nothing would be live before it, all that follows goes with it: a story never comes live by an update.
    """
    with turn(edition.article, "cancel", by=by, seen=seen, at=moment) as story:
        timeline = Timeline.of(story, moment=moment)
        edition = _scheduled(timeline, edition)
        dropped = timeline.falls_with(edition)
        before = page_keys.of_story(story, moment=moment)
        _delete(dropped)
        retime(story, moment)
        _log("cancel", story, by, moment, "", dropped=dropped)
        outbox.announce(before | page_keys.of_story(story, moment=moment), at=moment)
    return len(dropped)


def withdraw(
    article: Article,
    *,
    by: Any,
    seen: int,
    at: datetime,
    moment: datetime,
    reason: str,
    tell: Callable[..., None] = notices.withdrawn,
) -> None:
    """Take a story off line at `at`, and cancel all that was planned later. A planned withdrawal is moved.

    `tell` owes the mail to the chiefs; who withdraws many stories at once tells of all together.
    """
    with turn(article, "withdraw", by=by, seen=seen, at=moment) as story:
        timeline = Timeline.of(story, moment=moment)
        if not reason.strip():
            raise Refused("Say why the story is withdrawn: colleagues will ask.")
        if at < moment:
            raise Refused("That time has passed: withdraw it now, or choose a time ahead.")
        moved = [event for event in timeline.ahead if isinstance(event, Withdrawal) and event.at < at]
        rest = Timeline(tuple(event for event in timeline.events if event not in moved), moment)
        dropped = [event for event in rest.events if instant(event) >= at]
        if any(instant(event) <= moment for event in dropped):
            raise Refused("It was published or withdrawn at this very moment: look again.")
        kept = [event for event in rest.events if instant(event) < at]
        if not kept or isinstance(kept[-1], Withdrawal):
            raise Refused("Nothing of this story is live then: cancel what is scheduled instead.")
        before = page_keys.of_story(story, moment=moment)
        _delete(moved + dropped)
        now = at == moment
        withdrawal = Withdrawal.objects.create(
            article=story, at=at, reason=plain(reason).strip(), by=by, announced_at=moment if now else None
        )
        retime(story, moment)
        verb = "withdraw" if now else "plan withdrawal"
        planned = {"planned": at.isoformat(), "withdrawal": withdrawal.pk}
        act = _log(verb, story, by, moment, reason, dropped=moved + dropped, **planned)
        tell(story, act, at=at)
        outbox.announce(before | page_keys.of_story(story, moment=moment), at=moment)


def cancel_withdrawal(article: Article, *, by: Any, seen: int, moment: datetime) -> None:
    """Drop a planned withdrawal: the story stays live."""
    with turn(article, "cancel_withdrawal", by=by, seen=seen, at=moment) as story:
        timeline = Timeline.of(story, moment=moment)
        planned = timeline.planned_withdrawal
        if planned is None:
            raise Refused("No withdrawal of this story is planned.")
        before = page_keys.of_story(story, moment=moment)
        _delete([planned])
        retime(story, moment)
        _log("cancel withdrawal", story, by, moment, "", dropped=[planned])
        outbox.announce(before | page_keys.of_story(story, moment=moment), at=moment)


def strike(edition: Edition, *, by: Any, seen: int, moment: datetime, reason: str) -> None:
    """Remove the words of a version that is no longer live, on legal grounds. The record says that it was removed.

    The desk's own revision of it is struck too; the working copy and other revisions are the chief's to look at.
    What is live must be withdrawn, or published over, first.
    """
    with turn(edition.article, "strike", by=by, seen=seen, at=moment) as story:
        edition = Edition.objects.get(pk=edition.pk)
        if not reason.strip():
            raise Refused("Say on which grounds the version is struck.")
        if edition.struck_at is not None:
            raise Refused("This version has been struck already.")
        if edition.live_from > moment:
            raise Refused("This version was never public: cancel it instead.")
        if edition.live_until is None or edition.live_until > moment:
            raise Refused("This version is live: withdraw the story, or publish other words, and then strike it.")
        if story.editions.unended_at(moment).filter(revision=edition.revision).exists():
            raise Refused("The same words are live, or scheduled: withdraw or cancel those first.")
        before = page_keys.of_story(story, moment=moment) | set(edition.page_keys)
        emptied = {field.attname: field.get_default() for field in Words._meta.local_fields}
        Edition.objects.filter(pk=edition.pk).update(
            **emptied, note="", struck_at=moment, struck_reason=plain(reason).strip(), word_count=0
        )
        for rows in (edition.tag_items, edition.bylines, edition.picture_items):
            rows.all().delete()
        index.forget(edition)
        story.revisions.filter(number=edition.revision).update(words={}, note="Struck on legal grounds")
        _log("strike", story, by, moment, reason, live_from=edition.live_from.isoformat(), revision=edition.revision)
        outbox.announce(before, at=moment)


# What the verbs share


def _check_words(story: Article) -> None:
    if story.stage == Article.Stage.SPIKED:
        raise Refused("This story is spiked: revive it first.")
    if not story.revision or not any(sign.isprintable() and not sign.isspace() for sign in story.headline):
        raise Refused("A story needs a headline before it is published.")


def _check_time(timeline: Timeline, at: datetime) -> None:
    if at < timeline.moment:
        raise Refused("A story cannot be published in the past.")
    taken = timeline.at(at)
    if taken is not None and at <= timeline.moment:
        raise Refused("It was published or withdrawn at this very moment: look again.")
    if isinstance(taken, Withdrawal):
        raise Refused("The story is to be withdrawn at that very moment: choose another, or cancel the withdrawal.")


def _check_kind(timeline: Timeline, at: datetime, kind: str, note: str) -> None:
    if kind not in Edition.Kind.values:
        raise Refused(f"There is no kind of publication called {kind!r}.")
    if kind == Edition.Kind.CORRECTION:
        if not note:
            raise Refused("A correction must say what was wrong and what is right.")
        if not any(isinstance(event, Edition) and event.live_from < at for event in timeline.events):
            raise Refused("Nothing has been published that could be corrected: publish it without a correction.")


def _scheduled(timeline: Timeline, edition: Edition) -> Edition:
    """Return the timeline's own copy of a scheduled edition."""
    for event in timeline.events:
        if event == edition:
            if instant(event) <= timeline.moment:
                raise Refused("It is live already: publish over it, or withdraw the story.")
            return event
    raise Stale("This scheduled version is gone: somebody cancelled or replaced it.")


def _no_room(earliest: datetime | None, latest: datetime | None, moment: datetime) -> str:
    between = [
        f"after {zones.in_words(earliest, moment=moment)}" if earliest and earliest > moment else "",
        f"before {zones.in_words(latest, moment=moment)}" if latest else "",
    ]
    limits = " and ".join(part for part in between if part) or "ahead"
    return f"That would pass another event of this story: choose a time {limits}."


def _count(editions: list[Edition]) -> str:
    return "One version is" if len(editions) == 1 else f"{len(editions)} versions are"


def _next_instant(story: Article, at: datetime, moment: datetime) -> datetime | None:
    later = [instant(e) for e in Timeline.of(story, moment=moment).events if instant(e) > at]
    return min(later, default=None)


def _delete(events: list[Any]) -> None:
    """Delete events that never came. Cancelled editions were never public; the log keeps what they were."""
    for event in events:
        event.delete()


def _freeze(story: Article, *, by: Any, at: datetime, kind: str, note: str, until: datetime | None) -> Edition:
    """Copy the working copy's words into a new edition. Its stamps are made true by `retime`."""
    Edition.objects.filter(article=story, live_until__isnull=True, live_from__lt=at).update(live_until=at)
    words = body.count_words(story.body)
    edition = Edition.objects.create(
        **{name: getattr(story, name) for name in WORDS},
        article=story,
        revision=story.revision,
        kind=kind,
        note=note,
        published_by=by,
        live_from=at,
        live_until=until,
        published_at=at,
        word_count=words,
        reading_minutes=body.reading_minutes(words),
    )
    EditionTag.objects.bulk_create(
        EditionTag(content_object=edition, tag_id=item.tag_id, article=story, published_at=at)
        for item in story.tag_items.all()
    )
    EditionByline.objects.bulk_create(
        EditionByline(
            edition=edition,
            author_id=line.author_id,
            role=line.role,
            position=line.position,
            article=story,
            published_at=at,
        )
        for line in story.bylines.all()
    )
    EditionPicture.objects.bulk_create(
        EditionPicture(edition=edition, image_id=item.image_id) for item in story.picture_items.all()
    )
    index.keep(edition)
    return edition


def _enter_in_feed(story: Article, *, by: Any, at: datetime) -> None:
    """Make the story's one entry, or take back what an opening that never came had made."""
    if story.show_in_feed:
        NewsFeedItem.objects.get_or_create(article=story, defaults={"live_from": at, "created_by": by})
    else:
        NewsFeedItem.objects.filter(article=story).delete()


def _said_over(warnings: list[checks.Finding], despite: str) -> dict[str, Any]:
    if not warnings:
        return {}
    return {"despite": plain(despite).strip(), "warnings": [warning.words for warning in warnings]}


def _log(verb: str, story: Article, by: Any, moment: datetime, note: str, *, dropped: Any = (), **details: Any) -> Act:
    edition = details.pop("edition", None)
    if edition is not None:
        details |= {"revision": edition.revision, "kind": edition.kind, "planned": edition.live_from.isoformat()}
        details["edition"] = edition.pk
    if dropped:
        details["dropped"] = [
            {"at": instant(event).isoformat(), "revision": getattr(event, "revision", None)} for event in dropped
        ]
    return acts.log(verb, story, by=by, at=moment, note=note.strip(), **details)
