"""The log, former addresses, and the people of the newsroom, at the desk."""

import re

from django import forms
from django.contrib import admin

from newsroom import account_pages, acts, people_admin, redirects
from newsroom.desk import DeskAdmin, RecordAdmin
from newsroom.filters import VerbFilter
from newsroom.models import Act, ContentChange, Heartbeat, Redirect

__all__ = ["account_pages", "people_admin"]  # pages register themselves

LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\]*", re.ASCII)


@admin.register(Act)
class ActAdmin(RecordAdmin):
    menu_place = 70
    list_display = ["at", "by", "verb", "subject_name", "note"]
    list_select_related = ["by"]
    list_filter = [VerbFilter]
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


class RedirectForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]

    def clean_old_path(self) -> str:
        return self._local("old_path")

    def clean_new_path(self) -> str:
        return self._local("new_path")

    def _local(self, name: str) -> str:
        path = self.cleaned_data[name]
        if not LOCAL_PATH.fullmatch(path):
            raise forms.ValidationError("Give an address on this site, such as /articles/a-story/.")
        return path


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    """Added by hand for addresses that are not ours, such as an older site's; stories' own come by themselves."""

    form = RedirectForm
    list_display = ["old_path", "new_path", "since"]
    search_fields = ["old_path", "new_path"]
    ordering = ["-since"]

    def save_model(self, request, obj, form, change):
        if change:
            Redirect.objects.filter(pk=obj.pk).delete()
        redirects.leave(obj.old_path, obj.new_path, at=request.moment)
        obj.__dict__.update(Redirect.objects.get(old_path=obj.old_path).__dict__)
        acts.log("changed" if change else "added", obj, by=request.user, at=request.moment)
