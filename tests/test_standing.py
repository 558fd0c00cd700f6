"""Does the desk say how a story stands as an editor would? It is 14:00 in Kyiv, on a Tuesday."""

from datetime import timedelta

import pytest

from articles import desk_moves, standing, workflow
from articles.timeline import Timeline
from tests.conftest import NOON
from tests.factories import (
    hour,
    make_chief,
    make_editor,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    publish,
    put,
    rewrite,
    strike,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


def timeline_of(story, *, at=0):
    story.refresh_from_db()
    return Timeline.of(story, moment=hour(at))


def said(story, *, at=0):
    timeline = timeline_of(story, at=at)
    return standing.in_words(story, timeline)


def told(story, *, at=0):
    return [(line.what, line.state) for line in standing.lines(timeline_of(story, at=at))]


def move(story, verb):
    getattr(workflow, verb)(story, **turn_of(story), at=NOON)


def live_since_morning(**fields):
    return make_live("First", at=NOON - timedelta(hours=4, minutes=48), **fields)


# In one sentence


def test_the_whole_sentence():
    story = live_since_morning()
    put(story, "Update", at=4)
    rewrite(story, headline="For later")
    move(story, "submit")
    assert said(story) == "Live since 09:12 · update scheduled 18:00 · draft changes in review"


@pytest.mark.parametrize(
    ("verbs", "sentence"),
    [((), "Draft"), (("submit",), "In review"), (("submit", "approve"), "Ready"), (("spike",), "Spiked")],
)
def test_a_story_that_never_ran_stands_at_its_stage(verbs, sentence):
    story = make_story()
    for verb in verbs:
        move(story, verb)
    assert said(story) == sentence


def test_a_live_story_without_changes():
    assert said(live_since_morning()) == "Live since 09:12"


def test_a_live_story_with_changes_that_are_not_handed_in():
    story = live_since_morning()
    rewrite(story, headline="Half written")
    assert said(story) == "Live since 09:12 · draft"


def test_a_live_story_with_approved_changes():
    story = live_since_morning()
    rewrite(story, headline="Better")
    move(story, "submit")
    move(story, "approve")
    assert said(story) == "Live since 09:12 · draft changes ready"


def test_a_story_is_live_since_it_came_on_line_and_not_since_its_last_update():
    story = live_since_morning()
    put(story, "Update", at=-1, now=-1)
    assert said(story) == "Live since 09:12"


def test_a_story_published_again_is_live_since_then():
    story = live_since_morning()
    withdraw(story, at=-2, now=-2)
    put(story, "Back", at=-1, now=-1)
    assert said(story) == "Live since 13:00"


def test_a_scheduled_first_publication():
    story = make_story()
    put(story, "Later", at=3)
    assert said(story) == "Publication scheduled 17:00"


def test_a_scheduled_republication():
    story = live_since_morning()
    withdraw(story)
    put(story, "Back", at=3, now=1)
    assert said(story, at=1) == "Withdrawn 14:00 · publication scheduled 17:00"


@pytest.mark.parametrize(
    ("kind", "words"), [("minor", "minor fix"), ("update", "update"), ("correction", "correction")]
)
def test_what_is_scheduled_is_called_by_its_kind(kind, words):
    story = live_since_morning()
    put(story, "Next", at=3, kind=kind, note="The year")
    assert said(story) == f"Live since 09:12 · {words} scheduled 17:00"


def test_the_next_of_several_plans_is_named_and_the_rest_are_counted():
    story = live_since_morning()
    put(story, "Update", at=3)
    put(story, "Another", at=4)
    withdraw(story, at=5)
    assert said(story) == "Live since 09:12 · update scheduled 17:00 (and 2 more)"


def test_a_planned_withdrawal():
    story = live_since_morning()
    withdraw(story, at=3)
    assert said(story) == "Live since 09:12 · withdrawal planned 17:00"


def test_a_withdrawn_story():
    story = live_since_morning()
    withdraw(story)
    assert said(story, at=1) == "Withdrawn 14:00 · ready"


def test_a_sentence_follows_the_clock_alone():
    story = make_story()
    put(story, "Later", at=3)
    assert [said(story, at=at) for at in (2, 3)] == ["Publication scheduled 17:00", "Live since 17:00"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (timedelta(hours=-2), "12:00"),
        (timedelta(days=1), "tomorrow 14:00"),
        (timedelta(days=-1), "yesterday 14:00"),
        (timedelta(days=3), "Fri 13 Mar 14:00"),
        (timedelta(days=20), "Mon 30 Mar 15:00"),  # summer time
        (timedelta(days=365), "Wed 10 Mar 2027 14:00"),
    ],
)
def test_a_time_is_said_as_briefly_as_its_day_allows(at, words):
    assert standing.short(NOON + at, moment=NOON) == words


def test_a_list_says_what_is_so_now_without_what_comes_next():
    story = live_since_morning()
    put(story, "Update", at=3)
    rewrite(story, headline="For later")
    assert standing.state(story, timeline_of(story)) == "Live since 09:12 · draft"


@pytest.mark.parametrize("live", [True, False])
def test_a_story_stands_so_since_its_last_event_or_else_since_its_last_move(live):
    story = make_story()
    workflow.submit(story, **turn_of(story), at=hour(-3))
    if live:
        publish(story, at=hour(-2))
    assert standing.since(story, timeline_of(story)) == hour(-2 if live else -3)


# Event by event


def test_the_events_of_a_story_are_told_from_the_last_to_the_first():
    story = live_since_morning()
    put(story, "Right", at=-1, now=-1, kind="correction", note="The year")
    withdraw(story, at=2, reason="Rights end")
    put(story, "Back", at=3)
    assert told(story) == [
        ("Revision 3, published again (update)", "scheduled"),
        ("Withdrawal: Rights end", "scheduled"),
        ("Revision 2, correction: The year", "live"),
        ("Revision 1, first publication", "past"),
    ]


def test_nothing_of_a_withdrawn_story_is_told_as_live():
    story = live_since_morning()
    withdraw(story)
    assert {state for _, state in told(story, at=1)} == {"past"}


def test_a_struck_version_is_told_as_struck():
    story = live_since_morning()
    withdraw(story)
    strike(story.editions.get(), now=1)
    assert [line.warning for line in standing.lines(timeline_of(story, at=1))] == ["", "struck on legal grounds"]


def test_a_line_says_when_and_how_far_off():
    story = make_story()
    put(story, "Later", at=3)
    assert standing.lines(timeline_of(story))[0].when == "today 17:00 Kyiv, in 3 h"


# Which buttons there are


def buttons(user, story, *, at=0):
    return [move.name for move in desk_moves.moves_for(user, story, timeline_of(story, at=at))]


def buttons_of(user, edition, *, at=0):
    timeline = timeline_of(edition.article, at=at)
    return [move.name for move in desk_moves.moves_of_edition(user, edition.article, timeline, edition)]


def test_a_reporter_may_submit_an_own_draft():
    reporter = make_reporter()
    assert buttons(reporter, make_story(by=reporter)) == ["submit"]


@pytest.mark.parametrize("make_somebody", [make_reporter, make_stranger])
def test_who_may_do_nothing_with_a_story_gets_no_button(make_somebody):
    assert buttons(make_somebody(), make_story()) == []


def test_an_editor_gets_the_moves_that_fit_a_draft():
    assert buttons(make_editor(), make_story()) == ["submit", "publish", "schedule", "move", "spike"]


def test_an_editor_gets_the_moves_that_fit_a_story_in_review():
    story = make_story()
    move(story, "submit")
    assert buttons(make_editor(), story) == ["approve", "return", "publish", "schedule", "move", "spike"]


def test_an_editor_gets_the_moves_that_fit_a_live_story():
    story = live_since_morning()
    assert buttons(make_editor(), story) == ["publish", "schedule", "withdraw", "move"]
    rewrite(story, headline="More is known")
    assert "edit-live" in set(buttons(make_editor(), story))


def test_what_is_live_can_be_edited_once_the_working_copy_differs():
    story = live_since_morning()
    rewrite(story, headline="For tomorrow")
    assert "edit-live" in buttons(make_editor(), story)


def test_a_planned_withdrawal_can_be_cancelled():
    story = live_since_morning()
    withdraw(story, at=3)
    assert "cancel-withdrawal" in buttons(make_editor(), story)


def test_a_spiked_story_can_be_revived():
    story = make_story()
    move(story, "spike")
    assert buttons(make_editor(), story) == ["move", "revive"]


def test_a_scheduled_version_can_be_rescheduled_or_cancelled():
    edition = put(make_story(), "Later", at=3)
    assert buttons_of(make_editor(), edition) == ["reschedule", "cancel"]
    assert buttons_of(make_reporter(), edition) == []


def test_a_version_that_is_over_can_be_struck_by_the_chief_alone():
    story = live_since_morning()
    put(story, "Update")
    over, live = story.editions.order_by("live_from")
    assert [buttons_of(make_chief(), edition) for edition in (over, live)] == [["strike"], []]
    assert buttons_of(make_editor(), over) == []


def test_a_move_made_by_its_button_answers_in_a_sentence():
    editor, story = make_editor(), make_story("Flood")
    ask = desk_moves.Ask(story, None, editor, story.version, NOON, {"at": hour(3)})
    answer = desk_moves.BY_NAME["schedule"].run(ask)
    assert answer == "“Flood” goes live today 17:00 Kyiv, in 3 h. Nothing else needs to run for it."
