"""By what is the log narrowed? By who, by what kind of act, by what thing, and by the day. Each has its index."""

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType

from newsroom import acts, days

NOBODY = "nobody"


class WhoFilter(admin.SimpleListFilter):
    title = "who"
    parameter_name = "who"

    def lookups(self, request, model_admin):
        staff = User.objects.filter(is_staff=True).order_by("first_name", "last_name", "username")
        return [(NOBODY, "The newsroom itself"), *[(str(user.pk), acts.name_of(user)) for user in staff]]

    def queryset(self, request, queryset):
        if self.value() == NOBODY:
            return queryset.filter(by=None)
        return queryset.filter(by=self.value()) if (self.value() or "").isdecimal() else queryset


class VerbFilter(admin.SimpleListFilter):
    """Verbs by what they are about. The apps whose verbs they are name the groups."""

    title = "act"
    parameter_name = "what"
    groups: dict[str, tuple[str, tuple[str, ...]]] = {}
    """The name in the address: the words in the list, and the verbs."""

    def lookups(self, request, model_admin):
        return [(name, words) for name, (words, _) in self.groups.items()]

    def queryset(self, request, queryset):
        _, verbs = self.groups.get(self.value() or "", ("", ()))
        return queryset.filter(verb__in=verbs) if verbs else queryset


class ThingFilter(admin.SimpleListFilter):
    """What kind of thing it was done to: whatever has a form at the desk."""

    title = "thing"
    parameter_name = "thing"

    def lookups(self, request, model_admin):
        registry = model_admin.admin_site._registry
        models = [model for model, desk in registry.items() if desk.has_add_permission(request)]
        kinds = ContentType.objects.get_for_models(*models)
        named = [(str(kind.pk), str(model._meta.verbose_name).capitalize()) for model, kind in kinds.items()]
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(subject_type=self.value()) if (self.value() or "").isdecimal() else queryset


class DayFilter(admin.FieldListFilter):
    """A day of the newsroom's, or the days since one: links for the usual ones, and a field for any."""

    template = "desk/_log_days.html"
    parameter = "day"

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        self.title = "day"
        asked: Any = self.used_parameters.get(self.parameter) or [""]
        self.asked: str = asked[-1]
        self.today = today = days.day_of(request.moment)
        yesterday = today - timedelta(days=1)
        self.spans: dict[str, tuple[str, date, date]] = {
            "today": ("Today", today, today),
            "yesterday": ("Yesterday", yesterday, yesterday),
            "week": ("Past 7 days", today - timedelta(days=6), today),
            "month": ("Past 30 days", today - timedelta(days=29), today),
        }

    def expected_parameters(self):
        return [self.parameter]

    def has_output(self):
        return True

    @property
    def exact_day(self) -> str:
        """The day that was typed, as its field takes it."""
        return "" if self.asked in self.spans or self._span() is None else self.asked

    def _span(self) -> tuple[date, date] | None:
        if self.asked in self.spans:
            return self.spans[self.asked][1:]
        try:
            day = date.fromisoformat(self.asked)
        except ValueError:
            return None
        return (day, day) if date.min < day < date.max - timedelta(days=1) else None

    def queryset(self, request, queryset):
        span = self._span()
        if span is None:
            return queryset
        first, last = span
        return queryset.filter(at__gte=days.start_of(first), at__lt=days.end_of(last))

    def choices(self, changelist):
        self.kept = _kept(changelist, self.parameter)
        yield {
            "selected": self._span() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter]),
            "display": "Any day",
        }
        for name, (words, _, _) in self.spans.items():
            yield {
                "selected": self.asked == name,
                "query_string": changelist.get_query_string({self.parameter: name}),
                "display": words,
            }


def _kept(changelist: Any, parameter: str) -> list[tuple[str, str]]:
    """What the field's form must send along, so that the other filters stay."""
    return [
        (name, value)
        for name, values in changelist.filter_params.items()
        if name != parameter
        for value in (values if isinstance(values, list) else [values])
    ]
