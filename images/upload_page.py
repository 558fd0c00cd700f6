"""How do pictures come into the library? Any number at once: a plain form, which a script makes into a place to drop.

A script sends one file at a time and asks for JSON; without it all files come together and the page tells of each.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from images import arriving, intake, judging, scripts
from images.arriving import Arrival
from images.told import told
from newsroom.desk import desk

MOST_AT_ONCE = 100
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"


@desk.page("pictures/add/", name="add-pictures", permission="images.add_image")
def add_pictures(request: Any) -> HttpResponse:
    """Take files, each by itself: one that is refused keeps none of the others out."""
    files = request.FILES.getlist("files")[:MOST_AT_ONCE] if request.method == "POST" else []
    arrivals = [arriving.receive(file, by=request.user, at=request.moment) for file in files]
    if _wants_json(request):
        return _told(request, arrivals)
    new = [arrival.image.pk for arrival in arrivals if arrival.is_new and arrival.image]
    if new and len(new) == len(arrivals):
        return HttpResponseRedirect(check_address(new))
    context = {
        "title": "Add pictures",
        "media": scripts.media("upload-page"),
        "arrivals": arrivals,
        "nothing_chosen": request.method == "POST" and not files,
        "check": check_address(new) if new else "",
        "new": len(new),
        "accepted": ACCEPTED,
        "most_bytes": intake.MOST_BYTES,
        "most_megabytes": intake.MOST_BYTES // 1024 // 1024,
        "most_pixels": judging.MOST_PIXELS // 1_000_000,
    }
    return desk.render(request, "desk/pictures/add.html", context)


def check_address(numbers: list[int]) -> str:
    return f"{reverse('admin:check-pictures')}?{urlencode({'id': numbers}, doseq=True)}"


def _told(request: HttpRequest, arrivals: list[Arrival]) -> JsonResponse:
    """Tell a script what became of its file. `found` is what the file says, for its user to look at."""
    if not arrivals:
        return JsonResponse({"refused": "No file came with this."}, status=400)
    arrival = arrivals[0]
    row = render_to_string("desk/pictures/_arrival.html", {"arrival": arrival}, request)
    image = arrival.image
    if image is None:
        return JsonResponse({"refused": arrival.refusal, "row": row})
    answer = told(image, at=request.moment) | {"is_new": arrival.is_new, "row": row}  # type: ignore[attr-defined]
    answer["words"] = reverse("admin:picture-words", args=[image.pk])
    return JsonResponse(answer, status=201 if arrival.is_new else 200)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
