"""The feed desk: one line to add an item with, and the stream below it, each row with what can be done to it.

Every form here works without scripts. A script asks for JSON and gets the changed row; others get the whole page.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import feed_desk, standing
from articles.admin.feed import UPDATE, sources
from articles.models import NewsFeedItem
from articles.turn import Refused, Stale
from authors.models import Author
from images.models import Image
from images.picture_select import PictureSelect
from newsroom import imprint, locks
from newsroom.desk import desk
from newsroom.keyset import Place, cursor_number, page
from newsroom.moment_field import MomentField

SIZE = 30
SIGNS = 1000
FAR = datetime(2200, 1, 1, tzinfo=UTC)
COUNTED = timedelta(seconds=60)  # what goes live sooner than that is counted down
NOW = "now"
PRESETS = [("30", "30 min"), ("60", "1 h"), ("180", "3 h")]


class QuickForm(forms.Form):
    """One line, and what may go with it."""

    text = forms.CharField(
        label="What is new?",
        max_length=SIGNS,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True, "aria-describedby": "feed-keys"}),
        error_messages={"required": "Write the item's text."},
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, initial=imprint.language)
    source = forms.ModelChoiceField(Author.objects.none(), required=False, empty_label="our own")
    headline = forms.CharField(max_length=120, required=False)
    picture = forms.ModelChoiceField(Image.objects.all(), required=False)
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid.uuid4
        del self.fields["text"].widget.attrs["maxlength"]  # a long paste is refused in words, not cut in silence
        self.fields["source"].queryset = sources().filter(active=True)  # type: ignore[attr-defined]
        picture: Any = self.fields["picture"]
        picture.widget = PictureSelect(NewsFeedItem._meta.get_field("picture"), admin.site)
        picture.widget.choices = picture.choices

    def words(self) -> dict[str, Any]:
        words = {name: self.cleaned_data[name] for name in ("text", "language", "headline")}
        source, picture = self.cleaned_data["source"], self.cleaned_data["picture"]
        if picture is not None:
            words |= {"picture_id": picture.pk, "kind": NewsFeedItem.Kind.PHOTO}
        return words | {"source_id": source.pk if source else None}


class SeenForm(forms.Form):
    seen = forms.IntegerField(min_value=1)


class BreakingForm(SeenForm):
    """Breaking for some minutes from now, or until a moment."""

    minutes = forms.TypedChoiceField(choices=PRESETS, coerce=int, required=False)
    until = MomentField(label="or until", required=False)

    def end(self, moment: datetime) -> datetime:
        until = self.cleaned_data["until"]
        if self.cleaned_data["minutes"]:
            return moment + timedelta(minutes=self.cleaned_data["minutes"])
        if until is None:
            raise Refused("Say when it stops being breaking.")
        if until <= moment:
            raise Refused("That time has passed: choose one ahead, or end it now.")
        return until


@dataclass(frozen=True)
class Row:
    """An item as the desk sees it, and what became of the last attempt to change it."""

    item: NewsFeedItem
    moment: datetime
    refusal: str = ""
    typed: Mapping[str, str] | None = None

    @property
    def is_ahead(self) -> bool:
        return self.item.live_from > self.moment

    @property
    def is_over(self) -> bool:
        return self.item.live_until is not None and self.item.live_until <= self.moment

    @property
    def is_counted(self) -> bool:
        return self.is_ahead and self.item.live_from - self.moment <= COUNTED

    @property
    def is_breaking(self) -> bool:
        return self.item.breaking_until is not None and self.item.breaking_until > self.moment

    @property
    def live_in(self) -> float:
        return round((self.item.live_from - self.moment).total_seconds(), 1)

    @property
    def state(self) -> str:
        if self.is_over:
            return f"Taken down {standing.short(self.item.live_until, moment=self.moment)}"  # type: ignore[arg-type]
        if self.is_counted:
            return f"Live in {self.live_in:.0f} s"
        if self.is_ahead:
            return f"Goes live {standing.short(self.item.live_from, moment=self.moment)}"
        if self.item.article_id and not self.item.story_is_live:
            return "Not shown: its story is not live"
        return "Live"

    @property
    def shown(self) -> Mapping[str, str]:
        """What stands in the row's own form: what was typed, if it was refused."""
        return self.typed or {"text": self.item.text, "headline": self.item.headline}

    @property
    def breaking_form(self) -> BreakingForm:
        return BreakingForm(auto_id=f"item-{self.item.pk}-%s")


@desk.page("feed/", name="feed-desk", menu="Feed", menu_place=20, permission="articles.add_newsfeeditem")
def feed_desk_page(request: Any) -> HttpResponse:
    """Show the desk of the feed; a POST adds one item."""
    if request.method != "POST":
        return _page(request, QuickForm())
    form = QuickForm(request.POST)
    if not form.is_valid():
        return _refuse_line(request, form, _faults(form))
    try:
        item = _add_once(request, form)
    except (Refused, ValidationError) as refusal:
        return _refuse_line(request, form, _sentence(refusal))
    said = "Live." if item.live_from <= request.moment else "On its way."
    return _answer(request, said, item.pk)


def _add_once(request: Any, form: QuickForm) -> NewsFeedItem:
    """Add the item, or find the one that the same form has added already."""
    moment, once = request.moment, form.cleaned_data["once"]
    at = moment if request.POST.get("when") == NOW else moment + feed_desk.HOLD
    with transaction.atomic():
        locks.hold(locks.ADDRESSES)
        there = NewsFeedItem.objects.filter(added_by_form=once).first()
        return there or feed_desk.add(form.words(), by=request.user, at=at, moment=moment, once=once)


# What can be done to a row


def _undo(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    feed_desk.undo(item, **options)
    return "Taken back: nobody has seen it."


def _take_down(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    feed_desk.take_down(item, **options)
    return "It is off the feed."


def _pin(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    feed_desk.change(item, {"pinned": True}, stamp=False, **options)
    return "Pinned."


def _unpin(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    feed_desk.change(item, {"pinned": False}, stamp=False, **options)
    return "Not pinned any more."


def _break(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    form = BreakingForm(request.POST)
    if not form.is_valid():
        raise Refused(_faults(form))
    until = form.end(options["moment"])
    feed_desk.change(item, {"breaking_until": until}, stamp=False, **options)
    return f"Breaking until {standing.short(until, moment=options['moment'])}."


def _end_breaking(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    feed_desk.change(item, {"breaking_until": None}, stamp=False, **options)
    return "Not breaking any more."


def _write(item: NewsFeedItem, request: Any, options: dict[str, Any]) -> str:
    stamp = request.POST.get("stamp") == UPDATE
    feed_desk.change(item, _typed(request), stamp=stamp, **options)
    return "Saved as an update: it bears a stamp." if stamp and item.updated_at else "Saved, without a stamp."


DEEDS: dict[str, Callable[[NewsFeedItem, Any, dict[str, Any]], str]] = {
    "undo": _undo,
    "take-down": _take_down,
    "pin": _pin,
    "unpin": _unpin,
    "break": _break,
    "end-breaking": _end_breaking,
    "write": _write,
}


@desk.page("feed/<int:number>/<slug:deed>/", name="feed-deed", permission="articles.change_newsfeeditem")
@require_POST
def feed_deed(request: Any, number: int, deed: str) -> HttpResponse:
    """Do one thing to one item, as its user saw it."""
    form = SeenForm(request.POST)
    item = NewsFeedItem.objects.filter(pk=number).first()
    typed = _typed(request) if deed == "write" else None
    if deed not in DEEDS or not form.is_valid():
        return _answer(request, "There is no such move: look at the page anew.", number, refused=True)
    if item is None:
        gone = "This item is gone: somebody took it down before it went live."
        return _answer(request, gone, number, refused=True, line=typed)
    options = {"by": request.user, "seen": form.cleaned_data["seen"], "moment": request.moment}
    line = _line_of(item) if deed == "undo" else None
    try:
        said = DEEDS[deed](item, request, options)
    except (Refused, ValidationError) as refusal:
        kept = " What you typed is still here." if typed and isinstance(refusal, Stale) else ""
        return _answer(request, _sentence(refusal) + kept, number, refused=True, typed=typed)
    return _answer(request, said, number, line=line)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("text", "headline") if name in request.POST}


def _line_of(item: NewsFeedItem) -> dict[str, str]:
    source = str(item.source_id or "")
    line = {"text": item.text, "headline": item.headline, "language": item.language, "source": source}
    if item.picture is not None:
        line |= {"picture": str(item.picture.pk), "picture_title": str(item.picture)}
    return line


def _sentence(refusal: Refused | ValidationError) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def _faults(form: forms.Form) -> str:
    return " ".join(str(line) for lines in form.errors.values() for line in lines)


# Answers


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _refuse_line(request: Any, form: QuickForm, said: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"said": said, "number": None}, status=409)
    return _page(request, form, status=409)


def _answer(
    request: Any,
    said: str,
    number: int,
    *,
    refused: bool = False,
    typed: Mapping[str, str] | None = None,
    line: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Tell what came of it: the row anew (none if it is gone), and the words that go back into the line, if any."""
    status = 409 if refused else 200
    if _wants_json(request):
        found = NewsFeedItem.objects.for_desk(request.moment).filter(pk=number).first()
        row = ""
        if found is not None:
            context = {"row": Row(found, request.moment, said if refused else "", typed), "presets": PRESETS}
            row = render_to_string("desk/_feed_row.html", context, request)
        return JsonResponse({"said": said, "number": number, "row": row, "line": line}, status=status)
    (messages.warning if refused else messages.success)(request, said)
    if refused or line:
        return _page(request, QuickForm(initial=dict(line or {})), refused=(number, said, typed), status=status)
    before = request.GET.get("before", "")
    return HttpResponseRedirect(reverse("admin:feed-desk") + (f"?before={before}" if cursor_number(before) else ""))


def _page(request: Any, form: QuickForm, *, refused: tuple[int, str, Any] | None = None, status: int = 200) -> Any:
    moment, number = request.moment, cursor_number(request.GET.get("before", ""))
    before = NewsFeedItem.objects.filter(pk=number).values_list("live_from", flat=True).first() if number else None
    place = Place(before, number) if before and number else None
    found = page(
        NewsFeedItem.objects.for_desk(moment), moment=FAR, before=place, size=SIZE, time="live_from", number="id"
    )
    rows = [Row(item, moment) for item in found]
    if refused is not None:
        rows = [Row(r.item, moment, refused[1], refused[2]) if r.item.pk == refused[0] else r for r in rows]
    context = {"title": "Feed desk", "form": form, "rows": rows, "older": found.older, "is_first": place is None}
    context |= {"presets": PRESETS, "signs": SIGNS, "hold": int(feed_desk.HOLD.total_seconds())}
    context |= {"before": number if place else None, "media": BreakingForm().media + form.media}
    return desk.render(request, "desk/feed_desk.html", context, status=status)
