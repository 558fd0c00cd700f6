"""Is it right what the files say of themselves? The words of pictures that have just come, before they are kept."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from images import arriving
from images.models import Image
from images.picture_form import CheckForm
from images.told import lacks
from images.upload_page import check_address
from newsroom.desk import desk
from newsroom.keyset import cursor_number

MOST = 100


@desk.page("pictures/check/", name="check-pictures", permission="images.change_image")
def check_pictures(request: Any) -> HttpResponse:
    """Show a form for each picture, filled from its file, and keep them all together."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = [number for text in asked.getlist("id")[:MOST] if (number := cursor_number(text))]
    images = list(Image.objects.filter(pk__in=numbers).order_by("pk"))
    if not images:
        if numbers:
            messages.warning(request, "These pictures are gone from the library.")
        return HttpResponseRedirect(reverse("admin:images_image_changelist"))
    if request.method != "POST":
        forms = [CheckForm(instance=image, prefix=str(image.pk)) for image in images]
        return _page(request, forms)
    gone = cursor_number(request.POST.get("discard", ""))
    if gone is not None:
        images = _without(request, images, gone)
        if not images:
            return HttpResponseRedirect(reverse("admin:images_image_changelist"))
    with transaction.atomic():
        forms = [CheckForm(request.POST, instance=image, prefix=str(image.pk)) for image in images]
        if gone is not None or not all([form.is_valid() for form in forms]):  # noqa: C419 - each says what is wrong
            return _page(request, forms)
        for form in forms:
            arriving.keep(form.instance, by=request.user, at=request.moment, changed=form.changed_data)
    counted = "1 picture is" if len(forms) == 1 else f"{len(forms)} pictures are"
    messages.success(request, f"{counted} in the library, as you checked them.")
    return HttpResponseRedirect(reverse("admin:images_image_changelist"))


@desk.page("pictures/<int:number>/words/", name="picture-words", permission="images.change_image")
def picture_words(request: Any, number: int) -> HttpResponse:
    """Give a script the form of one picture, filled from its file, and take it back checked."""
    with transaction.atomic():
        image = Image.objects.filter(pk=number).first()
        if image is None:
            raise Http404("There is no such picture.")
        form = CheckForm(request.POST if request.method == "POST" else None, instance=image, prefix="picture")
        if request.method == "POST" and form.is_valid():
            arriving.keep(form.instance, by=request.user, at=request.moment, changed=form.changed_data)
            return JsonResponse({"id": image.pk, "warning": lacks(image, at=request.moment)})
        fields = render_to_string("desk/pictures/_fields.html", {"form": form, "image": image}, request)
    return JsonResponse({"fields": fields, "title": image.title})


def _without(request: Any, images: list[Image], number: int) -> list[Image]:
    """Take one picture back; say so, or why not."""
    chosen = next((image for image in images if image.pk == number), None)
    if chosen is None:
        return images
    try:
        arriving.discard(chosen, by=request.user, at=request.moment)
    except arriving.NotYours as refusal:
        messages.warning(request, str(refusal))
        return images
    messages.success(request, f"“{chosen}” is gone from the library.")
    return [image for image in images if image.pk != number]


def _page(request: Any, forms: list[CheckForm]) -> HttpResponse:
    rows = [{"form": form, "image": form.instance, "may_discard": _may_discard(request, form)} for form in forms]
    context = {
        "title": "Check what the files say",
        "rows": rows,
        "media": forms[0].media,
        "address": check_address([form.instance.pk for form in forms]),
        "has_errors": any(form.is_bound and form.errors for form in forms),
    }
    return desk.render(request, "desk/pictures/check.html", context)


def _may_discard(request: Any, form: CheckForm) -> bool:
    return arriving.may_discard(form.instance, request.user)
