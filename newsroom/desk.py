"""What do all pages of the desk share? The site, the nonce, the log, and the refusal of stale forms."""

import hashlib
import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import model_to_dict
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from js_asset import Media

from newsroom import acts, outbox, redirects, zones
from newsroom.moment_field import MomentField


class DeskSite(admin.AdminSite):
    site_header = site_title = settings.SITE_NAME
    index_title = "What is going on"
    empty_value_display = "–"

    def get_urls(self):
        return [path("echo/", self.admin_view(self.echo), name="echo"), *super().get_urls()]

    def echo(self, request: Any) -> JsonResponse:
        """Say in words which instant a local time means, as the form that holds it would understand it."""
        field = MomentField(required=False)
        try:
            at = field.clean([request.GET.get("local", ""), request.GET.get("which", "")])
        except ValidationError as refusal:
            return JsonResponse({"refusal": " ".join(refusal.messages)})
        return JsonResponse({"words": zones.in_words(at, moment=request.moment) if at else ""})


def somebody_was_first(subject: models.Model, *, verb: str) -> str:
    """Name who changed `subject` last, for a colleague whose page was older."""
    act = acts.latest(subject)
    if act is None:
        return f"Somebody {verb} this while you had it open."
    return f"{acts.name_of(act.by)} {verb} this {zones.ago(act.at, moment=timezone.now())}, after you opened it."


class StaleCheckedForm(forms.ModelForm):
    """A form that is refused, with all that was typed, if somebody else saved the same thing meanwhile."""

    seen_state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen_state"].initial = self.state_of(self.instance)
        else:
            del self.fields["seen_state"]

    def state_of(self, instance: models.Model) -> str:
        names = [name for name in self.fields if name != "seen_state"]
        values = model_to_dict(instance, fields=names)
        text = json.dumps({name: _plain(value) for name, value in sorted(values.items())})
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk:
            model = type(self.instance)
            current = model._default_manager.select_for_update().filter(pk=self.instance.pk).first()
            if current is None:
                raise ValidationError("Somebody deleted this while you had it open.")
            if self.data.get(self.add_prefix("seen_state")) != self.state_of(current):
                raise ValidationError(
                    f"{somebody_was_first(current, verb='changed')} Nothing was saved and what you typed is still "
                    f"here: open the page anew in another tab and bring over what you need.",
                    code="stale",
                )
        return cleaned


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return str(value)


class DeskAdmin(admin.ModelAdmin):
    """The base of all our admin pages: works under the strict policy, counts nothing that it need not."""

    show_full_result_count = False
    list_per_page = 50
    save_on_top = False

    def _with_nonce(self, request: HttpRequest, context: Any) -> None:
        if context and "media" in context:
            context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]

    def render_change_form(self, request, context, *args, **kwargs):
        self._with_nonce(request, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        self._with_nonce(request, getattr(response, "context_data", None))
        return response


class NounAdmin(DeskAdmin):
    """For what readers know by name (sections, tags, authors, pictures): logged, announced, redirected."""

    form = StaleCheckedForm

    def get_fieldsets(self, request, obj=None):
        sets: Any = [(name, {**options}) for name, options in super().get_fieldsets(request, obj)]
        if obj is not None and self.has_change_permission(request, obj):
            first = sets[0][1]
            if not any("seen_state" in options["fields"] for _, options in sets):
                first["fields"] = [*first["fields"], "seen_state"]
        return sets

    def save_model(self, request, obj, form, change):
        at = request.moment
        old = type(obj)._default_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if change and not form.changed_data:
            return
        acts.log("changed" if change else "added", obj, by=request.user, at=at, fields=form.changed_data)
        keys = list(obj.page_keys)
        if old is not None and hasattr(obj, "get_absolute_url"):
            here, there = old.get_absolute_url(), obj.get_absolute_url()
            if here != there:
                redirects.leave(here, there, at=at)
        outbox.announce(keys, at=at)

    def delete_model(self, request, obj):
        acts.log("deleted", obj, by=request.user, at=request.moment)
        keys = list(obj.page_keys)
        super().delete_model(request, obj)
        outbox.announce(keys, at=request.moment)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)
