"""Is this the time that its editor meant, and is it too full already? Pure rules; decision 8 says why these."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from newsroom import zones

NIGHT_ENDS, MORNING_ENDS, EVENING_BEGINS = 6, 10, 18  # hours of the newsroom's clock
AS_PLANNED = timedelta(hours=1)
TWELVE_HOURS, ROUGHLY = timedelta(hours=12), timedelta(minutes=30)

CROWD, CROWD_WITHIN = 4, timedelta(minutes=15)
SECTION_WITHIN = timedelta(minutes=5)


def slips(at: datetime, *, planned: datetime | None = None) -> list[str]:
    """Say why `at` may be a slip of twelve hours: it is at night, or half a day from what was planned.

    What is within an hour of the plan is meant. One doubt at most: the likeliest.
    """
    if planned is not None and abs(at - planned) <= AS_PLANNED:
        return []
    zone = zones.newsroom_zone()
    local = at.astimezone(zone).replace(tzinfo=None)
    meant = local + TWELVE_HOURS
    if planned is not None:
        plan = planned.astimezone(zone).replace(tzinfo=None)
        if abs(abs(local - plan) - TWELVE_HOURS) <= ROUGHLY:
            return [f"{local:%H:%M}, 12 hours from the planned {plan:%H:%M}: did you mean {plan:%H:%M}?"]
        is_same_day = abs((local.date() - plan.date()).days) <= 1
        if is_same_day and NIGHT_ENDS <= local.hour < MORNING_ENDS and plan.hour >= EVENING_BEGINS:
            return [f"{local:%H:%M} is in the morning, and the plan says {plan:%H:%M}: did you mean {meant:%H:%M}?"]
    if local.hour < NIGHT_ENDS:
        return [f"{local:%H:%M} is at night in {zones.zone_name()}: did you mean {meant:%H:%M}?"]
    return []


class Going(NamedTuple):
    """One publication ahead that readers notice: a story, an update or a correction, not a minor fix."""

    key: int
    article_id: int
    at: datetime
    section: str
    """The section's name; of publications without one, none is in the same."""
    headline: str


def crowding(goings: Iterable[Going]) -> dict[int, list[str]]:
    """Say of which publications (by key) it is true that they crowd each other, and how.

    More than three in the whole paper within 15 minutes; or two of one section within 5.
    """
    told: dict[int, list[str]] = defaultdict(list)
    ordered = sorted(goings, key=lambda going: (going.at, going.key))
    for key, count in _crowds(ordered).items():
        told[key].append(f"{count} publications within {CROWD_WITHIN.seconds // 60} minutes")
    sections: dict[str, list[Going]] = defaultdict(list)
    for going in ordered:
        if going.section:
            sections[going.section].append(going)
    for row in sections.values():
        for earlier, later in pairwise(row):
            if later.at - earlier.at <= SECTION_WITHIN and later.article_id != earlier.article_id:
                told[earlier.key].append(_beside(later, later.at - earlier.at, "before"))
                told[later.key].append(_beside(earlier, later.at - earlier.at, "after"))
    return dict(told)


def _crowds(ordered: list[Going]) -> dict[int, int]:
    """Map those in a crowd to the size of the largest one they stand in."""
    sizes: dict[int, int] = {}
    end = 0
    for start, first in enumerate(ordered):
        while end < len(ordered) and ordered[end].at - first.at <= CROWD_WITHIN:
            end += 1
        count = end - start
        if count >= CROWD:
            for going in ordered[start:end]:
                sizes[going.key] = max(count, sizes.get(going.key, 0))
    return sizes


def _beside(other: Going, apart: timedelta, which: str) -> str:
    minutes = round(apart.total_seconds() / 60)
    where = f"{minutes} min {which}" if minutes else "at the same minute as"
    return f"{where} “{other.headline}”, also in {other.section}"
