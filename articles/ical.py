"""How does a calendar program read what is published and planned? iCalendar, as RFC 5545 has it."""

import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from icalendar import Calendar, Event

from articles.agenda import EDITIONS, Entry, Kind
from newsroom import imprint, zones

IDENTITIES = uuid.UUID("b0b6e5ff-0d3c-4a64-8d0e-5a3f7d1f6c27")
AS_LONG_AS = timedelta(minutes=15)
"""A publication is an instant; programs draw nothing that has no length."""


def write(entries: Iterable[Entry], *, desk: str) -> bytes:
    """Write entries about stories as a calendar. `desk` is the scheme and host of the desk, without a slash."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{imprint.name()}//Newsroom//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", imprint.name())
    calendar.add("x-wr-timezone", zones.newsroom_zone().key)
    calendar.add("refresh-interval", timedelta(minutes=30), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", timedelta(minutes=30))
    for entry in entries:
        calendar.add_component(_event(entry, desk))
    return calendar.to_ical()


def _event(entry: Entry, desk: str) -> Event:
    article = entry.article
    if article is None:
        raise ValueError("Only what is about a story stands in a subscribed calendar.")
    event = Event()
    event.add("uid", _identity(entry))
    event.add("sequence", article.version)
    event.add("dtstamp", article.saved_at)  # when it was last revised: the same at each asking, until it changes
    event.add("dtstart", entry.at)
    event.add("duration", AS_LONG_AS)
    event.add("summary", f"{entry.kind.label}: {entry.headline}")
    event.add("description", "\n".join([entry.state.capitalize(), *entry.warnings]))
    event.add("status", "TENTATIVE" if entry.kind == Kind.INTENTION else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if entry.section:
        event.add("categories", [entry.section])
    event.add("url", desk + reverse("admin:articles_article_change", args=[article.pk]))
    return event


def _identity(entry: Entry) -> str:
    """Name an event for good: an edition keeps it when it is moved, and whether it is a first one or an update."""
    noun = "edition" if entry.kind in EDITIONS else entry.kind
    return uuid.uuid5(IDENTITIES, f"{noun}/{entry.key}").urn
