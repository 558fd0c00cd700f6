"""The pages that show a story's history and compare two versions of it."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.http import urlencode

from articles import history, permissions, standing
from articles.body_differences import CUT, KEPT, SKIPPED
from articles.differences import BodyChange, Change
from articles.models import Article
from articles.timeline import Timeline
from newsroom.keyset import cursor_number

LAYOUTS = {"side": "Side by side", "inline": "In one text"}


def history_page(desk: Any, request: Any, object_id: str) -> HttpResponse:
    """Answer `…/history/`. Who may see the story may see all that was done to it."""
    article = _article(desk, request, object_id)
    before = cursor_number(request.GET.get("before", "")[:9])
    page = history.page(article, before=before, by=request.user, moment=request.moment)
    timeline = Timeline.of(article, moment=request.moment)
    old, new = history.defaults(article, moment=request.moment)
    context = {
        "opts": desk.opts,
        "article": article,
        "title": "History",
        "subtitle": str(article),
        "state": standing.in_words(article, timeline),
        "page": page,
        "before": before,
        "old": old,
        "new": new,
    }
    return desk.admin_site.render(request, "desk/history.html", context)


def compare_page(desk: Any, request: Any, object_id: str) -> HttpResponse:
    """Answer `…/compare/?old=r12&new=e5`: `r` and a revision's number, or `e` and an edition's key."""
    article = _article(desk, request, object_id)
    asked = [request.GET.get(name, "") for name in ("old", "new")]
    references = [
        one or usual for one, usual in zip(asked, history.defaults(article, moment=request.moment), strict=True)
    ]
    layout = request.GET.get("view", "")
    context: dict[str, Any] = {
        "opts": desk.opts,
        "article": article,
        "title": "What changed",
        "subtitle": str(article),
        "layout": layout if layout in LAYOUTS else "",
        "layouts": LAYOUTS,
    }
    try:
        old, new = (history.version(article, one, moment=request.moment) for one in references)
    except history.NotKept as refusal:
        context["refusal"] = str(refusal)
        return desk.admin_site.render(request, "desk/compare.html", context, status=404)
    readable = old.words is not None and new.words is not None
    changes = history.compare(old, new) if readable else []
    earlier, later = history.neighbours(article, old, new)
    context |= {
        "old": old,
        "new": new,
        "versions": [old, new],
        "readable": readable,
        "changes": changes,
        "count": _places(changes),
        "earlier": earlier,
        "later": later,
        "query": urlencode({"old": old.reference, "new": new.reference}),
        "swapped": urlencode({"old": new.reference, "new": old.reference}),
        "may_restore": permissions.may_edit(request.user, article),
    }
    return desk.admin_site.render(request, "desk/compare.html", context)


def _article(desk: Any, request: Any, object_id: str) -> Article:
    article = desk.get_object(request, unquote(object_id))
    if article is None:
        raise Http404("There is no such story.")
    if not desk.has_view_or_change_permission(request, article):
        raise PermissionDenied
    return article


def _places(changes: list[Change]) -> int:
    """Count the places that changed: a field, or a block of the body."""
    found = 0
    for change in changes:
        if isinstance(change, BodyChange):
            found += sum(row.change not in {KEPT, SKIPPED, CUT} for row in change.rows)
        else:
            found += 1
    return found
