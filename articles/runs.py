"""Which words were kept, removed and added between two texts? In runs that a template draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.aligning import Budget, Step, steps
from articles.body_blocks import PLAIN, Style, Word, is_word

KEPT, REMOVED, ADDED = "kept", "removed", "added"
ISLAND = 2  # so few words between changes three times as large are no use to a reader's eye


@dataclass(frozen=True, slots=True)
class Run:
    """Words next to each other with one fate. `gap` says that a space stands before them; `note` what else changed."""

    kind: str
    text: str
    gap: bool = False
    style: Style = PLAIN
    note: str = ""


def runs_between(old: Sequence[Word], new: Sequence[Word], budget: Budget) -> Iterator[Run]:
    """Tell two texts in one. Kept and removed runs give the old one, kept and added runs the new one."""
    pieces: list[tuple[str, Word, str]] = []
    for step in _without_islands(list(steps([word.text for word in old], [word.text for word in new], budget)), new):
        if step.kept:
            pieces += ((KEPT, now, _restyled(was.style, now.style)) for was, now in zip(
                old[step.old], new[step.new], strict=True
            ))  # fmt: skip
        else:
            pieces += ((REMOVED, word, "") for word in old[step.old])
            pieces += ((ADDED, word, _leads(word.style)) for word in new[step.new])
    yield from _joined(pieces)


def whole(words: Iterable[Word], kind: str) -> tuple[Run, ...]:
    """Tell a whole text as kept, removed or added."""
    return tuple(_joined((kind, word, _leads(word.style) if kind == ADDED else "") for word in words))


def count_words(runs: Iterable[Run], kind: str) -> int:
    return sum(sum(map(is_word, run.text.split())) for run in runs if run.kind == kind)


def _joined(pieces: Iterable[tuple[str, Word, str]]) -> Iterator[Run]:
    texts: list[str] = []
    held: tuple[str, Style, str] | None = None
    for kind, word, note in pieces:
        alike = (kind, word.style, note)
        if held is not None and alike != held:
            yield _run(held, texts)
            texts = []
        held = alike
        texts.append(word.text)
    if held is not None:
        yield _run(held, texts)


def _run(alike: tuple[str, Style, str], texts: list[str]) -> Run:
    kind, style, note = alike
    text = "".join(texts)
    return Run(kind, text.lstrip(" "), text.startswith(" "), style, note)


def _without_islands(walk: list[Step], new: Sequence[Word]) -> list[Step]:
    """Count a word or two that happen to agree within a large change as changed too."""
    merged: list[Step] = []
    for place, found in enumerate(walk):
        step = found._replace(kept=found.kept and not _is_island(walk, place, new))
        if merged and not step.kept and not merged[-1].kept:
            last = merged.pop()
            step = Step(False, slice(last.old.start, step.old.stop), slice(last.new.start, step.new.stop))
        merged.append(step)
    return merged


def _is_island(walk: list[Step], place: int, new: Sequence[Word]) -> bool:
    if not 0 < place < len(walk) - 1 or _size(walk[place]) > ISLAND:
        return False
    words = sum(is_word(word.text) for word in new[walk[place].new])
    return min(_size(walk[place - 1]), _size(walk[place + 1])) >= 3 * max(words, 1)


def _size(step: Step) -> int:
    return max(step.old.stop - step.old.start, step.new.stop - step.new.start)


def _restyled(was: Style, now: Style) -> str:
    """Say how the look of a kept word changed, or nothing."""
    if was == now:
        return ""
    said = [f"now {look}" for look in now.looks if look not in was.looks]
    said += [f"no longer {look}" for look in was.looks if look not in now.looks]
    if was.link != now.link:
        if not was.link:
            said.append(_leads(now))
        elif not now.link:
            said.append(f"no longer a link to {was.link}")
        else:
            said.append(f"link to {now.link}, was to {was.link}")
    return ", ".join(said)


def _leads(style: Style) -> str:
    return f"link to {style.link}" if style.link else ""
