"""Where does this site stand? What precedes each of its addresses wherever they leave the house."""

from urllib.parse import quote, urljoin

from django.conf import settings
from django.http import HttpRequest

from newsroom.public import cursor_read


def origin(request: HttpRequest) -> str:
    """Return the site's own address, such as https://news.example: one, whichever host a page was asked for at.

    A page that stands at the desk (of another time, of a preview) keeps to the host of the desk.
    """
    if getattr(request, "banner", None):
        return f"{request.scheme}://{request.get_host()}"
    return str(settings.SITE_URL)


def absolute(site: str, address: str) -> str:
    """Return `address`, a path or whole already, as one that can be followed from anywhere."""
    return urljoin(f"{site}/", address)


def canonical(request: HttpRequest) -> str:
    """Return the one address of the page that was asked for: without any query but the place in a list."""
    cursor = cursor_read(request)
    return absolute(origin(request), quote(request.path) + (f"?before={cursor}" if cursor else ""))


def addresses(request: HttpRequest) -> dict[str, object]:
    """Tell every template where its page stands. A list's later pages are no pages to be found by."""
    return {"canonical": canonical(request), "is_later_page": cursor_read(request) is not None}
