"""What is somebody told of a picture where one is chosen? How it looks, whose it is, and what it lacks."""

from datetime import datetime
from typing import Any

from django.http import Http404, JsonResponse

from images.models import Image
from newsroom.desk import desk


def told(image: Image, *, at: datetime) -> dict[str, Any]:
    """Describe a picture to a script: `thumbnail` and `shown` are addresses, `warning` a sentence or nothing."""
    return {
        "id": image.pk,
        "title": image.title,
        "detail": image.caption or image.alt,
        "credit": image.credit,
        "thumbnail": image.thumbnail.url,
        "shown": image.fallback.url,
        "focus": str(image.focus),
        "warning": lacks(image, at=at),
    }


def lacks(image: Image, *, at: datetime) -> str:
    """Say what a picture lacks for being printed, or nothing."""
    missing = [what for what, value in (("alternative text", image.alt), ("credit", image.credit)) if not value]
    said = [f"It has no {' and no '.join(missing)}: add that in the library."] if missing else []
    if image.rights_until is not None and image.rights_until <= at:
        said.append("The right to publish it has run out.")
    return " ".join(said)


@desk.page("pictures/<int:number>/told/", name="picture-told", permission="images.view_image")
def picture_told(request: Any, number: int) -> JsonResponse:
    image = Image.objects.filter(pk=number).first()
    if image is None:
        raise Http404("There is no such picture.")
    return JsonResponse(told(image, at=request.moment))
