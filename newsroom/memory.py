"""What does this process know by heart, because every page needs it and it seldom changes?

    @remembered("sections")
    def sections() -> tuple[Section, ...]:
        return tuple(Section.objects.all())

The value is loaded when it is first asked for, and again after a change has touched one of the keys
(newsroom/changes.py). All threads get the same object: it is to be read, never to be changed. It has no moment: what
depends on the clock is remembered with its periods, and its user picks what is live, so that the time machine gets
what was live then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Generic, TypeVar

from django.db import connection

from newsroom.changes import watch

Value = TypeVar("Value")


@dataclass(frozen=True)
class Kept(Generic[Value]):
    value: Value
    turn: int
    """When it was begun to be loaded: what was touched later may be missing in it."""


class Remembered(Generic[Value]):
    def __init__(self, load: Callable[[], Value], keys: tuple[str, ...]) -> None:
        self.load, self.keys = load, keys
        self._kept: Kept[Value] | None = None
        update_wrapper(self, load)

    def __call__(self) -> Value:
        turn, kept = watch.look(), self._kept
        if kept is not None and not watch.touched(self.keys, since=kept.turn):
            return kept.value
        value = self.load()
        if may_keep():
            self._kept = Kept(value, turn)
        return value


def remembered(*keys: str) -> Callable[[Callable[[], Value]], Remembered[Value]]:
    """Remember what the decorated function returns until one of `keys` is touched."""
    return lambda load: Remembered(load, keys)


def may_keep() -> bool:
    """Say whether what is read now is true for everybody: within a transaction it may never be."""
    return not connection.in_atomic_block
