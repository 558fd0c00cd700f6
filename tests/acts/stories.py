"""Acts on stories, from beginning one to striking a version."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import addresses, previewing, publishing, revisions, translating, workflow
from articles.models import Article, Edition, Note, Withdrawal
from tests.acts import Acts, browser, delete, get, post
from tests.conftest import NOON
from tests.desk import change_url, form_of
from tests.factories import (
    hour,
    make_chief,
    make_live,
    make_reporter,
    make_story,
    put,
    rewrite,
    turn_of,
    withdraw,
)

ACTS = Acts()


def turn(story, actor):
    return {**turn_of(story, actor), "at": NOON}


def make_own(actor):
    """As if the actor had begun it, whether or not they may."""
    story = make_story()
    Article.objects.filter(pk=story.pk).update(created_by=actor)
    story.refresh_from_db()
    return story


def make_theirs(actor):
    return make_story()


@ACTS.tried("begin a story")
def _(actor):
    return revisions.start(revisions.Draft(words={"headline": "Flood"}), by=actor, at=NOON).pk


@ACTS.tried("read a story at the desk")
def _(actor):
    return get(actor, change_url(make_story()))


@ACTS.tried("change a story of one's own", "save")
def _(actor):
    return rewrite_by(actor, make_own(actor))


@ACTS.tried("change a story that was assigned to one", "save")
def _(actor):
    return rewrite_by(actor, make_story(desk={"assignee_id": actor.pk}))


@ACTS.tried("change a colleague's story", "save")
def _(actor):
    return rewrite_by(actor, make_story(by=make_reporter()))


def rewrite_by(actor, story):
    """Through the verb, and through the form."""
    story.refresh_from_db()
    draft = revisions.Draft(words={"headline": "Another"})
    denied = False
    try:
        done = revisions.save(story, draft, by=actor, seen=story.version, at=NOON) is not None
    except PermissionDenied:
        denied = True
    story.refresh_from_db()
    answer = browser(actor).post(change_url(story), form_of(story, headline="By the form"))
    story.refresh_from_db()
    assert (answer.status_code == 403) == denied
    if denied:
        raise PermissionDenied
    return done and story.headline == "By the form"


def assign(actor, story):
    colleague = make_reporter("taras")
    revisions.save(story, revisions.Draft(desk={"assignee_id": colleague.pk}), **turn(story, actor))
    return story.assignee == colleague


@ACTS.tried("assign a story of one's own to a colleague", "save")
def _(actor):
    return assign(actor, make_own(actor))


@ACTS.tried("assign a colleague's story to somebody", "save")
def _(actor):
    return assign(actor, make_story())


@ACTS.tried("restore an earlier revision of a colleague's story", "save")
def _(actor):
    story = make_story("First")
    rewrite(story, headline="Second")
    story.refresh_from_db()
    return revisions.restore(story, 1, **turn(story, actor))


@ACTS.tried("edit what is live of a colleague's story", "save")
def _(actor):
    story = make_live("Live")
    rewrite(story, headline="Tomorrow")
    story.refresh_from_db()
    return revisions.edit_what_is_live(story, story.editions.get(), **turn(story, actor))


def at_stage(story, *moves):
    for move in moves:
        getattr(workflow, move)(story, **turn(story, make_chief()))
    story.refresh_from_db()
    return story


def moved(move, stage, *before, make=make_theirs, **words):
    """Try a move of the workflow on a story that has gone through the moves `before` it."""

    def way(actor):
        story = at_stage(make(actor), *before)
        getattr(workflow, move)(story, **words, **turn(story, actor))
        return story.stage == stage

    return way


for words, verb, way in (
    ("submit a story of one's own", "submit", moved("submit", "in_review", make=make_own)),
    ("submit a colleague's story", "submit", moved("submit", "in_review")),
    ("return a story", "return", moved("send_back", "draft", "submit", note="Call the mayor")),
    ("approve a story", "approve", moved("approve", "ready", "submit")),
    ("approve a story of one's own", "approve", moved("approve", "ready", "submit", make=make_own)),
    ("spike a story", "spike", moved("spike", "spiked")),
    ("revive a story", "revive", moved("revive", "draft", "spike")),
):
    ACTS.tried(words, verb)(way)


def publish_by(actor, story, at=0):
    publishing.publish(story, **turn_of(story, actor), at=hour(at), moment=NOON)
    return Edition.objects.filter(article=story, live_from=hour(at)).exists()


@ACTS.tried("publish a story", "publish")
def _(actor):
    return publish_by(actor, make_story())


@ACTS.tried("publish a story of one's own", "publish")
def _(actor):
    return publish_by(actor, make_own(actor))


@ACTS.tried("schedule a story", "publish")
def _(actor):
    return publish_by(actor, make_story(), at=3)


def scheduled():
    story = make_story()
    put(story, "Later", at=3)
    return story, story.editions.get()


@ACTS.tried("reschedule a version", "reschedule")
def _(actor):
    story, edition = scheduled()
    publishing.reschedule(edition, **turn_of(story, actor), at=hour(4), moment=NOON)
    return story.editions.get().live_from == hour(4)


@ACTS.tried("cancel a scheduled version", "cancel")
def _(actor):
    story, edition = scheduled()
    publishing.cancel(edition, **turn_of(story, actor), moment=NOON)
    return not story.editions.exists()


@ACTS.tried("withdraw a story", "withdraw")
def _(actor):
    story = make_live()
    withdraw(story, by=actor)
    return not Edition.objects.live_at(NOON).exists()


@ACTS.tried("plan a withdrawal", "withdraw")
def _(actor):
    withdraw(make_live(), at=3, by=actor)
    return Withdrawal.objects.exists()


@ACTS.tried("take a planned withdrawal back", "cancel_withdrawal")
def _(actor):
    story = make_live()
    withdraw(story, at=3)
    publishing.cancel_withdrawal(story, **turn_of(story, actor), moment=NOON)
    return not Withdrawal.objects.exists()


@ACTS.tried("change a story's address", "move")
def _(actor):
    story = make_story()
    addresses.move(story, "elsewhere", **turn(story, actor))
    return story.slug == "elsewhere"


@ACTS.tried("strike a version", "strike")
def _(actor):
    story = make_live()
    put(story, "Other words")
    first = story.editions.earliest("live_from")
    publishing.strike(first, **turn_of(story, actor), moment=hour(1), reason="Court order 7")
    first.refresh_from_db()
    return first.struck_at is not None


@ACTS.tried("delete a story that was never live")
def _(actor):
    return delete(actor, make_story())


@ACTS.tried("read the notes beside a story")
def _(actor):
    return get(actor, reverse("admin:articles_article_notes", args=[make_story().pk]))


@ACTS.tried("write a note beside a story")
def _(actor):
    story = make_story()
    post(actor, reverse("admin:articles_article_notes", args=[story.pk]), {"text": "Call the mayor"})
    return Note.objects.filter(article=story, text="Call the mayor").exists()


@ACTS.tried("preview a story")
def _(actor):
    return get(actor, reverse("admin:article-preview", args=[make_story().pk]))


@ACTS.tried("see what is planned in the calendar")
def _(actor):
    return get(actor, reverse("admin:calendar"))


@ACTS.tried("share a preview with somebody outside", "share_preview")
def _(actor):
    return previewing.share(make_story(), by=actor, at=NOON, for_whom="A lawyer") is not None


@ACTS.tried("browse the site at other times")
def _(actor):
    return get(actor, "/admin/at/20260310T1000Z/")


@ACTS.tried("link a story with its translation", "link_translations_of")
def _(actor):
    story, told = make_story(), make_story("Повінь", language="uk")
    translating.link(story, told, **turn(story, actor))
    return translating.others(story) == [told]
