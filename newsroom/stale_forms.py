"""Has somebody else changed it since this form was opened? Then nothing is saved, and nothing typed is lost."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import model_to_dict
from django.utils import timezone

from newsroom import acts, locks, redirects, zones
from newsroom.text import plain


class StaleCheckedForm(forms.ModelForm):
    """A form that is refused, with all that was typed, if somebody else saved the same thing meanwhile."""

    seen_state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen_state" in self.fields:
            self.fields["seen_state"].initial = self.state_of(self.instance)

    def full_clean(self) -> None:
        """Of those who add at once, let one at a time look what is there: a double click adds one thing."""
        if self.is_bound and not self.instance.pk:
            locks.hold(locks.ADDRESSES)
        super().full_clean()

    def state_of(self, instance: models.Model) -> str:
        names = [name for name in self.fields if name != "seen_state"]
        values = model_to_dict(instance, fields=names)
        text = json.dumps({name: _plain(value) for name, value in sorted(values.items())})
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = plain(value)
        if self.instance.pk:
            model = type(self.instance)
            current = model._default_manager.select_for_update().filter(pk=self.instance.pk).first()
            if current is None:
                raise ValidationError("Somebody deleted this while you had it open.")
            if self.data.get(self.add_prefix("seen_state")) != self.state_of(current):
                raise ValidationError(
                    f"{_somebody_was_first(current)} Nothing was saved and what you typed is still "
                    f"here: open the page anew in another tab and bring over what you need.",
                    code="stale",
                )
        return self.cleaned_data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors and hasattr(self.instance, "get_absolute_url"):
            self._check_address()

    def _check_address(self) -> None:
        """Refuse the former address of something else: readers still come by it."""
        if not self.instance.slug:
            return
        path = self.instance.get_absolute_url()
        now_at = redirects.owner_of(path)
        model = type(self.instance)
        own = model._default_manager.filter(pk=self.instance.pk).first()
        if now_at is not None and (own is None or now_at != own.get_absolute_url()):
            self.add_error("slug", f"{path} is the former address of {now_at}, and readers still come by it.")


def _somebody_was_first(subject: models.Model) -> str:
    """Name who changed `subject` last, for a colleague whose page was older."""
    act = acts.latest(subject)
    if act is None:
        return "Somebody changed this while you had it open."
    return f"{acts.name_of(act.by)} changed this {zones.ago(act.at, moment=timezone.now())}, after you opened it."


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return str(value)
