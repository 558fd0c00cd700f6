"""Where do addresses lead that are no page's, and which did readers ask for in vain? Two lists of the desk."""

from typing import Any
from urllib.parse import unquote

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string

from newsroom import acts, locks, redirects, standing_pages
from newsroom.desk import DeskAdmin, RecordAdmin
from newsroom.keyset import cursor_number
from newsroom.models import MissedAddress, Redirect

REASON = 300


class RedirectForm(forms.ModelForm):
    reason = forms.CharField(max_length=REASON, help_text="Stands in the log.")

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]
        labels = {"old_path": "From", "new_path": "To"}
        help_texts = {
            "old_path": "An address of this site at which no page stands, such as /2019/05/flood.html",
            "new_path": "Where readers go instead, such as /articles/flood/",
        }

    request: Any = None

    def clean_old_path(self) -> str:
        return self._local("old_path")

    def clean_new_path(self) -> str:
        return self._local("new_path")

    def _local(self, name: str) -> str:
        """Browsers copy an address with its letters escaped; readers' requests are compared without."""
        path = unquote(self.cleaned_data[name])
        try:
            redirects.check_path(path)
        except redirects.Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return path

    def clean(self) -> Any:
        cleaned: Any = super().clean()
        old, new = cleaned.get("old_path", self.instance.old_path), cleaned.get("new_path")
        if not old or not new:
            return cleaned
        locks.hold(locks.ADDRESSES)  # until the form is saved
        if standing_pages.is_taken(old, like=self.request):
            name = "old_path" if "old_path" in self.fields else None
            self.add_error(name, f"{old} is a page already: readers would never be led on from it.")
        try:
            cleaned["new_path"] = redirects.end_of(new, coming_from=old)
        except redirects.Refused as refusal:
            self.add_error("new_path", str(refusal))
        return cleaned


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    """Added by hand for addresses that are not ours, such as an older site's; stories' own come by themselves."""

    form = RedirectForm
    fields = ["old_path", "new_path", "reason"]
    list_display = ["old_path", "new_path", "since"]
    search_fields = ["old_path", "new_path"]
    ordering = ["-since"]
    actions = None  # each is deleted for a reason of its own
    delete_confirmation_template = "desk/delete_redirect.html"

    def get_readonly_fields(self, request, obj=None):
        return ["old_path"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"request": request})

    def get_changeform_initial_data(self, request):
        """Fill in an address that was asked for in vain, by the number of its row: no link brings words of its own."""
        number = cursor_number(request.GET.get("missed", ""))
        missed = MissedAddress.objects.filter(pk=number).first() if number else None
        return {"old_path": missed.path} if missed else {}

    def save_model(self, request, obj, form, change):
        redirects.leave(obj.old_path, obj.new_path, at=request.moment)
        obj.__dict__.update(Redirect.objects.get(old_path=obj.old_path).__dict__)
        reason = form.cleaned_data["reason"]
        acts.log("changed" if change else "added", obj, by=request.user, at=request.moment, note=reason)
        if not standing_pages.is_taken(obj.new_path, like=request):
            self.message_user(request, f"No page stands at {obj.new_path} now.", messages.WARNING)

    def delete_view(self, request, object_id, extra_context=None):
        if request.method == "POST" and self.has_delete_permission(request) and not self._reason(request):
            self.message_user(request, "Say why: the reason stands in the log.", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return super().delete_view(request, object_id, {"longest_reason": REASON, **(extra_context or {})})

    def delete_model(self, request, obj):
        acts.log("deleted", obj, by=request.user, at=request.moment, note=self._reason(request))
        super().delete_model(request, obj)

    def _reason(self, request: Any) -> str:
        return str(request.POST.get("reason", "")).strip()[:REASON]


@admin.register(MissedAddress)
class MissedAddressAdmin(RecordAdmin):
    """What readers asked for in vain, except what leads somewhere by now."""

    list_display = ["path", "asked_for", "day"]
    list_display_links = None
    search_fields = ["path"]
    ordering = ["-day", "-times"]
    sortable_by = ()

    def get_queryset(self, request):
        led = Redirect.objects.filter(old_path=OuterRef("path"))
        return super().get_queryset(request).filter(~Exists(led))

    def get_list_display(self, request):
        may_lead = request.user.has_perm("newsroom.add_redirect")
        return [*super().get_list_display(request), *(["way_on"] if may_lead else [])]

    @admin.display(description="asked for")
    def asked_for(self, missed: MissedAddress) -> str:
        return "once" if missed.times == 1 else f"{missed.times} times"

    @admin.display(description="what to do")
    def way_on(self, missed: MissedAddress) -> str:
        return render_to_string("desk/_lead_somewhere.html", {"missed": missed})
