"""Which moves can be made on several stories at once, and what came of each?

A bulk move is the single move, made story by story: each in its own transaction, under the version that the list
showed, through the same verb. One refusal stops no other.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from articles import desk_moves, permissions, revisions
from articles.desk_moves import Ask
from articles.models import Article
from articles.turn import Refused
from newsroom import acts

NOBODY = "nobody"


@dataclass(frozen=True)
class BulkMove:
    """`question` asks once for all stories; `run` makes the move on one."""

    name: str
    label: str
    verb: str
    question: type[forms.Form]
    run: Callable[[Ask], Any]
    explanation: str
    done: str
    dangerous: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of one story: nothing to say if the move was made, and otherwise why not."""

    name: str
    refusal: str = ""


class AssignForm(forms.Form):
    assignee = forms.ChoiceField(label="To whom?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "last_name", "username")
        names = [(str(person.pk), acts.name_of(person)) for person in people]
        self.fields["assignee"].choices = [("", "Choose…"), (NOBODY, "Nobody"), *names]  # type: ignore[attr-defined]

    def clean_assignee(self) -> int | None:
        chosen = self.cleaned_data["assignee"]
        return None if chosen == NOBODY else int(chosen)


def _assign(ask: Ask) -> None:
    draft = revisions.Draft(desk={"assignee_id": ask.answers["assignee"]})
    revisions.save(ask.article, draft, by=ask.by, seen=ask.seen, at=ask.moment)


def _of_one(name: str, explanation: str, done: str) -> BulkMove:
    """Make the bulk move of a single one: it asks the same, but for the version, which each story has of its own."""
    move = desk_moves.BY_NAME[name]
    questions = {key: field for key, field in move.form.base_fields.items() if key != "seen"}
    form = type(f"{name.title()}Form", (forms.Form,), questions)
    return BulkMove(name, move.label, move.verb, form, move.run, explanation, done, move.dangerous)


MOVES = [
    BulkMove(
        "assign", "Assign to…", "save", AssignForm, _assign,
        "Whose stories they are from now on. Their words do not change.", "assigned",
    ),
    _of_one("submit", "The editors will see them among the stories in review.", "submitted for review"),
    _of_one("approve", "You approve the words of each as the list was shown to you.", "approved"),
    _of_one("return", "The reporter of each sees your note on the story.", "returned"),
    _of_one("spike", "Drop stories that never ran. Their words stay, and they can be revived.", "spiked"),
]  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}


def moves_for(user: Any) -> list[BulkMove]:
    """List what this user may do with some story; whether with each is asked when it is done."""
    return [move for move in MOVES if user.has_perm(f"articles.{permissions.NEEDS[move.verb]}")]


def make(
    move: BulkMove, stories: Iterable[tuple[Article, int]], *, by: Any, at: datetime, answers: dict[str, Any]
) -> list[Outcome]:
    """Make a move on each story that still is as its user saw it (`seen`), and say what came of each."""
    return [_make_one(move, story, seen, by, at, answers) for story, seen in stories]


def _make_one(move: BulkMove, story: Article, seen: int, by: Any, at: datetime, answers: dict[str, Any]) -> Outcome:
    name = str(story)
    try:
        move.run(Ask(story, None, by, seen, at, answers))
    except (Refused, PermissionDenied) as refusal:
        return Outcome(name, str(refusal))
    except ValidationError as refusal:
        return Outcome(name, " ".join(refusal.messages))
    return Outcome(name)
