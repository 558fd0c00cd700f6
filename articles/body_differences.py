"""What changed in a body, block by block? Blocks are matched first, then the words inside those that changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from articles.aligning import Budget, Step, steps
from articles.body_blocks import REFERENCES, Block, blocks_of, is_word
from articles.runs import ADDED, KEPT, REMOVED, Run, count_words, runs_between, whole

CHANGED, SKIPPED, CUT = "changed", "skipped", "cut"
AROUND = 1  # unchanged blocks shown on each side of a change
MOST_ROWS = 1500  # what follows is cut off: nobody reads that many, and no page should hold them
ALIKE = 0.35  # the share of words from which on two blocks are one that was changed
WORK_OF_A_PAIR = 20  # what comparing two blocks costs of the budget


@dataclass(frozen=True, slots=True)
class Row:
    """One block in both versions: kept, removed, added or changed; `skipped`, for `count`
    blocks that are the same in both; or `cut`, for all changes after those shown."""

    change: str
    kind: str = ""
    runs: tuple[Run, ...] = ()
    note: str = ""
    title: str = ""
    """What a reference shows."""
    picture: Any = None
    count: int = 0

    @property
    def is_old(self) -> bool:
        return self.change != ADDED

    @property
    def is_new(self) -> bool:
        return self.change != REMOVED


KIND_NAMES = {"image": "picture", "related": "related story", "video": "video", "post": "post", "rule": "rule"}


def rows(old: str, new: str, pictures: Mapping[int, Any], stories: Mapping[int, str], budget: Budget) -> list[Row]:
    """Compare two bodies. Stretches that are the same in both are folded but for what stands beside a change.

    Return nothing if no block differs."""
    before, after = blocks_of(old), blocks_of(new)
    names, numbers = _Names(pictures, stories), dict[Block, int]()
    keys = [[numbers.setdefault(block, len(numbers)) for block in side] for side in (before, after)]
    if keys[0] == keys[1]:
        return []
    found = _rows(before, after, list(steps(keys[0], keys[1], budget)), names, budget)
    shown = list(islice(found, MOST_ROWS + 1))
    if len(shown) > MOST_ROWS:
        shown[-1] = Row(CUT)
    return _with_moves(shown)


def _rows(
    before: Sequence[Block], after: Sequence[Block], walk: Iterable[Step], names: "_Names", budget: Budget
) -> Iterator[Row]:
    for step in walk:
        if step.kept:
            kept = after[step.new]
            yield from _folded(kept, names, is_first=step.new.start == 0, is_last=step.new.stop == len(after))
        else:
            yield from _changed(before[step.old], after[step.new], names, budget)


def words_counted(found: Iterable[Row]) -> tuple[int, int]:
    """Count the words that were added and removed."""
    added = removed = 0
    for row in found:
        added += count_words(row.runs, ADDED)
        removed += count_words(row.runs, REMOVED)
    return added, removed


def referred_to(html: str) -> tuple[set[int], set[int]]:
    """List the pictures and the stories that a body refers to."""
    if "data-block" not in html:
        return set(), set()
    found: dict[str, set[int]] = {"image": set(), "related": set()}
    for block in blocks_of(html):
        if block.kind in found:
            found[block.kind].add(_number(block.target))
    return found["image"], found["related"]


@dataclass(frozen=True)
class _Names:
    pictures: Mapping[int, Any]
    stories: Mapping[int, str]

    def row(self, change: str, block: Block, runs: tuple[Run, ...], note: str = "") -> Row:
        kind = KIND_NAMES.get(block.kind, block.kind)
        return Row(change, kind, runs, note, self._title(block), self._picture(block))

    def _title(self, block: Block) -> str:
        if block.kind == "image":
            return str(self._picture(block) or f"picture {block.target}")
        if block.kind == "related":
            return self.stories.get(_number(block.target), f"story {block.target}")
        return block.target

    def _picture(self, block: Block) -> Any:
        return self.pictures.get(_number(block.target)) if block.kind == "image" else None


def _number(target: str) -> int:
    return int(target) if target.isascii() and target.isdigit() and len(target) < 19 else 0


def _folded(kept: Sequence[Block], names: _Names, *, is_first: bool, is_last: bool) -> Iterator[Row]:
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    hidden = len(kept) - head - tail
    if hidden < 2:
        yield from (names.row(KEPT, block, whole(block.words, KEPT)) for block in kept)
        return
    yield from (names.row(KEPT, block, whole(block.words, KEPT)) for block in kept[:head])
    yield Row(SKIPPED, count=hidden)
    yield from (names.row(KEPT, block, whole(block.words, KEPT)) for block in kept[len(kept) - tail :])


def _changed(old: Sequence[Block], new: Sequence[Block], names: _Names, budget: Budget) -> Iterator[Row]:
    i = j = 0
    for a, b in [*_pairs(old, new, budget), (len(old), len(new))]:
        yield from (names.row(REMOVED, block, whole(block.words, REMOVED)) for block in old[i:a])
        yield from (names.row(ADDED, block, whole(block.words, ADDED)) for block in new[j:b])
        if a < len(old) and b < len(new):
            yield from _both(old[a], new[b], names, budget)
        i, j = a + 1, b + 1


def _both(old: Block, new: Block, names: _Names, budget: Budget) -> Iterator[Row]:
    note = f"was a {KIND_NAMES.get(old.kind, old.kind)}" if old.kind != new.kind else ""
    if old.focus != new.focus:
        note = "cropped around another point"
    runs = tuple(runs_between(old.words, new.words, budget))
    yield names.row(CHANGED, new, runs, note)


def _pairs(old: Sequence[Block], new: Sequence[Block], budget: Budget) -> list[tuple[int, int]]:
    """Say which of the removed blocks became which of the added ones, in order."""
    bags, others = [_Bag(block) for block in old[:MOST_ROWS]], [_Bag(block) for block in new[:MOST_ROWS]]
    if len(old) == len(new) == 1:
        return [(0, 0)] if _likeness(bags[0], others[0]) > 0 else []
    if not budget.afford(len(old) * len(new) * WORK_OF_A_PAIR):  # of so many, pair those in the same places
        together = zip(bags, others, strict=False)
        return [(place, place) for place, (one, other) in enumerate(together) if _likeness(one, other) >= ALIKE]
    return _best(bags, others)


class _Bag:
    """A block's words without their order."""

    def __init__(self, block: Block) -> None:
        self.family = (block.kind, block.target) if block.kind in REFERENCES or block.kind == "rule" else "text"
        self.words = {word.text.strip() for word in block.words if is_word(word.text)}


def _likeness(one: _Bag, other: _Bag) -> float:
    """Return 0 for nothing in common, 1 for the same words."""
    if one.family != other.family:
        return 0.0
    if one.family != "text":
        return 1.0
    size = len(one.words) + len(other.words)
    return 2 * len(one.words & other.words) / size if size else 1.0


def _best(old: Sequence[_Bag], new: Sequence[_Bag]) -> list[tuple[int, int]]:
    """Pair blocks in order so that the likeness of all pairs together is greatest."""
    likes = [[_likeness(one, other) for other in new] for one in old]
    scores = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # of what comes before each place
    for i, row in enumerate(likes):
        for j, like in enumerate(row):
            paired = scores[i][j] + like if like >= ALIKE else 0.0
            scores[i + 1][j + 1] = max(paired, scores[i][j + 1], scores[i + 1][j])
    pairs, i, j = [], len(old), len(new)
    while i and j:
        if scores[i][j] == scores[i - 1][j]:
            i -= 1
        elif scores[i][j] == scores[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _with_moves(found: list[Row]) -> list[Row]:
    """Say of a block that was taken away here and stands there that it was moved."""
    gone = Counter(_identity(row) for row in found if row.change == REMOVED)
    come = Counter(_identity(row) for row in found if row.change == ADDED)
    moved = {key for key in gone if key in come}
    if not moved:
        return found
    notes = {REMOVED: "moved away from here", ADDED: "moved here"}
    return [
        replace(row, note=notes[row.change]) if row.change in notes and _identity(row) in moved else row
        for row in found
    ]


def _identity(row: Row) -> tuple[str, str, str]:
    return row.kind, row.title, "".join(run.text for run in row.runs)
