"""Two people changed one story at once: who changed which field, and whose words shall stand?

Compares three states field by field: the base that both began from, theirs (saved meanwhile) and mine (typed). A state
is a snapshot of the words, as a revision keeps it, with what `desk_state` says beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from articles.aligning import Budget
from articles.differences import LABELS, Change, Names, TextChange, difference
from articles.runs import ADDED, REMOVED, Run
from newsroom import zones

MINE, THEIRS, BOTH = "mine", "theirs", "both"
DESK_LABELS = {"assignee_id": "Assignee", "planned_for": "Planned for", "show_in_feed": "Show in the feed"}

State = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """A field in which theirs and mine differ. `change` leads from theirs to mine."""

    name: str
    change: Change
    changed_by: str  # THEIRS, MINE, or BOTH, also where the base is not known
    take: str  # THEIRS or MINE

    @property
    def field(self) -> str:
        """The form's name of the field."""
        return self.name.removesuffix("_id")


@dataclass(frozen=True)
class Telling:
    """How values are told to people."""

    names: Names
    people: Mapping[int, str]
    moment: datetime


def desk_state(*, assignee_id: int | None, planned_for: datetime | None, show_in_feed: bool) -> dict[str, Any]:
    """Write down what is not words, as JSON can carry it. Forms know whole minutes."""
    planned = planned_for.astimezone(UTC).replace(second=0, microsecond=0).isoformat() if planned_for else ""
    return {"assignee_id": assignee_id, "planned_for": planned, "show_in_feed": bool(show_in_feed)}


def choices(base: State, theirs: State, mine: State, asked: Mapping[str, str], telling: Telling) -> list[Choice]:
    """List the fields in which theirs and mine differ, each with who changed it and whose is to be taken.

    `asked` maps a form's name of a field to MINE or THEIRS. Without a word, what only they changed is theirs, and all
    else mine. A field that `base` does not have counts as changed by both.
    """
    found = []
    for name in (*LABELS, *DESK_LABELS):
        change = _difference(name, theirs, mine, telling)
        if change is None:
            continue
        changed_by = _changed_by(name, base, theirs, mine, telling)
        usual = THEIRS if changed_by == THEIRS else MINE
        take = asked.get(name.removesuffix("_id"), "")
        found.append(Choice(name, change, changed_by, take if take in {MINE, THEIRS} else usual))
    return found


def _changed_by(name: str, base: State, theirs: State, mine: State, telling: Telling) -> str:
    if name not in base:
        return BOTH
    they, me = (_differs(name, base[name], state.get(name), telling) for state in (theirs, mine))
    return BOTH if they and me else THEIRS if they else MINE


def _differs(name: str, old: Any, new: Any, telling: Telling) -> bool:
    if name in LABELS:
        return difference(name, old, new, telling.names, Budget()) is not None
    return old != new


def _difference(name: str, old: State, new: State, telling: Telling) -> Change | None:
    if name in LABELS:
        return difference(name, old.get(name), new.get(name), telling.names, Budget())
    if old.get(name) == new.get(name):
        return None
    said = [(kind, _said(name, state.get(name), telling)) for kind, state in ((REMOVED, old), (ADDED, new))]
    return TextChange(name, DESK_LABELS[name], tuple(Run(kind, text) for kind, text in said))


def _said(name: str, value: Any, telling: Telling) -> str:
    if name == "show_in_feed":
        return "yes" if value else "no"
    if not value:
        return "nobody" if name == "assignee_id" else "no time"
    if name == "assignee_id":
        return telling.people.get(value, f"user {value}")
    return zones.in_words(datetime.fromisoformat(value), moment=telling.moment)
