"""What the paper says of itself, at the desk: one form, for those who may change it."""

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse

from images.picture_select import PictureSelect
from newsroom import imprint
from newsroom.desk import NounAdmin
from newsroom.language_fields import LanguagesForm, asks_in_languages, fields_of
from newsroom.models import Imprint
from newsroom.web_addresses import each_line_is_a_link

NAMES = dict(settings.LANGUAGES)


def zones() -> list[tuple[str, Any]]:
    """Offer every zone by its city, under its part of the world."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for key in sorted(zoneinfo.available_timezones()):
        part, slash, city = key.partition("/")
        if slash and part not in {"Etc", "SystemV", "US"}:
            parts.setdefault(part, []).append((key, city.replace("_", " ")))
    return [("", f"as the server says: {settings.TIME_ZONE}"), *parts.items(), ("UTC", "UTC")]


@asks_in_languages(Imprint, "tagline")
class ImprintForm(LanguagesForm):
    zone = forms.ChoiceField(label="Time zone", choices=zones, required=False)
    language = forms.ChoiceField(
        label="The paper's own language",
        choices=[("", f"as the server says: {NAMES[settings.LANGUAGE_CODE]}"), *settings.LANGUAGES],
        required=False,
        help_text="Of every page that has none of its own.",
    )
    others = forms.MultipleChoiceField(
        label="It also appears in",
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Imprint
        exclude = ["languages"]
        widgets = {
            "accounts": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].help_text = Imprint._meta.get_field("zone").help_text
        for name in ("name", "tagline"):
            said = getattr(settings, f"SITE_{name.upper()}")
            self.fields[name].help_text = f"{self.fields[name].help_text} Empty: “{said}”, as the server says.".strip()
        own, *others = self.instance.languages or [""]
        self.initial.update({"language": own, "others": others})

    def state_of(self, instance: Any) -> str:
        return super().state_of(instance) + "".join(instance.languages)

    def clean_accounts(self) -> str:
        each_line_is_a_link(self.cleaned_data["accounts"])
        return self.cleaned_data["accounts"]

    def clean(self) -> dict[str, Any] | None:
        if not self.instance.pk and Imprint.objects.exists():
            raise ValidationError("A colleague wrote this meanwhile: open the page anew.")
        answers = super().clean() or {}
        own, others = answers.get("language"), answers.get("others", [])
        if others and not own:
            self.add_error("language", "Say which of the languages is the paper's own.")
        self.instance.languages = [own, *(code for code in others if code != own)] if own else []
        return answers


@admin.register(Imprint)
class ImprintAdmin(NounAdmin):
    """There is one; its list leads to it, and it is never deleted."""

    form = ImprintForm
    menu_words = "The paper"
    autocomplete_fields = ["logo"]
    fieldsets = [
        ("What it is called", {"fields": ["name", "tagline", *fields_of("tagline"), "logo"]}),
        ("Where it is at home", {"fields": ["zone", "language", "others"]}),
        ("Who answers for it", {"fields": ["publisher", "founded", "street", "postal_code", "town", "country"]}),
        ("How it is reached", {"fields": ["email", "corrections_email", "telephone", "accounts"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = PictureSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request, extra_context=None):
        there = Imprint.objects.first()
        if there is not None:
            return HttpResponseRedirect(reverse("admin:newsroom_imprint_change", args=[there.pk]))
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:newsroom_imprint_add"))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and imprint.written().pk is None

    def has_delete_permission(self, request, obj=None):
        return False
