"""Which moves may this user make on this story now, what does each ask, and what does it do?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles import addresses, permissions, publishing, revisions, workflow
from articles import desk_forms as forms
from articles.models import Article, Edition
from articles.timeline import Timeline
from newsroom import zones


@dataclass(frozen=True)
class Ask:
    """Who asks for a move, of what, and what they answered."""

    article: Article
    edition: Any  # an Edition or a Revision, for the moves of one version; otherwise None
    by: Any
    seen: int
    moment: datetime
    answers: dict[str, Any]


@dataclass(frozen=True)
class DeskMove:
    """A button. `fits` says whether the story can make the move as it stands; `permissions.may` whether the user may.

    `run` does it and returns what to tell the user."""

    name: str
    label: str
    verb: str
    form: type[forms.MoveForm]
    fits: Callable[[Article, Timeline], bool]
    run: Callable[[Ask], str]
    explanation: str = ""
    primary: bool = False
    dangerous: bool = False
    after_typing: bool = False
    """Offered even if it does not fit yet: pressing it saves the form first, and then it may."""
    aside: bool = False
    """Offered by another page, such as the calendar, and not beside the story's form."""
    of: str = ""
    """Whose move it is: of the story (empty), of one "edition", or of one "revision"."""


def _publish(ask: Ask, at: datetime) -> str:
    answers = ask.answers
    edition = publishing.publish(
        ask.article,
        by=ask.by,
        seen=ask.seen,
        at=at,
        moment=ask.moment,
        kind=answers.get("kind") or Edition.Kind.UPDATE,
        note=answers.get("note", ""),
        keep_scheduled=answers.get("keep_scheduled"),
        despite=answers.get("despite", ""),
    )
    if at == ask.moment:
        return f"“{edition.headline}” is live."
    return f"“{edition.headline}” goes live {zones.in_words(at, moment=ask.moment)}. Nothing else needs to run for it."


def _publish_now(ask: Ask) -> str:
    return _publish(ask, ask.moment)


def _schedule(ask: Ask) -> str:
    return _publish(ask, ask.answers["at"])


def _withdraw(ask: Ask) -> str:
    at = ask.answers["at"] or ask.moment
    publishing.withdraw(ask.article, by=ask.by, seen=ask.seen, at=at, moment=ask.moment, reason=ask.answers["reason"])
    return "It is withdrawn." if at == ask.moment else f"It goes off line {zones.in_words(at, moment=ask.moment)}."


def _cancel_withdrawal(ask: Ask) -> str:
    publishing.cancel_withdrawal(ask.article, by=ask.by, seen=ask.seen, moment=ask.moment)
    return "The planned withdrawal is cancelled: the story stays live."


def _edit_live(ask: Ask) -> str:
    live = Timeline.of(ask.article, moment=ask.moment).live
    if live is None:
        return "Nothing of this story is live any more."
    whole = Edition.objects.get(pk=live.pk)
    revisions.edit_what_is_live(ask.article, whole, by=ask.by, seen=ask.seen, at=ask.moment)
    return "The form now holds what is live. What it held before stays in the history."


def _restore(ask: Ask) -> str:
    number = ask.edition.number
    revisions.restore(ask.article, number, by=ask.by, seen=ask.seen, at=ask.moment)
    return f"The form holds the words of revision {number} again, as a new revision."


def _change_address(ask: Ask) -> str:
    addresses.move(ask.article, ask.answers["slug"], by=ask.by, seen=ask.seen, at=ask.moment)
    return f"Its address is {ask.article.get_absolute_url()} now."


def _reschedule(ask: Ask) -> str:
    at = ask.answers["at"] or ask.moment
    publishing.reschedule(ask.edition, by=ask.by, seen=ask.seen, at=at, moment=ask.moment)
    return "It is live." if at == ask.moment else f"It goes live {zones.in_words(at, moment=ask.moment)}."


def _plan(ask: Ask) -> str:
    at = ask.answers["at"]
    draft = revisions.Draft(desk={"planned_for": at})
    revisions.save(ask.article, draft, by=ask.by, seen=ask.seen, at=ask.moment)
    if at is None:
        return "It is not planned for any time now."
    return f"It is planned for {zones.in_words(at, moment=ask.moment)}. Nothing is scheduled by that."


def _cancel(ask: Ask) -> str:
    gone = publishing.cancel(ask.edition, by=ask.by, seen=ask.seen, moment=ask.moment)
    return "Cancelled." if gone == 1 else f"Cancelled, and with it the {gone - 1} that followed."


def _strike(ask: Ask) -> str:
    publishing.strike(ask.edition, by=ask.by, seen=ask.seen, moment=ask.moment, reason=ask.answers["reason"])
    return (
        "The version's words are gone, and the record says that a version was removed on legal grounds. "
        "Look whether the form and other revisions still hold them."
    )


def _stage(function: Callable[..., None], done: str, *, with_note: bool = False) -> Callable[[Ask], str]:
    def run(ask: Ask) -> str:
        extra = {"note": ask.answers.get("note", "")} if with_note else {}
        function(ask.article, by=ask.by, seen=ask.seen, at=ask.moment, **extra)
        return done

    return run


def _can(verb: str) -> Callable[[Article, Timeline], bool]:
    return lambda article, timeline: workflow.can(article, verb, timeline=timeline)


def _publishable(article: Article, timeline: Timeline) -> bool:
    """There are words, and readers do not see just these already."""
    is_live = timeline.live is not None and timeline.live.revision == article.revision
    return article.stage != Article.Stage.SPIKED and bool(article.revision) and not is_live


MOVES = [
    DeskMove(
        "submit", "Submit for review", "submit", forms.MoveForm, _can("submit"),
        _stage(workflow.submit, "It is with the editors now."), primary=True,
        explanation="The editors will see it among the stories in review.",
    ),
    DeskMove(
        "approve", "Approve", "approve", forms.MoveForm, _can("approve"),
        _stage(workflow.approve, "It is ready to be published."), primary=True,
        explanation="You approve the words as they stand. If anybody changes them, it is a draft again.",
    ),
    DeskMove(
        "return", "Return…", "return", forms.NoteForm, _can("return"),
        _stage(workflow.send_back, "It is with its reporter again.", with_note=True),
        explanation="The reporter sees your note on the story.",
    ),
    DeskMove(
        "publish", "Publish now…", "publish", forms.PublishForm, _publishable, _publish_now, primary=True,
        after_typing=True,
        explanation="Readers see these words at once.",
    ),
    DeskMove(
        "schedule", "Schedule…", "publish", forms.ScheduleForm, _publishable, _schedule, primary=True,
        after_typing=True,
        explanation="Readers see these words from the minute that you name, whatever else is running then.",
    ),
    DeskMove(
        "edit-live", "Edit what is live", "save", forms.MoveForm,
        lambda article, t: t.live is not None and t.live.revision != article.revision
        and article.stage != Article.Stage.SPIKED,
        _edit_live,
        explanation="The form takes the words that readers see now, for a correction of them alone. What it holds "
        "at present stays in the history and in what is scheduled.",
    ),
    DeskMove(
        "withdraw", "Withdraw…", "withdraw", forms.WithdrawForm,
        lambda article, t: t.live is not None or bool(t.scheduled), _withdraw, dangerous=True,
        explanation="Readers get a page that says it was withdrawn. All that is scheduled later is cancelled.",
    ),
    DeskMove(
        "cancel-withdrawal", "Cancel the withdrawal", "cancel_withdrawal", forms.MoveForm,
        lambda article, t: t.planned_withdrawal is not None, _cancel_withdrawal,
        explanation="The story stays live.",
    ),
    DeskMove(
        "move", "Change address…", "move", forms.AddressForm, lambda article, t: True, _change_address,
        explanation="If the story was ever public, its old address leads to the new one for good.",
    ),
    DeskMove(
        "spike", "Spike…", "spike", forms.OptionalNoteForm, _can("spike"),
        _stage(workflow.spike, "It is spiked. It can be revived.", with_note=True), dangerous=True,
        explanation="Drop a story that never ran. Its words stay, and it can be revived.",
    ),
    DeskMove(
        "revive", "Revive", "revive", forms.MoveForm, _can("revive"),
        _stage(workflow.revive, "It is a draft again."), primary=True, explanation="It becomes a draft again.",
    ),
    DeskMove(
        "reschedule", "Reschedule…", "reschedule", forms.RescheduleForm, lambda article, t: bool(t.scheduled),
        _reschedule, of="edition", explanation="It cannot pass another event of the same story.",
    ),
    DeskMove(
        "plan", "Move the plan", "save", forms.PlanForm,
        lambda article, t: article.stage != Article.Stage.SPIKED, _plan, aside=True,
        explanation="It is an intention, for colleagues to see: nothing happens by itself then.",
    ),
    DeskMove(
        "cancel", "Cancel…", "cancel", forms.MoveForm, lambda article, t: bool(t.scheduled), _cancel,
        of="edition", dangerous=True, explanation="It was never public and will not be.",
    ),
    DeskMove(
        "strike", "Strike…", "strike", forms.ReasonForm, lambda article, t: t.was_ever_live, _strike,
        of="edition", dangerous=True,
        explanation="For a court order: the version's words are removed for good, here and for readers.",
    ),
    DeskMove(
        "restore", "Restore…", "save", forms.MoveForm,
        lambda article, t: article.stage != Article.Stage.SPIKED, _restore, of="revision",
        explanation="The form takes these words, as a new revision. Nothing that is live or scheduled changes.",
    ),
]  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}


def moves_for(user: Any, article: Article, timeline: Timeline) -> list[DeskMove]:
    """List the buttons that this user gets on this story now."""
    is_open = permissions.may_edit(user, article)
    return [
        move
        for move in MOVES
        if not (move.of or move.aside)
        and permissions.may(user, move.verb, article)
        and (move.fits(article, timeline) or (move.after_typing and is_open))
    ]


def moves_of_edition(user: Any, article: Article, timeline: Timeline, edition: Edition) -> list[DeskMove]:
    """List the buttons beside one version: a scheduled one may move or go, one that is over may be struck."""
    if edition.live_from > timeline.moment:
        names = ["reschedule", "cancel"]
    elif edition.live_until and edition.live_until <= timeline.moment and not edition.struck_at:
        names = ["strike"]
    else:
        names = []
    return [BY_NAME[name] for name in names if permissions.may(user, BY_NAME[name].verb, article)]
