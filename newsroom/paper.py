"""What is this paper called, which clocks does it go by, in which languages does it appear? For every page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from newsroom import imprint, languages, zones


def about_the_paper(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": imprint.name(),
        "site_tagline": imprint.tagline(),
        "newsroom_zone": zones.newsroom_zone().key,
        "home": languages.of_this_page().front,
        "languages": languages.of_the_paper(),
        "news_every": settings.FEED_POLL_SECONDS,
        "offline_reading": settings.OFFLINE_READING,
    }


class ZoneMiddleware:
    """Let every page that a view makes tell times of the newsroom's zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        if not getattr(view, "asks_nobody", False):
            timezone.activate(zones.newsroom_zone())
