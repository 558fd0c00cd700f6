"""The page of a move on several stories: it lists them, asks what the move needs, makes it, and tells what came."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from articles import bulk, permissions, standing, turn
from articles.models import Article, Edition
from articles.timeline import Timeline
from newsroom.keyset import cursor_number

MOST = 200


def actions(request: Any) -> dict[str, tuple[Callable[..., HttpResponse], str, str]]:
    """List the moves as Django's list wants its actions: each leads to its page."""
    return {move.name: (_leading_to(move), move.name, move.label) for move in bulk.moves_for(request.user)}


def _leading_to(move: bulk.BulkMove) -> Callable[..., HttpResponse]:
    """Make an action of a move. Django's queryset is the list as it is now; what counts is what was shown."""
    return lambda desk, request, queryset: bulk_page(desk, request, move.name)


def bulk_page(desk: Any, request: Any, name: str) -> HttpResponse:
    """Answer `…/together/<name>/`. Takes the stories that were ticked, each with the version that the list showed."""
    move = bulk.BY_NAME.get(name)
    if move is None:
        raise Http404("There is no such move.")
    if not request.user.has_perm(f"articles.{permissions.NEEDS[move.verb]}"):
        raise PermissionDenied
    shown = _shown(request.POST)
    home = _home(request)
    if not shown:
        messages.warning(request, "Tick the stories first. Nothing has changed.")
        return HttpResponseRedirect(home)
    events = Prefetch("editions", Edition.objects.defer("body"))
    stories = Article.objects.filter(pk__in=shown).defer("body").prefetch_related(events, "withdrawals")
    pairs = [(story, shown[story.pk]) for story in stories.order_by("-id")]
    is_answered = "confirmed" in request.POST
    form = move.question(request.POST if is_answered else None)
    if is_answered and form.is_valid():
        done = bulk.make(move, pairs, by=request.user, at=request.moment, answers=form.cleaned_data)
        _tell(request, move, done, gone=len(shown) - len(pairs))
        return HttpResponseRedirect(home)
    context = {
        "title": move.label.rstrip("…"),
        "opts": desk.opts,
        "move": move,
        "form": form,
        "media": desk.media + form.media,
        "stories": [_told(request, story, seen) for story, seen in pairs],
        "beyond": request.POST.get("select_across") == "1",
        "query": request.POST.get("query", request.GET.urlencode()),
        "home": home,
    }
    return desk.admin_site.render(request, "desk/bulk.html", context)


def _told(request: Any, story: Article, seen: int) -> dict[str, Any]:
    moment = request.moment
    state = standing.in_words(story, Timeline.of(story, moment=moment))
    moved = turn.who_was_first(story, moment=moment, user=request.user) if story.version != seen else ""
    return {"story": story, "seen": seen, "state": state, "moved": moved}


def _shown(post: QueryDict) -> dict[int, int]:
    """Read which stories were ticked, and at which version the list showed each."""
    shown = {}
    for text in post.getlist(ACTION_CHECKBOX_NAME)[:MOST]:
        key, seen = cursor_number(text), cursor_number(post.get(f"seen-{text}", ""))
        if key is not None and seen is not None:
            shown[key] = seen
    return shown


def _home(request: Any) -> str:
    """Lead back to the list as it was filtered."""
    query = QueryDict(request.POST.get("query", request.GET.urlencode()) if request.method == "POST" else "")
    home = reverse("admin:articles_article_changelist")
    return f"{home}?{query.urlencode()}" if query else home


def _tell(request: Any, move: bulk.BulkMove, done: list[bulk.Outcome], *, gone: int) -> None:
    made = [outcome for outcome in done if not outcome.refusal]
    if made:
        count = f"“{made[0].name}” is" if len(made) == 1 else f"{len(made)} stories are"
        messages.success(request, f"{count} {move.done}.")
    for outcome in done:
        if outcome.refusal:
            messages.warning(request, f"“{outcome.name}”: {outcome.refusal}")
    if gone:
        messages.warning(request, "Somebody deleted one of the stories." if gone == 1 else f"{gone} stories are gone.")
