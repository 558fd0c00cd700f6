"""The full form and the list of news-feed items; the quick ones are in `feed_quick`."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from articles import feed_desk, standing
from articles.models import NewsFeedItem
from articles.turn import Refused, Stale
from authors.models import Author
from images.picture_select import PictureSelect
from newsroom import locks
from newsroom.desk import DeskAdmin, desk
from newsroom.filters import LanguageFilter
from newsroom.moment_field import MomentField

FIX, UPDATE = "fix", "update"


def sources() -> QuerySet[Author]:
    """Whose copy an item may be: organisations among the authors."""
    return Author.objects.filter(kind=Author.Kind.ORGANISATION).order_by("name")


class FeedItemForm(forms.ModelForm):
    """An item's words; and, once readers have seen it, what its change is to them."""

    moment: datetime  # set by the admin for each request
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    live_from = MomentField(label="Goes live", required=False, help_text="Empty: at once.")
    breaking_until = MomentField(label="Breaking until", required=False)
    video_url = forms.URLField(label="Video", required=False, assume_scheme="https", max_length=300)
    stamp = forms.ChoiceField(
        label="This change is",
        widget=forms.RadioSelect,
        choices=[(FIX, "a fix: no stamp"), (UPDATE, "an update: “(Updated: …)”")],
        initial=FIX,
    )

    class Meta:
        model = NewsFeedItem
        fields = ["kind", "headline", "text", "picture", "about", "source", "pinned"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        self.fields["once"].initial = uuid.uuid4()
        if "source" in self.fields:
            self.fields["source"].queryset = sources()  # type: ignore[attr-defined]
        if item.pk:
            self.fields.pop("once", None)
            if "language" in self.fields:
                self.fields["language"].initial = item.language
            self.fields["seen"].initial = item.version
            self.fields["breaking_until"].initial = item.breaking_until
            self.fields["live_from"].initial = item.live_from
        begun = bool(item.pk) and item.live_from <= self.moment
        if begun or item.article_id:
            self.fields.pop("live_from", None)
        if not begun or item.article_id:
            self.fields.pop("stamp", None)

    def full_clean(self) -> None:
        if self.is_bound and not self.instance.pk:
            locks.hold(locks.ADDRESSES)  # a double click's second half waits, and then finds the item
        super().full_clean()

    def clean_once(self) -> Any:
        once = self.cleaned_data["once"]
        if once is not None and NewsFeedItem.objects.filter(added_by_form=once).exists():
            raise ValidationError("You have added this item already: it is in the feed.")
        return once

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture is not None and picture.pk != self.instance.picture_id:
            fault = feed_desk.picture_fault(picture, at=self.moment)
            if fault:
                raise ValidationError(fault)
        return picture

    def clean_live_from(self) -> Any:
        at = self.cleaned_data["live_from"]
        if at is not None and at < self.moment and at != self.instance.live_from:
            raise ValidationError("That time has passed: leave it empty, or choose one ahead.")
        return at

    def clean(self) -> dict[str, Any] | None:
        """Take the item's lock (held to the end of the request), and refuse if it has moved on."""
        cleaned = super().clean() or {}
        if self.instance.pk:
            try:
                feed_desk.lock(self.instance, seen=cleaned.get("seen") or 0, moment=self.moment)
            except Stale as refusal:
                self.add_error(None, f"{refusal} What you typed is still here.")
        return cleaned

    def _post_clean(self) -> None:
        """The door in `feed_desk` builds and checks the item; here only its own answers are checked."""
        item = NewsFeedItem(live_from=self.moment, article_id=self.instance.article_id)
        for name, value in self.words().items():
            setattr(item, name, value)
        try:
            item.full_clean(validate_unique=False)
        except ValidationError as error:
            known = {n: e for n, e in error.error_dict.items() if n in self.fields or n == "__all__"}
            self._update_errors(  # type: ignore[attr-defined]
                ValidationError(known)
            )

    def words(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        words = {name: cleaned[name] for name in feed_desk.FIELDS if name in cleaned}
        for name in ("picture", "about", "source"):
            if name in cleaned:
                words[f"{name}_id"] = cleaned[name].pk if cleaned[name] else None
        return words


class TakeDownForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


@admin.register(NewsFeedItem)
class NewsFeedItemAdmin(DeskAdmin):
    form = FeedItemForm
    change_form_template = "desk/feed_item_form.html"
    view_on_site = False
    list_filter = ["kind", "pinned", LanguageFilter]
    search_fields = ["headline", "text"]
    autocomplete_fields = ["picture", "about"]
    ordering = ["-live_from", "-id"]
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article")

    def get_list_display(self, request):
        moment = request.moment

        @admin.display(description="item")
        def words(item):
            return str(item.article) if item.article_id else str(item)

        @admin.display(description="state")
        def state(item):
            if item.live_from > moment:
                return f"Goes live {standing.short(item.live_from, moment=moment)}"
            if item.live_until and item.live_until <= moment:
                return f"Taken down {standing.short(item.live_until, moment=moment)}"
            told = f"Since {standing.short(item.live_from, moment=moment)}"
            return f"{told}, if its story is live" if item.article_id else told

        return [words, "kind", state, "pinned"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "picture":
            kwargs["widget"] = PictureSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        item = context.get("original")
        if item is not None:
            over = item.live_until is not None and item.live_until <= request.moment
            context["can_take_down"] = item.article_id is None and not over
        return super().render_change_form(request, context, *args, **kwargs)

    def get_fieldsets(self, request, obj=None):
        own = ["text", "headline", "kind", "video_url", "picture", "about", "source", "language"]
        if obj is None:
            return [(None, {"fields": [*own, "live_from", "pinned", "breaking_until", "once"]})]
        when = "stamp" if obj.live_from <= request.moment else "live_from"
        if obj.article_id:
            return [(None, {"fields": ["pinned", "breaking_until", "seen"]})]
        return [(None, {"fields": [*own, when, "pinned", "breaking_until", "seen"]})]

    def has_delete_permission(self, request, obj=None):
        return False  # an item is taken down; what readers saw stays in the record

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"moment": request.moment})

    def save_form(self, request, form, change):
        return form.instance

    def save_model(self, request, obj, form, change):
        cleaned = form.cleaned_data
        if change:
            item = NewsFeedItem.objects.get(pk=obj.pk)
            feed_desk.change(
                item,
                form.words(),
                by=request.user,
                seen=cleaned.get("seen") or 0,
                moment=request.moment,
                stamp=cleaned.get("stamp") == UPDATE,
                at=cleaned.get("live_from"),
            )
        else:
            at = cleaned.get("live_from") or request.moment
            item = feed_desk.add(form.words(), by=request.user, at=at, moment=request.moment, once=cleaned.get("once"))
        obj.__dict__.update(item.__dict__)

    def save_related(self, request, form, formsets, change):
        """There is nothing beside the item itself."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_down_view)
        return [path("<int:number>/take-down/", view, name="articles_newsfeeditem_take_down"), *super().get_urls()]

    def take_down_view(self, request, number):
        """Ask, then take an item off the feed."""
        home = reverse("admin:articles_newsfeeditem_changelist")
        item = NewsFeedItem.objects.filter(pk=number).first()
        if item is None:
            messages.warning(request, "This item is gone already.")
            return HttpResponseRedirect(home)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        form = TakeDownForm(request.POST or None, initial={"seen": item.version})
        if form.is_valid():
            try:
                feed_desk.take_down(item, by=request.user, seen=form.cleaned_data["seen"], moment=request.moment)
            except Refused as refusal:
                messages.warning(request, str(refusal))
            else:
                messages.success(request, "It is off the feed.")
            return HttpResponseRedirect(home)
        context = {
            "title": "Take it off the feed",
            "opts": self.opts,
            "item": item,
            "form": form,
            "was_public": item.live_from <= request.moment,
            "home": home,
        }
        return desk.render(request, "desk/take_down.html", context)
