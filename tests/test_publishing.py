"""Which words go live, and when, by publishing, rescheduling and cancelling? Hours count from noon, which is now."""

from datetime import timedelta

import pytest

from articles import publishing, standing, workflow
from articles.desk_forms import PublishForm
from articles.models import Edition
from articles.timeline import Timeline
from articles.turn import Refused, Stale
from newsroom.models import ContentChange
from tests.conftest import NOON
from tests.factories import (
    EARLY,
    cancel,
    hour,
    last_act,
    last_keys,
    make_editor,
    make_live,
    make_section,
    make_story,
    publish,
    put,
    read,
    reschedule,
    rewrite,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


# Which words, and whose approval


def test_publish_freezes_the_words_on_the_editors_screen():
    story = make_live("As published")
    rewrite(story, headline="Rewritten since")
    assert read(story) == "As published"


def test_publish_is_refused_if_the_working_copy_has_moved_on():
    story = make_story("As the editor saw it")
    as_seen = story.version
    rewrite(story, headline="Changed meanwhile")
    with pytest.raises(Stale):
        publishing.publish(story, by=make_editor(), seen=as_seen, at=NOON, moment=NOON)
    assert read(story) is None


def test_publishing_is_approving():
    story = make_story()
    put(story, "Fit to print", at=3)
    assert (story.stage, story.stage_since) == ("ready", NOON)


def test_a_story_that_was_ready_before_stays_ready_since_then():
    story = make_live()
    put(story, story.headline)
    assert (story.stage, story.stage_since) == ("ready", EARLY)


def test_an_edition_records_who_published_which_revision():
    editor, story = make_editor(), make_story()
    edition = put(story, "A second wording", by=editor)
    assert (edition.published_by, edition.revision) == (editor, 2)


def test_a_spiked_story_is_not_published():
    story = make_story()
    workflow.spike(story, **turn_of(story), at=NOON)
    with pytest.raises(Refused, match="revive"):
        publish(story, at=NOON)


def test_a_story_without_a_headline_is_not_published():
    with pytest.raises(Refused, match="headline"):
        publish(make_story(" "), at=NOON)


def test_nothing_is_published_in_the_past():
    with pytest.raises(Refused, match="past"):
        put(make_story(), "Late", at=-1)


def test_a_kind_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="no kind"):
        put(make_live(), "Odd", kind="rumour")


def test_a_scheduled_story_is_live_from_its_very_instant():
    story = make_story()
    put(story, "Flood", at=3)
    assert Edition.objects.filter(article=story).live_at(hour(3) - timedelta(microseconds=1)).count() == 0
    assert read(story, at=3) == "Flood"


# While updates are scheduled


@pytest.fixture
def planned():
    """Live, with an update at three and one at six."""
    story = make_live("First")
    put(story, "Update at three", at=3)
    put(story, "Update at six", at=6)
    return story


def test_publishing_before_what_is_scheduled_must_say_whether_to_keep_it(planned):
    with pytest.raises(Refused, match=r"2 versions are scheduled.*keep or to cancel"):
        put(planned, "Now")


def test_what_is_scheduled_stands_if_it_is_kept(planned):
    put(planned, "Now", keep_scheduled=True)
    assert [read(planned, at=at) for at in (0, 3, 6)] == ["Now", "Update at three", "Update at six"]


def test_what_is_scheduled_goes_if_it_is_not_kept(planned):
    put(planned, "Now", keep_scheduled=False)
    assert [read(planned, at=at) for at in (0, 3, 6)] == ["Now", "Now", "Now"]


def test_not_keeping_spares_what_comes_before_the_new_version(planned):
    put(planned, "At four", at=4, keep_scheduled=False)
    assert [read(planned, at=at) for at in (3, 4, 6)] == ["Update at three", "At four", "At four"]


def test_kept_versions_are_marked_as_older_than_what_is_live(planned):
    put(planned, "Now", keep_scheduled=True)
    told = standing.lines(Timeline.of(planned, moment=NOON))
    assert [line.warning for line in told] == ["older than what is live"] * 2 + [""] * 2


def test_a_scheduled_version_newer_than_what_is_live_bears_no_mark(planned):
    assert not any(line.warning for line in standing.lines(Timeline.of(planned, moment=NOON)))


@pytest.mark.parametrize(("was_live", "preselected"), [(True, "keep"), (False, "cancel")])
def test_the_desk_preselects_what_to_do_with_plans(was_live, preselected):
    story = make_live() if was_live else make_story()
    put(story, "Later", at=3)
    field = PublishForm(article=story, timeline=Timeline.of(story, moment=NOON)).fields["keep_scheduled"]
    assert field.initial == preselected
    assert "revision 2, today 17:00 Kyiv" in field.help_text


# At the instant of another event


def test_publishing_at_the_instant_of_a_scheduled_version_replaces_it(planned):
    put(planned, "Better", at=6)
    assert [read(planned, at=at) for at in (3, 6)] == ["Update at three", "Better"]
    assert last_act(planned).details["dropped"] == [{"at": hour(6).isoformat(), "revision": 3}]


def test_publishing_at_the_instant_of_the_live_version_is_refused():
    story = make_live(at=NOON)
    with pytest.raises(Refused, match="this very moment"):
        put(story, "Again")


def test_publishing_at_the_instant_of_a_planned_withdrawal_is_refused():
    story = make_live()
    withdraw(story, at=3)
    with pytest.raises(Refused, match="withdrawn at that very moment"):
        put(story, "Again", at=3)


def test_a_planned_withdrawal_stays_when_something_is_published_before_it():
    story = make_live()
    withdraw(story, at=6)
    put(story, "Update", at=3, keep_scheduled=False)
    assert [read(story, at=at) for at in (3, 5, 6)] == ["Update", "Update", None]


# Reschedule


@pytest.mark.parametrize("at", [6, 7])
def test_a_scheduled_version_never_passes_the_next_event(planned, at):
    with pytest.raises(Refused, match=r"pass another event.*before today 20:00"):
        reschedule(planned.editions.get(live_from=hour(3)), at=at)


@pytest.mark.parametrize("at", [2, 3])
def test_a_scheduled_version_never_passes_the_event_before_it(planned, at):
    with pytest.raises(Refused, match=r"pass another event.*after today 17:00"):
        reschedule(planned.editions.get(live_from=hour(6)), at=at)


def test_who_is_told_where_there_is_room_is_told_of_nothing_past(planned):
    with pytest.raises(Refused, match=r"choose a time before today 20:00 Kyiv, in 5 h\.$"):
        reschedule(planned.editions.get(live_from=hour(3)), at=6, now=1)


def test_a_scheduled_version_never_passes_a_planned_withdrawal(planned):
    withdraw(planned, at=8)
    with pytest.raises(Refused, match="before today 22:00"):
        reschedule(planned.editions.get(live_from=hour(6)), at=9)


def test_rescheduling_to_now_publishes_those_words_now(planned):
    rewrite(planned, headline="Unfinished")
    reschedule(planned.editions.get(live_from=hour(3)), at=0)
    assert [read(planned, at=at) for at in (-1, 0, 6)] == ["First", "Update at three", "Update at six"]


def test_rescheduling_to_now_announces_the_pages_of_what_it_replaces():
    section = make_section()
    story = make_live(section_id=section.pk)
    rewrite(story, section_id=make_section().pk)
    edition = put(story, "Elsewhere", at=3)
    ContentChange.objects.all().delete()
    reschedule(edition, at=0)
    assert f"section-{section.pk}" in last_keys()


def test_nothing_is_rescheduled_into_the_past(planned):
    with pytest.raises(Refused, match="passed"):
        reschedule(planned.editions.get(live_from=hour(3)), at=-1)


def test_what_has_begun_is_not_rescheduled(planned):
    with pytest.raises(Refused, match="live already"):
        reschedule(planned.editions.get(live_from=hour(3)), at=5, now=3)


def test_the_log_says_from_when_to_when_a_version_was_moved(planned):
    reschedule(planned.editions.get(live_from=hour(3)), at=4)
    act = last_act(planned)
    assert (act.verb, act.details["was"], act.details["becomes"]) == (
        "reschedule",
        hour(3).isoformat(),
        hour(4).isoformat(),
    )


# Cancel


def test_cancelling_a_middle_version_extends_the_one_before_it(planned):
    assert cancel(planned.editions.get(live_from=hour(3))) == 1
    assert [read(planned, at=at) for at in (3, 5, 6)] == ["First", "First", "Update at six"]


def test_cancelling_the_first_version_cancels_all_that_follows():
    story = make_story()
    opening = put(story, "Opening", at=3)
    put(story, "Update", at=4)
    withdraw(story, at=5)
    assert cancel(opening) == 3
    assert not story.editions.exists()
    assert not story.withdrawals.exists()


def test_cancelling_a_republication_cancels_what_follows_it_alone():
    story = make_live()
    withdraw(story, at=3)
    again = put(story, "Again", at=4)
    put(story, "Update", at=5)
    assert cancel(again) == 2
    assert [read(story, at=at) for at in (2, 3, 5)] == ["A headline", None, None]


def test_what_is_live_is_not_cancelled():
    story = make_live()
    with pytest.raises(Refused, match="live already"):
        cancel(story.editions.get())


def test_a_version_that_was_cancelled_already_is_gone(planned):
    edition = planned.editions.get(live_from=hour(3))
    twin = Edition.objects.get(pk=edition.pk)
    cancel(edition)
    with pytest.raises(Stale, match="gone"):
        cancel(twin)


def test_the_log_keeps_what_a_cancelled_version_was(planned):
    editor = make_editor()
    edition = planned.editions.get(live_from=hour(6))
    publishing.cancel(edition, **turn_of(planned, by=editor), moment=NOON)
    act = last_act(planned)
    assert (act.verb, act.by, act.at) == ("cancel", editor, NOON)
    assert act.details["dropped"] == [{"at": hour(6).isoformat(), "revision": 3}]
