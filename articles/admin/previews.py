"""How does the newsroom look at a story before its readers do, and let others look?"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import permissions, previewing
from articles.admin.typed_words import typing_of
from articles.models import Article, PreviewLink
from articles.timeline import Timeline
from articles.turn import Refused
from newsroom import policy, zones
from newsroom.desk import RecordAdmin, desk
from newsroom.keyset import cursor_number
from newsroom.unlisted import Banner

SCREENS = {"phone": 390, "tablet": 768, "desktop": 1280}  # widths in pixels; static/desk/previews.css has them too
DAYS_IN_WORDS = {1: "a day", 3: "three days", 7: "a week"}


class ShareForm(forms.Form):
    for_whom = forms.CharField(
        label="For whom", max_length=200, help_text="A name for your own list: the link does not show it."
    )
    days = forms.TypedChoiceField(
        label="It works for",
        choices=[(days, DAYS_IN_WORDS[days]) for days in previewing.DAYS],
        initial=previewing.USUAL_DAYS,
        coerce=int,
    )


@desk.page("articles/article/<int:key>/preview/", name="article-preview")
@require_safe
def preview(request: Any, key: int) -> HttpResponse:
    """The story as readers would see it: the saved words, or what the asking user has typed on top of them."""
    article = _story(request, key)
    typing = typing_of(article, request.user, seen=cursor_number(request.GET.get("seen", "")))
    timeline = Timeline.of(article, moment=request.moment)
    edition = previewing.edition_of(article, typing.draft if typing else previewing.SAVED, timeline)
    framed = "framed" in request.GET
    facts = {
        "revision": article.revision,
        "typed": typing is not None,
        "left_out": typing.left_out if typing else [],
        "is_public": typing is None and timeline.live is not None and timeline.live.revision == article.revision,
        "form": "" if framed else reverse("admin:articles_article_change", args=[key]),
        "frames": "" if framed else reverse("admin:article-preview-frames", args=[key]),
    }
    response = previewing.show(request, edition, Banner("desk/banners/_preview.html", facts, links_leave=framed))
    response["X-Frame-Options"] = "SAMEORIGIN"
    policy.as_for_readers(response, frame_ancestors=["'self'"])
    return response


@desk.page("articles/article/<int:key>/preview/frames/", name="article-preview-frames")
@require_safe
def frames(request: Any, key: int) -> HttpResponse:
    article = _story(request, key)
    screen = request.GET.get("screen", "")
    context = {
        "title": "Preview",
        "original": article,
        "screens": SCREENS,
        "screen": screen if screen in SCREENS else "phone",
    }
    return desk.render(request, "desk/preview_frames.html", context)


@desk.page("articles/article/<int:key>/previews/", name="article-previews")
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: Any, key: int) -> HttpResponse:
    """Make a link for somebody outside, and see who opened those that were made."""
    article = _shareable(request, key)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            link = previewing.share(article, by=request.user, at=request.moment, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The link for {link.for_whom} is ready: copy it below.")
            return HttpResponseRedirect(_links_page(article))
    context = {"title": "Preview links", "original": article, "form": form, "links": shown_links(request, article)}
    status = 409 if form.non_field_errors() else 200
    return desk.render(request, "desk/preview_links.html", context, status=status)


@desk.page("articles/article/<int:key>/previews/<int:link_key>/revoke/", name="article-preview-revoke")
@require_POST
def revoke(request: Any, key: int, link_key: int) -> HttpResponse:
    article = _shareable(request, key)
    link = get_object_or_404(PreviewLink.objects.select_related("article"), pk=link_key, article=article)
    try:
        previewing.revoke(link, by=request.user, at=request.moment)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"The link for {link.for_whom} works no more.")
    return HttpResponseRedirect(_links_page(article))


def panel(request: Any, article: Article) -> dict[str, Any]:
    """Give what stands about previews beside a story's form; whoever may not share is told of no links."""
    if not previewing.may_share(request.user, article):
        return {"may_share": False, "links": []}
    return {"may_share": True, "links": shown_links(request, article)}


def shown_links(request: Any, article: Article) -> list[dict[str, Any]]:
    """Tell a story's links in words."""
    return [_told(request, link) for link in previewing.links_of(article, moment=request.moment)[:50]]


def _told(request: Any, link: Any) -> dict[str, Any]:
    moment = request.moment
    is_open = link.is_open_at(moment)
    ended = "revoked" if link.revoked_at else "ran out"
    address = reverse("shared-preview", args=[previewing.token_of(link)])
    return {
        "link": link,
        "is_open": is_open,
        "address": request.build_absolute_uri(address) if is_open else "",
        "until": zones.in_words(link.expires_at, moment=moment),
        "ended": f"{ended} {zones.ago(link.revoked_at or link.expires_at, moment=moment)}",
        "last": zones.ago(link.last_opened, moment=moment) if link.last_opened else "",
    }


def _story(request: Any, key: int) -> Article:
    article = get_object_or_404(Article, pk=key)
    if not desk.get_model_admin(Article).has_view_permission(request, article):
        raise PermissionDenied
    return article


def _shareable(request: Any, key: int) -> Article:
    article = _story(request, key)
    if not previewing.may_share(request.user, article):
        raise permissions.NotAllowed("You may not share previews of this story. Ask an editor to do it.")
    return article


def _links_page(article: Article) -> str:
    return reverse("admin:article-previews", args=[article.pk])


@admin.register(PreviewLink)
class PreviewLinkAdmin(RecordAdmin):
    list_display = ["for_whom", "article", "made_by", "made_at", "expires_at", "revoked_at"]
    list_select_related = ["article", "made_by"]
    search_fields = ["for_whom", "article__headline"]
    sortable_by = ()
