"""How do editors put stories on the front page, for how long, and how do they change their plans?

Every verb says: from this instant on, this place holds that. What was there ends at that instant; what is planned
later stays planned, and ends what was put there now. What is over is history: no verb changes it. One verb at a time
changes a page: it locks the page's row, takes the version that its user saw, and raises it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from articles.models import Article, FrontPage, Place, Slot, SlotStory
from articles.models.front import LONGEST_TITLE, MOST_IN_PACKAGE
from articles.permissions import NotAllowed
from articles.turn import Refused, Stale
from newsroom import acts, languages, outbox, zones
from newsroom.text import plain

PERMISSION = "articles.curate_frontpage"
PLACE, MOVE, END = "place on the front page", "move on the front page", "end on the front page"


@dataclass(frozen=True)
class Content:
    """What a place holds: stories in order, a title if it is a package, and when that ends, if it does by itself."""

    stories: tuple[int, ...]
    title: str = ""
    ends_at: datetime | None = None


@dataclass(frozen=True)
class When:
    """From which instant on a change holds, and the moment at which somebody makes it."""

    at: datetime
    moment: datetime


def page_in(language: str) -> FrontPage:
    """Return the front page in a language, as a row that nobody has changed if there is none yet."""
    return FrontPage.objects.filter(language=language).first() or FrontPage(language=language)


def slots_of(page: FrontPage, *, since: datetime) -> list[Slot]:
    """List what is in the page's places at `since` and later, with the stories, in order of place and time."""
    if page.pk is None:
        return []
    rows = Slot.objects.filter(page=page).unended_at(since)
    return list(rows.order_by("place", "live_from").prefetch_related("items__article").select_related("placed_by"))


def content_of(slot: Slot) -> Content:
    return Content(tuple(item.article_id for item in slot.items.all()), slot.title, slot.ends_at)


# The verbs


def place(
    language: str,
    where: Place,
    article: Article,
    *,
    by: Any,
    seen: int,
    when: When,
    until: datetime | None = None,
) -> None:
    """Put a story into a place that holds one. If it stands in another such place then, it leaves it."""
    if where.is_package:
        raise Refused("A package is given a title and its stories.")
    with _turn(language, by=by, seen=seen, when=when) as page:
        _check_stories(page, [article.pk])
        _check_end(until, when)
        for slot in _singles_with(page, article, when.at):
            if slot.place != where:
                _set(page, Place(slot.place), None, by=by, at=when.at)
        _set(page, where, Content((article.pk,), ends_at=until), by=by, at=when.at)
        _log(PLACE, page, where, [article], by=by, when=when, until=until)


def package(
    language: str,
    where: Place,
    title: str,
    stories: Sequence[Article],
    *,
    by: Any,
    seen: int,
    when: When,
    until: datetime | None = None,
) -> None:
    """Make a package, or make it another: its title and its stories in order."""
    if not where.is_package:
        raise Refused(f"{where.label} holds one story.")
    title = plain(" ".join(title.split()))
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(f"Give the package a title of {LONGEST_TITLE} signs at most.")
    if not stories:
        raise Refused("A package needs a story: choose one, or end the package.")
    if len({story.pk for story in stories}) < len(stories):
        raise Refused("A story stands in a package once.")
    if len(stories) > MOST_IN_PACKAGE:
        raise Refused(f"A package holds {MOST_IN_PACKAGE} stories at most.")
    with _turn(language, by=by, seen=seen, when=when) as page:
        _check_stories(page, [story.pk for story in stories])
        _check_end(until, when)
        _set(page, where, Content(tuple(story.pk for story in stories), title, until), by=by, at=when.at)
        _log(PLACE, page, where, stories, by=by, when=when, until=until, title=title)


def move(language: str, origin: Place, target: Place, *, by: Any, seen: int, when: When) -> None:
    """Let what stands in two places change them: what was in `target`, if anything, goes to `origin`."""
    if origin.is_package != target.is_package or origin == target:
        raise Refused(f"{origin.label} and {target.label} cannot change places.")
    with _turn(language, by=by, seen=seen, when=when) as page:
        moved, other = _slot_at(page, origin, when.at), _slot_at(page, target, when.at)
        if moved is None:
            raise Refused(f"Nothing was put into {origin.label}: it fills itself.")
        moves, stays = content_of(moved), content_of(other) if other else None
        stories = [item.article for item in moved.items.all()]
        _set(page, target, moves, by=by, at=when.at)
        _set(page, origin, stays, by=by, at=when.at)
        _log(MOVE, page, target, stories, by=by, when=when, until=moved.ends_at, came_from=origin)


def end(language: str, where: Place, *, by: Any, seen: int, when: When) -> None:
    """Let a place fill itself from then on, until what is planned there later.

    A plan that begins just then is dropped, and what was there before stays.
    """
    with _turn(language, by=by, seen=seen, when=when) as page:
        slot = _slot_at(page, where, when.at)
        if slot is None:
            raise Refused(f"Nothing is in {where.label} then: it fills itself.")
        stories = [item.article for item in slot.items.all()]
        title = slot.title
        _set(page, where, None, by=by, at=when.at)
        _log(END, page, where, stories, by=by, when=when, title=title)


# How a page changes


@contextmanager
def _turn(language: str, *, by: Any, seen: int, when: When) -> Iterator[FrontPage]:
    if not by.has_perm(PERMISSION):
        raise NotAllowed("You may not change the front page. Ask an editor to do it.")
    if languages.in_code(language) is None:
        raise Refused("The paper has no front page in this language.")
    if when.at < when.moment:
        raise Refused("What readers have seen cannot be changed: choose now, or a time ahead.")
    with transaction.atomic():
        FrontPage.objects.get_or_create(language=language)
        page = FrontPage.objects.select_for_update().get(language=language)
        if page.version != seen:
            raise Stale(f"{_who_was_first(page, when.moment)} Nothing was changed: look at it as it is now.")
        yield page
        page.version += 1
        page.save()
        outbox.announce(["front"], at=when.moment)


def _who_was_first(page: FrontPage, moment: datetime) -> str:
    act = acts.latest(page)
    if act is None:
        return "This front page was changed after you opened it."
    return f"{acts.name_of(act.by)} changed this front page {zones.ago(act.at, moment=moment)}, after you opened it."


def _slot_at(page: FrontPage, where: Place, at: datetime) -> Slot | None:
    rows = Slot.objects.filter(page=page, place=where).live_at(at)
    return rows.prefetch_related("items__article").first()


def _singles_with(page: FrontPage, article: Article, at: datetime) -> list[Slot]:
    rows = Slot.objects.filter(page=page, title="", items__article=article).live_at(at)
    return list(rows)


def _set(page: FrontPage, where: Place, content: Content | None, *, by: Any, at: datetime) -> None:
    """Let a place hold `content` (None: nothing) from `at` on. The one writer of slots and of their ends.

    A slot that begins at that very instant was a plan and gives way; with no content, what was there before stays.
    """
    still_there = Q(live_until__isnull=True) | Q(live_until__gte=at)
    slots = list(Slot.objects.filter(still_there, page=page, place=where).order_by("live_from"))
    plan = next((slot for slot in slots if slot.live_from == at), None)
    if plan is not None:
        slots.remove(plan)
        plan.delete()
    elif content is None:
        for slot in slots:
            if slot.is_live_at(at):
                slot.ends_at = at
    new = None
    if content is not None:
        new = Slot(page=page, place=where, title=content.title, live_from=at, ends_at=content.ends_at, placed_by=by)
        slots = sorted([*slots, new], key=lambda slot: slot.live_from)
    for slot, live_until in zip(slots, ends([(slot.live_from, slot.ends_at) for slot in slots]), strict=True):
        slot.live_until = live_until
        if slot is not new:
            slot.save()
    if new is not None and content is not None:
        new.save()  # after those before it have got their ends
        SlotStory.objects.bulk_create(
            SlotStory(slot=new, article_id=story, position=position) for position, story in enumerate(content.stories)
        )


def ends(periods: Sequence[tuple[datetime, datetime | None]]) -> list[datetime | None]:
    """Say when each slot of one place ends: when it was asked to, or when the next begins, whichever comes first.

    `periods` are beginnings and the ends that were asked for, in the order of the beginnings.
    """
    following = [begin for begin, _ in periods[1:]]
    both = zip_longest((asked for _, asked in periods), following)
    return [min((one for one in pair if one is not None), default=None) for pair in both]


def _check_stories(page: FrontPage, keys: Iterable[int]) -> None:
    wanted = list(keys)
    found = {story.pk: story for story in Article.objects.filter(pk__in=wanted).defer("body")}
    for key in wanted:
        story = found.get(key)
        if story is None:
            raise Refused("Somebody deleted this story a moment ago.")
        if story.language != page.language:
            own = dict(settings.LANGUAGES).get(story.language, story.language)
            raise Refused(f"“{story}” is in {own}: it has its place on the front page in that language.")
        if story.stage == Article.Stage.SPIKED:
            raise Refused(f"“{story}” is spiked: revive it first.")


def _check_end(until: datetime | None, when: When) -> None:
    if until is not None and until <= when.at:
        raise Refused("It must end after it begins.")


def _log(
    verb: str,
    page: FrontPage,
    where: Place,
    stories: Iterable[Article],
    *,
    by: Any,
    when: When,
    until: datetime | None = None,
    title: str = "",
    came_from: Place | None = None,
) -> None:
    words = ", ".join(f"“{story}”" for story in stories)
    if title:
        words = f"{title}: {words}"
    planned = {}
    if when.at > when.moment:
        planned = {"planned": when.at.isoformat()}
        words = f"{words}, from {zones.in_words(when.at, moment=when.moment).partition(',')[0]}"
    acts.log(
        verb,
        page,
        by=by,
        at=when.moment,
        came_from=came_from.label if came_from else "",
        went_to=where.label,
        note=words,
        stories=[story.pk for story in stories],
        until=until.isoformat() if until else None,
        **planned,
    )
