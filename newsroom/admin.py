"""The log, what was told to whom, and whether the worker lives, at the desk."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse

from newsroom import account_pages, acts, overdue, people_admin, plans, preferences_page, wayfinding_admin
from newsroom.desk import RecordAdmin, desk
from newsroom.filters import ToldFilter
from newsroom.log_filters import DayFilter, ThingFilter, VerbFilter, WhoFilter
from newsroom.models import Act, Announcement, ContentChange, Heartbeat

__all__ = ["account_pages", "people_admin", "preferences_page", "wayfinding_admin"]  # pages register themselves


@admin.register(Act)
class ActAdmin(RecordAdmin):
    """The log. What an act planned stands beside what came of it, read for all rows of a page at once."""

    menu_place = 70
    change_list_template = "desk/log.html"
    list_display = ["when", "who", "verb", "of_what", "why", "planned"]
    list_select_related = ["by", "subject_type"]
    list_filter = [WhoFilter, VerbFilter, ThingFilter, ("at", DayFilter)]
    search_fields = ["subject_name", "note"]
    empty_value_display = ""
    ordering = ["-id"]
    sortable_by = ()
    fields = ["at", "by", "verb", "subject_name", "came_from", "went_to", "note", "details"]

    def lookup_allowed(self, lookup, value, request):
        return lookup in {"subject_type", "subject_id"} or super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        found = getattr(response, "context_data", None)
        if found and "cl" in found:
            rows = found["cl"].result_list
            plans_of, addresses = plans.of_acts(rows, moment=request.moment), self._addresses(rows)
            for act in rows:
                act.plan, act.address = plans_of.get(act.pk), addresses.get((act.subject_type_id, act.subject_id), "")
        return response

    def _addresses(self, rows: Iterable[Act]) -> dict[tuple[int, int], str]:
        """Find the forms of the things that are still there: one question for each kind of thing."""
        of_kind: dict[ContentType, set[int]] = {}
        for act in rows:
            of_kind.setdefault(act.subject_type, set()).add(act.subject_id)
        found: dict[tuple[int, int], str] = {}
        for kind, keys in of_kind.items():
            model = kind.model_class()
            if model is None or model not in self.admin_site._registry:
                continue
            there = model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)
            route = f"admin:{kind.app_label}_{kind.model}_change"
            found |= {(kind.pk, key): reverse(route, args=[key]) for key in there}
        return found

    @admin.display(description="when")
    def when(self, act: Act) -> str:
        return plans.exact(act.at)

    @admin.display(description="who")
    def who(self, act: Act) -> str:
        return acts.name_of(act.by)

    @admin.display(description="of what")
    def of_what(self, act: Any) -> str:
        kind = act.subject_type.name
        return render_to_string("desk/_log_thing.html", {"act": act, "address": act.address, "kind": kind})

    @admin.display(description="why")
    def why(self, act: Act) -> str:
        """Give the reason; of what was done in spite of warnings, what they said and why it was done."""
        context = {"act": act} if act.details.get("despite") else None
        return render_to_string("desk/_log_despite.html", context) if context else act.note

    @admin.display(description="plan and outcome")
    def planned(self, act: Any) -> str:
        if act.plan is None:
            return ""
        context = {"plan": act.plan, "planned": plans.exact(act.plan.planned)}
        return render_to_string("desk/_log_plan.html", context)


@admin.register(Announcement)
class AnnouncementAdmin(RecordAdmin):
    """What was told to whom, and what still waits. The payload is not shown: it may be somebody's letter."""

    list_display = ["words", "due_at", "state", "attempts", "last_error"]
    list_filter = ["consumer", ToldFilter]
    search_fields = ["key"]
    ordering = ["-due_at", "-id"]
    sortable_by = ()
    fields = ["words", "consumer", "due_at", "state", "attempts", "retry_at", "last_error", "done_at"]

    @admin.display(description="announcement")
    def words(self, announcement: Announcement) -> str:
        return announcement.words

    @admin.display(description="state")
    def state(self, announcement: Announcement) -> str:
        if announcement.done_at is None:
            return "waits"
        return "given up" if announcement.last_error else "told"


@desk.page("overdue/", name="overdue", permission="newsroom.view_announcement")
def overdue_page(request: Any) -> TemplateResponse:
    """All that should have been told by now, and why it was not."""
    context = {"title": "Overdue announcements", "rows": overdue.rows(request.moment)}
    return desk.render(request, "desk/overdue.html", {**context, "sentence": overdue.worker_in_words(request.moment)})


@admin.register(ContentChange)
class ContentChangeAdmin(RecordAdmin):
    list_display = ["at", "keys"]
    ordering = ["-id"]
    sortable_by = ()


@admin.register(Heartbeat)
class HeartbeatAdmin(RecordAdmin):
    list_display = ["worker", "at"]
