"""What changed between two versions of a story, word by word?

Compares two snapshots as a revision keeps them: the names in WORDS, with `tags` (names) and `bylines` (pairs of author
and role). Knows neither the desk nor readers: what things are called is given in, and the same answer serves the desk's
pages and the public record. White space alone is no change. Never raises, and takes a second or two at the very worst.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from articles import body_differences
from articles.aligning import Budget, steps
from articles.body_blocks import Word, words_of
from articles.body_differences import Row
from articles.models.words import CreditRole, Genre
from articles.runs import ADDED, KEPT, REMOVED, Run, runs_between

LABELS = {  # in the order in which a reader meets them
    "headline": "Headline",
    "kicker": "Kicker",
    "standfirst": "Standfirst",
    "bylines": "Bylines",
    "lead_picture_id": "Lead picture",
    "lead_caption": "Caption of the lead picture",
    "lead_focus": "Focus of the lead picture",
    "body": "Body",
    "section_id": "Section",
    "genre": "Genre",
    "dateline": "Dateline",
    "language": "Language",
    "tags": "Tags",
    "search_title": "Search title",
    "search_description": "Search description",
    "social_title": "Social title",
    "social_description": "Social description",
}
CHOSEN = {"section_id", "genre", "language", "lead_focus"}  # taken from a list: the whole value changes


@dataclass(frozen=True)
class Names:
    """What things are called and how pictures look; the caller says whose names those are (the desk's, readers')."""

    pictures: Mapping[int, Any] = field(default_factory=dict)  # images, by key
    stories: Mapping[int, str] = field(default_factory=dict)
    authors: Mapping[int, str] = field(default_factory=dict)
    sections: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Keys:
    """What versions refer to, for the caller to look up."""

    pictures: set[int] = field(default_factory=set)
    stories: set[int] = field(default_factory=set)
    authors: set[int] = field(default_factory=set)
    sections: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class TextChange:
    """Words of one field, in runs."""

    name: str
    label: str
    runs: tuple[Run, ...]
    shape = "text"

    @property
    def summary(self) -> str:
        return self.label.lower()


@dataclass(frozen=True)
class ListChange:
    """Tags or bylines: each run is one of them."""

    name: str
    label: str
    runs: tuple[Run, ...]
    shape = "list"

    @property
    def summary(self) -> str:
        return self.label.lower()


@dataclass(frozen=True)
class PictureChange:
    """One picture in another's place. Either may be missing, or be gone from the library since."""

    name: str
    label: str
    old: Any
    new: Any
    old_title: str
    new_title: str
    shape = "picture"

    @property
    def summary(self) -> str:
        return self.label.lower()


@dataclass(frozen=True)
class BodyChange:
    """The body, block by block, with a few unchanged blocks around each change."""

    name: str
    label: str
    rows: tuple[Row, ...]
    added: int
    removed: int
    shape = "body"

    @property
    def summary(self) -> str:
        if self.rows[-1].change == body_differences.CUT:
            return "nearly all of the body"
        counts = [f"+{self.added}"] * bool(self.added) + [f"−{self.removed}"] * bool(self.removed)
        return f"body {' '.join(counts)} words" if counts else "body"


Change = TextChange | ListChange | PictureChange | BodyChange


def differences(old: Mapping[str, Any], new: Mapping[str, Any], names: Names | None = None) -> list[Change]:
    """List what differs, field by field, in the order in which a reader meets the fields."""
    budget, names = Budget(), names or Names()
    found = (difference(name, old.get(name), new.get(name), names, budget) for name in LABELS)
    return [change for change in found if change is not None]


def difference(name: str, old: Any, new: Any, names: Names, budget: Budget | None = None) -> Change | None:
    """Compare one field; None if nothing but white space differs."""
    if old == new:
        return None
    if name == "lead_picture_id":
        return _picture(name, old, new, names)
    if name == "body":
        return _body(str(old or ""), str(new or ""), names, budget or Budget())
    if name in {"tags", "bylines"}:
        runs = _tags(_texts(old), _texts(new)) if name == "tags" else _bylines(_pairs(old), _pairs(new), names.authors)
        return ListChange(name, LABELS[name], runs) if _differ(runs) else None
    if name in CHOSEN:
        runs = _chosen(_called(name, old, names), _called(name, new, names))
    else:
        runs = tuple(runs_between(_words(old), _words(new), budget or Budget()))
    return TextChange(name, LABELS[name], runs) if _differ(runs) else None


def _body(old: str, new: str, names: Names, budget: Budget) -> BodyChange | None:
    rows = body_differences.rows(old, new, names.pictures, names.stories, budget)
    added, removed = body_differences.words_counted(rows)
    return BodyChange("body", LABELS["body"], tuple(rows), added, removed) if rows else None


def _picture(name: str, old: Any, new: Any, names: Names) -> PictureChange:
    was, now = names.pictures.get(_key(old)), names.pictures.get(_key(new))
    return PictureChange(name, LABELS[name], was, now, _title(old, names), _title(new, names))


def in_a_few_words(changes: Iterable[Change]) -> str:
    """Say what changed: "headline, body +34 −12 words, tags"."""
    return ", ".join(change.summary for change in changes)


def keys_of(versions: Iterable[Mapping[str, Any]]) -> Keys:
    """Collect what versions refer to, so that their names are fetched in bulk."""
    keys = Keys()
    for words in versions:
        pictures, stories = body_differences.referred_to(str(words.get("body") or ""))
        keys.pictures.update(pictures, [_key(words.get("lead_picture_id"))])
        keys.stories.update(stories)
        keys.sections.add(_key(words.get("section_id")))
        keys.authors.update(pk for pk, _ in _pairs(words.get("bylines")))
    for found in (keys.pictures, keys.stories, keys.sections, keys.authors):
        found.discard(0)
    return keys


def _differ(runs: Iterable[Run]) -> bool:
    return any(run.kind != KEPT or run.note for run in runs)


def _words(value: Any) -> tuple[Word, ...]:
    return words_of("" if value is None else str(value))


def _chosen(old: str, new: str) -> tuple[Run, ...]:
    runs = [Run(kind, text) for kind, text in ((REMOVED, old), (ADDED, new)) if text]
    return tuple(runs) if old != new else ()


def _called(name: str, value: Any, names: Names) -> str:
    if value in (None, ""):
        return ""
    if name == "section_id":
        return names.sections.get(_key(value), f"section {value}")
    known = dict(Genre.choices) if name == "genre" else dict(settings.LANGUAGES)
    return str(known.get(str(value), value))


def _key(value: Any) -> int:
    """Read a key, or 0 where there is none."""
    return value if isinstance(value, int) else 0


def _title(pk: Any, names: Names) -> str:
    if pk is None:
        return ""
    return str(names.pictures.get(_key(pk), f"picture {pk}, which is not in the library any more"))


def _texts(value: Any) -> list[str]:
    return [str(text) for text in value or []]


def _pairs(value: Any) -> list[tuple[int, str]]:
    return [(_key(pair[0]), str(pair[1])) for pair in value or [] if len(pair) == 2]


def _tags(old: Sequence[str], new: Sequence[str]) -> tuple[Run, ...]:
    gone, come = set(old) - set(new), set(new) - set(old)
    kinds = {name: REMOVED if name in gone else ADDED if name in come else KEPT for name in [*old, *new]}
    return tuple(Run(kind, name) for name, kind in sorted(kinds.items(), key=lambda item: item[0].casefold()))


def _bylines(
    old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]], authors: Mapping[int, str]
) -> tuple[Run, ...]:
    before, after = dict(old), dict(new)
    runs: list[Run] = []
    was = [pk for pk in before if pk in after]
    now = [pk for pk in after if pk in before]
    moved = {pk for step in steps(was, now, Budget()) if not step.kept for pk in now[step.new]}
    for pk, role in after.items():
        notes = []
        if pk in before and before[pk] != role:
            notes.append(f"was “{_role(before[pk])}”")
        if pk in moved:
            notes.append("in another place")
        kind = KEPT if pk in before else ADDED
        runs.append(Run(kind, _credit(pk, role, authors), note=", ".join(notes)))
    runs += [Run(REMOVED, _credit(pk, role, authors)) for pk, role in before.items() if pk not in after]
    return tuple(runs)


def _role(role: str) -> str:
    return str(dict(CreditRole.choices).get(role, role))


def _credit(pk: int, role: str, authors: Mapping[int, str]) -> str:
    return f"{_role(role)} {authors.get(pk, f'author {pk}')}"
