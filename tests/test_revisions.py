"""Is every word that was ever saved kept, clean, and undone by nobody? Words enter by one door."""

import pytest
from django.db.models import ProtectedError

from articles import revisions, workflow
from articles.models import Article, Credit, Edition, Tag
from articles.revisions import Draft
from articles.turn import Refused
from authors.models import Author
from newsroom.models import Act
from tests.conftest import NOON
from tests.factories import (
    EARLY,
    hour,
    last_act,
    make_author,
    make_image,
    make_live,
    make_reporter,
    make_section,
    make_story,
    put,
    read,
    turn_of,
)

pytestmark = pytest.mark.django_db

DIRTY = '<p onclick="x()">Words<script>steal()</script></p>'
CLEAN = "<p>Words</p>"


def save(story, *, at=NOON, by=None, tags=None, credits=None, desk=None, **words):
    draft = Draft(words=words, tags=tags, credits=credits, desk=desk or {})
    return revisions.save(story, draft, **turn_of(story, by), at=at)


def make_ready(**fields):
    story = make_story(**fields)
    workflow.submit(story, **turn_of(story), at=EARLY)
    workflow.approve(story, **turn_of(story), at=EARLY)
    return story


def edit_what_is_live(story, **turn):
    live = Edition.objects.live_at(NOON).get(article=story)
    return revisions.edit_what_is_live(story, live, **(turn or turn_of(story)), at=NOON)


# One door


def test_a_new_story_is_a_draft_with_one_revision():
    story = make_story("Flood")
    assert (story.stage, story.revision) == ("draft", 1)
    assert story.revisions.get().words["headline"] == "Flood"


def test_the_log_keeps_who_began_a_story():
    reporter = make_reporter()
    act = last_act(make_story(by=reporter))
    assert (act.verb, act.by, act.at) == ("start", reporter, EARLY)


def test_a_spiked_story_is_not_written_on():
    story = make_story()
    workflow.spike(story, **turn_of(story), at=NOON)
    with pytest.raises(Refused, match="revive it before"):
        save(story, headline="Still going")


def test_a_changed_save_makes_a_revision_with_who_and_when():
    reporter = make_reporter()
    story = make_story("Flood", by=reporter)
    revision = save(story, headline="Flood rises", by=reporter, at=hour(1))
    assert (revision.number, revision.saved_by, revision.saved_at) == (2, reporter, hour(1))
    assert list(story.revisions.values_list("words__headline", flat=True)) == ["Flood rises", "Flood"]


def test_what_a_save_does_not_name_stays():
    story = make_story("Flood", kicker="Weather", tags=["River"], authors=[make_author("Olha")])
    save(story, headline="Flood rises")
    kept = story.revisions.first().words
    assert (story.kicker, kept["tags"], len(kept["bylines"])) == ("Weather", ["River"], 1)


def test_an_unchanged_save_makes_no_revision():
    story = make_story("Flood", tags=["River"])
    assert save(story, headline="Flood", tags=["River"]) is None
    assert story.revision == 1


def test_a_save_of_nothing_leaves_no_trace_and_makes_no_colleagues_page_stale():
    story = make_story("Flood", tags=["Harbour"])
    before, acts = (story.version, story.saved_at, story.revision), Act.objects.count()
    save(story, headline="Flood", at=hour(1))
    assert (story.version, story.saved_at, story.revision) == before
    assert Act.objects.count() == acts


@pytest.mark.parametrize("name", ["stage", "slug", "version", "published_at"])
def test_what_is_not_a_word_is_not_saved_as_one(name):
    story = make_story()
    with pytest.raises(ValueError, match=f"Not saved here: {name}"):
        save(story, **{name: "ready"})


def test_credits_stand_in_the_order_given_and_once():
    first, second = make_author("Zoya"), make_author("Adam")
    story = make_story()
    save(story, credits=[Credit(first.pk), Credit(second.pk, "photo"), Credit(first.pk)])
    assert list(story.bylines.values_list("author__name", "role")) == [("Zoya", "author"), ("Adam", "photo")]


@pytest.mark.parametrize("tags", [["River"], []])
def test_a_change_of_tags_alone_is_a_change_of_words(tags):
    story = make_story(tags=["Weather"])
    assert save(story, tags=tags).words["tags"] == tags


def test_a_save_that_fails_leaves_nothing_behind():
    story = make_story("Flood", tags=["River"])
    acts = Act.objects.count()
    with pytest.raises(ValueError, match="Not saved here"):
        save(story, headline="Half done", tags=["Lake"], desk={"stage": "ready"})
    story.refresh_from_db()
    assert (story.headline, story.revision, Act.objects.count()) == ("Flood", 1, acts)


# Approval belongs to the words that were approved


def test_approval_does_not_survive_a_changed_save():
    story = make_ready()
    save(story, headline="Changed", at=hour(1))
    assert (story.stage, story.stage_since) == ("draft", hour(1))


def test_approval_survives_an_unchanged_save():
    story = make_ready(headline="Flood")
    save(story, headline="Flood")
    assert story.stage == "ready"


def test_a_changed_save_leaves_a_story_in_review_there():
    story = make_story()
    workflow.submit(story, **turn_of(story), at=EARLY)
    save(story, headline="Changed")
    assert story.stage == "in_review"


def test_desk_fields_are_saved_without_a_revision_and_without_losing_approval():
    reporter, story = make_reporter(), make_ready()
    desk = {"assignee_id": reporter.pk, "planned_for": hour(5), "show_in_feed": False}
    assert save(story, desk=desk) is None
    assert (story.stage, story.revision) == ("ready", 1)
    assert (story.assignee, story.planned_for, story.show_in_feed) == (reporter, *list(desk.values())[1:])


# Back to earlier words


def test_restoring_brings_every_word_back_as_a_new_revision():
    section, author = make_section(), make_author()
    story = make_story("Flood", kicker="Weather", section_id=section.pk, tags=["River"], authors=[author])
    save(story, headline="Drought", kicker="", section_id=None, tags=["Lake"], credits=[])
    revision = revisions.restore(story, 1, **turn_of(story), at=NOON)
    assert (revision.number, revision.note) == (3, "Restored from revision 1")
    assert revision.words == story.revisions.get(number=1).words
    assert (story.headline, story.section, story.bylines.get().author) == ("Flood", section, author)


def test_restoring_takes_approval_back():
    story = make_story("Flood")
    save(story, headline="Drought")
    put(story, "Drought", at=5)
    revisions.restore(story, 1, **turn_of(story), at=NOON)
    assert story.stage == "draft"


def test_restoring_what_stands_already_changes_nothing():
    story = make_ready()
    assert revisions.restore(story, 1, **turn_of(story), at=NOON) is None
    assert story.stage == "ready"


def test_a_revision_that_never_was_is_not_restored():
    story = make_story()
    with pytest.raises(Refused, match="Revision 9 of this story is not kept"):
        revisions.restore(story, 9, **turn_of(story), at=NOON)


def test_restoring_does_without_authors_and_pictures_that_are_gone():
    author, picture = make_author(), make_image()
    story = make_story("Flood", lead_picture_id=picture.pk, authors=[author])
    save(story, headline="Drought", lead_picture_id=None, credits=[])
    author.delete()
    picture.delete()
    revisions.restore(story, 1, **turn_of(story), at=NOON)
    assert (story.headline, story.lead_picture, story.bylines.count()) == ("Flood", None, 0)
    assert not Author.objects.exists()


def test_editing_what_is_live_takes_its_words_and_keeps_those_for_tomorrow():
    story = make_live("Live, with a typpo", tags=["River"])
    save(story, headline="For tomorrow", tags=["Lake"])
    revision = edit_what_is_live(story)
    assert (story.headline, revision.words["tags"]) == ("Live, with a typpo", ["River"])
    assert (revision.number, revision.note) == (3, "From what is live (revision 1)")
    assert story.revisions.get(number=2).words["headline"] == "For tomorrow"


def test_editing_what_is_live_changes_nothing_for_readers():
    story = make_live("Live, with a typpo")
    put(story, "For tomorrow", at=3)
    edit_what_is_live(story)
    assert [read(story), read(story, at=3)] == ["Live, with a typpo", "For tomorrow"]


# Clean, by whatever way it comes in


def test_a_saved_body_is_sanitised():
    story = make_story()
    save(story, body=DIRTY)
    assert (story.body, story.revisions.first().words["body"]) == (CLEAN, CLEAN)


def store_by_save():
    Article(slug="flood", body=DIRTY, created_at=NOON, saved_at=NOON, stage_since=NOON).save()


def store_by_update():
    make_story()
    Article.objects.update(body=DIRTY)


def store_by_bulk_create():
    Article.objects.bulk_create([Article(slug="flood", body=DIRTY, created_at=NOON, saved_at=NOON, stage_since=NOON)])


def store_by_bulk_update():
    story = make_story()
    story.body = DIRTY
    Article.objects.bulk_update([story], ["body"])


@pytest.mark.parametrize("store", [store_by_save, store_by_update, store_by_bulk_create, store_by_bulk_update])
def test_a_body_written_past_the_door_is_sanitised_too(store):
    store()
    assert Article.objects.get().body == CLEAN


def test_a_body_written_into_an_edition_is_sanitised_too():
    make_live()
    Edition.objects.update(body=DIRTY)
    assert Edition.objects.get().body == CLEAN


# Pictures


def figure(picture):
    return f'<figure data-block="image" data-image="{picture.pk}"></figure>'


def test_a_picture_in_a_working_copy_stays_in_the_library():
    picture = make_image()
    make_story(body=figure(picture))
    with pytest.raises(ProtectedError):
        picture.delete()


def test_the_working_copy_holds_just_the_pictures_of_its_body():
    dropped, kept, added = (make_image((width, 300)) for width in (400, 500, 600))
    story = make_story(body=figure(dropped) + figure(kept))
    save(story, body=figure(kept) + figure(added) + figure(kept))
    assert set(story.picture_items.values_list("image", flat=True)) == {kept.pk, added.pk}


def test_a_picture_that_does_not_exist_is_no_obstacle():
    story = make_story(body='<figure data-block="image" data-image="999999"></figure>')
    assert not story.picture_items.exists()


# Tags


@pytest.mark.parametrize(("there", "typed"), [("Port", "pORT"), ("Порт", "порт"), ("Їжа", "їЖА"), ("ґанок", "ҐАНОК")])
def test_a_tag_is_found_in_whatever_case_it_is_typed(there, typed):
    make_story(tags=[there])
    story = make_story(tags=[typed])
    assert list(story.tags.names()) == [there]


@pytest.mark.parametrize("typed", [["Port", "PORT"], ["Порт", "ПОРТ"]])
def test_a_tag_typed_twice_is_one_tag(typed):
    assert make_story(tags=typed).tags.count() == Tag.objects.count() == 1
