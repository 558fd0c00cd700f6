"""Somebody typed into a story that is gone meanwhile, or no longer theirs to change: the page that keeps the typing."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from articles.differences import LABELS
from articles.models import Article
from newsroom import acts, zones
from newsroom.keyset import cursor_number

CONTROL = {"csrfmiddlewaretoken", "seen", "base_revision", "base_desk", "save_over", "once", "slug"}
OWN_KEYS = ("-id", "-article")  # which row of a byline it was, and of which story


def typing_page(desk: Any, request: Any, object_id: str, article: Article | None) -> HttpResponse:
    """Say why nothing was saved; show what was typed, and offer to begin a new story with it."""
    if article is None:
        why, status = _who_deleted(object_id, moment=request.moment), 410
    else:
        why, status = f"You may not change “{article}” any more: ask an editor, or the chief.", 403
    typed = [
        (name, values)
        for name, values in request.POST.lists()
        if name not in CONTROL and not name.startswith(("_", "take_")) and not name.endswith(OWN_KEYS)
    ]
    shown = [(LABELS[name], "\n".join(values)) for name, values in typed if name in LABELS and any(values)]
    context = {
        "opts": desk.opts,
        "title": "Nothing was saved",
        "why": why,
        "shown": shown,
        "typed": typed,
        "add": reverse("admin:articles_article_add") if desk.has_add_permission(request) else "",
    }
    return desk.admin_site.render(request, "desk/typed_text.html", context, status=status)


def _who_deleted(object_id: str, *, moment: Any) -> str:
    act = acts.latest(Article(pk=cursor_number(object_id[:18]) or 0))
    if act is None or act.verb != "delete":
        return "This story does not exist, or was deleted."
    return f"{acts.name_of(act.by)} deleted “{act.subject_name}” {zones.ago(act.at, moment=moment)}."
