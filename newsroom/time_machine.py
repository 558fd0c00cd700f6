"""How did the paper look at another moment, or how will it? Its own pages, drawn as of then.

The whole of the readers' site is mounted, in WSGI's sense of the word, under `/admin/at/<moment>/`: the same views get
a request of another moment whose SCRIPT_NAME is that folder, so every address that they make lies inside it. What
writers typed into bodies (`href="/articles/…"`) is led inside afterwards.

The request that the views get is a new one: it has no session and no user, so a page here is what a reader would get.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from urllib.parse import quote, urlencode, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import (
    Resolver404,
    get_resolver,
    get_script_prefix,
    register_converter,
    resolve,
    reverse,
    set_script_prefix,
)

from newsroom import policy, redirects
from newsroom.public import is_for_readers
from newsroom.unlisted import Banner, unlisted

FORMAT = "%Y%m%dT%H%MZ"
MINUTE = timedelta(minutes=1)
LINK = re.compile(
    r"""((?:<|&lt;)(?:a|area|form|link)\s(?!data-leave)(?:(?:(?!&[lg]t;)[^<>])*?\s)??(?:href|action)=\\?["'])([^"'\\<>]+)""",
    re.I,
)
"""A link as it stands in a page, in a feed (escaped once) or in JSON (its quotes escaped). The banner's own
way out is marked `data-leave`, which no body can hold."""


class MomentConverter:
    """A moment in an address: UTC to the minute, as ISO 8601 writes it in its basic form (20261124T0600Z)."""

    regex = r"(?:199[0-9]|20[0-9]{2}|21[0-9]{2})[0-9]{4}T[0-9]{4}Z"

    def to_python(self, value: str) -> datetime:
        return datetime.strptime(value, FORMAT).replace(tzinfo=UTC)

    def to_url(self, value: datetime) -> str:
        return value.astimezone(UTC).strftime(FORMAT)


register_converter(MomentConverter, "moment")


def minute_of(moment: datetime) -> datetime:
    """Return the whole minute that `moment` lies in."""
    return moment.replace(second=0, microsecond=0)


def minute_after(moment: datetime) -> datetime:
    """Return the first whole minute at which what happens at `moment` has happened."""
    minute = minute_of(moment)
    return minute if minute == moment else minute + MINUTE


def address(moment: datetime, path: str = "/") -> str:
    """Say where the staff see the readers' page `path` as of `moment`."""
    return f"{reverse('admin:other-times')}{MomentConverter().to_url(moment)}/{quote(path.lstrip('/'))}"


def chooser(path: str) -> str:
    """Say where another moment is chosen for the same page."""
    return f"{reverse('admin:other-times')}?{urlencode({'page': '/' + path.lstrip('/')})}"


def outside(path: str) -> str:
    """Say where readers see that page now."""
    return f"{get_script_prefix()}{quote(path.lstrip('/'))}"


def show(request: WSGIRequest, moment: datetime, path: str, banner: Banner) -> HttpResponse:
    """Answer with what readers got, or will get, for `path` at `moment`; `request` is the one that asked for it here.

    An address that was moved meanwhile leads on, and one that nothing stands at gives readers' own "no such page".
    """
    path = "/" + path.lstrip("/")
    folder = address(moment)
    there = _asked_there(request, folder, path)
    there.moment, there.banner = moment, banner
    with _mounted(folder):
        try:
            response = _drawn(there, path)
        except Http404 as problem:
            moved_to = redirects.way_on(there, path)
            if moved_to is not None:
                response = HttpResponseRedirect(moved_to)
            else:
                not_found: Any = get_resolver().resolve_error_handler(404)
                response = not_found(there, exception=problem)
        _lead_inside(response, _Inside(there, folder, path))
    policy.as_for_readers(response)
    return cast(HttpResponse, unlisted(response))


def _asked_there(request: WSGIRequest, folder: str, path: str) -> Any:
    mounted = {"SCRIPT_NAME": folder.rstrip("/"), "PATH_INFO": path.encode().decode("latin-1")}
    return WSGIRequest({**request.environ, **mounted})


@contextmanager
def _mounted(folder: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(folder)
    try:
        yield
    finally:
        set_script_prefix(before)


def _drawn(there: Any, path: str) -> HttpResponse:
    found = resolve(path)
    if not is_for_readers(found.func):
        raise Http404("This is none of the readers' pages.")
    response = found.func(there, *found.args, **found.kwargs)
    return response.render() if hasattr(response, "render") else response


class _Inside:
    """Where does a link on one page lead that stays inside?"""

    def __init__(self, there: Any, folder: str, path: str) -> None:
        self.host = there.get_host().lower()
        self.folder = folder
        self.page = f"{there.scheme}://{self.host}{quote(path)}"

    def led(self, link: str) -> str:
        """Return a link to one of our pages as one that stays inside; any other as it is."""
        if link.startswith(("#", "?")):
            return link
        try:
            parts = urlsplit(urljoin(self.page, link.strip()))
        except ValueError:  # no address at all
            return link
        if parts.scheme not in {"http", "https"} or parts.netloc.lower() != self.host or not self._leaves(parts.path):
            return link
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{self.folder}{parts.path.lstrip('/')}{query}{fragment}"

    def _leaves(self, path: str) -> bool:
        """Say whether `path` is a readers' page outside. Files, and the desk itself, stay where they are."""
        if path.startswith((self.folder, settings.STATIC_URL, settings.MEDIA_URL)):
            return False
        try:
            return is_for_readers(resolve(path).func)
        except Resolver404:
            return True  # nothing is there now; inside, the banner still says which moment that is about


def _lead_inside(response: HttpResponse, inside: _Inside) -> None:
    if "Location" in response:
        response["Location"] = inside.led(response["Location"])
    is_picture = response.headers.get("Content-Type", "").startswith("image/")
    if not response.streaming and response.content and not is_picture:
        text = response.content.decode(response.charset)
        response.content = LINK.sub(lambda link: link.group(1) + inside.led(link.group(2)), text)
