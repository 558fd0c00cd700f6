"""Can a front page be prepared, and does nobody silently undo what a colleague prepared?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from articles import front_desk, reading
from articles.front_desk import When
from articles.models import FrontPage, Place, Slot
from articles.turn import Refused, Stale
from newsroom.models import Act
from tests.conftest import NOON
from tests.factories import (
    hour,
    last_keys,
    make_editor,
    make_item,
    make_live,
    make_reporter,
    make_story,
    publish,
    withdraw,
)

pytestmark = pytest.mark.django_db

LEAD, SECOND, THIRD = Place.LEAD, Place.SECOND_1, Place.SECOND_2
PACKAGE = Place.PACKAGE_1


@pytest.fixture
def stories(clock):
    """Six live stories, the newest last."""
    return [make_live(f"Story {number}", at=NOON - timedelta(minutes=60 - number)) for number in range(6)]


def turn(at=0, now=0, by=None):
    page = front_desk.page_in("en")
    return {"by": by or make_editor(), "seen": page.version, "when": When(hour(at), hour(now))}


def put(where, story, *, until=None, **options):
    front_desk.place("en", where, story, until=None if until is None else hour(until), **turn(**options))


def pack(title, *stories, until=None, **options):
    ends = None if until is None else hour(until)
    front_desk.package("en", PACKAGE, title, list(stories), until=ends, **turn(**options))


def page(at=0):
    return reading.front("en", moment=hour(at))


def lead(at=0):
    return page(at).lead.article_id


def headlines(editions):
    return [edition.headline for edition in editions]


def test_without_any_doing_the_newest_stand_first(stories):
    assert headlines([page().lead, *page().secondary]) == ["Story 5", "Story 4", "Story 3", "Story 2", "Story 1"]
    assert headlines(page().river) == ["Story 0"]


def test_a_placed_story_leads_and_the_rest_closes_up(stories):
    put(LEAD, stories[1])
    assert headlines([page().lead, *page().secondary]) == ["Story 1", "Story 5", "Story 4", "Story 3", "Story 2"]


def test_a_page_is_prepared_for_later_and_the_clock_does_the_rest(stories):
    put(LEAD, stories[0])
    put(LEAD, stories[1], at=18, until=20)
    assert [lead(at) for at in (0, 17, 18, 19)] == [stories[0].pk, stories[0].pk, stories[1].pk, stories[1].pk]
    assert lead(20) == stories[5].pk  # what it replaced does not come back by itself


def test_a_plan_that_is_dropped_leaves_what_was_there(stories):
    put(LEAD, stories[0], until=30)
    put(LEAD, stories[1], at=18)
    front_desk.end("en", LEAD, **turn(at=18))
    assert [lead(at) for at in (0, 18, 29, 30)] == [stories[0].pk] * 3 + [stories[5].pk]
    assert Slot.objects.count() == 1


def test_what_is_planned_ends_what_is_put_there_now(stories):
    put(LEAD, stories[1], at=18)
    put(LEAD, stories[0])
    assert [lead(at) for at in (0, 17, 18)] == [stories[0].pk, stories[0].pk, stories[1].pk]


def test_an_ended_place_fills_itself(stories):
    put(LEAD, stories[0])
    front_desk.end("en", LEAD, **turn(at=2, now=2))
    assert [lead(1), lead(2)] == [stories[0].pk, stories[5].pk]


def test_a_plan_of_the_same_instant_gives_way(stories):
    put(LEAD, stories[0], at=18)
    put(LEAD, stories[1], at=18)
    assert lead(18) == stories[1].pk
    assert Slot.objects.count() == 1


def test_a_story_placed_elsewhere_leaves_its_place(stories):
    put(SECOND, stories[0])
    put(LEAD, stories[0], at=1, now=1)
    assert page(0).secondary[0].article_id == stories[0].pk
    assert lead(1) == stories[0].pk
    assert not Slot.objects.filter(place=SECOND).live_at(hour(1)).exists()


def test_two_places_change_what_they_hold_with_their_ends(stories):
    put(LEAD, stories[0], until=5)
    put(SECOND, stories[1])
    front_desk.move("en", SECOND, LEAD, **turn(at=1, now=1))
    assert (lead(1), page(1).secondary[0].article_id) == (stories[1].pk, stories[0].pk)
    assert (lead(0), page(0).secondary[0].article_id) == (stories[0].pk, stories[1].pk)
    assert (lead(6), page(6).secondary[0].article_id) == (stories[1].pk, stories[5].pk)


def test_moved_to_a_place_that_fills_itself_it_leaves_its_own_to_the_newest(stories):
    put(LEAD, stories[0])
    front_desk.move("en", LEAD, SECOND, **turn(at=1, now=1))
    assert (lead(1), page(1).secondary[0].article_id) == (stories[5].pk, stories[0].pk)


def test_a_package_stands_under_its_title_in_order_and_nowhere_else(stories):
    pack("The harbour", stories[5], stories[2])
    shown = page()
    assert [(package.title, headlines(package.stories)) for package in shown.packages] == [
        ("The harbour", ["Story 5", "Story 2"])
    ]
    assert headlines([shown.lead, *shown.secondary]) == ["Story 4", "Story 3", "Story 1", "Story 0"]
    assert shown.river == []


def test_a_package_is_changed_and_was_what_it_was(stories):
    pack("The harbour", stories[1])
    pack("The port", stories[2], stories[1], at=1, now=1)
    assert (page(0).packages[0].title, headlines(page(0).packages[0].stories)) == ("The harbour", ["Story 1"])
    assert (page(1).packages[0].title, headlines(page(1).packages[0].stories)) == ("The port", ["Story 2", "Story 1"])


def test_a_withdrawn_storys_place_falls_to_the_next(stories):
    put(LEAD, stories[0])
    pack("The harbour", stories[1], stories[2])
    withdraw(stories[0], at=1, now=1)
    withdraw(stories[1], at=1, now=1)
    assert lead(1) == stories[5].pk
    assert headlines(page(1).packages[0].stories) == ["Story 2"]
    withdraw(stories[2], at=2, now=2)
    assert page(2).packages == []


def test_a_story_that_is_not_live_yet_takes_its_place_when_it_is(stories):
    later = make_story("Tomorrow")
    publish(later, at=hour(18), moment=NOON)
    put(LEAD, later, at=12)
    assert [lead(12), lead(18)] == [stories[5].pk, later.pk]


def test_each_language_has_a_page_of_its_own(client, stories):
    ukrainian = make_live("Повінь", at=NOON, language="uk")
    front_desk.place("uk", LEAD, ukrainian, by=make_editor(), seen=0, when=When(NOON, NOON))
    put(LEAD, stories[0])
    assert reading.front("uk", moment=NOON).lead.headline == "Повінь"
    assert lead() == stories[0].pk
    with pytest.raises(Refused, match="is in Українська"):
        put(LEAD, ukrainian)
    with pytest.raises(Refused, match="no front page in this language"):
        front_desk.place("xx", LEAD, ukrainian, by=make_editor(), seen=0, when=When(NOON, NOON))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda s: put(LEAD, s[0], at=-1), "cannot be changed"),
        (lambda s: put(LEAD, s[0], at=2, until=2), "end after it begins"),
        (lambda s: put(PACKAGE, s[0]), "given a title"),
        (lambda s: pack("  ", s[0]), "Give the package a title"),
        (lambda s: pack("x" * 81, s[0]), "80 signs"),
        (lambda s: pack("The harbour"), "needs a story"),
        (lambda s: pack("The harbour", s[0], s[0]), "once"),
        (lambda s: pack("The harbour", *s, make_live(at=NOON)), "6 stories at most"),
        (lambda s: front_desk.package("en", LEAD, "A", s[:1], **turn()), "holds one story"),
        (lambda s: front_desk.end("en", LEAD, **turn()), "fills itself"),
        (lambda s: front_desk.move("en", LEAD, SECOND, **turn()), "fills itself"),
        (lambda s: front_desk.move("en", LEAD, PACKAGE, **turn()), "cannot change places"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_words_and_changes_nothing(stories, wrong, said):
    with pytest.raises(Refused, match=said):
        wrong(stories)
    assert not Slot.objects.exists()
    assert front_desk.page_in("en").version == 0


def test_whose_page_is_stale_is_told_by_whom_and_changes_nothing(stories):
    seen = turn()
    put(LEAD, stories[0], by=make_editor("marta"))
    with pytest.raises(Stale, match="Marta changed this front page a moment ago"):
        front_desk.place("en", SECOND, stories[1], **seen)
    assert Slot.objects.count() == 1


def test_reporters_may_not_curate_and_each_change_is_logged_and_announced(stories):
    with pytest.raises(PermissionDenied):
        put(LEAD, stories[0], by=make_reporter())
    put(LEAD, stories[0], at=18)
    act = Act.objects.latest("id")
    assert (act.verb, act.subject_name, act.went_to) == ("place on the front page", "Front page, English", "Lead")
    assert "Story 0" in act.note
    assert act.details["planned"] == hour(18).isoformat()
    assert last_keys() == {"front"}


def test_the_database_refuses_what_must_not_be(stories):
    put(LEAD, stories[0])
    english = FrontPage.objects.get()
    nonsense = [
        {"place": LEAD, "live_from": hour(1)},  # a second one without an end
        {"place": LEAD, "live_from": hour(0), "live_until": hour(1)},
        {"place": SECOND, "live_from": hour(1), "live_until": hour(1)},
        {"place": SECOND, "live_from": hour(1), "title": "No package"},
        {"place": PACKAGE, "live_from": hour(1)},
        {"place": SECOND, "live_from": hour(1), "live_until": hour(3), "ends_at": hour(2)},
        {"place": 99, "live_from": hour(1)},
    ]
    for fields in nonsense:
        with pytest.raises(IntegrityError), transaction.atomic():
            Slot.objects.create(page=english, **fields)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no exclusion constraints")
def test_postgresql_refuses_slots_of_one_place_that_overlap(stories):
    put(LEAD, stories[0], until=5)
    with pytest.raises(IntegrityError, match="slots_of_a_place_do_not_overlap"), transaction.atomic():
        Slot.objects.create(page=FrontPage.objects.get(), place=LEAD, live_from=hour(4), live_until=hour(6))
        connection.check_constraints()


def test_the_breaking_banner_stands_until_its_end_however_much_comes_after_it(client, clock):
    make_item("The bridge is shut", at=NOON - timedelta(hours=2), breaking_until=hour(1))
    for number in range(15):
        make_item(f"Later {number}", at=NOON - timedelta(minutes=number))
    assert 'class="alert"' in client.get("/").content.decode()
    assert 'class="alert"' not in client.get("/uk/").content.decode()
    clock.set(hour(1))
    assert 'class="alert"' not in client.get("/").content.decode()


HOURS = st.integers(0, 12)


@given(st.dictionaries(HOURS, st.none() | HOURS.map(lambda more: more + 1), max_size=6))
def test_slots_of_one_place_never_overlap_and_none_outlasts_its_end(plans):
    """Beginnings, and how many hours after them each was asked to end."""
    periods = [(hour(at), None if more is None else hour(at + more)) for at, more in sorted(plans.items())]
    found = front_desk.ends(periods)
    for place, ((begin, asked), end) in enumerate(zip(periods, found, strict=True)):
        following = periods[place + 1][0] if place + 1 < len(periods) else None
        assert end is None or end > begin
        assert asked is None or (end is not None and end <= asked)
        assert following is None or (end is not None and end <= following)
        assert end in (asked, following)
