"""Where does a former address lead now? One hop, no loops, for good."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from newsroom import missed
from newsroom.models import Redirect

LONGEST = 400
LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\?#\x00-\x1f\x7f]*", re.ASCII)
NO_PAGES = ("/admin/", settings.MEDIA_URL, settings.STATIC_URL)


class Refused(Exception):
    """An address cannot lead there; the exception's text says why."""


def check_path(path: str) -> None:
    """Raise Refused if `path` cannot be the address of a page for readers of this site."""
    if not LOCAL_PATH.fullmatch(path):
        raise Refused("Give an address on this site, such as /articles/a-story/, without ? and #.")
    if path.startswith(NO_PAGES):
        raise Refused("The desk, pictures and files have addresses of their own, and nothing leads to or from them.")


def end_of(path: str, *, coming_from: str) -> str:
    """Return where the way ends that goes on at `path`. Raises Refused if it comes back to `coming_from`."""
    passed = {coming_from}
    while path not in passed:
        passed.add(path)
        onward = owner_of(path)
        if onward is None:
            return path
        path = onward
    raise Refused(f"That would lead in a circle: the way from there comes back to {path}.")


def leave(old_path: str, new_path: str, *, at: datetime) -> None:
    """Let `old_path` lead to `new_path` from now on, and all that led to the old one too.

    `new_path` is somebody's address again, so whatever led away from it is forgotten.
    """
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path, "since": at})


def owner_of(path: str) -> str | None:
    """Return the address to which `path`, as a former address, now leads; what lay below an address moves with it."""
    return owners_of([path]).get(path)


def owners_of(paths: Iterable[str]) -> dict[str, str]:
    """Return where each of `paths` that is a former address now leads, in one query."""
    possible = [path for path in paths if len(path) <= LONGEST and "\x00" not in path]  # others no database takes
    below = {path: f"{path.rstrip('/').rpartition('/')[0]}/" for path in possible}
    asked = {*below, *below.values()}
    found = dict(Redirect.objects.filter(old_path__in=asked).values_list("old_path", "new_path")) if asked else {}
    owners = {}
    for path, parent in below.items():
        if path in found:
            owners[path] = found[path]
        elif parent in found:
            owners[path] = f"{found[parent]}{path.removeprefix(parent)}"
    return owners


def way_on(request: HttpRequest, path: str) -> str | None:
    """Return where somebody who asked for `path` is sent on to, with the query that they asked with."""
    new_path, query = owner_of(path), request.META.get("QUERY_STRING", "")
    return f"{new_path}?{query}" if new_path is not None and query else new_path


class RedirectMiddleware:
    """Answer what would be 404 with 301 if the address once belonged to something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            address = way_on(request, request.path)
            if address is not None:
                return HttpResponsePermanentRedirect(address)
            missed.note(request)
        return response
