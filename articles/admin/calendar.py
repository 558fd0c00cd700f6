"""What do the pages of the calendar show, narrowed to what, and which address may a calendar program subscribe to?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.views.decorators.http import require_POST

from articles import agenda, calendar_address
from articles.admin.calendar_sheet import Day, by_clock, by_hours, sheet
from articles.models import Section
from authors.models import Author
from newsroom import days, zones
from newsroom.desk import desk
from newsroom.moment_field import local_text

VIEWS = {"month": "Month", "week": "Week", "day": "Day"}
MOST = {"month": 5, "week": 40, "day": 400}
"""How many entries one day shows in each view; the rest is counted and leads to the day."""


class NarrowForm(forms.Form):
    """All that the calendar's address may say. What is nonsense in it is left out."""

    view = forms.ChoiceField(choices=list(VIEWS.items()), required=False, widget=forms.HiddenInput)
    on = forms.DateField(label="Go to", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="All sections")
    author = forms.ModelChoiceField(Author.objects.only("name"), required=False, empty_label="All authors")
    feed = forms.BooleanField(label="Feed items that were live already", required=False)


@dataclass(frozen=True)
class Asked:
    """What a request asks the calendar for."""

    view: str
    on: date
    narrowed: agenda.Narrowed
    rest: dict[str, Any]
    """The part of the address that all of the calendar's links keep."""

    @classmethod
    def of(cls, form: NarrowForm, *, today: date) -> "Asked":
        form.is_valid()
        said = form.cleaned_data
        on = min(max(said.get("on") or today, days.FIRST), days.LAST)
        section, author, feed = said.get("section"), said.get("author"), bool(said.get("feed"))
        rest = {"section": section and section.pk, "author": author and author.pk, "feed": "on" if feed else ""}
        narrowed = agenda.Narrowed(section, author, past_feed=feed)
        return cls(said.get("view") or "month", on, narrowed, {name: value for name, value in rest.items() if value})

    def address(self, on: date, view: str = "") -> str:
        query = {"view": view or self.view, "on": on.isoformat(), **self.rest}
        return f"{reverse('admin:calendar')}?{urlencode(query)}"

    def day_address(self, on: date) -> str:
        return self.address(on, "day")

    @property
    def dates(self) -> list[date]:
        match self.view:
            case "month":
                return days.weeks_of_month(self.on)
            case "week":
                return days.week_of(self.on)
        return [self.on]

    @property
    def neighbours(self) -> tuple[date, date]:
        match self.view:
            case "month":
                return days.previous_month(self.on), days.next_month(self.on)
            case "week":
                return self.on - timedelta(days=7), self.on + timedelta(days=7)
        return self.on - timedelta(days=1), self.on + timedelta(days=1)

    @property
    def title(self) -> str:
        match self.view:
            case "month":
                return formats.date_format(self.on, "F Y")
            case "week":
                first, *_, last = self.dates
                return f"{formats.date_format(first, 'j F')} to {formats.date_format(last, 'j F Y')}"
        return formats.date_format(self.on, "l, j F Y")


@desk.page("calendar/", name="calendar", menu="Calendar", permission="articles.view_article")
def calendar(request: Any) -> HttpResponse:
    moment = request.moment
    today = days.day_of(moment)
    asked = Asked.of(NarrowForm(request.GET), today=today)
    found = _days(request, asked, today)
    previous, following = asked.neighbours
    lines = [line for day in found for line in day.lines]
    context = {
        "title": f"Calendar: {asked.title}",
        "view": asked.view,
        "views": [(name, label, asked.address(asked.on, name)) for name, label in VIEWS.items()],
        "previous": asked.address(previous),
        "following": asked.address(following),
        "today": f"{asked.address(today)}#day-{today.isoformat()}",
        "days": found,
        "hours": [f"{number:02}:00" for number in range(24)],
        "form": _filled(asked),
        "here": request.get_full_path(),
        "now": local_text(moment),
        "zone": zones.zone_name(),
        "has_entries": bool(lines),
        "is_narrowed": not asked.narrowed.is_whole,
        "warned": sum(bool(line.entry.warnings) for line in lines),
        "can_move": any(line.move for line in lines),
        "subscription": calendar_address.of(request.user, request=request),
    }
    return desk.render(request, "desk/calendar.html", context)


def _days(request: Any, asked: Asked, today: date) -> list[Day]:
    dates = asked.dates
    most = MOST[asked.view]
    found = agenda.between(
        days.start_of(dates[0]),
        days.end_of(dates[-1]),
        moment=request.moment,
        narrowed=asked.narrowed,
        each_day=most,
    )
    laid = sheet(dates, found, user=request.user, today=today, month=asked.on, address=asked.day_address, most=most)
    match asked.view:
        case "week":
            return [by_clock(day) for day in laid]
        case "day":
            return [by_hours(day) for day in laid]
    return laid


def _filled(asked: Asked) -> NarrowForm:
    return NarrowForm(initial={"view": asked.view, "on": asked.on, **asked.rest})


@desk.page("calendar/address/", name="calendar_address", permission="articles.view_article")
@require_POST
def renew_address(request: Any) -> HttpResponse:
    """Make this user a new address, or, with `off`, take the old one back."""
    if "off" in request.POST:
        calendar_address.take_back(request.user, at=request.moment)
        messages.success(request, "The address is switched off: calendar programs that know it get nothing any more.")
    else:
        calendar_address.renew(request.user, at=request.moment)
        messages.success(request, "There is a new address below. If there was one before, it has stopped working.")
    return HttpResponseRedirect(f"{reverse('admin:calendar')}#subscription")
