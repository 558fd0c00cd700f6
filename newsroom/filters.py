"""By what can a list be narrowed without first looking through all of it for the choices?"""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet


class LanguageFilter(admin.SimpleListFilter):
    """Offers the paper's languages; Django's own filter would ask each row for its."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return settings.LANGUAGES

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class ToldFilter(admin.SimpleListFilter):
    """How it stands with an announcement."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("waits", "Waits"), ("told", "Told"), ("given-up", "Given up")]

    def queryset(self, request, queryset):
        match self.value():
            case "waits":
                return queryset.filter(done_at=None)
            case "told":
                return queryset.filter(done_at__isnull=False, last_error="")
            case "given-up":
                return queryset.filter(done_at__isnull=False).exclude(last_error="")
        return queryset
