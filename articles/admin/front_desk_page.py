"""The front page at the desk: as it is now or will be at a chosen minute, and what can be done to it.

Every form works without scripts; a script adds dragging. What is done holds from the minute that is looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles import front_desk
from articles.admin.front_sheet import sheet, to_place
from articles.front_desk import When
from articles.models import Article, Place, Slot
from articles.models.front import LONGEST_TITLE, PACKAGES, SINGLES
from articles.turn import Refused
from newsroom import languages, time_machine, zones
from newsroom.desk import desk
from newsroom.moment_field import MomentField
from newsroom.time_machine import MomentConverter, minute_after, minute_of

MORNING = 6  # the hour of the newsroom's clocks for which a page is prepared the evening before
PLACES = {place.value: place for place in Place}


class LookForm(forms.Form):
    """Which minute is looked at."""

    at = MomentField(label="Show the page at")


class DeedForm(forms.Form):
    """What may be said of any deed; each takes what it needs."""

    seen = forms.IntegerField(min_value=0)
    place = forms.TypedChoiceField(choices=Place.choices, coerce=lambda value: PLACES[int(value)])
    target = forms.TypedChoiceField(
        choices=Place.choices, coerce=lambda value: PLACES[int(value)], required=False, empty_value=None
    )
    story = forms.ModelChoiceField(Article.objects.defer("body"), required=False)
    before = forms.IntegerField(required=False)
    title = forms.CharField(required=False, max_length=2 * LONGEST_TITLE)
    until = MomentField(required=False)


@dataclass(frozen=True)
class Asked:
    """Which page a request looks at: the language, and the minute, if it is not now."""

    language: languages.Language
    at: datetime | None
    moment: datetime

    @classmethod
    def of(cls, request: Any) -> "Asked":
        language = languages.in_code(request.GET.get("language", "")) or languages.of_the_paper()[0]
        text = request.GET.get("at", "")
        try:
            at = MomentConverter().to_python(text) if text else None
        except ValueError:
            raise BadRequest("That is no minute.") from None
        if at is not None and minute_of(request.moment) == at:
            at = None
        return cls(language, at, request.moment)

    @property
    def when(self) -> When:
        return When(self.at or self.moment, self.moment)

    @property
    def is_past(self) -> bool:
        return self.when.at < self.moment

    def address(self, at: datetime | None, language: str = "") -> str:
        query = {"language": language or self.language.code}
        if at is not None:
            query["at"] = MomentConverter().to_url(at)
        return f"{reverse('admin:front-desk')}?{urlencode(query)}"

    @property
    def here(self) -> str:
        return self.address(self.at)


@desk.page("front/", name="front-desk", menu="Front page", menu_place=15, permission=front_desk.PERMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
def front_desk_page(request: Any) -> HttpResponse:
    """Show the page; a POST does one thing to it, as its user saw it."""
    asked = Asked.of(request)
    if request.method == "POST":
        form = DeedForm(request.POST)
        deed = DEEDS.get(request.POST.get("deed", ""))
        try:
            if deed is None or not form.is_valid():
                raise Refused(_faults(form) or "There is no such thing to do: look at the page anew.")
            said, place = deed(asked, form.cleaned_data, request.user)
        except Refused as refusal:
            return _shown(request, asked, refused=str(refusal))
        messages.success(request, said)
        return HttpResponseRedirect(f"{asked.here}#place-{place.value}")
    look = LookForm(request.GET) if "at_local" in request.GET else None
    if look is not None and look.is_valid():
        return HttpResponseRedirect(asked.address(look.cleaned_data["at"]))
    return _shown(request, asked, look=look)


@desk.page("front/<int:number>/", name="front-slot", permission=front_desk.PERMISSION)
@require_safe
def front_slot(request: Any, number: int) -> HttpResponse:
    """Lead to the page at the minute from which a slot stands there."""
    slot = get_object_or_404(Slot.objects.select_related("page"), pk=number)
    language = languages.in_code(slot.page.language) or languages.of_the_paper()[0]
    asked = Asked(language, minute_after(slot.live_from), request.moment)
    return HttpResponseRedirect(f"{asked.here}#place-{slot.place}")


def _shown(request: Any, asked: Asked, *, look: LookForm | None = None, refused: str = "") -> HttpResponse:
    at = asked.when.at
    words = request.GET.get("q", "").strip()[:100]
    laid = sheet(asked.language.code, at=at, moment=asked.moment)
    look = look or LookForm(initial={"at": minute_of(at)})
    morning = _tomorrow(asked.moment)
    context = {
        "title": "Front page",
        "asked": asked,
        "languages": [(one, asked.address(asked.at, one.code)) for one in languages.of_the_paper()],
        "sheet": laid,
        "singles": [row for row in laid.rows if not row.place.is_package],
        "packages": [row for row in laid.rows if row.place.is_package],
        "choice": to_place(asked.language.code, words, at=at, moment=asked.moment),
        "words": words,
        "targets": SINGLES,
        "open_packages": [row.place for row in laid.rows if row.place in PACKAGES and row.slot and not row.is_full],
        "when": zones.in_words(at, moment=asked.moment) if asked.at else "now",
        "now": asked.address(None),
        "tomorrow": (asked.address(morning), zones.in_words(morning, moment=asked.moment).partition(",")[0]),
        "preview": time_machine.address(minute_after(at) if asked.at else minute_of(at), asked.language.front),
        "plans": [_plan(asked, slot) for slot in laid.plans],
        "look": look,
        "longest_title": LONGEST_TITLE,
        "media": look.media,
        "refused": refused,
    }
    return desk.render(request, "desk/front_desk.html", context, status=409 if refused else 200)


def _tomorrow(moment: datetime) -> datetime:
    local = timezone.localtime(moment, zones.newsroom_zone()) + timedelta(days=1)
    return local.replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(moment.tzinfo)


def _plan(asked: Asked, slot: Slot) -> dict[str, Any]:
    names = ", ".join(str(item.article) for item in slot.items.all())
    return {
        "when": zones.in_words(slot.live_from, moment=asked.moment).partition(",")[0],
        "words": f"{slot}: {names}",
        "address": asked.address(minute_after(slot.live_from)),
    }


def _faults(form: forms.Form) -> str:
    return " ".join(str(line) for lines in form.errors.values() for line in lines)


# What can be done. Each returns what it says of it, and the place to look at

Deed = Callable[[Asked, dict[str, Any], Any], tuple[str, Place]]


def _options(asked: Asked, said: dict[str, Any], user: Any) -> dict[str, Any]:
    return {"by": user, "seen": said["seen"], "when": asked.when}


def _place(asked: Asked, said: dict[str, Any], user: Any) -> tuple[str, Place]:
    """Put a story into a place; into a package, at its end."""
    story, where = _story(said), said["place"]
    if where.is_package:
        slot = _slot(asked, where)
        stories = [*_stories(slot), story] if slot else [story]
        title = slot.title if slot else said["title"]
        ends_at = slot.ends_at if slot else said["until"]
        return _package(asked, said, user, title, stories, ends_at)
    front_desk.place(asked.language.code, where, story, until=said["until"], **_options(asked, said, user))
    return f"{where.label}: “{story}”.", where


def _move(asked: Asked, said: dict[str, Any], user: Any) -> tuple[str, Place]:
    if said["target"] is None:
        raise Refused("Say where it goes.")
    front_desk.move(asked.language.code, said["place"], said["target"], **_options(asked, said, user))
    return f"It is in {said['target'].label} now.", said["target"]


def _end(asked: Asked, said: dict[str, Any], user: Any) -> tuple[str, Place]:
    front_desk.end(asked.language.code, said["place"], **_options(asked, said, user))
    return f"{said['place'].label}: taken out.", said["place"]


def _until(asked: Asked, said: dict[str, Any], user: Any) -> tuple[str, Place]:
    """Set another end, and of a package another title."""
    slot = _slot(asked, said["place"])
    if slot is None:
        raise Refused("Nothing is there any more: look at the page anew.")
    if said["place"].is_package:
        return _package(asked, said, user, said["title"] or slot.title, _stories(slot), said["until"])
    return _place(asked, said | {"story": _stories(slot)[0]}, user)


def _out(asked: Asked, said: dict[str, Any], user: Any) -> tuple[str, Place]:
    """Take one story out of a package; the last one takes the package with it."""
    slot, story = _slot(asked, said["place"]), _story(said)
    left = [one for one in _stories(slot) if one != story] if slot else []
    if slot is None or not left:
        return _end(asked, said, user)
    return _package(asked, said, user, slot.title, left, slot.ends_at)


def _before(asked: Asked, said: dict[str, Any], user: Any) -> tuple[str, Place]:
    """Put a story of a package before another of it, or, if `before` names none, at the end."""
    slot, story = _slot(asked, said["place"]), _story(said)
    stories = _stories(slot) if slot else []
    if slot is None or story not in stories:
        raise Refused("That story is not there any more: look at the page anew.")
    rest = [one for one in stories if one != story]
    here = next((place for place, one in enumerate(rest) if one.pk == said["before"]), len(rest))
    return _package(asked, said, user, slot.title, [*rest[:here], story, *rest[here:]], slot.ends_at)


def _package(
    asked: Asked, said: dict[str, Any], user: Any, title: str, stories: list[Article], ends_at: datetime | None
) -> tuple[str, Place]:
    options = _options(asked, said, user)
    front_desk.package(asked.language.code, said["place"], title, stories, until=ends_at, **options)
    return f"{said['place'].label}: {title}.", said["place"]


def _story(said: dict[str, Any]) -> Article:
    if said["story"] is None:
        raise Refused("Choose a story.")
    return said["story"]


def _slot(asked: Asked, place: Place) -> Slot | None:
    """What is in a place at the minute that is looked at. Whether it still is, the page's version decides."""
    slots = front_desk.slots_of(front_desk.page_in(asked.language.code), since=asked.when.at)
    return next((slot for slot in slots if slot.place == place and slot.is_live_at(asked.when.at)), None)


def _stories(slot: Slot) -> list[Article]:
    return [item.article for item in slot.items.all()]


DEEDS: dict[str, Deed] = {
    "place": _place,
    "move": _move,
    "end": _end,
    "until": _until,
    "out": _out,
    "before": _before,
}
