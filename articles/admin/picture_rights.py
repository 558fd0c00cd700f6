"""The page that lists whose rights have run out while readers still see the picture, and its part of the dashboard."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from articles import picture_rights
from articles.picture_rights import Ending
from newsroom import dashboard, zones
from newsroom.dashboard import Part, Row
from newsroom.desk import desk


@desk.page("pictures/rights/", name="picture-rights", permission="images.view_image")
def rights_page(request: Any) -> HttpResponse:
    moment = request.moment
    endings = picture_rights.endings(moment)
    context = {
        "title": "Picture rights",
        "ended": [_row(ending, request) for ending in endings if ending.has_ended(moment)],
        "soon": [_row(ending, request) for ending in endings if not ending.has_ended(moment)],
        "days": picture_rights.SOON.days,
    }
    return desk.render(request, "desk/pictures/rights.html", context)


@dashboard.part(55)
def rights_that_end(request: Any) -> Part | None:
    """Pictures that readers see, or will see, without the right to show them."""
    if not request.user.has_perm("articles.publish_article"):
        return None
    endings = picture_rights.endings(request.moment)
    home = reverse("admin:picture-rights")
    rows = [Row(str(ending.image), f"{home}#picture-{ending.image.pk}", _facts(ending, request)) for ending in endings]
    is_late = any(ending.has_ended(request.moment) and ending.pages for ending in endings)
    empty = "Nobody is shown a picture whose rights have run out, or soon will."
    return Part("rights", "Picture rights", rows, home, empty, urgent=is_late)


def _facts(ending: Ending, request: Any) -> list[str]:
    ended = "ended" if ending.has_ended(request.moment) else "end"
    pages = "1 page shows it" if ending.pages == 1 else f"{ending.pages} pages show it"
    return [f"rights {ended} {zones.in_words(ending.until, moment=request.moment)}", pages]


def _row(ending: Ending, request: Any) -> dict[str, Any]:
    words = zones.in_words(ending.until, moment=request.moment)
    return {"image": ending.image, "until": words, "uses": sorted(ending.uses, key=lambda use: not use.is_public)}
