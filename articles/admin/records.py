"""What the newsroom writes down by itself: to be read, never to be changed by hand."""

from django.contrib import admin

from articles.models import Edition, Revision, Withdrawal
from newsroom import acts
from newsroom.desk import DeskAdmin
from newsroom.models import Act, ContentChange, Heartbeat, Redirect


class RecordAdmin(DeskAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Edition)
class EditionAdmin(RecordAdmin):
    list_display = ["headline", "article_id", "kind", "live_from", "live_until", "published_by"]
    list_select_related = ["published_by"]
    list_filter = ["kind"]
    search_fields = ["headline", "article__slug"]
    ordering = ["-live_from"]
    sortable_by = ["live_from"]


@admin.register(Revision)
class RevisionAdmin(RecordAdmin):
    list_display = ["article", "number", "saved_at", "saved_by", "note"]
    list_select_related = ["article", "saved_by"]
    ordering = ["-id"]
    sortable_by = ()


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    list_display = ["article", "at", "by", "reason"]
    list_select_related = ["article", "by"]
    ordering = ["-at"]


@admin.register(Act)
class ActAdmin(RecordAdmin):
    list_display = ["at", "by", "verb", "subject_name", "note"]
    list_select_related = ["by"]
    list_filter = ["verb"]
    search_fields = ["subject_name", "note"]
    ordering = ["-id"]
    sortable_by = ()


@admin.register(ContentChange)
class ContentChangeAdmin(RecordAdmin):
    list_display = ["at", "keys"]
    ordering = ["-id"]
    sortable_by = ()


@admin.register(Heartbeat)
class HeartbeatAdmin(RecordAdmin):
    list_display = ["worker", "at"]


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    list_display = ["old_path", "new_path", "since"]
    search_fields = ["old_path", "new_path"]
    fields = ["old_path", "new_path"]
    ordering = ["-since"]

    def save_model(self, request, obj, form, change):
        obj.since = request.moment
        super().save_model(request, obj, form, change)
        acts.log("changed" if change else "added", obj, by=request.user, at=request.moment)
