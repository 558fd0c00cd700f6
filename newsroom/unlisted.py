"""What is true of a readers' page that is not for readers? It says so at its top, and nobody keeps or finds it.

A view puts a `Banner` on the request; `templates/base.html` then draws it above the page, and leaves out what is
written for search engines. Readers' own requests never have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Banner:
    """What stands above the page: a template, and what it tells.

    With `links_leave`, the page's links open in a tab of their own: it stands in a frame, where they could not open.
    """

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    links_leave: bool = False


def unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """Let no cache keep an answer and no search engine list it, and give nobody a validator for it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    for name in ("ETag", "Last-Modified", "Expires"):
        response.headers.pop(name, None)
    return response
