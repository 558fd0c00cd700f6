"""What became of what was planned? Read from the log alone: a plan is carried out, moved or dropped by a later act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsroom import acts, zones
from newsroom.models import Act

OF_THE_FEED = ("add to the feed", "schedule in the feed", "reschedule in the feed")
"""Plans that nobody is told of when their time comes: the clock is all there is to them."""
PLANS = ("schedule", "reschedule", "plan withdrawal", *OF_THE_FEED)
UNDONE_BY = (*acts.BY_THE_CLOCK, *PLANS, "publish", "cancel", "withdraw", "cancel withdrawal", "take off the feed")


@dataclass(frozen=True)
class Plan:
    """The instant that an act planned, and how it stands with it, in words."""

    planned: datetime
    outcome: str
    late: bool = False


def of_acts(rows: Iterable[Act], *, moment: datetime) -> dict[int, Plan]:
    """Say for each act of a page that planned something, or told that a plan's time had come, how it went."""
    rows = list(rows)
    planning = [act for act in rows if act.verb in PLANS and _planned(act)]
    later = _later_acts(planning)
    told = {act.pk: _plan(act, later, moment) for act in planning}
    return told | {act.pk: _carried_out(act) for act in rows if act.verb in acts.BY_THE_CLOCK}


def _planned(act: Act) -> datetime | None:
    text = act.details.get("becomes") or act.details.get("planned")
    planned = datetime.fromisoformat(text) if text else None
    return None if act.verb == "add to the feed" and planned == act.at else planned


def _later_acts(planning: list[Act]) -> list[Act]:
    """Fetch, at once, what was done to the same things since."""
    if not planning:
        return []
    found = Act.objects.filter(
        subject_type__in={act.subject_type_id for act in planning},
        subject_id__in={act.subject_id for act in planning},
        verb__in=UNDONE_BY,
        pk__gt=min(act.pk for act in planning),
    )
    return list(found.select_related("by").order_by("pk"))


def _plan(act: Act, later: list[Act], moment: datetime) -> Plan:
    planned = _planned(act)
    assert planned is not None  # noqa: S101 - the caller has looked
    subject = (act.subject_type_id, act.subject_id)
    for other in later:
        if other.pk > act.pk and (other.subject_type_id, other.subject_id) == subject and _concerns(other, planned):
            return _undone(other, planned)
    if planned == act.at:
        return Plan(planned, "at once")
    if planned > moment:
        return Plan(planned, zones.distance(planned, moment=moment))
    if act.verb in OF_THE_FEED:
        return Plan(planned, f"{acts.WENT_LIVE} at {exact(planned, beside=planned)}")
    return Plan(planned, "came on time; nobody was told of it yet", late=True)


def _concerns(other: Act, planned: datetime) -> bool:
    details: dict[str, Any] = other.details
    stamp = planned.isoformat()
    if other.verb in acts.BY_THE_CLOCK:
        return details.get("planned") == stamp
    if details.get("was") == stamp:
        return True
    return stamp in [dropped["at"] for dropped in details.get("dropped", [])]


def _undone(other: Act, planned: datetime) -> Plan:
    if other.verb in acts.BY_THE_CLOCK:
        return Plan(planned, f"{other.verb} at {exact(other.at, beside=planned)}")
    if "becomes" in other.details:
        becomes = datetime.fromisoformat(other.details["becomes"])
        return Plan(planned, f"moved by {acts.name_of(other.by)} to {exact(becomes, beside=planned)}")
    return Plan(planned, f"dropped by {acts.name_of(other.by)} ({other.verb})")


def _carried_out(act: Act) -> Plan:
    announced = datetime.fromisoformat(act.details["announced"])
    seconds = round((announced - act.at).total_seconds())
    after = f"{seconds} s" if seconds < 120 else zones.distance(announced, moment=act.at).removeprefix("in ")
    return Plan(act.at, f"{act.verb} at {exact(act.at, beside=act.at)}, told {after} later", late=seconds > 60)


def exact(at: datetime, *, beside: datetime | None = None) -> str:
    """Say an instant to the second, in the newsroom's zone, with its day ("10 Mar 2026 18:00:00") unless that stands
    there already, in what it is said `beside`."""
    zone = zones.newsroom_zone()
    local = at.astimezone(zone)
    if beside is not None and beside.astimezone(zone).date() == local.date():
        return f"{local:%H:%M:%S}"
    return f"{local.day} {local:%b %Y %H:%M:%S}"
