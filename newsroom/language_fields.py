"""How does the desk ask what something is called in each language? By one field for each, beside the usual one."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.db import models

from newsroom.in_languages import InLanguages
from newsroom.stale_forms import StaleCheckedForm


def fields_of(column: str) -> list[str]:
    return [f"{column}_{code}" for code, _ in settings.LANGUAGES]


class LanguagesForm(StaleCheckedForm):
    """What stands in the fields of languages is kept in `in_languages`. Subclasses are made by `asks_in_languages`."""

    columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.columns:
            said = self.instance.in_languages.get(column, {})
            for name, (code, _) in zip(fields_of(column), settings.LANGUAGES, strict=True):
                self.initial.setdefault(name, said.get(code, ""))

    def state_of(self, instance: Any) -> str:
        return super().state_of(instance) + json.dumps(instance.in_languages, sort_keys=True)

    def clean(self) -> dict[str, Any] | None:
        answers = super().clean() or {}
        said = {
            column: {code: words for code, _ in settings.LANGUAGES if (words := answers.get(f"{column}_{code}"))}
            for column in self.columns
        }
        self.instance.in_languages = {column: words for column, words in said.items() if words}
        return answers


Form = type[LanguagesForm]


def asks_in_languages(model: type[InLanguages], *columns: str) -> Callable[[Form], Form]:
    """Give a form one more field for each of these columns in each language."""
    fields: dict[str, forms.Field] = {}
    for column in columns:
        kept = model._meta.get_field(column)
        assert isinstance(kept, models.CharField)  # noqa: S101 - said by whoever writes the form
        for code, language in settings.LANGUAGES:
            fields[f"{column}_{code}"] = forms.CharField(
                label=f"{str(kept.verbose_name).capitalize()} on pages in {language}",
                max_length=kept.max_length,
                required=False,
                help_text=f"Empty: the {kept.verbose_name} as everywhere.",
            )

    def with_fields(form: Form) -> Form:
        about = {"__doc__": form.__doc__, "__module__": form.__module__, "columns": columns}
        return type(form.__name__, (form,), {**fields, **about})

    return with_fields
