"""Is a time doubted when it may be a slip or is crowded, and left alone when it is neither?"""

from datetime import UTC, datetime, timedelta

import pytest

from articles.slips import Going, crowding, slips
from tests.factories import local

pytestmark = pytest.mark.usefixtures("in_kyiv")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("clock", ["00:00", "03:00", "05:59"])
def test_a_time_at_night_is_doubted(clock):
    assert "is at night in Kyiv" in slips(local(f"2026-11-25 {clock}"))[0]


@pytest.mark.parametrize("clock", ["06:00", "08:00", "12:00", "23:59"])
def test_a_time_of_the_day_is_not(clock):
    assert slips(local(f"2026-11-25 {clock}")) == []


@pytest.mark.parametrize("at", ["2026-11-25 08:00", "2026-11-26 08:00"])
def test_eight_in_the_morning_that_was_planned_for_eight_in_the_evening_is_doubted(at):
    told = slips(local(at), planned=local("2026-11-25 20:00"))
    assert told == ["08:00, 12 hours from the planned 20:00: did you mean 20:00?"]


def test_a_morning_is_doubted_that_was_planned_for_the_evening():
    told = slips(local("2026-11-25 09:00"), planned=local("2026-11-25 19:00"))
    assert told == ["09:00 is in the morning, and the plan says 19:00: did you mean 21:00?"]


def test_twelve_hours_are_counted_by_the_clock_also_where_it_jumps():
    told = slips(local("2026-10-25 08:00"), planned=local("2026-10-24 20:00"))
    assert "12 hours from the planned" in told[0]


def test_what_was_planned_for_the_night_is_meant():
    assert slips(local("2026-11-25 03:00"), planned=local("2026-11-25 02:30")) == []


def test_an_old_plan_says_nothing_about_a_time_weeks_later():
    assert slips(local("2026-12-15 08:00"), planned=local("2026-11-25 20:00")) == []


def going(key, minutes, section="", story=None):
    return Going(key, story or key, NOON + timedelta(minutes=minutes), section, f"Story {key}")


def test_three_within_a_quarter_of_an_hour_are_no_crowd_and_four_are():
    three = [going(key, key * 5) for key in (0, 1, 2)]
    assert crowding(three) == {}
    four = [*three, going(3, 15)]
    assert crowding(four) == {key: ["4 publications within 15 minutes"] for key in range(4)}


def test_a_crowd_ends_where_its_quarter_of_an_hour_ends():
    told = crowding([going(key, minutes) for key, minutes in enumerate([0, 1, 2, 3, 16, 40])])
    assert set(told) == {0, 1, 2, 3, 4}
    assert crowding([going(key, key * 6) for key in range(6)]) == {}


def test_two_of_a_section_within_five_minutes_crowd_each_other():
    told = crowding([going(1, 0, "City"), going(2, 5, "City"), going(3, 6, "Sport")])
    assert told == {
        1: ["5 min before “Story 2”, also in City"],
        2: ["5 min after “Story 1”, also in City"],
    }
    assert crowding([going(1, 0, "City"), going(2, 6, "City")]) == {}


def test_two_without_a_section_do_not_crowd_each_other():
    assert crowding([going(1, 0), going(2, 0)]) == {}


def test_two_versions_of_one_story_do_not_crowd_its_section():
    assert crowding([going(1, 0, "City", story=7), going(2, 2, "City", story=7)]) == {}
