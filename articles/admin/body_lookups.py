"""What does the body's editor ask while somebody writes? Pictures and stories, what an address is, which links hold."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import URLPattern, path

from articles import body_references, embeds, links
from newsroom.clock import TimedRequest

Lookup = Callable[[TimedRequest], dict[str, Any]]


def urls(desk: Any, guarded: Callable[..., Any]) -> list[URLPattern]:
    """List the addresses of all this, for whoever may see stories; `guarded` lets in who is signed in."""

    def answered_by(lookup: Lookup) -> Callable[..., JsonResponse]:
        def view(request: TimedRequest) -> JsonResponse:
            if not desk.has_view_permission(request):
                raise PermissionDenied
            return JsonResponse(lookup(request))

        return guarded(view)

    return [path(f"{name}/", answered_by(lookup), name=f"articles_article_{name}") for name, lookup in LOOKUPS.items()]


def _references(request: TimedRequest) -> dict[str, Any]:
    """Find pictures and stories: by words (`q`) or by keys (`ids`)."""
    return {"results": body_references.find(request.GET, moment=request.moment)}


def _embed(request: TimedRequest) -> dict[str, Any]:
    """Say what an `address` would be in a body: a video, a post, or refused."""
    return embeds.at(request.GET.get("address", ""))


def _links(request: TimedRequest) -> dict[str, Any]:
    """Say of each `address` whether a reader could follow a link to it."""
    asked = request.GET.getlist("address")[:100]
    verdicts = links.judge(asked, request.moment, hosts=[request.get_host()])
    return {"results": {address: asdict(verdict) for address, verdict in verdicts.items()}}


LOOKUPS: dict[str, Lookup] = {"references": _references, "embed": _embed, "links": _links}
