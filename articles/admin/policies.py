"""Pages about the paper, at the desk: what it promises its readers, in each language."""

from django.contrib import admin

from articles.body_editor import body_field
from articles.models import Policy
from newsroom import acts, outbox
from newsroom.desk import NounAdmin
from newsroom.stale_forms import StaleCheckedForm


class PolicyForm(StaleCheckedForm):
    body = body_field(label="Words")

    class Meta:
        model = Policy
        fields = ["kind", "language", "title", "body"]

    def _check_address(self) -> None:
        """Its kind is its address, which nothing else can have had."""


@admin.register(Policy)
class PolicyAdmin(NounAdmin):
    """The log keeps what a page said before each change."""

    form = PolicyForm
    list_display = ["title", "kind", "language", "changed_at"]
    list_filter = ["kind", "language"]

    def save_model(self, request, obj, form, change):
        old = Policy.objects.get(pk=obj.pk) if change else None
        if change and not form.changed_data:
            return
        obj.changed_at = request.moment
        obj.save()
        said = {"title": old.title, "body": old.body} if old else {}
        acts.log("changed" if change else "added", obj, by=request.user, at=request.moment, said_before=said)
        outbox.announce(obj.page_keys, at=request.moment)
