"""Does a local time name the instant that people mean, also where clocks jump?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.test import override_settings
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom import zones
from newsroom.moment_field import EARLIER, LATER, MomentField, local_text

KYIV, LORD_HOWE, APIA = (ZoneInfo(name) for name in ("Europe/Kyiv", "Australia/Lord_Howe", "Pacific/Apia"))
MOMENT = datetime(2026, 11, 23, 15, 40, tzinfo=UTC)
ZONES = ["Europe/Kyiv", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "UTC"]


@pytest.fixture(autouse=True)
def in_kyiv(settings):
    settings.TIME_ZONE = "Europe/Kyiv"


local = datetime.fromisoformat


class Form(forms.Form):
    at = MomentField()


def entered(local, which=""):
    return Form({"at_local": local, "at_which": which})


def refusal(local, which=""):
    return " ".join(entered(local, which).errors.get("at", []))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 24, 6, 0, tzinfo=UTC), "tomorrow 08:00 Kyiv, in 14 h 20 min"),
        (datetime(2026, 11, 23, 15, 40, tzinfo=UTC), "today 17:40 Kyiv, now"),
        (datetime(2026, 11, 22, 15, 40, tzinfo=UTC), "yesterday 17:40 Kyiv, 1 d ago"),
        (datetime(2026, 12, 1, 10, 0, tzinfo=UTC), "Tue 1 Dec 12:00 Kyiv, in 7 d 18 h"),
        (datetime(2027, 1, 1, 10, 0, tzinfo=UTC), "Fri 1 Jan 2027 12:00 Kyiv, in 38 d 18 h"),
    ],
)
def test_an_hour_is_said_in_the_newsrooms_time_with_its_distance(at, words):
    assert zones.in_words(at, moment=MOMENT) == words


def test_the_day_turns_at_the_newsrooms_midnight():
    assert zones.in_words(datetime(2026, 11, 23, 22, 0, tzinfo=UTC), moment=MOMENT).startswith("tomorrow 00:00")


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (timedelta(seconds=29), "now"),
        (timedelta(seconds=-29), "now"),
        (timedelta(seconds=31), "in 1 min"),
        (timedelta(hours=-2), "2 h ago"),
        (timedelta(days=3, hours=2, minutes=9), "in 3 d 2 h"),
        (timedelta(days=1, minutes=5), "in 1 d 5 min"),
        (timedelta(minutes=59, seconds=45), "in 1 h"),
    ],
)
def test_a_distance_has_two_units_at_most(by, words):
    assert zones.distance(MOMENT + by, moment=MOMENT) == words


def test_an_ordinary_time_names_one_instant():
    assert zones.resolve(local("2026-11-24 08:00"), KYIV) == datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        (local("2026-03-29 03:00"), KYIV),
        (local("2026-03-29 03:59"), KYIV),
        (local("2026-10-04 02:15"), LORD_HOWE),
        (local("2011-12-30 00:00"), APIA),
        (local("2011-12-30 23:59"), APIA),
    ],
)
def test_a_time_that_the_clocks_skip_names_nothing(wall, zone):
    with pytest.raises(zones.SkippedTime):
        zones.resolve(wall, zone)


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        (local("2026-03-29 02:59"), KYIV),
        (local("2026-03-29 04:00"), KYIV),
        (local("2026-10-04 02:30"), LORD_HOWE),
        (local("2011-12-31 00:00"), APIA),
    ],
)
def test_the_times_around_a_jump_name_one_instant_each(wall, zone):
    assert len(zones.readings(wall, zone)) == 1


@pytest.mark.parametrize(
    ("wall", "zone", "apart"),
    [
        (local("2026-10-25 03:30"), KYIV, timedelta(hours=1)),
        (local("2026-04-05 01:45"), LORD_HOWE, timedelta(minutes=30)),
    ],
)
def test_a_time_that_comes_twice_is_asked_about(wall, zone, apart):
    with pytest.raises(zones.RepeatedTime) as asked:
        zones.resolve(wall, zone)
    assert asked.value.later - asked.value.earlier == apart
    assert zones.resolve(wall, zone, later=False) == asked.value.earlier
    assert zones.resolve(wall, zone, later=True) == asked.value.later


def test_the_field_gives_the_instant_in_utc():
    form = entered("2026-11-24T08:00")
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert form.cleaned_data["at"].tzinfo is UTC


def test_the_field_refuses_a_skipped_time_and_says_why():
    assert "03:30 does not exist on that day in Kyiv" in refusal("2026-03-29T03:30")


def test_the_field_asks_which_of_two_equal_times_is_meant():
    form = entered("2026-10-25T03:30")
    assert "comes twice" in refusal("2026-10-25T03:30")
    html = form.as_p()
    assert f'value="{EARLIER}"' in html
    assert f'value="{LATER}"' in html


@pytest.mark.parametrize(("which", "hour"), [(EARLIER, 0), (LATER, 1)])
def test_either_answer_gives_its_own_instant(which, hour):
    form = entered("2026-10-25T03:30", which)
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_an_answer_to_a_question_that_no_longer_stands_is_ignored():
    form = entered("2026-11-24T08:00", LATER)
    assert form.is_valid()


def test_nobody_is_asked_about_an_ordinary_time():
    assert EARLIER not in entered("2026-11-24T08:00").as_p()


def test_the_question_on_lord_howe_speaks_of_no_whole_hour():
    with override_settings(TIME_ZONE="Australia/Lord_Howe"):
        assert "an hour later" not in entered("2026-04-05T01:45").as_p()


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-13-01T08:00", "2026-02-30 08:00", "1989-12-31T08:00", "2200-01-01T00:00", "08:00"]
)
def test_the_field_refuses_what_is_no_time_it_knows(text):
    assert "Enter a date and a time such as" in refusal(text)


@pytest.mark.parametrize("text", ["2026-11-24", "2026-11-24T08:00Z", "2026-11-24T08:00+02:00"])
def test_the_field_guesses_neither_an_hour_nor_a_zone(text):
    assert "Enter a date and a time such as" in refusal(text)


def test_seconds_are_dropped():
    assert entered("2026-11-24 08:00:59").fields["at"].clean(["2026-11-24 08:00:59", ""]).second == 0


def test_an_unchanged_moment_has_not_changed():
    at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert not MomentField().has_changed(at, ["2026-10-25T03:30", LATER])
    assert MomentField().has_changed(at, ["2026-10-25T03:30", EARLIER])


@given(
    at=st.datetimes(local("1990-01-02 00:00"), local("2199-12-30 00:00"), timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES),
)
@example(at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), zone="Europe/Kyiv")
@example(at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), zone="Europe/Kyiv")
@example(at=datetime(2026, 4, 4, 15, 15, tzinfo=UTC), zone="Australia/Lord_Howe")
@example(at=datetime(2011, 12, 30, 10, 0, tzinfo=UTC), zone="Pacific/Apia")
def test_what_the_field_shows_it_reads_back_as_the_same_instant(at, zone):
    at = at.replace(second=0, microsecond=0)
    with override_settings(TIME_ZONE=zone):
        shown = MomentField().widget.decompress(at)
        assert shown[0] == local_text(at)
        assert MomentField().clean(shown) == at
