"""What is a part of the desk's first page? A number that leads to its list, and the first few rows of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

COUNTED = 100
"""Numbers are counted so far, and end in a plus after that: nobody acts on the difference."""

SHOWN = 6


@dataclass(frozen=True)
class Row:
    """One line: where it leads, what it is, and short facts about it. `note` is somebody's own words."""

    words: str
    address: str
    facts: Sequence[str] = ()
    note: str = ""
    warning: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the page. `rows` are what was fetched, COUNTED + 1 at most; `empty` is said if there are none."""

    name: str
    title: str
    rows: Sequence[Row]
    address: str
    empty: str
    counted: int | None = None
    """How many there are, if that is not the number of rows."""
    sentence: str = ""
    urgent: bool = False

    @property
    def count(self) -> str:
        number = len(self.rows) if self.counted is None else self.counted
        return f"{COUNTED}+" if number > COUNTED else str(number)

    @property
    def shown(self) -> Sequence[Row]:
        return self.rows[:SHOWN]


@dataclass(frozen=True)
class FirstStep:
    """What somebody who has done nothing yet may begin with."""

    words: str
    address: str
    why: str


PartMaker = Callable[[Any], Part | None]
"""Takes the request; returns None for a user whom the part does not concern."""

StepsMaker = Callable[[Any], Sequence[FirstStep]]

_parts: dict[int, PartMaker] = {}
_first_steps: list[StepsMaker] = []


def part(place: int) -> Callable[[PartMaker], PartMaker]:
    """Register the maker of one part; parts stand in the order of their places."""

    def register(make: PartMaker) -> PartMaker:
        _parts[place] = make
        return make

    return register


def first_steps(make: StepsMaker) -> StepsMaker:
    """Register what tells a newcomer where to begin."""
    _first_steps.append(make)
    return make


def for_request(request: Any) -> dict[str, Any]:
    """Make the page's context for this user; what is urgent stands first."""
    made = [made for _, make in sorted(_parts.items()) if (made := make(request)) is not None]
    made.sort(key=lambda one: not one.urgent)
    steps = [step for make in _first_steps for step in make(request)]
    return {"parts": made, "first_steps": steps}
