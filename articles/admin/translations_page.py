"""Which stories are linked as translations of one? A panel beside its form, and a page to link and unlink them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles import permissions, standing, translating
from articles.models import Article, SlotStory
from articles.timeline import Timeline
from articles.turn import Refused
from newsroom import languages
from newsroom.desk import desk
from newsroom.known_select import KnownSelect


class LinkForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    other = forms.ModelChoiceField(
        Article.objects.defer("body"),
        label="The same story in another language",
        widget=KnownSelect(SlotStory._meta.get_field("article"), admin.site),
        error_messages={"required": "Choose the story: search for its headline or its address."},
    )


class UnlinkForm(forms.Form):
    seen = forms.IntegerField(min_value=1)


def panel(request: Any, article: Article) -> dict[str, Any]:
    """Give what stands about translations beside a story's form."""
    told = [_told(other, request.moment) for other in translating.others(article)]
    return {"stories": told, "may_link": permissions.may(request.user, "link_translations_of", article)}


@desk.page("articles/article/<int:key>/translations/", name="article-translations")
@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: Any, key: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.defer("body"), pk=key)
    if not desk.get_model_admin(Article).has_view_permission(request, article):
        raise PermissionDenied
    permissions.require(request.user, "link_translations_of", article)
    here = reverse("admin:article-translations", args=[key])
    form = LinkForm(initial={"seen": article.version})
    options = {"by": request.user, "at": request.moment}
    refused = ""
    if request.method == "POST":
        unlinking = UnlinkForm(request.POST) if "unlink" in request.POST else None
        form = LinkForm(request.POST) if unlinking is None else form
        try:
            if unlinking is not None and unlinking.is_valid():
                translating.unlink(article, seen=unlinking.cleaned_data["seen"], **options)
                messages.success(request, "It is linked with no other story any more.")
                return HttpResponseRedirect(here)
            if unlinking is None and form.is_valid():
                other = form.cleaned_data["other"]
                translating.link(article, other, seen=form.cleaned_data["seen"], **options)
                messages.success(request, f"Linked with “{other}”. Readers of either are led to the other.")
                return HttpResponseRedirect(here)
        except Refused as refusal:
            refused = str(refusal)
            article.refresh_from_db()
            form = LinkForm(initial={"seen": article.version, "other": request.POST.get("other")})
    context = {
        "title": "Translations",
        "original": article,
        "language": _name(article.language),
        "form": form,
        "media": form.media,
        "stories": panel(request, article)["stories"],
        "refused": refused,
    }
    return desk.render(request, "desk/translations.html", context, status=409 if refused else 200)


def _told(other: Article, moment: Any) -> dict[str, Any]:
    timeline = Timeline.of(other, moment=moment)
    return {
        "story": other,
        "language": _name(other.language),
        "state": standing.state(other, timeline),
        "tone": standing.tone(other, timeline),
    }


def _name(code: str) -> str:
    language = languages.in_code(code)
    return language.name if language else code
