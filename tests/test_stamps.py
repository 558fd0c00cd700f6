"""What follows from a story's events: its stamps, its entry in the feed, the pages touched? Hours count from noon."""

import pytest

from articles import publishing, reading, revisions
from articles.models import EditionByline, EditionTag, NewsFeedItem
from articles.turn import Refused
from newsroom.models import Act, ContentChange
from tests.conftest import NOON
from tests.factories import (
    EARLY,
    cancel,
    cancel_withdrawal,
    hour,
    last_act,
    last_keys,
    make_author,
    make_editor,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_tag,
    publish,
    put,
    reschedule,
    rewrite,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


def stamps(edition):
    edition.refresh_from_db()
    return edition.published_at, edition.updated_at


def entry(story, *, at=0):
    """The story's entry, if readers see one."""
    return NewsFeedItem.objects.filter(article=story).public_at(hour(at)).first()


def show_in_feed(story, on):
    revisions.save(story, revisions.Draft(desk={"show_in_feed": on}), **turn_of(story), at=NOON)


# Stamps


@pytest.mark.parametrize("kind", ["minor", "update"])
def test_the_first_version_has_no_stamp_whatever_its_kind(kind):
    edition = put(make_story(), "First", kind=kind)
    assert stamps(edition) == (NOON, None)
    assert edition.live_from == edition.published_at


def test_a_minor_fix_leaves_the_stamp_alone():
    assert stamps(put(make_live(), "Typo mended", kind="minor")) == (EARLY, None)


def test_an_update_sets_the_stamp_to_its_own_beginning():
    assert stamps(put(make_live(), "More is known", at=3)) == (EARLY, hour(3))


def test_a_correction_sets_the_stamp_too():
    edition = put(make_live(), "Right", kind="correction", note="It said the wrong year.")
    assert stamps(edition) == (EARLY, NOON)


def test_a_minor_fix_after_an_update_keeps_the_updates_stamp():
    story = make_live()
    put(story, "More is known", at=1)
    assert stamps(put(story, "Typo mended", at=2, kind="minor")) == (EARLY, hour(1))


def test_a_story_published_again_keeps_its_first_date_and_is_stamped():
    story = make_live()
    withdraw(story)
    assert stamps(put(story, "Back", at=2, now=2)) == (EARLY, hour(2))


def test_a_story_published_again_by_a_minor_fix_bears_no_stamp():
    story = make_live()
    withdraw(story)
    assert stamps(put(story, "Back", at=2, now=2, kind="minor")) == (EARLY, None)


def test_the_date_of_a_first_publication_moves_with_its_schedule():
    story = make_story()
    first, update = put(story, "First", at=3), put(story, "Update", at=6)
    reschedule(first, at=4)
    assert stamps(first) == (hour(4), None)
    assert stamps(update) == (hour(4), hour(6))


def test_a_scheduled_first_version_becomes_an_update_if_another_goes_before_it():
    story = make_story()
    was_first = put(story, "Planned", at=3)
    now_first = put(story, "At once", keep_scheduled=True)
    assert stamps(now_first) == (NOON, None)
    assert stamps(was_first) == (NOON, hour(3))


def test_a_cancelled_update_leaves_no_stamp_on_what_follows():
    story = make_live()
    update, fix = put(story, "Update", at=3), put(story, "Fix", at=6, kind="minor")
    cancel(update)
    assert stamps(fix) == (EARLY, None)


def test_what_was_stamped_does_not_change_by_later_versions():
    story = make_live()
    put(story, "Update", at=3)
    assert stamps(story.editions.get(live_from=EARLY)) == (EARLY, None)


def test_lists_by_tag_and_author_go_by_the_first_date():
    story = make_live(tags=["Port"], authors=[make_author()])
    update = put(story, "Update", at=3)
    assert EditionTag.objects.get(content_object=update).published_at == EARLY
    assert EditionByline.objects.get(edition=update).published_at == EARLY


# Corrections


def test_a_correction_says_what_was_wrong():
    with pytest.raises(Refused, match="what was wrong"):
        put(make_live(), "Right", kind="correction", note=" ")


def test_there_is_nothing_to_correct_before_a_first_publication():
    with pytest.raises(Refused, match="Nothing has been published"):
        put(make_story(), "Right", kind="correction", note="It said the wrong year.")


def test_a_page_prints_every_correction_up_to_the_moment():
    story = make_live()
    put(story, "Right", at=-3, now=-3, kind="correction", note="The year")
    put(story, "More right", at=-2, now=-2, kind="correction", note="The name")
    put(story, "Yet to come", at=3, kind="correction", note="The place")
    live = put(story, "Fix", kind="minor", keep_scheduled=True)
    assert [edition.note for edition in reading.corrections(live, moment=NOON)] == ["The name", "The year"]
    assert live.corrections == 2


# The story's entry in the feed


def test_the_first_publication_makes_an_entry_at_its_own_time():
    story = make_story("Flood")
    put(story, "Flood", at=3)
    assert entry(story, at=2) is None
    assert (entry(story, at=3).shown_headline, entry(story, at=3).live_from) == ("Flood", hour(3))


def test_a_story_kept_out_of_the_feed_makes_no_entry():
    story = make_story(desk={"show_in_feed": False})
    put(story, "Quiet")
    assert not NewsFeedItem.objects.filter(article=story).exists()


def test_an_update_changes_the_words_of_the_entry_and_not_its_place():
    story = make_live()
    put(story, "More is known")
    assert (entry(story).shown_headline, entry(story).live_from) == ("More is known", EARLY)
    assert entry(story).shown_updated_at == NOON


def test_the_entry_of_a_withdrawn_story_is_gone():
    story = make_live()
    withdraw(story, at=3)
    assert entry(story, at=2) is not None
    assert entry(story, at=3) is None


def test_the_entry_of_a_story_published_again_stands_where_it_stood():
    story = make_live()
    withdraw(story)
    put(story, "Back", at=2, now=2)
    assert entry(story, at=2).live_from == EARLY
    assert NewsFeedItem.objects.filter(article=story).count() == 1


def test_the_entry_moves_with_a_scheduled_first_publication():
    story = make_story()
    reschedule(put(story, "First", at=3), at=5)
    assert entry(story, at=4) is None
    assert entry(story, at=5).live_from == hour(5)


def test_the_entry_goes_with_a_cancelled_opening():
    story = make_story()
    cancel(put(story, "First", at=3))
    assert not NewsFeedItem.objects.filter(article=story).exists()


def test_the_entry_stays_if_a_republication_is_cancelled():
    story = make_live()
    withdraw(story, at=3)
    cancel(put(story, "Back", at=4))
    assert entry(story).live_from == EARLY


@pytest.mark.parametrize("at", [0, 3])
def test_a_story_taken_out_of_the_feed_loses_the_entry_of_an_opening_that_never_came(at):
    story = make_story()
    put(story, "Planned", at=3)
    show_in_feed(story, on=False)
    put(story, "Before it, or in its place", at=at, keep_scheduled=True)
    assert not NewsFeedItem.objects.filter(article=story).exists()


def test_a_story_put_into_the_feed_enters_with_an_opening_that_goes_first():
    story = make_story(desk={"show_in_feed": False})
    put(story, "Planned", at=3)
    show_in_feed(story, on=True)
    put(story, "At once", keep_scheduled=True)
    assert entry(story).live_from == NOON


def test_a_story_that_is_live_does_not_leave_the_feed_by_an_update():
    story = make_live()
    show_in_feed(story, on=False)
    put(story, "Update")
    assert entry(story).live_from == EARLY


# Which pages are touched


def test_publishing_announces_where_the_story_stood_and_where_it_stands():
    old, new = make_section(), make_section()
    before, after = make_author(), make_author()
    left, joined = make_tag("Left"), make_tag("Joined")
    story = make_live(section_id=old.pk, tags=["Left"], authors=[before])
    draft = revisions.Draft(words={"section_id": new.pk}, tags=["Joined"], credits=[revisions.Credit(after.pk)])
    revisions.save(story, draft, **turn_of(story), at=NOON)
    publish(story, at=NOON)
    assert last_keys() == {"feed", "front", "stories", f"article-{story.pk}"} | {
        key for thing in (old, new) for key in thing.page_keys if key != "sections"
    } | {f"tag-{left.pk}", f"tag-{joined.pk}", f"author-{before.pk}", f"author-{after.pk}"}


@pytest.mark.parametrize("verb", ["publish over it", "reschedule", "cancel"])
def test_a_change_of_plan_announces_the_pages_of_what_was_planned(verb):
    section = make_section()
    story = make_story(section_id=section.pk)
    edition = put(story, "Planned", at=3)
    ContentChange.objects.all().delete()
    if verb == "publish over it":
        rewrite(story, section_id=make_section().pk)
        publish(story, at=hour(3), moment=NOON)
    elif verb == "reschedule":
        reschedule(edition, at=4)
    else:
        cancel(edition)
    assert f"section-{section.pk}" in last_keys()


@pytest.mark.parametrize("verb", [withdraw, cancel_withdrawal], ids=["withdraw", "cancel withdrawal"])
def test_a_withdrawal_announces_the_pages_that_lose_or_keep_the_story(verb):
    section, author = make_section(), make_author()
    story = make_live(section_id=section.pk, authors=[author])
    withdraw(story, at=3)
    ContentChange.objects.all().delete()
    verb(story)
    assert {f"article-{story.pk}", f"section-{section.pk}", f"author-{author.pk}"} <= last_keys()


def test_a_refused_verb_announces_and_logs_nothing():
    story = make_live()
    seen, changes, acts = story.version, ContentChange.objects.count(), Act.objects.count()
    with pytest.raises(Refused):
        publishing.publish(story, by=make_editor(), seen=seen, at=hour(-1), moment=NOON)
    story.refresh_from_db()
    assert (story.version, ContentChange.objects.count(), Act.objects.count()) == (seen, changes, acts)


def test_saving_the_working_copy_announces_nothing():
    story = make_live()
    before = ContentChange.objects.count()
    rewrite(story, headline="For tomorrow")
    assert ContentChange.objects.count() == before


# The log


@pytest.mark.parametrize(("at", "verb"), [(0, "publish"), (3, "schedule")])
def test_the_log_tells_publishing_from_scheduling(at, verb):
    editor, story = make_editor(), make_story(by=make_reporter())
    edition = put(story, "News", at=at, by=editor, kind="minor")
    act = last_act(story)
    assert (act.verb, act.by, act.at) == (verb, editor, NOON)
    planned = {"edition": edition.pk, "planned": hour(at).isoformat()}
    assert act.details == {"revision": edition.revision, "kind": "minor"} | planned
