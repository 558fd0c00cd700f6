"""What does the demonstration paper hold? Its files, read into plain records."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class LaterEdition:
    minutes_ago: int
    kind: str
    note: str = ""
    headline: str = ""
    standfirst: str = ""
    replace: tuple[str, str] | None = None
    append: str = ""


@dataclass(frozen=True)
class StoryFile:
    """One story: its words and its fate, in minutes before the moment at which the paper is built."""

    slug: str
    body: str
    headline: str
    standfirst: str
    section: str
    authors: list[str]
    tags: list[str]
    state: str
    minutes_ago: int
    kicker: str = ""
    genre: str = "news"
    dateline: str = ""
    language: str = "en"
    picture: str = ""
    caption: str = ""
    show_in_feed: bool = True
    planned_in_days: int = 0
    assignee: str = ""
    return_note: str = ""
    withdrawn_minutes_ago: int = 0
    withdrawal_reason: str = ""
    editions: list[LaterEdition] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)


def stories() -> list[StoryFile]:
    return [_story(path) for path in sorted((HERE / "stories").glob("*.html"))]


def policies() -> list[dict[str, Any]]:
    """Return the pages about the paper."""
    return tomllib.loads((HERE / "policies.toml").read_text())["pages"]


def newsroom() -> dict[str, Any]:
    """Return what the `paper` says of itself, and the lists `sections`, `authors` and `tags`."""
    return tomllib.loads((HERE / "newsroom.toml").read_text())


def feed_items() -> list[dict[str, Any]]:
    return tomllib.loads((HERE / "feed.toml").read_text())["items"]


def front() -> dict[str, Any]:
    """Return the lists `slots` and `translations`."""
    return tomllib.loads((HERE / "front.toml").read_text())


def _story(path: Path) -> StoryFile:
    _, front, body = path.read_text().split("+++\n", 2)
    facts = tomllib.loads(front)
    editions = [
        LaterEdition(**{**edition, "replace": tuple(edition["replace"]) if "replace" in edition else None})
        for edition in facts.pop("editions", [])
    ]
    return StoryFile(slug=path.stem, body=body.strip(), editions=editions, **facts)
