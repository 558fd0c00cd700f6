"""The page on which a picture gets another file: what it shows now, and all that will show the other one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from images import intake, replacing, usage
from images.models import Image
from images.upload_page import ACCEPTED
from newsroom.desk import desk


class ReplaceForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    upload = forms.FileField(
        label="The other file",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text="A better scan, a retouched or blurred version. Another scene is another picture: add that instead.",
    )

    def clean_upload(self) -> Any:
        self.taken = intake.take(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]


@desk.page("pictures/<int:number>/replace/", name="replace-picture", permission="images.change_image")
def replace_picture(request: Any, number: int) -> HttpResponse:
    image = Image.objects.filter(pk=number).first()
    if image is None:
        raise Http404("There is no such picture.")
    home = reverse("admin:images_image_change", args=[image.pk])
    form = ReplaceForm(request.POST or None, request.FILES or None, initial={"seen": image.digest}, label_suffix="")
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            replacing.replace(image, form.taken, by=request.user, seen=seen, at=request.moment)
        except replacing.NotReplaced as refusal:
            form.add_error("upload", ValidationError(str(refusal)))
        else:
            messages.success(request, "The file is replaced wherever the picture is shown. Look whether its words fit.")
            return HttpResponseRedirect(home)
    found = usage.of(image, at=request.moment)
    context = {"title": "Replace the file", "image": image, "form": form, "home": home, "usage": found}
    return desk.render(request, "desk/pictures/replace.html", context)
