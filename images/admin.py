"""The picture library at the desk, in its first form."""

from typing import Any

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string

from images import intake
from images.models import Image, add
from newsroom import acts
from newsroom.desk import NounAdmin
from newsroom.moment_field import MomentField
from newsroom.stale_forms import StaleCheckedForm


class ImageForm(StaleCheckedForm):
    """Asks for the file once; a picture's file never changes, its words may."""

    upload = forms.FileField(
        label="File",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text="JPEG, PNG, WebP or AVIF, up to 40 MB and 60 million pixels.",
    )

    rights_until = MomentField(
        label="Rights run out", required=False, help_text=Image._meta.get_field("rights_until").help_text
    )

    class Meta:
        model = Image
        fields = ["title", "alt", "caption", "credit", "rights_until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)

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
    form = ImageForm
    list_display = ["picture", "title", "credit", "size", "added_at", "added_by"]
    list_display_links = ["picture", "title"]
    list_select_related = ["added_by"]
    search_fields = ["title", "caption", "credit", "alt"]
    date_hierarchy = None
    readonly_fields = ["picture", "size", "added_at", "added_by"]

    def get_fields(self, request, obj=None):
        words = ["title", "alt", "caption", "credit", "rights_until"]
        return ["picture", *words, "size", "added_at", "added_by"] if obj else ["upload", *words]

    @admin.display(description="picture")
    def picture(self, image: Image) -> str:
        return render_to_string("desk/_thumbnail.html", {"image": image})

    @admin.display(description="size")
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        words = {name: form.cleaned_data[name] for name in ("alt", "caption", "credit", "rights_until")}
        image = add(form.taken, title=form.cleaned_data["title"], by=request.user, at=request.moment, **words)
        obj.__dict__.update(image.__dict__)
        acts.log("added", image, by=request.user, at=request.moment)
