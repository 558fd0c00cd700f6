"""The picture library at the desk: the grid of all pictures, and the page of each."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from images import arriving, check_page, intake, replace_page, scripts, upload_page, usage
from images.library_filters import SOON, LacksFilter, OriginFilter, RightsFilter, UsedFilter
from images.models import Image, add
from images.picture_form import FOCUS, ORIGIN, RIGHTS, WORDS, PictureForm
from newsroom import acts
from newsroom.desk import NounAdmin

__all__ = ["check_page", "replace_page", "upload_page"]  # pages that register themselves


class NewPictureForm(PictureForm):
    """Asks for the file too: for the window in which a form elsewhere adds a picture without leaving."""

    upload = forms.FileField(
        label="File",
        widget=forms.ClearableFileInput(attrs={"accept": upload_page.ACCEPTED}),
        help_text="JPEG, PNG, WebP or AVIF, up to 40 MB and 60 million pixels.",
    )
    focus_x = focus_y = None  # type: ignore[assignment]

    class Meta(PictureForm.Meta):
        fields = [*WORDS, *ORIGIN, *RIGHTS]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        self.taken = intake.take(upload)
        existing = Image.objects.filter(digest=self.taken.digest).first()
        if existing is not None:
            raise forms.ValidationError(f"The library has this picture already: “{existing}” (number {existing.pk}).")
        return upload


@admin.register(Image)
class ImageAdmin(NounAdmin):
    menu_place = 60
    form = PictureForm
    change_list_template = "desk/pictures/library.html"
    change_form_template = "desk/pictures/picture.html"
    list_display = ["title"]
    list_filter = [LacksFilter, RightsFilter, OriginFilter, UsedFilter]
    list_per_page = 48
    search_fields = ["title", "caption", "credit", "creator", "alt"]
    search_help_text = ""
    date_hierarchy = None
    view_on_site = False
    fieldsets = [
        (None, {"fields": [*WORDS]}),
        ("Focus", {"fields": [tuple(FOCUS)], "classes": ["picture-focus"]}),
        ("Origin", {"fields": [*ORIGIN]}),
        ("Rights", {"fields": [*RIGHTS]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is not None:
            return super().get_fieldsets(request, obj)
        (_, words), _focus, *rest = self.fieldsets
        return [(None, {"fields": ["upload", *words["fields"]]}), *rest]

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **({} if obj else {"form": NewPictureForm}), **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("added_by")

    def add_view(self, request, form_url="", extra_context=None):
        """Lead to the page that takes many; the window that a form elsewhere opens gets the form for one."""
        if request.method == "GET" and not request.GET and self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:add-pictures"))
        return super().add_view(request, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        soon = request.moment + SOON
        return super().changelist_view(request, {**(extra_context or {}), "moment": request.moment, "soon": soon})

    def render_change_form(self, request, context, *args, **kwargs):
        image = context.get("original")
        if image is not None:
            context["usage"] = usage.of(image, at=request.moment)
            context["media"] = context["media"] + scripts.media("picture-page")
            context["moment"] = request.moment
            context["may_discard"] = arriving.may_discard(image, request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            names = [*WORDS, *ORIGIN, *RIGHTS]
            words = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
            image = add(form.taken, by=request.user, at=request.moment, **words)
            obj.__dict__.update(image.__dict__)
            acts.log("added", image, by=request.user, at=request.moment)
        else:
            arriving.keep(obj, by=request.user, at=request.moment, changed=form.changed_data)

    @transaction.atomic
    def delete_model(self, request, obj):
        """Its original goes with it: whoever has to delete a picture has to delete its file."""
        super().delete_model(request, obj)
        transaction.on_commit(lambda: arriving.forget(obj))
