"""At which stage is the working copy? One table of moves, one verb each. Publication is not a stage."""

from datetime import datetime
from typing import Any, NamedTuple

from articles import notices
from articles.models import Article
from articles.timeline import Timeline
from articles.turn import Refused, turn
from newsroom import acts

Stage = Article.Stage


class Move(NamedTuple):
    verb: str
    sources: frozenset[str]
    target: str


MOVES = {
    move.verb: move
    for move in (
        Move("submit", frozenset({Stage.DRAFT}), Stage.IN_REVIEW),
        Move("return", frozenset({Stage.IN_REVIEW, Stage.READY}), Stage.DRAFT),
        Move("approve", frozenset({Stage.IN_REVIEW}), Stage.READY),
        Move("spike", frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.READY}), Stage.SPIKED),
        Move("revive", frozenset({Stage.SPIKED}), Stage.DRAFT),
    )
}


def submit(article: Article, *, by: Any, seen: int, at: datetime) -> None:
    """Hand a draft to the editors."""
    _move(article, "submit", by=by, seen=seen, at=at)


def send_back(article: Article, *, by: Any, seen: int, at: datetime, note: str) -> None:
    """Return a story to its reporter, saying what it lacks."""
    if not note.strip():
        raise Refused("Tell the reporter what to do: write a note.")
    _move(article, "return", by=by, seen=seen, at=at, note=note.strip())


def approve(article: Article, *, by: Any, seen: int, at: datetime) -> None:
    """Declare the words that the editor saw fit to publish. The next changed save takes this back."""
    _move(article, "approve", by=by, seen=seen, at=at)


def spike(article: Article, *, by: Any, seen: int, at: datetime, note: str = "") -> None:
    """Drop a story that never ran."""
    _move(article, "spike", by=by, seen=seen, at=at, note=note.strip())


def revive(article: Article, *, by: Any, seen: int, at: datetime) -> None:
    """Take a spiked story up again, as a draft."""
    _move(article, "revive", by=by, seen=seen, at=at)


def _move(article: Article, verb: str, *, by: Any, seen: int, at: datetime, note: str = "") -> None:
    move = MOVES[verb]
    with turn(article, verb, by=by, seen=seen, at=at) as story:
        came_from = story.stage
        if came_from not in move.sources:
            raise Refused(f"“{story}” is {story.get_stage_display().lower()}: you cannot {verb} it now.")
        if verb == "submit" and not story.headline.strip():
            raise Refused("Give the story a headline before you submit it.")
        if verb == "return" and _is_decided(story, Timeline.of(story, moment=at)):
            raise Refused("These words are live or scheduled: withdraw or cancel them, or change them, instead.")
        if verb == "spike" and Timeline.of(story, moment=at).events:
            raise Refused("This story is live, was live or is scheduled: cancel or withdraw it instead of spiking it.")
        story.stage, story.stage_since = move.target, at
        act = acts.log(verb, story, by=by, at=at, came_from=came_from, went_to=move.target, note=note)
        if verb in notices.OF_A_MOVE:
            notices.OF_A_MOVE[verb](story, act)


def can(article: Article, verb: str, *, timeline: Timeline) -> bool:
    """Say whether a move fits a story as it stands; who asks is another question (`permissions.may`)."""
    if article.stage not in MOVES[verb].sources:
        return False
    return not (verb == "spike" and timeline.events) and not (verb == "return" and _is_decided(article, timeline))


def _is_decided(article: Article, timeline: Timeline) -> bool:
    """Say whether readers see just these words, or will see them: past returning."""
    return article.revision in {edition.revision for edition in [timeline.live, *timeline.scheduled] if edition}
