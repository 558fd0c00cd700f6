"""What is true of every public page? It may be kept but must be asked about, never looks at who is reading, and is
only read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from newsroom import imprint
from newsroom.clock import TimedRequest
from newsroom.keyset import cursor_number

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Mark a view as public. Its page is in the paper's language, if it has no other. Its answers are validated by
    their ETag (ConditionalGetMiddleware)."""

    @wraps(view)
    def marked(request: TimedRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(imprint.language()):
            response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "public, no-cache")
        return response

    marked.for_readers = True  # type: ignore[attr-defined]
    return require_safe(marked)


def is_for_readers(view: Callable[..., Any]) -> bool:
    """Say whether a view is one of the public pages."""
    return getattr(view, "for_readers", False)


def cursor_in(request: TimedRequest) -> int | None:
    """Read `?before=`; raises Http404 if it is malformed."""
    text = request.GET.get("before")
    if text is None:
        return None
    number = cursor_number(text)
    if number is None:
        raise Http404("There is no such place in the list.")
    request.cursor = number  # type: ignore[attr-defined]
    return number


def cursor_read(request: HttpRequest) -> int | None:
    """Return the place in a list from which this page goes on, if its view asked for one."""
    return getattr(request, "cursor", None)
