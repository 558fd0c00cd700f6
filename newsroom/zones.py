"""Which instant does a local time name, and how is an instant said in the newsroom's own time?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils import formats

from newsroom import imprint


class SkippedTime(ValueError):
    """The clocks jump over this local time."""


class RepeatedTime(ValueError):
    """This local time happens twice, before and after the clocks go back."""

    def __init__(self, earlier: datetime, later: datetime) -> None:
        super().__init__()
        self.earlier, self.later = earlier, later


def newsroom_zone() -> ZoneInfo:
    """Return the paper's zone, as its imprint says or else the environment: the one place that knows."""
    return ZoneInfo(imprint.zone_key())


def zone_name(zone: ZoneInfo | None = None) -> str:
    """Say a zone by its city: Europe/Kyiv is "Kyiv"."""
    return (zone or newsroom_zone()).key.rpartition("/")[2].replace("_", " ")


def readings(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """List the instants (UTC, in order) at which clocks in `zone` show the naive `local`: none, one or two."""
    found = []
    for fold in (0, 1):
        instant = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == local and instant not in found:
            found.append(instant)
    return sorted(found)


def resolve(local: datetime, zone: ZoneInfo, *, later: bool | None = None) -> datetime:
    """Return the instant (UTC) that the naive `local` names in `zone`.

    Raises SkippedTime if it never comes, and RepeatedTime if it comes twice and `later` does not say which is meant.
    """
    found = readings(local, zone)
    if not found:
        raise SkippedTime
    if len(found) == 1:
        return found[0]
    if later is None:
        raise RepeatedTime(*found)
    return found[1] if later else found[0]


def in_words(at: datetime, *, moment: datetime) -> str:
    """Say when something is, and how far off: "tomorrow 08:00 Kyiv, in 14 h 20 min"."""
    zone = newsroom_zone()
    local, now = at.astimezone(zone), moment.astimezone(zone)
    days = (local.date() - now.date()).days
    if days in (-1, 0, 1):
        day = {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    else:
        pattern = "D j M" if local.year == now.year else "D j M Y"
        day = formats.date_format(local, pattern)
    return f"{day} {local:%H:%M} {zone_name(zone)}, {distance(at, moment=moment)}"


def distance(at: datetime, *, moment: datetime) -> str:
    """Say how far `at` lies from `moment` in two units at most: "in 14 h 20 min", "3 d 2 h ago", "now"."""
    seconds = (at - moment).total_seconds()
    minutes = round(abs(seconds) / 60)
    if minutes == 0:
        return "now"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count][:2]
    return f"in {' '.join(parts)}" if seconds > 0 else f"{' '.join(parts)} ago"


def ago(at: datetime, *, moment: datetime) -> str:
    """Say how long ago something was done: "3 min ago", "a moment ago"."""
    said = distance(at, moment=moment)
    return "a moment ago" if said == "now" else said
