"""How are a month, a week and a day laid out, and what may be moved in them?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from articles import permissions
from articles.agenda import EDITIONS, Agenda, Entry, Kind
from newsroom import days, zones
from newsroom.moment_field import EARLIER, LATER, local_text

PAGES = {
    Kind.FEED: "admin:articles_newsfeeditem_change",
    Kind.FEED_END: "admin:articles_newsfeeditem_change",
    Kind.RIGHTS: "admin:images_image_change",
    Kind.FRONT: "admin:front-slot",
}


@dataclass(frozen=True)
class Line:
    """An entry as it stands on the sheet."""

    entry: Entry
    address: str
    move: str = ""
    """The page that moves it, if this user may."""

    @property
    def clock(self) -> str:
        return days.clock_words(self.entry.at)

    @property
    def local(self) -> str:
        return local_text(self.entry.at)

    @property
    def day(self) -> date:
        return days.day_of(self.entry.at)


@dataclass
class Cell:
    """One hour of one day."""

    label: str
    local: str
    which: str = ""
    """Which of the two is meant, in an hour that comes twice."""
    note: str = ""
    is_night: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass
class Day:
    date: date
    address: str
    is_today: bool
    in_month: bool
    lines: list[Line]
    more: int = 0
    cells: list[Cell] = field(default_factory=list)

    @property
    def iso(self) -> str:
        return self.date.isoformat()


def line_of(entry: Entry, user: Any) -> Line:
    if entry.article is not None:
        address = reverse("admin:articles_article_change", args=[entry.article.pk])
    else:
        address = reverse(PAGES[entry.kind], args=[entry.key])
    return Line(entry, address, _move(entry, user))


def _move(entry: Entry, user: Any) -> str:
    """Say where an entry is moved, or nothing if it is over or not this user's to move."""
    article = entry.article
    if article is None:
        return ""
    if entry.kind == Kind.INTENTION:
        may_move = permissions.may_edit(user, article)
        return reverse("admin:articles_article_move", args=[article.pk, "plan"]) if may_move else ""
    if not entry.ahead:
        return ""
    if entry.kind in EDITIONS and permissions.may(user, "reschedule", article):
        return reverse("admin:articles_edition_move", args=[article.pk, "reschedule", entry.key])
    if entry.kind == Kind.WITHDRAWAL and permissions.may(user, "withdraw", article):
        return reverse("admin:articles_article_move", args=[article.pk, "withdraw"])
    return ""


def sheet(
    dates: Iterable[date], agenda: Agenda, *, user: Any, today: date, month: date, address: Any, most: int
) -> list[Day]:
    """Put entries under their days, at most `most` on each: `more` counts the rest.

    `address` gives the page of one day.
    """
    by_day: dict[date, list[Entry]] = {}
    for entry in agenda.entries:
        by_day.setdefault(days.day_of(entry.at), []).append(entry)
    return [_day(day, by_day.get(day, []), agenda.left_out, user, today, month, address, most) for day in dates]


def _day(
    day: date,
    entries: list[Entry],
    left_out: Counter[date],
    user: Any,
    today: date,
    month: date,
    address: Any,
    most: int,
) -> Day:
    shown = sorted(sorted(entries, key=_weight)[:most], key=lambda entry: (entry.at, entry.kind, entry.key))
    return Day(
        date=day,
        address=address(day),
        is_today=day == today,
        in_month=(day.year, day.month) == (month.year, month.month),
        lines=[line_of(entry, user) for entry in shown],
        more=len(entries) - len(shown) + left_out[day],
    )


def _weight(entry: Entry) -> tuple[int, float]:
    """Of many, show first what somebody may have to act on; of what is past, the newest."""
    if entry.warnings:
        return 0, entry.at.timestamp()
    if entry.ahead or entry.kind in {Kind.INTENTION, Kind.WITHDRAWAL}:
        return 1, entry.at.timestamp()
    return 2, -entry.at.timestamp()


def by_clock(day: Day) -> Day:
    """Lay a day out by the 24 hours of a clock face, to stand beside other days."""
    there = {hour.number: hour for hour in days.hours_of(day.date)}
    day.cells = [_cell(day.date, number, there.get(number)) for number in range(24)]
    for line in day.lines:
        day.cells[_local(line).hour].lines.append(line)
    return day


def _cell(day: date, number: int, hour: days.Hour | None) -> Cell:
    note = "the clocks go forward over this hour" if hour is None else "this hour comes twice" if hour.repeated else ""
    return Cell(f"{number:02}:00", f"{day}T{number:02}:00", note=note, is_night=number < 6)


def by_hours(day: Day) -> Day:
    """Lay a day out by the hours that it has: 23, 24 or 25."""
    cells = {}
    for hour in days.hours_of(day.date):
        label = f"{hour.number:02}:00"
        which = ""
        if hour.repeated:
            label += f" {hour.zone} ({'second' if hour.later else 'first'})"
            which = LATER if hour.later else EARLIER
        cells[hour.number, hour.later] = Cell(label, f"{day.date}T{hour.number:02}:00", which, "", hour.number < 6)
    for line in day.lines:
        local = _local(line)
        cells[local.hour, bool(local.fold)].lines.append(line)
    day.cells = list(cells.values())
    return day


def _local(line: Line) -> Any:
    return line.entry.at.astimezone(zones.newsroom_zone())
