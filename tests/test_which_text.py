"""Does the form say which text is where: in it, before readers, scheduled, held back? It is 14:00 in Kyiv."""

import uuid
from datetime import timedelta

import pytest

from articles import autosave, revisions, standing
from articles.models import Edition
from articles.timeline import Timeline
from tests.conftest import NOON
from tests.desk import change_url, form_of, move_url, text
from tests.factories import (
    hour,
    make_editor,
    make_live,
    make_story,
    publish,
    put,
    rewrite,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def olha():
    return make_editor("olha")


def live_since_morning(**fields):
    return make_live("First", at=NOON - timedelta(hours=4), **fields)


def told(story, *, user=None):
    """All sentences that are said, in order."""
    story.refresh_from_db()
    timeline = Timeline.of(story, moment=NOON)
    numbers = [edition.revision for edition in [timeline.live, *timeline.scheduled] if edition]
    newest = story.revisions.first()
    which = standing.which_text(story, timeline, newest=newest, twins=revisions.twins(story, numbers), user=user)
    return [words for words in (which.form, which.readers, which.scheduled, which.held) if words]


def form_of_live(story):
    story.refresh_from_db()
    live = Edition.objects.get(pk=Timeline.of(story, moment=NOON).live.pk)
    revisions.edit_what_is_live(story, live, **turn_of(story), at=NOON)


def test_a_draft_of_ones_own(olha):
    story = make_story(by=olha, at=NOON)
    assert told(story, user=olha) == [
        "This form holds revision 1 (yours, saved 14:00).",
        "Readers have seen nothing of it yet.",
    ]


def test_a_draft_of_a_colleague(olha):
    story = make_story(by=olha, at=NOON)
    assert told(story, user=make_editor())[0] == "This form holds revision 1 (saved by Olha, 14:00)."


def test_the_form_holds_what_readers_see(olha):
    assert told(live_since_morning(by=olha), user=olha) == [
        "This form holds revision 1 (yours, saved 10:00), the words that readers see."
    ]


def test_the_form_holds_newer_words_than_readers_see(olha):
    story = live_since_morning()
    rewrite(story, by=olha, at=NOON, headline="Newer")
    assert told(story, user=olha) == [
        "This form holds revision 2 (yours, saved 14:00).",
        "Readers see revision 1.",
        "Held back: revision 2 is newer than what is live.",
    ]


def test_the_form_holds_what_is_scheduled(olha):
    story = live_since_morning()
    rewrite(story, by=olha, at=NOON, headline="For tomorrow")
    publish(story, at=hour(18), moment=NOON)
    assert told(story, user=olha)[1:] == [
        "Readers see revision 1.",
        "Scheduled: revision 2 (these words), tomorrow 08:00 Kyiv.",
    ]


def test_the_form_holds_newer_words_than_are_live_and_scheduled(olha):
    story = live_since_morning()
    put(story, "For tomorrow", at=18)
    rewrite(story, by=olha, at=NOON, headline="Newer still")
    assert told(story, user=olha) == [
        "This form holds revision 3 (yours, saved 14:00).",
        "Readers see revision 1.",
        "Scheduled: revision 2, tomorrow 08:00 Kyiv.",
        "Held back: revision 3 is newer than what is live and what is scheduled.",
    ]


def test_nothing_is_live_and_something_older_is_scheduled(olha):
    story = make_story()
    put(story, "For tomorrow", at=18)
    rewrite(story, headline="Newer")
    assert told(story)[1:] == [
        "Readers have seen nothing of it yet.",
        "Scheduled: revision 2, tomorrow 08:00 Kyiv.",
        "Held back: revision 3 is newer than what is scheduled.",
    ]


def test_after_edit_what_is_live_the_form_says_so_and_that_tomorrows_stays(olha):
    story = live_since_morning()
    put(story, "For tomorrow", at=18)
    form_of_live(story)
    assert told(story) == [
        "This form holds revision 3, the words that readers see (live revision 1).",
        "Scheduled, and stays so: revision 2, tomorrow 08:00 Kyiv.",
    ]


def test_a_typo_mended_in_what_is_live_is_held_until_it_is_published(olha):
    story = live_since_morning()
    put(story, "For tomorrow", at=18)
    form_of_live(story)
    rewrite(story, by=olha, at=NOON, headline="Frist, mended")
    assert told(story)[1:] == [
        "Readers see revision 1.",
        "Scheduled: revision 2, tomorrow 08:00 Kyiv.",
        "Held back: revision 4 is newer than what is live and what is scheduled.",
    ]


def test_several_plans_and_a_withdrawal_are_all_named():
    story = live_since_morning()
    put(story, "Update", at=3)
    put(story, "Another", at=4)
    withdraw(story, at=5)
    assert told(story)[2] == (
        "Scheduled: revision 2, today 17:00 Kyiv; revision 3 (these words), today 18:00 Kyiv; "
        "withdrawal, today 19:00 Kyiv."
    )


def test_a_withdrawn_story():
    story = live_since_morning()
    withdraw(story)
    assert told(story)[1:] == ["Readers are told that the story was withdrawn."]


def test_the_form_prints_it_on_top(client, clock, olha):
    story = live_since_morning()
    rewrite(story, by=olha, at=NOON, headline="Newer")
    client.force_login(olha)
    page = text(client.get(change_url(story)))
    assert "This form holds revision 2 (yours, saved 14:00)." in page
    assert "Held back: revision 2 is newer than what is live." in page


def test_the_words_of_a_refused_save_are_told_as_typed_and_not_as_the_revision_that_is_saved(client, clock, olha):
    story = live_since_morning()
    mine = form_of(story, headline="Mine")
    rewrite(story, by=make_editor("taras"), at=NOON, headline="Theirs")
    client.force_login(olha)
    page = text(client.post(change_url(story), mine))
    assert "This form holds what you typed, which is not saved. Saved is revision 2 (saved by Taras, 14:00)." in page
    assert "Readers see revision 1." in page


def test_what_was_taken_back_is_told_as_typed(client, clock, olha):
    story = live_since_morning()
    form = uuid.uuid4()
    autosave.keep(olha, form=form, values={"headline": ["Mine"]}, at=NOON, article=story, base_version=story.version)
    client.force_login(olha)
    page = text(client.get(f"{change_url(story)}?typing={form}"))
    assert "This form holds what you typed, which is not saved. Saved is revision 1" in page


def test_what_was_set_aside_later_does_not_lend_its_name_to_what_the_form_holds(client, clock, olha):
    story = make_story("First")
    mine = form_of(story, headline="Mine")
    rewrite(story, by=make_editor("taras"), at=NOON, headline="Theirs")
    client.force_login(olha)
    client.post(change_url(story), mine | {"save_over": story.version, "take_headline": "theirs"})
    assert story.revisions.get(number=3).saved_by == olha
    assert "This form holds revision 2 (saved by Taras, 14:00)." in text(client.get(change_url(story)))


def test_publishing_a_fix_says_that_what_is_scheduled_does_not_contain_it(client, clock, olha):
    story = live_since_morning()
    put(story, "For tomorrow", at=18)
    form_of_live(story)
    rewrite(story, headline="Frist, mended")
    client.force_login(olha)
    page = text(client.get(move_url(story, "publish")))
    assert "(revision 2) is older than these words (revision 4) and does not contain what was changed" in page
    assert "Compare" in page


def test_nothing_is_said_of_plans_that_hold_the_same_words_or_of_moves_that_publish_nothing(client, clock, olha):
    story = live_since_morning()
    put(story, "For tomorrow", at=18)
    client.force_login(olha)
    assert "is older than these words" not in text(client.get(move_url(story, "publish")))
    rewrite(story, headline="Newer")
    assert "is older than these words" not in text(client.get(move_url(story, "withdraw")))
