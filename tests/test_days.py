"""Which hours does a day of the newsroom have, and which days a month?"""

from datetime import UTC, date, datetime

import pytest

from newsroom import days

pytestmark = pytest.mark.usefixtures("in_kyiv")

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 11, 24), 24), (SPRING, 23), (AUTUMN, 25)])
def test_a_day_has_the_hours_that_its_clocks_show(day, hours):
    assert len(days.hours_of(day)) == hours
    assert (days.end_of(day) - days.start_of(day)).total_seconds() == hours * 3600


def test_the_hour_that_the_clocks_jump_over_is_not_there():
    assert [hour.number for hour in days.hours_of(SPRING)][:5] == [0, 1, 2, 4, 5]


def test_the_hour_that_comes_twice_is_there_twice_and_says_which_it_is():
    twice = [hour for hour in days.hours_of(AUTUMN) if hour.repeated]
    assert [(hour.number, hour.later, hour.zone) for hour in twice] == [(3, False, "EEST"), (3, True, "EET")]


def test_a_day_begins_at_the_newsrooms_midnight():
    assert days.start_of(date(2026, 11, 24)) == datetime(2026, 11, 23, 22, tzinfo=UTC)
    assert days.day_of(datetime(2026, 11, 23, 22, tzinfo=UTC)) == date(2026, 11, 24)


def test_where_the_clocks_jump_over_midnight_the_day_begins_after_it(settings):
    settings.TIME_ZONE = "Asia/Beirut"
    assert days.start_of(SPRING) == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert next(hour.number for hour in days.hours_of(SPRING)) == 1
    assert days.day_of(days.start_of(SPRING)) == SPRING


def test_a_shift_of_half_an_hour_repeats_an_hour_too(settings):
    settings.TIME_ZONE = "Australia/Lord_Howe"
    repeated = [hour.number for hour in days.hours_of(date(2026, 4, 5)) if hour.repeated]
    assert repeated == [1, 1]


def test_a_day_that_never_was_has_no_hours(settings):
    settings.TIME_ZONE = "Pacific/Apia"
    assert days.hours_of(date(2011, 12, 30)) == []


def test_a_month_is_filled_up_to_whole_weeks_from_monday():
    found = days.weeks_of_month(date(2026, 11, 24))
    assert (found[0], found[-1], len(found)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert all(day.weekday() == place % 7 for place, day in enumerate(found))


def test_months_follow_each_other_also_from_a_thirty_first():
    assert days.next_month(date(2026, 1, 31)) == date(2026, 2, 1)
    assert days.next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert days.previous_month(date(2026, 1, 31)) == date(2025, 12, 1)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 24, 16, 5, tzinfo=UTC), "18:05"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "03:30 EEST (the first)"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "03:30 EET (the second)"),
    ],
)
def test_a_time_that_comes_twice_says_which_it_is(at, words):
    assert days.clock_words(at) == words
