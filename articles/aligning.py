"""Which parts of two sequences are the same? Answered within a budget, however large or hostile they are.

difflib finds the longest common runs, but takes quadratic time and worse where the same few items repeat. So ends that
agree are cut off first; difflib is asked while its worst case is affordable; beyond that the items that occur once on
both sides serve as anchors, and what lies between is looked at again. What even that cannot settle counts as changed.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

DEEPEST = 12  # how often the space between anchors is looked at again


@dataclass
class Budget:
    """How many comparisons one comparing of two versions may still make; about ten million a second."""

    left: int = 6_000_000

    def afford(self, work: int) -> bool:
        if work > self.left:
            return False
        self.left -= work
        return True


class Step(NamedTuple):
    """A stretch of both sequences: the same in both (`kept`), or something else in each."""

    kept: bool
    old: slice
    new: slice


class _Same(NamedTuple):
    old: int
    new: int
    length: int


def steps(old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> Iterator[Step]:
    """Walk both sequences from the beginning to the end. Kept and changed stretches take turns."""
    i = j = 0
    for same in _joined(_same_parts(old, new, _Window(0, len(old), 0, len(new)), budget)):
        if same.old > i or same.new > j:
            yield Step(False, slice(i, same.old), slice(j, same.new))
        i, j = same.old + same.length, same.new + same.length
        yield Step(True, slice(same.old, i), slice(same.new, j))
    if i < len(old) or j < len(new):
        yield Step(False, slice(i, len(old)), slice(j, len(new)))


def _joined(parts: Iterator[_Same]) -> Iterator[_Same]:
    held: _Same | None = None
    for part in parts:
        if held is not None and (held.old + held.length, held.new + held.length) == (part.old, part.new):
            held = held._replace(length=held.length + part.length)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held


class _Window(NamedTuple):
    old: int
    old_end: int
    new: int
    new_end: int


def _same_parts(
    old: Sequence[Hashable], new: Sequence[Hashable], window: _Window, budget: Budget, depth: int = 0
) -> Iterator[_Same]:
    i, i_end, j, j_end = window
    head = 0
    while i + head < i_end and j + head < j_end and old[i + head] == new[j + head]:
        head += 1
    if head:
        yield _Same(i, j, head)
    i, j = i + head, j + head
    tail = 0
    while i_end - tail > i and j_end - tail > j and old[i_end - tail - 1] == new[j_end - tail - 1]:
        tail += 1
    i_end, j_end = i_end - tail, j_end - tail
    if i < i_end and j < j_end:
        yield from _same_inside(old, new, _Window(i, i_end, j, j_end), budget, depth)
    if tail:
        yield _Same(i_end, j_end, tail)


def _same_inside(
    old: Sequence[Hashable], new: Sequence[Hashable], window: _Window, budget: Budget, depth: int
) -> Iterator[_Same]:
    i, i_end, j, j_end = window
    here, there = Counter(old[i:i_end]), Counter(new[j:j_end])
    pairs = sum(count * there[item] for item, count in here.items() if item in there)
    if not pairs:
        return
    if budget.afford(pairs * min(i_end - i, j_end - j)):
        matcher = SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False)
        for match in matcher.get_matching_blocks():
            if match.size:
                yield _Same(i + match.a, j + match.b, match.size)
        return
    if depth >= DEEPEST:
        return
    places = {new[k]: k for k in range(j, j_end) if there[new[k]] == 1}
    anchors = _rising([(k, places[old[k]]) for k in range(i, i_end) if here[old[k]] == 1 and old[k] in places])
    if not anchors:
        return
    for a, b in anchors:
        yield from _same_parts(old, new, _Window(i, a, j, b), budget, depth + 1)
        yield _Same(a, b, 1)
        i, j = a + 1, b + 1
    yield from _same_parts(old, new, _Window(i, i_end, j, j_end), budget, depth + 1)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep as many pairs, in order of the first number, as leave the second rising too."""
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for position, (_, place) in enumerate(pairs):
        pile = bisect_left(ends, place)
        before.append(holders[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(place)
            holders.append(position)
        else:
            ends[pile], holders[pile] = place, position
    found = []
    position = holders[-1] if holders else -1
    while position >= 0:
        found.append(pairs[position])
        position = before[position]
    return found[::-1]
