"""What do the stories put on the desk's first page?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from articles import announcing, lately, returned
from articles.models import Article, Edition, Withdrawal
from articles.permissions import own_q
from articles.timeline import Event, instant
from newsroom import acts, dashboard, heartbeats, overdue, zones
from newsroom.dashboard import COUNTED, FirstStep, Part, Row
from newsroom.models import Act, Announcement

CARD = ("id", "headline", "slug", "stage_since", "saved_at", "created_by", "assignee")
PEOPLE = ("created_by__first_name", "created_by__last_name", "created_by__username")


def stories_list(**filters: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(filters)}"


def form_of(article_id: int) -> str:
    return reverse("admin:articles_article_change", args=[article_id])


def concerns(user: Any, prefix: str = "") -> Q:
    """Say "this user's own", or everything for who edits everything."""
    if user.has_perm("articles.edit_any_article"):
        return Q()
    return own_q(user, prefix)


def own(user: Any) -> QuerySet[Article]:
    return Article.objects.filter(own_q(user))


def _few(rows: QuerySet[Any]) -> list[Any]:
    return list(rows[: COUNTED + 1])


@dashboard.part(10)
def waiting_for_review(request: Any) -> Part | None:
    """Stories in review: those assigned to this editor first, then who has waited longest."""
    user, moment = request.user, request.moment
    if not user.has_perm("articles.approve_article"):
        return None
    mine_first = Case(When(assignee=user, then=Value(0)), default=Value(1), output_field=IntegerField())
    stories = Article.objects.filter(stage=Article.Stage.IN_REVIEW).order_by(mine_first, "stage_since", "pk")
    stories = stories.select_related("created_by").only(*CARD, *PEOPLE)

    def facts(story: Article) -> Iterable[str]:
        if story.assignee_id == user.pk:
            yield "assigned to you"
        if story.created_by is not None:
            yield f"by {acts.name_of(story.created_by)}"
        yield f"submitted {zones.ago(story.stage_since, moment=moment)}"

    return Part(
        "review",
        "Waiting for review",
        [Row(str(story), form_of(story.pk), list(facts(story))) for story in _few(stories)],
        stories_list(stage__exact="in_review"),
        "Nothing waits. Well done.",
    )


@dashboard.part(20)
def returned_to_me(request: Any) -> Part | None:
    """This user's stories that an editor sent back, with what the editor wrote."""
    if not request.user.has_perm("articles.submit_article"):
        return None
    stories = _few(returned.returned(own(request.user)).only(*CARD).order_by("-stage_since", "-pk"))
    decisions = Act.objects.select_related("by").in_bulk([story.decided_by_act for story in stories])

    def row(story: Any) -> Row:
        act = decisions[story.decided_by_act]
        who = f"returned by {acts.name_of(act.by)}"
        return Row(str(story), form_of(story.pk), [who, zones.ago(act.at, moment=request.moment)], note=act.note)

    return Part(
        "returned",
        "Returned to me",
        [row(story) for story in stories],
        stories_list(returned="yes", whose="own"),
        "No story of yours was sent back.",
        urgent=bool(stories),
    )


@dashboard.part(30)
def my_drafts(request: Any) -> Part | None:
    """This user's drafts, the last saved first, without those that were returned."""
    if not request.user.has_perm("articles.add_article"):
        return None
    stories = _few(returned.not_returned(own(request.user)).only(*CARD).order_by("-saved_at", "-pk"))
    rows = [
        Row(str(story), form_of(story.pk), [f"saved {zones.ago(story.saved_at, moment=request.moment)}"])
        for story in stories
    ]
    address = stories_list(returned="no", whose="own")
    return Part("drafts", "My drafts", rows, address, "You have no draft at the moment.")


@dashboard.part(40)
def going_live_next(request: Any) -> Part | None:
    """All that comes live, changes or goes off line in the next 24 hours, in order."""
    user, moment = request.user, request.moment
    if not user.has_perm("articles.view_article"):
        return None
    editions = _read(lately.next_editions(moment)).filter(concerns(user, "article__"))
    leaving = lately.next_withdrawals(moment).filter(concerns(user, "article__")).select_related("article")
    leaving = leaving.only("at", "article__headline", "article__slug")
    events: list[Event] = sorted([*_few(editions), *_few(leaving)], key=instant)

    def row(event: Event) -> Row:
        words = str(event) if isinstance(event, Edition) else str(event.article)
        return Row(words, form_of(event.article_id), [_what(event), zones.in_words(instant(event), moment=moment)])

    empty = "Nothing is scheduled for the next 24 hours."
    counted = len({event.article_id for event in events})
    address = stories_list(when="next") if not concerns(user) else stories_list(when="next", whose="own")
    return Part("next", "Going live next (24 h)", [row(event) for event in events], address, empty, counted=counted)


@dashboard.part(50)
def overdue_announcements(request: Any) -> Part | None:
    """What was not told yet, and why; and whether a worker lives."""
    if not request.user.has_perm("newsroom.view_announcement"):
        return None
    rows = overdue.rows(request.moment)
    return Part(
        "overdue",
        "Overdue announcements",
        rows,
        reverse("admin:overdue"),
        "Everybody who waits for something was told.",
        sentence=overdue.worker_in_words(request.moment),
        urgent=bool(rows),
    )


@dashboard.part(60)
def just_published(request: Any) -> Part | None:
    """What readers got in the last 12 hours."""
    if not request.user.has_perm("articles.view_article"):
        return None
    editions = _few(_read(lately.just_published(request.moment)))
    rows = [
        Row(str(e), form_of(e.article_id), [_what(e), zones.in_words(e.live_from, moment=request.moment)])
        for e in editions
    ]
    return Part(
        "just",
        "Just published (12 h)",
        rows,
        stories_list(when="just"),
        "Nothing went live in the last 12 hours.",
    )


@dashboard.part(70)
def corrections_this_week(request: Any) -> Part | None:
    """What readers were told that the paper had got wrong."""
    if not request.user.has_perm("articles.view_article"):
        return None
    editions = _few(_read(lately.corrections(request.moment)))
    rows = [
        Row(str(e), form_of(e.article_id), [zones.in_words(e.live_from, moment=request.moment)], note=e.note)
        for e in editions
    ]
    counted = len({edition.article_id for edition in editions})
    address = stories_list(when="corrected")
    return Part("corrections", "Corrections this week", rows, address, "Nothing had to be corrected.", counted=counted)


@dashboard.first_steps
def begin_here(request: Any) -> list[FirstStep]:
    """For somebody of whom the log knows nothing: where to begin."""
    user = request.user
    if Act.objects.filter(by=user).exists():
        return []
    steps = []
    if user.has_perm("articles.add_article"):
        why = "Give it a headline and save; nobody but colleagues sees it. “Submit for review” hands it to an editor."
        steps.append(FirstStep("Write your first story", reverse("admin:articles_article_add"), why))
    if user.has_perm("images.add_image"):
        why = "Pictures live in the library, with their credit, and are used from there."
        steps.append(FirstStep("Add pictures", reverse("admin:add-pictures"), why))
    if user.has_perm("articles.approve_article"):
        why = "Read what reporters submitted, then approve it or return it with a note."
        steps.append(FirstStep("See what waits for review", stories_list(stage__exact="in_review"), why))
    if user.has_perm("auth.add_user"):
        why = "Each colleague gets an account and a group: Reporter, Editor or Chief editor."
        steps.append(FirstStep("Add a colleague", reverse("admin:invite"), why))
    return steps


@overdue.makers.append
def unannounced(moment: datetime) -> list[Row]:
    """Editions and withdrawals that have come while nobody was told. Readers see them as they should."""
    late = moment - heartbeats.LATE
    editions = _few(_read(announcing.unannounced_editions(late)))
    withdrawals = _few(announcing.unannounced_withdrawals(late).select_related("article"))
    events: list[Event] = [*editions, *withdrawals]
    keys = [announcing.key_of(event) for event in events]
    owed = {row.key: row for row in Announcement.objects.filter(consumer=announcing.CONSUMER, key__in=keys)}

    def row(event: Event, key: str) -> Row:
        words = str(event) if isinstance(event, Edition) else str(event.article)
        did = "off line" if isinstance(event, Withdrawal) else "live"
        facts = [f"{did} since {zones.in_words(instant(event), moment=moment)}"]
        facts += overdue.progress(owed.get(key), moment)
        return Row(words, form_of(event.article_id), facts, warning=overdue.why(owed.get(key)))

    return [row(event, key) for event, key in zip(events, keys, strict=True)]


def _read(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """Fetch what a row shows, and no body."""
    fields = ("headline", "article_id", "kind", "note", "live_from", "live_until", "published_at", "article__slug")
    return editions.select_related("article").only(*fields)


def _what(event: Event) -> str:
    if isinstance(event, Withdrawal):
        return "goes off line"
    return "first publication" if event.live_from == event.published_at else event.get_kind_display().lower()
