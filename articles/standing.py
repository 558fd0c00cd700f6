"""How does a story stand, in the desk's own words?"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Article, Edition, Revision, Withdrawal
from articles.timeline import Event, Timeline, instant
from newsroom import acts, zones


def readers_see(timeline: Timeline) -> str:
    """Say what the public side shows: "Live since …", "Withdrawn …", or nothing if it never showed the story."""
    moment = timeline.moment
    if timeline.live is not None:
        began = next(e for e in reversed(timeline.begun) if timeline.opens(e))
        since = began.live_from if isinstance(began, Edition) else began.at
        return f"Live since {short(since, moment=moment)}"
    if timeline.withdrawn is not None:
        return f"Withdrawn {short(timeline.withdrawn.at, moment=moment)}"
    return ""


def next_event(timeline: Timeline) -> str:
    """Say what comes next: "update scheduled today 18:00"."""
    if not timeline.ahead:
        return ""
    event = timeline.ahead[0]
    at = short(event.at if isinstance(event, Withdrawal) else event.live_from, moment=timeline.moment)
    more = f" (and {len(timeline.ahead) - 1} more)" if len(timeline.ahead) > 1 else ""
    return f"{_noun(event, timeline)} {at}{more}"


def working_copy(article: Article, timeline: Timeline) -> str:
    """Say where the working copy is, unless it is just what readers see."""
    if timeline.live is not None and timeline.live.revision == article.revision:
        return ""
    stage = article.get_stage_display().lower()
    frozen = {edition.revision for edition in timeline.scheduled}
    if article.revision in frozen:
        return ""
    return f"draft changes {stage}" if timeline.live is not None and stage != "draft" else stage


def in_words(article: Article, timeline: Timeline) -> str:
    """Say it all: "Live since 09:12 · update scheduled 18:00 · draft changes in review"."""
    parts = [readers_see(timeline), next_event(timeline), working_copy(article, timeline)]
    sentence = " · ".join(part for part in parts if part)
    return sentence[:1].upper() + sentence[1:]


def state(article: Article, timeline: Timeline) -> str:
    """Say what is so now, without what comes next: for a list that has a column for that."""
    parts = [readers_see(timeline), working_copy(article, timeline) or _unseen(timeline)]
    sentence = " · ".join(part for part in parts if part)
    return sentence[:1].upper() + sentence[1:]


def _unseen(timeline: Timeline) -> str:
    """Say of frozen words that readers do not see why they do not."""
    if timeline.live is not None:
        return ""
    return "scheduled" if timeline.scheduled else "ready"


def tone(article: Article, timeline: Timeline) -> str:
    """Name in one word what is so now, for the colour beside the words; the words never lack."""
    if timeline.live is not None:
        return "live"
    if timeline.scheduled:
        return "scheduled"
    return "withdrawn" if timeline.withdrawn is not None else article.stage.replace("_", "-")


def since(article: Article, timeline: Timeline) -> datetime:
    """Return when the story last came to stand as it does."""
    last = timeline.last
    if last is None:
        return article.stage_since
    return last.at if isinstance(last, Withdrawal) else last.live_from


def short(at: datetime, *, moment: datetime) -> str:
    """Say a time as briefly as the day allows: "09:12", "tomorrow 18:00", "Mon 3 Nov 08:00"."""
    words = zones.in_words(at, moment=moment).partition(",")[0].removesuffix(f" {zones.zone_name()}")
    return words.removeprefix("today ")


@dataclass(frozen=True)
class WhichText:
    """Which words are where, each in a sentence; what is not so is empty."""

    form: str
    readers: str
    scheduled: str
    held: str


def which_text(
    article: Article,
    timeline: Timeline,
    *,
    newest: Revision | None,
    twins: Set[int] = frozenset(),
    user: Any = None,
    is_typed: bool = False,
) -> WhichText:
    """Say which words the form holds, which readers see, which are scheduled, and which are held back.

    `newest` is the working copy's revision; `twins` are the numbers of others that hold the same words. With
    `is_typed`, the form holds what somebody typed and did not save: words of a refused save, or taken back.
    """
    number, live = article.revision, timeline.live
    same = {number, *twins}
    is_live = live is not None and live.revision in same
    plans = [_planned(event, same, timeline) for event in timeline.ahead]
    ahead = {edition.revision for edition in timeline.scheduled}
    if not plans:
        scheduled = ""
    elif is_live:
        scheduled = f"Scheduled, and stays so: {'; '.join(plans)}."
    else:
        scheduled = f"Scheduled: {'; '.join(plans)}."
    held = ""
    if not is_live and not ahead & same and (live is not None or ahead):
        newer = " and ".join(["what is live"] * (live is not None) + ["what is scheduled"] * bool(ahead))
        held = f"Held back: revision {number} is newer than {newer}."
    holds = _held_by_the_desk(article, timeline, newest, is_live, user)
    form = (
        f"This form holds what you typed, which is not saved. Saved is {holds}"
        if is_typed
        else f"This form holds {holds}"
    )
    return WhichText(form, _read(timeline, is_live), scheduled, held)


def older_plans(article: Article, timeline: Timeline, *, twins: Set[int] = frozenset()) -> list[Edition]:
    """List what is scheduled and does not contain what the working copy says now, for it is older."""
    return [e for e in timeline.scheduled if e.revision < article.revision and e.revision not in twins]


def _held_by_the_desk(article: Article, timeline: Timeline, newest: Revision | None, is_live: bool, user: Any) -> str:
    live = timeline.live
    if is_live and live is not None and live.revision != article.revision:
        return f"revision {article.revision}, the words that readers see (live revision {live.revision})."
    saved = ""
    if newest is not None:
        at = short(newest.saved_at, moment=timeline.moment)
        is_own = user is not None and newest.saved_by_id == user.pk
        saved = f" (yours, saved {at})" if is_own else f" (saved by {acts.name_of(newest.saved_by)}, {at})"
    seen = ", the words that readers see" if is_live else ""
    return f"revision {article.revision}{saved}{seen}."


def _read(timeline: Timeline, is_live: bool) -> str:
    if is_live:
        return ""
    if timeline.live is not None:
        return f"Readers see revision {timeline.live.revision}."
    if timeline.withdrawn is not None:
        return "Readers are told that the story was withdrawn."
    return "Readers have seen nothing of it yet."


def _planned(event: Event, same: Set[int], timeline: Timeline) -> str:
    if isinstance(event, Withdrawal):
        return f"withdrawal, {_when(event.at, timeline)}"
    own = " (these words)" if event.revision in same else ""
    return f"revision {event.revision}{own}, {_when(event.live_from, timeline)}"


def _when(at: datetime, timeline: Timeline) -> str:
    return zones.in_words(at, moment=timeline.moment).partition(",")[0]


def _noun(event: Event, timeline: Timeline) -> str:
    if isinstance(event, Withdrawal):
        return "withdrawal planned"
    if timeline.opens(event):
        return "publication scheduled"
    return f"{event.get_kind_display().lower()} scheduled"


@dataclass(frozen=True)
class Line:
    """One event of the story, for the panel beside its form."""

    event: Event
    what: str
    when: str
    state: str
    warning: str = ""

    @property
    def at(self) -> datetime:
        return instant(self.event)

    @property
    def edition(self) -> Edition | None:
        return self.event if isinstance(self.event, Edition) else None


def lines(timeline: Timeline) -> list[Line]:
    """Tell the story's events in order, the last one first."""
    told = []
    live = timeline.live
    for event in timeline.events:
        edition = event if isinstance(event, Edition) else None
        ahead = event in timeline.ahead
        at = edition.live_from if edition else event.at  # type: ignore[union-attr]
        state = "live" if edition and event is live else "scheduled" if ahead else "past"
        warning = ""
        if ahead and edition and live and edition.revision < live.revision:
            warning = "older than what is live"
        if edition and edition.struck_at:
            warning = "struck on legal grounds"
        told.append(Line(event, _told(event, timeline), zones.in_words(at, moment=timeline.moment), state, warning))
    return told[::-1]


def _told(event: Event, timeline: Timeline) -> str:
    if isinstance(event, Withdrawal):
        return f"Withdrawal: {event.reason}"
    words = f"Revision {event.revision}"
    if not timeline.events or event is timeline.events[0]:
        return f"{words}, first publication"
    if timeline.opens(event):
        return f"{words}, published again ({event.get_kind_display().lower()})"
    return f"{words}, {event.get_kind_display().lower()}" + (f": {event.note}" if event.note else "")
