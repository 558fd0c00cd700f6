"""What does the form of a story hold, and when is it refused?"""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from articles import addresses, body, turn
from articles.admin import taken_back
from articles.autosave import Typing
from articles.body_editor import body_field
from articles.models import WORDS, Article, Byline, Credit, Tag
from articles.revisions import DESK_FIELDS, Draft
from newsroom import locks
from newsroom.moment_field import MomentField


class StoryForm(forms.ModelForm):
    """The working copy. Refused, with all that was typed, if the story has moved on since the form was opened."""

    user: Any  # these two are set by the admin for each request
    moment: datetime
    taken_back: Typing | None = None
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    save_over = forms.IntegerField(required=False)  # the tick in desk/story_form.html, once a save was refused
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
            "lead_caption", "search_title", "search_description", "social_title", "social_description",
            "show_in_feed",
        ]  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2}),
            "standfirst": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict: Article | None = None
        self.fields["once"].initial = uuid.uuid4()
        if self.instance.pk:
            self.fields["language"].initial = self.instance.language
            self.fields["assignee"].initial = self.instance.assignee_id
            self.fields.pop("once", None)
            self.fields["seen"].initial = self.instance.version
            self.fields["tags"].initial = self.instance.tags.all()
            self.fields["planned_for"].initial = self.instance.planned_for
            self.fields.pop("slug", None)
        tags = AutocompleteSelectMultiple(Article._meta.get_field("tags"), admin.site)
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
        """Take the story's lock (held to the end of the request) and compare versions."""
        current = Article.objects.select_for_update().get(pk=self.instance.pk)
        seen, save_over = self.cleaned_data.get("seen"), self.cleaned_data.get("save_over")
        if current.version in {seen, save_over}:
            self.cleaned_data["seen"] = current.version
            if current.stage == Article.Stage.SPIKED:
                raise ValidationError("This story is spiked: revive it before you work on it.")
            return
        self.conflict = current
        raise ValidationError(
            f"{turn.who_was_first(current, moment=self.moment, user=self.user)} Nothing was saved, and all you typed "
            f"is still here.",
            code="stale",
        )

    def draft(self, credits: list[Credit]) -> Draft:
        """Hand the answers to the one door through which words are saved."""
        cleaned = self.cleaned_data
        values = {name: cleaned.get(name.removesuffix("_id")) for name in (*WORDS, *DESK_FIELDS)}
        for name, value in values.items():
            if name.endswith("_id"):
                values[name] = value.pk if value is not None else None
        return Draft(
            words={name: values[name] for name in WORDS},
            tags=[tag.name for tag in cleaned["tags"]],
            credits=credits,
            desk={name: values[name] for name in DESK_FIELDS},
        )


class BylineForm(forms.ModelForm):
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


class BylineInline(admin.TabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    autocomplete_fields = ["author"]
    fields = ["author", "role", "position"]
    extra = 1
    verbose_name = "byline"

    def has_add_permission(self, request, obj=None):
        return True  # bylines go with the story's own form; the story's permissions decide

    def has_change_permission(self, request, obj=None):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    def has_delete_permission(self, request, obj=None):
        return True
