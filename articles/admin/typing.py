"""What do an open story form and the server say to each other while somebody types, and who else is told?"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_POST

from articles import autosave, presence, turn
from articles.admin import taken_back as taking
from articles.admin.story_form import StoryForm
from articles.autosave import Typing
from articles.models import Article, Byline
from articles.turn import Gone, Refused
from newsroom import zones
from newsroom.keyset import cursor_number

CONFLICT, TOO_LARGE = 409, 413
SAVED = "saved_forms"
"""Where a session notes the numbers of the forms that it saved: a browser may still hold copies of their typing."""
MOST_SAVED = 50


def urls(desk: Any, guarded: Callable[..., Any]) -> list[URLPattern]:
    """List the addresses of all this; `guarded` lets in who is signed in."""
    story, name = "<int:object_id>", "articles_article_typing"
    return [
        path("typing/", guarded(require_POST(partial(keep, desk))), name=f"{name}_new"),
        path("typing/token/", guarded(require_GET(partial(token, desk))), name=f"{name}_token"),
        path("typing/<uuid:form>/", guarded(require_GET(partial(compare, desk))), name=f"{name}_compare"),
        path("typing/<uuid:form>/discard/", guarded(require_POST(partial(discard, desk))), name=f"{name}_discard"),
        path(f"{story}/typing/", guarded(require_POST(partial(keep, desk))), name=name),
        path(f"{story}/presence/", guarded(require_POST(partial(be_present, desk))), name="articles_article_presence"),
    ]


# The form


def taken_back(request: Any, article: Article | None) -> Typing | None:
    """Return the typing that the form's address asks back (`?typing=`), if it is this user's, of this story."""
    form = _uuid(request.GET.get("typing"))
    if form is None or request.method != "GET":
        return None
    found = autosave.find(request.user, form)
    return found if found is not None and found.article_id == (article.pk if article else None) else None


def rows_taken_back(request: Any, article: Article | None) -> dict[str, Any]:
    """Give the byline table the rows that were typed, in place of those that are saved."""
    typing = taken_back(request, article)
    if typing is None or f"{taking.BYLINES}-TOTAL_FORMS" not in typing.values:
        return {}
    return {"initial": taking.byline_rows(typing), "queryset": Byline.objects.none()}


def saved(request: Any, article: Article) -> None:
    """Forget what was typed in the form that is saved now, and that its user is in it."""
    form = _uuid(request.POST.get("form_number")) or _uuid(request.POST.get("once"))
    if form is not None:
        autosave.drop(request.user, form)
        request.session[SAVED] = [*request.session.get(SAVED, []), str(form)][-MOST_SAVED:]
    presence.leave(request.user, article)


def of_form(desk: Any, request: Any, article: Article | None, form: Any) -> dict[str, Any]:
    """Say what the form's script and notices need. Who may only read gets back what they typed while they might."""
    back = taken_back(request, article)
    offers = [] if back or request.method != "GET" else _offers(request, article, form)
    may_type = article is None or desk.has_change_permission(request, article)
    told: dict[str, Any] = {"offers": offers, "taken_back": back, "may_type": may_type}
    if not may_type:
        return told
    if article is None:
        number = form["once"].value()
        kept_at = reverse("admin:articles_article_typing_new")
    else:
        number = _uuid(request.POST.get("form_number")) or (back.form if back else uuid4())
        kept_at = reverse("admin:articles_article_typing", args=[article.pk])
        presence.here(request.user, article, at=request.moment)
        told["others"] = presence.others(request.user, article, at=request.moment)
    return told | {
        "number": number,
        "kept_at": kept_at,
        "version": _version_shown(article, form),
        "pauses": settings.DESK_PAUSES,
    }


def _version_shown(article: Article | None, form: Any) -> int:
    """Return the version that the page has told of: after a refused save, the one that was refused for."""
    if article is None:
        return 0
    return form.conflict.article.version if form.conflict else int(form["seen"].value() or 0)


def _offers(request: Any, article: Article | None, form: Any) -> list[Typing]:
    """List what can be taken back. What was saved after all, undone, or typed on since is not worth a question."""
    offers: list[Typing] = []
    for typing in autosave.typed(request.user, article=article):
        is_repeated = any(newer.values == typing.values for newer in offers)
        if not is_repeated and _is_worth_asking(article, form, typing):
            offers.append(typing)
        else:
            autosave.drop(request.user, typing.form)
    return offers


def _is_worth_asking(article: Article | None, form: Any, typing: Typing) -> bool:
    if article is None and Article.objects.filter(begun_by_form=typing.form).exists():
        return False
    return taking.is_different(form, typing, article.bylines.all() if article else ())


# What the form's script asks


def keep(desk: Any, request: Any, object_id: int | None = None) -> HttpResponse:
    """Keep what stands in the form (or, with `unchanged`, forget it: it was undone). Saves nothing of the story."""
    if not _is_this_users(request):
        return _refused("Somebody else is signed in here now: this is not kept.", CONFLICT)
    article = _story(desk, request, object_id) if object_id is not None else None
    if article is None and not desk.has_add_permission(request):
        raise PermissionDenied
    form = _uuid(request.POST.get("form_number" if article else "once"))
    seen = cursor_number(request.POST.get("seen", "")) if article else 0
    if form is None or seen is None or (article is not None and seen > article.version):
        raise BadRequest("No form of ours sends this.")
    if article is None and Article.objects.filter(begun_by_form=form).exists():
        return _refused("You have added this story already: it is in the list.", CONFLICT)
    is_saved_leftover = "leftover" in request.POST and str(form) in request.session.get(SAVED, [])
    if "unchanged" in request.POST or is_saved_leftover:
        autosave.drop(request.user, form)
        return JsonResponse({"kept": ""})
    values = dict(request.POST.lists())
    try:
        autosave.keep(request.user, form=form, values=values, at=request.moment, article=article, base_version=seen)
    except Gone:
        raise Http404("This story is gone.") from None
    except Refused as refusal:
        return _refused(str(refusal), TOO_LARGE)
    local = request.moment.astimezone(zones.newsroom_zone())
    return JsonResponse({"kept": f"{local:%H:%M:%S}", "address": _address(article, form)})


def be_present(desk: Any, request: Any, object_id: int) -> HttpResponse:
    """Note that the user is in the story, or has left it; answer who else is, and whether it has moved on."""
    if not _is_this_users(request):
        return _refused("Somebody else is signed in here now.", CONFLICT)
    if "leave" in request.POST:
        presence.leave(request.user, Article(pk=object_id))
        return JsonResponse({})
    article = _story(desk, request, object_id)
    presence.here(request.user, article, at=request.moment, is_typing="is_typing" in request.POST)
    seen = cursor_number(request.POST.get("version", "")) or 0
    moved = turn.who_was_first(article, moment=request.moment, user=request.user) if article.version > seen else ""
    others = presence.others(request.user, article, at=request.moment)
    return JsonResponse({"others": others, "version": article.version, "moved": moved})


def token(desk: Any, request: Any) -> HttpResponse:
    """Say who is signed in, and with which token their forms are taken: a new sign-in makes another."""
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})


# What was typed and not saved


def compare(desk: Any, request: Any, form: UUID) -> HttpResponse:
    """Show what was typed beside what is saved."""
    typing = autosave.find(request.user, form)
    article = desk.get_object(request, str(typing.article_id)) if typing and typing.article_id else None
    if typing is None or (typing.article_id and not article):
        raise Http404("That typing is not kept any more.")
    if not desk.has_view_or_change_permission(request, article):
        raise PermissionDenied
    context = {
        "title": "Typed and not saved",
        "opts": desk.opts,
        "original": article,
        "offer": typing,
        "may_take_back": desk.has_change_permission(request, article) if article else desk.has_add_permission(request),
        "has_moved_on": article is not None and article.version != typing.base_version,
        "differences": _differences(request, article, typing),
        "home": _address(article),
    }
    return desk.admin_site.render(request, "desk/typing.html", context)


def discard(desk: Any, request: Any, form: UUID) -> HttpResponse:
    """Forget what was typed in one form, for good."""
    typing = autosave.find(request.user, form)
    article = Article(pk=typing.article_id) if typing is not None and typing.article_id else None
    if typing is not None:
        autosave.drop(request.user, form)
        messages.success(request, "What you had typed and not saved is discarded.")
    return HttpResponseRedirect(_address(article))


# What these share


def _address(article: Article | None, form: UUID | None = None) -> str:
    """Say where the form is, or where it is with what was typed taken back."""
    if article is None:
        home = reverse("admin:articles_article_add")
    else:
        home = reverse("admin:articles_article_change", args=[article.pk])
    return f"{home}?typing={form}" if form else home


def _differences(request: Any, article: Article | None, typing: Typing) -> list[taking.Difference]:
    form_class = type("ComparedForm", (StoryForm,), {"user": request.user, "moment": request.moment})
    was, becomes = form_class(instance=article), form_class(instance=article)
    taking.fill(becomes, typing)
    return taking.differences(was, becomes, typing)


def _is_this_users(request: Any) -> bool:
    """Say whether the form was opened by who is signed in now, and not by somebody before them in this browser."""
    return request.POST.get("user") == str(request.user.pk)


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"refusal": sentence}, status=status)


def _story(desk: Any, request: Any, object_id: int) -> Article:
    article = desk.get_object(request, str(object_id))
    if article is None:
        raise Http404("This story is gone.")
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    return article


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
