"""By what can a list be narrowed without first looking through all of it for the choices?"""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet

RECENT = 2000


class LanguageFilter(admin.SimpleListFilter):
    """Offers the paper's languages; Django's own filter would ask each row for its."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return settings.LANGUAGES

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class VerbFilter(admin.SimpleListFilter):
    """Offers what was done lately: the verbs of the newest entries of the log."""

    title = "what"
    parameter_name = "verb"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        recent = model_admin.model.objects.order_by("-pk").values_list("verb", flat=True)[:RECENT]
        return [(verb, verb) for verb in sorted({*recent})]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(verb=self.value()) if self.value() else queryset
