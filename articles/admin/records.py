"""The records of what was said and shown, at the desk."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from articles.models import Edition, Revision, Withdrawal
from authors.models import Author
from newsroom.desk import RecordAdmin


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
    readonly_fields = ["reading"]
    list_display = ["article", "number", "saved_at", "saved_by", "note"]
    list_select_related = ["article", "saved_by"]
    ordering = ["-id"]
    sortable_by = ()
    fields = ["article", "number", "saved_at", "saved_by", "note", "reading"]

    @admin.display(description="words")
    def reading(self, revision: Revision) -> str:
        """The words as text to read; the blocks of the body stay marks."""
        names = Author.objects.in_bulk([pk for pk, _ in revision.words.get("bylines", [])])
        body = mark_safe(revision.words.get("body", ""))  # noqa: S308 - sanitised when it was saved
        context = {"words": revision.words, "body": body, "names": list(names.values())}
        return render_to_string("desk/_revision.html", context)


@admin.register(Withdrawal)
class WithdrawalAdmin(RecordAdmin):
    list_display = ["article", "at", "by", "reason"]
    list_select_related = ["article", "by"]
    ordering = ["-at"]
