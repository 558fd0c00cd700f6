"""Does something of ours stand at an address now?"""

from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.urls import Resolver404, resolve

from newsroom.public import is_for_readers


def is_taken(path: str, *, like: Any) -> bool:
    """Ask the readers' page at `path` at the moment of the request `like`, as somebody who is not signed in.

    A page that is gone (410) is taken too. Of what is no readers' page, it is enough that it has an address.
    """
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if not is_for_readers(found.func):
        return True
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path.encode().decode("latin-1"), "QUERY_STRING": ""}
    own = {name: like.environ[name] for name in ("SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")}
    host = {name: like.environ[name] for name in ("HTTP_HOST",) if name in like.environ}
    there: Any = WSGIRequest({**asked, **own, **host, "wsgi.input": BytesIO()})
    there.moment = like.moment
    try:
        return bool(found.func(there, *found.args, **found.kwargs).status_code != 404)
    except Http404:
        return False
