"""What stands in the bar above every page of the desk, and in which order?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

PAGES = 50
"""Where pages that belong to no model stand, if they do not say, among the lists that name a `menu_place`."""


@dataclass(frozen=True)
class Entry:
    words: str
    address: str
    is_here: bool


@dataclass(frozen=True)
class Group:
    name: str
    entries: list[Entry]


@dataclass(frozen=True)
class Bar:
    """The entries that stand open, and those under "More", in groups."""

    main: list[Entry] = field(default_factory=list)
    more: list[Group] = field(default_factory=list)

    @property
    def is_here_in_more(self) -> bool:
        return any(entry.is_here for group in self.more for entry in group.entries)


def bar(site: Any, request: Any, apps: Sequence[dict[str, Any]], pages: Sequence[dict[str, Any]]) -> Bar:
    """Lay out what this user may open: `apps` as Django lists them, `pages` with their words, addresses and places."""

    def entry(words: str, address: str) -> Entry:
        return Entry(words, address, request.path.startswith(address))

    placed = [(page["place"], entry(page["words"], page["address"])) for page in pages]
    more = []
    for app in apps:
        rest = []
        for listed in app["models"]:
            if not listed["admin_url"]:
                continue
            desk = site._registry[listed["model"]]
            place = getattr(desk, "menu_place", None)
            made = entry(getattr(desk, "menu_words", "") or str(listed["name"]), listed["admin_url"])
            if place is None:
                rest.append(made)
            else:
                placed.append((place, made))
        if rest:
            more.append(Group(str(app["name"]), rest))
    return Bar([made for _, made in sorted(placed, key=lambda pair: pair[0])], more)
