"""Which moment does somebody want to see the site at? A page to choose one, and the site as of then."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, NewsFeedItem, Withdrawal
from newsroom import time_machine, zones
from newsroom.desk import desk
from newsroom.moment_field import MomentField
from newsroom.time_machine import minute_after, minute_of
from newsroom.unlisted import Banner

PERMISSION = "articles.see_other_times"
HOUR = timedelta(hours=1)
EVENTS_LISTED = 6


class MomentForm(forms.Form):
    at = MomentField(label="Show the site at")
    page = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)


class Then(NamedTuple):
    """A moment that is offered: its name, when it is in words, and where the site is to be seen as of then."""

    name: str
    when: str
    address: str


@desk.page("at/", name="other-times", menu="Other times", permission=PERMISSION)
@require_safe
def choose(request: Any) -> HttpResponse:
    now = request.moment
    page = "/" + request.GET.get("page", "").lstrip("/")[:400]
    asked = "at_local" in request.GET
    form = MomentForm(request.GET if asked else None, initial={"at": minute_of(now), "page": page})
    if asked and form.is_valid():
        return HttpResponseRedirect(time_machine.address(form.cleaned_data["at"], form.cleaned_data["page"]))
    context = {
        "title": "Other times",
        "form": form,
        "media": form.media,
        "page": page if page != "/" else "",
        "near": [_then(name, at, now, page) for name, at in _near(now)],
        "events": [_then(name, minute_after(at), now, page) for name, at in coming(now)],
    }
    return desk.render(request, "desk/other_times.html", context)


@desk.page("at/<moment:moment>/<path:path>", name="at", permission=PERMISSION)
@desk.page("at/<moment:moment>/", name="at-front", permission=PERMISSION)
@require_safe
def at(request: Any, moment: datetime, path: str = "") -> HttpResponse:
    banner = Banner("desk/banners/_time_machine.html", _facts(request.moment, moment, path))
    return time_machine.show(request, moment, path, banner)


def _facts(now: datetime, moment: datetime, path: str) -> dict[str, Any]:
    """What the banner tells. Its addresses are made here, outside the mounted site."""
    there = minute_of(now)
    return {
        "tense": "past" if moment < there else "future" if moment > there else "present",
        "when": zones.in_words(moment, moment=now),
        "earlier": time_machine.address(moment - HOUR, path),
        "later": time_machine.address(moment + HOUR, path),
        "now": time_machine.address(there, path),
        "another": time_machine.chooser(path),
        "leave": time_machine.outside(path),
    }


def _then(name: str, at: datetime, now: datetime, page: str) -> Then:
    return Then(name, zones.in_words(at, moment=now), time_machine.address(at, page))


def _near(now: datetime) -> list[tuple[str, datetime]]:
    """Moments that are often asked for, the earliest first."""
    minute = minute_of(now)
    local = timezone.localtime(now, zones.newsroom_zone())
    morning = (local + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    return [
        ("A week ago", minute - timedelta(days=7)),
        ("This time yesterday", minute - timedelta(days=1)),
        ("An hour ago", minute - HOUR),
        ("In an hour", minute + HOUR),
        ("Tomorrow morning", morning),
    ]


def coming(now: datetime, most: int = EVENTS_LISTED) -> list[tuple[str, datetime]]:
    """List what readers will see change by plan, the next first: a few words and the instant of each."""
    editions = Edition.objects.filter(live_from__gt=now).defer("body").order_by("live_from")[:most]
    withdrawals = Withdrawal.objects.filter(at__gt=now).select_related("article").order_by("at")[:most]
    items = NewsFeedItem.objects.filter(live_from__gt=now, article=None).order_by("live_from")[:most]
    found = [(f"“{one.headline}” goes live", one.live_from) for one in editions]
    found += [(f"“{one.article}” is withdrawn", one.at) for one in withdrawals]
    found += [(f"Feed: {one}", one.live_from) for one in items]
    return sorted(found, key=lambda event: event[1])[:most]
