"""The page of a story's notes: it shows all of them, and takes a new one from there or from beside the form."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from articles import note_book
from articles.models import Article
from articles.turn import Refused
from newsroom.keyset import cursor_number


def notes_page(desk: Any, request: Any, object_id: str) -> HttpResponse:
    """Answer `…/notes/`. A script that asks for JSON gets its new note as a piece of the page, or the refusal."""
    if not note_book.may_read(request.user):
        raise PermissionDenied
    article = desk.get_object(request, unquote(object_id))
    if article is None:
        raise Http404("There is no such story.")
    return _take(desk, request, article) if request.method == "POST" else _show(desk, request, article)


def _take(desk: Any, request: Any, article: Article) -> HttpResponse:
    for_script = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    text = request.POST.get("text", "")
    try:
        note = note_book.write(article, text, by=request.user, at=request.moment)
    except Refused as refusal:
        if for_script:
            return JsonResponse({"refusal": str(refusal)}, status=409)
        return _show(desk, request, article, typed=text, refusal=str(refusal))
    if for_script:
        shown = note_book.shown(note, moment=request.moment)
        return JsonResponse({"note": render_to_string("desk/_note.html", {"note": shown})}, status=201)
    messages.success(request, "The note is added.")
    return HttpResponseRedirect(f"{_home(article)}#notes")


def _show(desk: Any, request: Any, article: Article, *, typed: str = "", refusal: str = "") -> HttpResponse:
    before = cursor_number(request.GET.get("before", ""))
    page = note_book.page(article, before=before)
    may_write = note_book.may_write(request.user)
    context = {
        "title": "Notes",
        "original": article,
        "home": _home(article),
        "here": reverse("admin:articles_article_notes", args=[article.pk]),
        "notes": [note_book.shown(note, moment=request.moment) for note in page],
        "older": page.older,
        "before": before,
        "may_write": may_write,
        "colleagues": note_book.colleagues_of(request.user) if may_write else [],
        "longest": note_book.LONGEST,
        "typed": typed,
        "refusal": refusal,
    }
    answer: HttpResponse = desk.admin_site.render(request, "desk/notes.html", context, status=409 if refusal else 200)
    return answer


def _home(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])
