"""Which instants make up a day, a week, a month in the newsroom's zone, also where its clocks jump?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from newsroom import zones

FIRST, LAST = date(1990, 1, 8), date(2199, 11, 30)
"""Between these a month's whole weeks are within the years that a time may be entered for."""
WALK = timedelta(minutes=15)


@dataclass(frozen=True)
class Hour:
    """One hour as the clocks show it. On the day on which they go back, one of them comes twice."""

    number: int
    later: bool = False
    """It is the second time that the clocks show this hour."""
    repeated: bool = False
    zone: str = ""
    """How the zone is abbreviated then, for an hour that comes twice: EEST, and then EET."""


def day_of(at: datetime) -> date:
    return at.astimezone(zones.newsroom_zone()).date()


def start_of(day: date) -> datetime:
    """Return the first instant (UTC) of a day: midnight, or where the clocks jump over midnight, what comes then."""
    return datetime.combine(day, time.min, tzinfo=zones.newsroom_zone()).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return the first instant (UTC) that is not of the day any more."""
    return start_of(day + timedelta(days=1))


def hours_of(day: date) -> list[Hour]:
    """List the hours that clocks show on a day, in the order in which they come: mostly 24, 23 or 25 twice a year."""
    zone = zones.newsroom_zone()
    found: dict[tuple[int, int], str] = {}
    at, end = start_of(day), end_of(day)
    while at < end:
        local = at.astimezone(zone)
        found.setdefault((local.hour, local.fold), f"{local:%Z}")
        at += WALK
    twice = {number for number, fold in found if fold}
    return [
        Hour(number, later=bool(fold), repeated=number in twice, zone=name if number in twice else "")
        for (number, fold), name in found.items()
    ]


def week_of(day: date) -> list[date]:
    """List a week's days, from Monday."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


def weeks_of_month(day: date) -> list[date]:
    """List the days of a month, filled up to whole weeks."""
    first = day.replace(day=1)
    last = next_month(day) - timedelta(days=1)
    start, end = week_of(first)[0], week_of(last)[-1]
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def next_month(day: date) -> date:
    """Return the first of the month after."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(day: date) -> date:
    """Return the first of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def clock_words(at: datetime) -> str:
    """Say what the clocks show: "18:05", and of a time that comes twice, which it is: "03:30 EEST (the first)"."""
    zone = zones.newsroom_zone()
    local = at.astimezone(zone)
    found = zones.readings(local.replace(tzinfo=None, second=0, microsecond=0, fold=0), zone)
    if len(found) < 2:
        return f"{local:%H:%M}"
    return f"{local:%H:%M %Z} (the {'second' if local.fold else 'first'})"
