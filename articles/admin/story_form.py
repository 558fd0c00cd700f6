"""What does the form of a story hold, and when is it refused?"""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from articles import addresses, body, translating, turn
from articles.admin import taken_back
from articles.admin.conflicts import Conflict, drops, state_of
from articles.admin.taken_back import MOST_ROWS
from articles.autosave import Typing
from articles.body_editor import body_field
from articles.conflicts import THEIRS, Choice
from articles.models import WORDS, Article, Byline, Credit, Tag
from articles.revisions import DESK_FIELDS, Draft
from newsroom import locks
from newsroom.keyset import cursor_number
from newsroom.known_select import KnownSelect, KnownSelectMultiple
from newsroom.moment_field import MomentField

KEPT = "Nothing was saved, and all you typed is still here."


class StoryForm(forms.ModelForm):
    """The working copy. Refused, with all that was typed, if the story has moved on since the form was opened."""

    user: Any  # these two are set by the admin for each request
    moment: datetime
    taken_back: Typing | None = None
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)  # what the form was opened with, and
    base_desk = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)  # what is beside its words
    save_over = forms.IntegerField(required=False)  # the version that desk/_conflict.html showed, with take_<field>
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    assignee = forms.ModelChoiceField(User.objects.filter(is_active=True, is_staff=True), required=False)
    slug = forms.CharField(
        label="Address", required=False, max_length=addresses.LONGEST, help_text="Empty: made of the headline."
    )
    body = body_field()
    tags = forms.ModelMultipleChoiceField(Tag.objects.all(), required=False)
    planned_for = MomentField(
        label="Planned for", required=False, help_text=Article._meta.get_field("planned_for").help_text
    )

    class Meta:
        model = Article
        fields = [
            "headline", "standfirst", "body", "section", "kicker", "genre", "dateline", "lead_picture",
            "lead_caption", "lead_focus", "search_title", "search_description", "social_title",
            "social_description", "show_in_feed",
        ]  # fmt: skip
        widgets = {
            "kicker": forms.TextInput(attrs={"placeholder": "Kicker"}),
            "headline": forms.Textarea(attrs={"rows": 1, "placeholder": "Headline", "data-soft": 90}),
            "standfirst": forms.Textarea(attrs={"rows": 1, "placeholder": "Standfirst", "data-soft": 220}),
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "lead_focus": forms.TextInput(attrs={"data-focus-of": "lead_picture"}),
            "search_title": forms.TextInput(attrs={"data-soft": 60}),
            "search_description": forms.Textarea(attrs={"rows": 2, "data-soft": 155}),
            "social_title": forms.TextInput(attrs={"data-soft": 70}),
            "social_description": forms.Textarea(attrs={"rows": 2, "data-soft": 125}),
        }  # data-soft: the length that still fits where it will stand; longer is allowed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Conflict | None = None
        self.typed: dict[str, Any] = {}  # before theirs was taken over for some fields
        self._choices: dict[tuple[Credit, ...] | None, list[Choice]] = {}
        self.fields["once"].initial = uuid.uuid4()
        if self.instance.pk:
            self.fields["language"].initial = self.instance.language
            self.fields["assignee"].initial = self.instance.assignee_id
            self.fields.pop("once", None)
            self.fields["seen"].initial = self.instance.version
            self.fields["base_revision"].initial = self.instance.revision
            self.fields["base_desk"].initial = json.dumps(state_of(self.instance))
            self.fields["tags"].initial = self.instance.tags.all()
            self.fields["planned_for"].initial = self.instance.planned_for
            if "lead_picture" in self.fields and "lead_picture" in self.instance._state.fields_cache:
                self.fields["lead_picture"].widget.widget.known = self.instance.lead_picture  # fetched with the story
            self.fields.pop("slug", None)
        tags = KnownSelectMultiple(Article._meta.get_field("tags"), admin.site)
        tags.known = {str(tag.pk): tag for tag in self.initial.get("tags", ()) if isinstance(tag, Tag)}
        tags.is_required = True  # then it has no cross that clears all tags at once
        relation: Any = Article._meta.get_field("tags").remote_field
        if "tags" in self.fields:
            self.fields["tags"].widget = RelatedFieldWidgetWrapper(tags, relation, admin.site, can_add_related=True)
            self.fields["tags"].widget.choices = self.fields["tags"].choices  # type: ignore[attr-defined]
        if self.taken_back is not None and not self.is_bound:
            taken_back.fill(self, self.taken_back)

    def full_clean(self) -> None:
        """Of those who begin stories at once, let one at a time look which addresses are free."""
        if self.is_bound and not self.instance.pk:
            locks.hold(locks.ADDRESSES)
        super().full_clean()

    def clean_once(self) -> Any:
        once = self.cleaned_data["once"]
        if once is not None and Article.objects.filter(begun_by_form=once).exists():
            raise ValidationError("You have added this story already: it is in the list.")
        return once

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self) -> str:
        html = self.cleaned_data["body"]
        if len(html.encode()) > body.MOST_BYTES:
            raise ValidationError("The body is larger than 10 MB. Was a picture pasted into it? Use the library.")
        if body.is_beyond_reason(html):
            raise ValidationError("The body has more markup than any story needs: paste it as plain text.")
        return html

    def clean_language(self) -> str:
        language = self.cleaned_data["language"]
        if self.instance.pk:
            translating.check_language(self.instance, language)
        return language

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].strip().strip("/")
        if slug:
            addresses.check_free(slug)
        return slug

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk:
            self._check_version()
        return cleaned

    def _check_version(self) -> None:
        """Take the story's lock (held to the end of the request) and compare versions.

        If the story moved on, take whose words were chosen for each field, once they were chosen knowingly.
        """
        current = Article.objects.select_for_update().filter(pk=self.instance.pk).first()
        if current is None:
            raise ValidationError(f"This story was deleted a moment ago. {KEPT}")
        if current.stage == Article.Stage.SPIKED:
            raise ValidationError(
                f"{self._was_first(current)} This story is spiked: revive it before you work on it. {KEPT}"
            )
        if current.version != self.cleaned_data.get("seen"):
            self._meet(current)
        self.cleaned_data["seen"] = current.version

    def _was_first(self, current: Article) -> str:
        return turn.who_was_first(current, moment=self.moment, user=self.user)

    def _meet(self, current: Article) -> None:
        self.conflict = Conflict(
            current,
            told=self._was_first(current),
            base_revision=self.cleaned_data.get("base_revision"),
            base_desk=self.cleaned_data.get("base_desk", ""),
            user=self.user,
            moment=self.moment,
        )
        if current.version != self.cleaned_data.get("save_over"):
            raise ValidationError(f"{self.conflict.told} {KEPT}", code="stale")
        self._take_over(current)

    def _take_over(self, current: Article) -> None:
        self.typed = dict(self.cleaned_data)
        for choice in self.choices(None):
            if choice.take == THEIRS and choice.field in self.cleaned_data:
                value = current.tags.all() if choice.field == "tags" else getattr(current, choice.field)
                self.cleaned_data[choice.field] = value

    def choices(self, credits: list[Credit] | None) -> list[Choice]:
        """List where theirs and mine differ, with whose was chosen. Without `credits`, bylines are left out."""
        if self.conflict is None:
            return []
        known = None if credits is None else tuple(credits)
        if known not in self._choices:
            asked = {name.removeprefix("take_"): text for name, text in self.data.items() if name.startswith("take_")}
            self._choices[known] = self.conflict.choices(self._draft(self._mine(), credits), asked)
        return self._choices[known]

    def draft(self, credits: list[Credit]) -> Draft:
        """Hand the answers to the one door through which words are saved."""
        bylines = next((choice for choice in self.choices(credits) if choice.name == "bylines"), None)
        take_theirs = bylines is not None and bylines.take == THEIRS
        return self._draft(self.cleaned_data, None if take_theirs else credits)

    def aside(self, credits: list[Credit]) -> Draft | None:
        """Return all that was typed, if some of it was changed here and is not taken over."""
        return self._draft(self._mine(), credits) if drops(self.choices(credits)) else None

    def _mine(self) -> dict[str, Any]:
        """What was typed: checked where it passed the checks, otherwise as it came."""
        passed = self.typed or self.cleaned_data
        raw = {name: self.data.get(name, "") for name in self.errors if name in self.Meta.fields}
        if "tags" in raw:  # one of them was deleted meanwhile, perhaps; the others stay
            keys = [key for text in self.data.getlist("tags") if (key := cursor_number(text))]  # type: ignore[attr-defined]
            raw["tags"] = Tag.objects.filter(pk__in=keys)
        return {**raw, **passed}

    def _draft(self, answers: Mapping[str, Any], credits: list[Credit] | None) -> Draft:
        values = {name: answers.get(name.removesuffix("_id")) for name in (*WORDS, *DESK_FIELDS)}
        for name, value in values.items():
            if name.endswith("_id"):
                values[name] = getattr(value, "pk", None)
        tags = answers.get("tags")
        return Draft(
            words={name: values[name] for name in WORDS},
            tags=None if tags is None else [tag.name for tag in tags],
            credits=credits,
            desk={name: values[name] for name in DESK_FIELDS},
        )


class BylineForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.author_id and "author" in self.fields:
            self.fields["author"].widget.widget.known = self.instance.author  # fetched with the rows

    def has_changed(self) -> bool:
        """A row without an author is no byline, whatever else stands in it."""
        return bool(self["author"].data) and super().has_changed()

    def _post_clean(self) -> None:
        """Its row is not saved: all bylines go through `revisions.save` together."""


class BylineFormSet(BaseInlineFormSet):
    """Who is credited, in the order of `position`; rows of the same position as they stand.

    What is posted is a list, not changes to rows that somebody else may have replaced meanwhile.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial_extra:  # rows that are taken back
            self.extra = len(self.initial_extra) + 1

    def get_queryset(self) -> Any:
        fetched = "bylines" in getattr(self.instance, "_prefetched_objects_cache", {})
        if fetched and self.queryset is not None and not self.queryset.query.is_empty():
            return self.instance.bylines.all()
        return super().get_queryset()

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def validate_unique(self) -> None:
        """Looked at in `clean`: by author alone."""

    def clean(self) -> None:
        authors = [credit.author_id for credit in self.credits()]
        if len(authors) != len(set(authors)):
            raise ValidationError("An author is credited twice: leave one byline for each.")

    def credits(self) -> list[Credit]:
        rows = [
            (form.cleaned_data.get("position") or 0, place, form.cleaned_data)
            for place, form in enumerate(self.forms)
            if getattr(form, "cleaned_data", {}).get("author") and not form.cleaned_data.get("DELETE")
        ]
        return [Credit(row["author"].pk, row["role"]) for _, _, row in sorted(rows, key=lambda row: row[:2])]


class BylineInline(admin.StackedInline):
    model = Byline
    template = "desk/bylines.html"
    form = BylineForm
    formset = BylineFormSet
    autocomplete_fields = ["author"]
    fields = ["author", "role", "position"]
    extra = 1
    verbose_name = "byline"

    def get_formset(self, request, obj=None, **kwargs):
        """Draw no more rows than any story has: Django would draw two thousand, for minutes, if a form says so."""
        return super().get_formset(request, obj, **{"max_num": MOST_ROWS, "absolute_max": MOST_ROWS, **kwargs})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "author":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "author":
            wrapper = field.widget
            wrapper.can_change_related = wrapper.can_delete_related = wrapper.can_view_related = False
        return field

    def has_add_permission(self, request, obj=None):
        return True  # bylines go with the story's own form; the story's permissions decide

    def has_change_permission(self, request, obj=None):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    def has_delete_permission(self, request, obj=None):
        return True
