"""Which time does the address of a move's page propose, how is it told, and where does its user want to be after?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.desk_forms import MoveForm, proposed_time
from newsroom import zones
from newsroom.moment_field import EARLIER, LATER, parse_local


@dataclass(frozen=True)
class Proposal:
    """What moves from when to when, in words. Nothing has moved yet."""

    was: str
    becomes: str
    apart: str
    zone: str


def filled_in(request: Any) -> dict[str, list[str]]:
    """Read `?at_local=2026-11-24T18:15` (and `at_which`, for an hour that comes twice) for the form's field."""
    local = parse_local(request.GET.get("at_local", ""))
    which = request.GET.get("at_which", "")
    if local is None:
        return {}
    return {"at": [f"{local:%Y-%m-%dT%H:%M}", which if which in {EARLIER, LATER} else ""]}


def told(form: MoveForm, *, moment: datetime) -> Proposal | None:
    was, becomes = form.stands_at(), proposed_time(form)
    if form.is_bound or was is None or becomes is None or was == becomes:
        return None
    distance = zones.distance(becomes, moment=was)
    apart = f"{distance.removeprefix('in ')} later" if becomes > was else f"{distance.removesuffix(' ago')} earlier"
    return Proposal(
        zones.in_words(was, moment=moment), zones.in_words(becomes, moment=moment), apart, zones.zone_name()
    )


def came_from(request: Any) -> str:
    """Return the page of the calendar that `?next=` names, or nothing."""
    address = request.GET.get("next", "")
    path = address.partition("?")[0]
    return address if path == reverse("admin:calendar") else ""
