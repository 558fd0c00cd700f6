"""What time is it for this request? The clock is read here, once, and passed inwards."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class TimedRequest(HttpRequest):
    """A request with the moment (aware, UTC) at which it was asked."""

    moment: datetime


class ClockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.moment = timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)
