"""Stories at the desk: the list, the form, and a page for each move."""

from functools import lru_cache, partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse

from articles import (
    checks,
    desk_moves,
    note_book,
    permissions,
    presence,
    returned,
    revisions,
    standing,
)
from articles.admin import body_lookups, bulk_page, previews, translations_page, typing
from articles.admin.conflicts import merge_of
from articles.admin.filters import LatelyFilter, MineFilter, ReadersFilter, ReturnedFilter
from articles.admin.history_pages import compare_page, history_page
from articles.admin.move_page import move_page
from articles.admin.notes_page import notes_page
from articles.admin.story_form import BylineInline, StoryForm
from articles.admin.typed_text import typing_page
from articles.body import WORDS_A_MINUTE
from articles.models import Article, Byline, Edition, Revision
from articles.timeline import Timeline
from images.picture_select import PictureSelect
from newsroom import acts
from newsroom.desk import DeskAdmin
from newsroom.filters import LanguageFilter

EVENTS = Edition.objects.only(
    "id", "article_id", "live_from", "live_until", "published_at", "revision", "kind", "struck_at", "headline", "note"
)


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    menu_place = 10
    form = StoryForm
    inlines = [BylineInline]
    change_form_template = "desk/story_form.html"
    view_on_site = False  # the panel links to what readers see, if they see it
    list_filter = ["stage", ReadersFilter, LatelyFilter, MineFilter, ReturnedFilter, "section", LanguageFilter, "genre"]
    list_select_related = ["section", "assignee"]
    search_fields = ["headline", "standfirst"]  # and the address, see get_search_results
    sortable_by = ()
    ordering = ["-id"]
    autocomplete_fields = ["lead_picture"]
    fieldsets = [
        (None, {"fields": ["kicker", "headline", "standfirst", "body", "seen"], "classes": ["writing"]}),
        ("In the paper", {"fields": ["section", "tags", "genre", "dateline", "language"]}),
        ("Lead picture", {"fields": ["lead_picture", "lead_caption", "lead_focus"]}),
        ("At the desk", {"fields": ["assignee", "planned_for", "show_in_feed"]}),
        (
            "Search and social",
            {
                "fields": ["search_title", "search_description", "social_title", "social_description"],
                "classes": ["collapse", "search-and-social"],
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is not None:
            return self.fieldsets
        (_, writing), (paper, facts), *rest = self.fieldsets
        first = {**writing, "fields": [*writing["fields"][:-1], "once"]}
        return [(None, first), (paper, {"fields": [*facts["fields"], "slug"]}), *rest]

    class Media:
        css = {"all": ["desk/typing.css"]}

    # The list

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        page = request.resolver_match and request.resolver_match.url_name
        if page == "articles_article_change" and request.method == "GET":  # asked by several panels, fetched once
            editions, bylines = Edition.objects.defer("body"), Byline.objects.select_related("author")
            rows = rows.select_related("lead_picture")
            rows = rows.prefetch_related(Prefetch("editions", editions), "withdrawals", Prefetch("bylines", bylines))
        if page == "articles_article_changelist":
            rows = rows.defer("body").prefetch_related(Prefetch("editions", EVENTS), "withdrawals")
        return rows

    def get_search_results(self, request, queryset, search_term):
        """Find by words, or by the address, whole or in part, also as it is pasted from a browser.

        The address has a question of its own, which its index answers: read row by row it would cost more than the
        words, as it lies behind the body.
        """
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        slug = search_term.strip().rstrip("/").rpartition("/")[2]
        if slug:
            found |= queryset.filter(pk__in=Article.objects.filter(slug__icontains=slug).values("pk"))
        return found, has_doubles

    def get_list_display(self, request):
        """Columns that need the moment close over it."""
        moment = request.moment

        def timeline(article: Article) -> Timeline:
            return Timeline.of(article, moment=moment)

        @lru_cache(maxsize=1)
        def present():
            return presence.in_stories(request.user, at=moment)

        @admin.display(description="state")
        def state(article):
            told = timeline(article)
            chip = {"words": standing.state(article, told), "tone": standing.tone(article, told)}
            beside = {"next": standing.next_event(told), "names": present().get(article.pk)}
            return render_to_string("desk/_state.html", {**chip, **beside})

        @admin.display(description="since")
        def since(article):
            return standing.short(standing.since(article, timeline(article)), moment=moment)

        @admin.display(description="headline")
        def headline(article):
            return article.headline or article.slug

        @admin.display(description="assignee")
        def assignee(article):
            return acts.name_of(article.assignee) if article.assignee_id else None

        return [headline, state, since, "section", assignee]

    def get_list_display_links(self, request, list_display):
        return [list_display[0]]

    # Who may

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        is_open = (
            obj.stage != Article.Stage.SPIKED or request.method == "POST"
        )  # the form refuses, and keeps the typing
        return permissions.may(request.user, "save", obj) and is_open

    def has_delete_permission(self, request, obj=None):
        """What was ever live, or is scheduled, stays: it is withdrawn or cancelled instead."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not (obj.editions.exists() or obj.withdrawals.exists()))

    def get_deleted_objects(self, objs, request):
        """A draft's revisions go with it: who may delete the story may delete them."""
        to_delete, counts, _, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def delete_model(self, request, obj):
        acts.log("delete", obj, by=request.user, at=request.moment)
        super().delete_model(request, obj)

    def get_actions(self, request):
        return {} if IS_POPUP_VAR in request.GET else bulk_page.actions(request)

    def action_checkbox(self, obj):
        """Tick a story as the list shows it: the version goes along."""
        return render_to_string("desk/_story_checkbox.html", {"checkbox": super().action_checkbox(obj), "story": obj})

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        asked = {"user": request.user, "moment": request.moment, "taken_back": typing.taken_back(request, obj)}
        return type(form.__name__, (form,), asked)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | typing.rows_taken_back(request, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "lead_picture":
            kwargs["widget"] = PictureSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_form(self, request, form, change):
        return form.instance

    def save_model(self, request, obj, form, change):
        """Nothing yet: words, tags and bylines are saved together, in `save_related`."""

    def save_related(self, request, form, formsets, change):
        credits = formsets[0].credits()
        draft = form.draft(credits)
        by, at = request.user, request.moment
        if change:
            article = Article.objects.get(pk=form.instance.pk)
            aside = form.aside(credits)
            revisions.save(article, draft, by=by, seen=form.cleaned_data["seen"], at=at, aside=aside)
            if aside is not None:
                self.message_user(request, "What you typed and did not take over is in the history, set aside.")
        else:
            answers = form.cleaned_data
            article = revisions.start(draft, by=by, at=at, slug=answers.get("slug", ""), once=answers.get("once"))
        form.instance.__dict__.update(article.__dict__)
        typing.saved(request, article)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Lose nothing that was typed into a story that is gone, or no longer its user's to change."""
        if request.method == "POST" and object_id is not None and self.has_view_permission(request):
            article = self.get_object(request, unquote(object_id))
            if article is None or not permissions.may(request.user, "save", article):
                return typing_page(self, request, unquote(object_id), article)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def construct_change_message(self, request, form, formsets, add=False):
        return []

    def response_change(self, request, obj):
        move = request.POST.get("_move")
        if move:
            return HttpResponseRedirect(self._move_url(obj, move))
        return super().response_change(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        context |= {"title": str(article) if article else "New story", "subtitle": None}
        context["words_a_minute"] = WORDS_A_MINUTE
        context["typing"] = typing.of_form(self, request, article, context["adminform"].form)
        if article is not None:
            timeline = Timeline.of(article, moment=request.moment)
            saves = list(article.revisions.defer("words").select_related("saved_by")[:8])
            is_typed = context["adminform"].form.is_bound or context["typing"]["taken_back"] is not None
            context |= {
                "which_text": _which_text(article, timeline, request.user, saves=saves, is_typed=is_typed),
                "is_typed": is_typed,
                "state": standing.in_words(article, timeline),
                "tone": standing.tone(article, timeline),
                "revisions": saves,
                "can_restore": permissions.may_edit(request.user, article),
                "lines": [
                    (
                        line,
                        desk_moves.moves_of_edition(request.user, article, timeline, line.edition)
                        if line.edition
                        else [],
                    )
                    for line in standing.lines(timeline)
                ],
                "moves": desk_moves.moves_for(request.user, article, timeline),
                "is_live": timeline.live is not None,
                "conflict": merge_of(context),
                "returned": returned.note_of(article),
                "notes": note_book.panel(article, user=request.user, moment=request.moment),
                "findings": _findings(article, timeline),
                "previews": previews.panel(request, article),
                "translations": translations_page.panel(request, article),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        return history_page(self, request, object_id)

    # Moves

    def get_urls(self):
        view = self.admin_site.admin_view
        move = view(partial(move_page, self))
        own = [
            path("<path:object_id>/compare/", view(partial(compare_page, self)), name="articles_article_compare"),
            *typing.urls(self, view),
            path("together/<slug:name>/", view(partial(bulk_page.bulk_page, self)), name="articles_article_together"),
            path("<path:object_id>/notes/", view(partial(notes_page, self)), name="articles_article_notes"),
            *body_lookups.urls(self, view),
            path("<path:object_id>/do/<slug:name>/", move, name="articles_article_move"),
            path(
                "<path:object_id>/do/<slug:name>/<int:version_id>/",
                move,
                name="articles_edition_move",
            ),
        ]
        return own + super().get_urls()

    def _move_url(self, article: Article, name: str) -> str:
        """Say where a move goes on, for the very version that its user has just saved."""
        if name not in desk_moves.BY_NAME:
            return reverse("admin:articles_article_change", args=[article.pk])
        return f"{reverse('admin:articles_article_move', args=[article.pk, name])}?seen={article.version}"


def _findings(article: Article, timeline: Timeline) -> list[checks.Finding] | None:
    """Check the words that readers do not see yet; of a spiked story, or of what is live, there is nothing to say."""
    is_live = timeline.live is not None and timeline.live.revision == article.revision
    if is_live or article.stage == Article.Stage.SPIKED:
        return None
    return checks.findings(article, at=timeline.moment)


def _which_text(
    article: Article, timeline: Timeline, user: Any, *, saves: list[Revision], is_typed: bool
) -> standing.WhichText:
    published = [edition.revision for edition in [timeline.live, *timeline.scheduled] if edition]
    twins = revisions.twins(article, published) if published else set()
    newest = next((save for save in saves if save.number == article.revision), None)  # later ones were set aside
    return standing.which_text(article, timeline, newest=newest, twins=twins, user=user, is_typed=is_typed)
