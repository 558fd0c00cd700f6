"""Stories at the desk: the list, the form, and a page for each move."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse

from articles import body_references, checks, desk_moves, note_book, permissions, returned, revisions, standing
from articles.admin.filters import LatelyFilter, MineFilter, ReadersFilter, ReturnedFilter
from articles.admin.move_page import move_page
from articles.admin.notes_page import notes_page
from articles.admin.story_form import BylineInline, StoryForm
from articles.models import Article, Edition
from articles.timeline import Timeline
from newsroom import acts
from newsroom.desk import DeskAdmin

EVENTS = Edition.objects.only(
    "id", "article_id", "live_from", "live_until", "published_at", "revision", "kind", "struck_at", "headline", "note"
)


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = StoryForm
    inlines = [BylineInline]
    change_form_template = "desk/story_form.html"
    object_history_template = "desk/history.html"
    view_on_site = False  # the panel links to what readers see, if they see it
    list_filter = ["stage", ReadersFilter, LatelyFilter, MineFilter, ReturnedFilter, "section", "language", "genre"]
    list_select_related = ["section", "assignee"]
    search_fields = ["headline", "slug", "standfirst"]
    sortable_by = ()
    ordering = ["-id"]
    autocomplete_fields = ["lead_picture"]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "body", "seen"], "classes": ["writing"]}),
        ("In the paper", {"fields": ["section", "kicker", "genre", "dateline", "language", "tags"]}),
        ("Lead picture", {"fields": ["lead_picture", "lead_caption"]}),
        ("At the desk", {"fields": ["assignee", "planned_for", "show_in_feed"]}),
        (
            "Search and social",
            {
                "fields": ["search_title", "search_description", "social_title", "social_description"],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is not None:
            return self.fieldsets
        (_, writing), (paper, facts), *rest = self.fieldsets
        first = {**writing, "fields": [*writing["fields"][:-1], "once"]}
        return [(None, first), (paper, {"fields": [*facts["fields"], "slug"]}), *rest]

    # The list

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "articles_article_changelist":
            rows = rows.defer("body").prefetch_related(Prefetch("editions", EVENTS), "withdrawals")
        return rows

    def get_list_display(self, request):
        """Columns that need the moment close over it."""
        moment = request.moment

        def timeline(article: Article) -> Timeline:
            return Timeline.of(article, moment=moment)

        @admin.display(description="state")
        def state(article):
            return standing.state(article, timeline(article))

        @admin.display(description="since")
        def since(article):
            return standing.short(standing.since(article, timeline(article)), moment=moment)

        @admin.display(description="next event")
        def next_event(article):
            return standing.next_event(timeline(article)) or None

        @admin.display(description="headline")
        def headline(article):
            return article.headline or article.slug

        return [headline, state, since, next_event, "section", "assignee"]

    def get_list_display_links(self, request, list_display):
        return [list_display[0]]

    # Who may

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return permissions.may(request.user, "save", obj) and obj.stage != Article.Stage.SPIKED

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
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # The form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user, "moment": request.moment})

    def save_form(self, request, form, change):
        return form.instance

    def save_model(self, request, obj, form, change):
        """Nothing yet: words, tags and bylines are saved together, in `save_related`."""

    def save_related(self, request, form, formsets, change):
        draft = form.draft(formsets[0].credits())
        by, at = request.user, request.moment
        if change:
            article = Article.objects.get(pk=form.instance.pk)
            revisions.save(article, draft, by=by, seen=form.cleaned_data["seen"], at=at)
        else:
            answers = form.cleaned_data
            article = revisions.start(draft, by=by, at=at, slug=answers.get("slug", ""), once=answers.get("once"))
        form.instance.__dict__.update(article.__dict__)

    def construct_change_message(self, request, form, formsets, add=False):
        return []

    def response_change(self, request, obj):
        move = request.POST.get("_move")
        if move:
            return HttpResponseRedirect(self._move_url(obj, move))
        return super().response_change(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        article = context.get("original")
        if article is not None:
            timeline = Timeline.of(article, moment=request.moment)
            context |= {
                "state": standing.in_words(article, timeline),
                "revisions": article.revisions.defer("words").select_related("saved_by")[:8],
                "can_restore": permissions.may(request.user, "save", article) and article.stage != Article.Stage.SPIKED,
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
                "log": acts.of(article)[:12],
                "is_live": timeline.live is not None,
                "conflict": context["adminform"].form.conflict,
                "returned": returned.note_of(article),
                "notes": note_book.panel(article, user=request.user, moment=request.moment),
                "findings": _findings(article, timeline),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        log = acts.of(article)[:500] if article is not None else []
        return super().history_view(request, object_id, {"log": log, **(extra_context or {})})

    # Moves

    def get_urls(self):
        view = self.admin_site.admin_view
        move = view(partial(move_page, self))
        own = [
            path("<path:object_id>/notes/", view(partial(notes_page, self)), name="articles_article_notes"),
            path("references/", view(self.references), name="articles_article_references"),
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

    def references(self, request: HttpRequest) -> JsonResponse:
        """Find pictures and stories for the body editor: by words (`q`) or by keys (`ids`)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse({"results": body_references.find(request.GET)})


def _findings(article: Article, timeline: Timeline) -> list[checks.Finding] | None:
    """Check the words that readers do not see yet; of a spiked story, or of what is live, there is nothing to say."""
    is_live = timeline.live is not None and timeline.live.revision == article.revision
    if is_live or article.stage == Article.Stage.SPIKED:
        return None
    return checks.findings(article, at=timeline.moment)
