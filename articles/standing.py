"""How does a story stand, in the desk's own words?"""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Article, Edition, Withdrawal
from articles.timeline import Event, Timeline, instant
from newsroom import zones


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
    parts = [readers_see(timeline), working_copy(article, timeline) or ("" if timeline.live else "ready")]
    sentence = " · ".join(part for part in parts if part)
    return sentence[:1].upper() + sentence[1:]


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
