"""What does somebody outside get for a preview link? The working copy, or a page that says that it is closed.

Everybody with the link gets the same: nothing here looks at a session. An opening is written down with the address by
which sign-ins are counted too.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import previewing, reading, views
from articles.models import PreviewLink
from newsroom import zones
from newsroom.client_address import client_address
from newsroom.clock import TimedRequest
from newsroom.unlisted import Banner, unlisted


@require_safe
def shared_preview(request: TimedRequest, token: str) -> HttpResponse:
    response = _answer(request, token)
    unlisted(response)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _answer(request: TimedRequest, token: str) -> HttpResponse:
    if previewing.is_fetched_ahead(request):
        return HttpResponse(status=503)  # to be asked again once somebody wants it: each opening is written down
    try:
        shared = previewing.shared_by(token, moment=request.moment)
    except PreviewLink.DoesNotExist:
        return views.not_found(request, Http404("There is no such preview."))
    except previewing.Closed:
        return render(request, "desk/preview_closed.html", {"sections": reading.sections()}, status=410)
    edition = previewing.edition_of(shared.article, previewing.SAVED, shared.timeline)
    response = previewing.show(request, edition, Banner("desk/banners/_shared.html", _facts(shared)))
    if request.method == "GET":
        previewing.note_opening(shared, at=request.moment, address=client_address(request))
    return response


def _facts(shared: previewing.Shared) -> dict[str, Any]:
    moment, live = shared.timeline.moment, shared.timeline.live
    return {
        "until": zones.in_words(shared.link.expires_at, moment=moment),
        "is_public": live is not None and live.revision == shared.article.revision,
        "is_change": live is not None,
    }
