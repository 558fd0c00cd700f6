"""The page of a move: it asks what the move needs, makes it, and says what came of it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles import permissions, revisions, standing
from articles.admin import proposal
from articles.desk_forms import MoveForm
from articles.desk_moves import BY_NAME, Ask, DeskMove
from articles.models import Article
from articles.timeline import Timeline
from articles.turn import Refused, Stale
from newsroom.keyset import cursor_number


def move_page(desk: Any, request: Any, object_id: str, name: str, version_id: int | None = None) -> HttpResponse:
    """Answer `…/do/<name>/`, or `…/do/<name>/<key>/` for the moves of one edition or revision.

    Raises NotAllowed if the user may not, and Http404 if there is no such move. The refusal names the story, so whoever
    may not see stories gets another.
    """
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    article = desk.get_object(request, unquote(object_id))
    move = BY_NAME.get(name)
    if article is None or move is None or bool(move.of) != (version_id is not None):
        raise Http404("There is no such move.")
    permissions.require(request.user, move.verb, article)
    home = reverse("admin:articles_article_change", args=[article.pk])
    timeline = Timeline.of(article, moment=request.moment)
    version = _version(article, move, version_id)
    if move.of and version is None:
        messages.warning(request, "That version is gone: somebody cancelled or replaced it. Nothing has changed.")
        return HttpResponseRedirect(home)
    if request.method != "POST" and not move.fits(article, timeline):
        said = standing.in_words(article, timeline)
        why = ", and the form holds just those words" if move.after_typing else ""
        messages.warning(request, f"“{move.label.rstrip('…')}” does not fit this story as it stands: {said}{why}.")
        return HttpResponseRedirect(home)
    seen = cursor_number(request.GET.get("seen", "")) or article.version
    answers = request.POST if request.method == "POST" else None
    initial = {"seen": seen, **proposal.filled_in(request)}
    form = move.form(answers, article=article, timeline=timeline, edition=version, initial=initial)
    came_from = proposal.came_from(request)
    if form.is_valid() and _made(request, move, article, version, form):
        return HttpResponseRedirect(came_from or home)
    context = {
        "opts": desk.opts,
        "original": article,
        "title": move.label.rstrip("…"),
        "move": move,
        "form": form,
        "media": desk.media + form.media,
        "state": standing.in_words(article, timeline),
        "older": _older(move, article, timeline),
        "falls": _falls(move, timeline, version),
        "home": home,
        "came_from": came_from,
        "proposal": proposal.told(form, moment=request.moment),
        "headline": getattr(version, "headline", article.headline),
        "revision": getattr(version, "revision", None) or getattr(version, "number", article.revision),
    }
    status = 409 if form.non_field_errors() else 200
    return desk.admin_site.render(request, "desk/move.html", context, status=status)


def _version(article: Article, move: DeskMove, key: int | None) -> Any:
    rows: Any = {"edition": article.editions, "revision": article.revisions}.get(move.of)
    return rows.filter(pk=key).first() if rows is not None else None


def _made(request: Any, move: DeskMove, article: Article, version: Any, form: MoveForm) -> bool:
    answers = form.cleaned_data
    try:
        told = move.run(Ask(article, version, request.user, answers["seen"], request.moment, answers))
    except (Refused, ValidationError) as refusal:
        form.add_error(None, str(refusal) if isinstance(refusal, Refused) else refusal)
        if isinstance(refusal, Stale):  # what the page shows below is the story as it is now
            article.refresh_from_db()
            form.data = {**request.POST.dict(), "seen": article.version}
        return False
    messages.success(request, told)
    return True


def _older(move: DeskMove, article: Article, timeline: Timeline) -> list[Any]:
    """List what is scheduled and would put older words in place of those that are published now."""
    if move.verb != "publish" or not timeline.scheduled:
        return []
    twins = revisions.twins(article, [edition.revision for edition in timeline.scheduled])
    numbers = {edition.revision for edition in standing.older_plans(article, timeline, twins=twins)}
    rows = article.revisions.filter(number__in=numbers).defer("words")
    by_number = {row.number: row for row in rows}
    return [(e, by_number.get(e.revision)) for e in timeline.scheduled if e.revision in numbers]


def _falls(move: DeskMove, timeline: Timeline, version: Any) -> list[Any]:
    """List what goes with it: after a cancelled opening, or behind a withdrawal."""
    if move.name == "cancel":
        return timeline.falls_with(version)[1:]
    return list(timeline.scheduled) if move.name == "withdraw" else []
