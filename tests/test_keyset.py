"""Does a list that goes on by key give every row once, whatever happens to it in between?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import reading
from articles.models import NewsFeedItem
from newsroom.keyset import CURSOR, Place, cursor_number
from tests.conftest import NOON
from tests.factories import make_live


def make_items(minutes, *, until=None):
    """Items that went live so many minutes before noon (after it, if negative)."""
    return NewsFeedItem.objects.bulk_create(
        NewsFeedItem(text="words", live_from=NOON - timedelta(minutes=m), live_until=until) for m in minutes
    )


def in_order(items):
    return [item.pk for item in sorted(items, key=lambda item: (item.live_from, item.pk), reverse=True)]


def walk(size, *, moment=NOON, between=lambda number: None):
    """Follow the pages to their end, with something happening after each."""
    seen, before = [], None
    for number in range(100):
        page = reading.feed(moment=moment, before=before, size=size).page
        assert len(page) <= size
        seen += [item.pk for item in page]
        before = page.older
        if before is None:
            return seen
        between(number)
    return pytest.fail("The walk does not end.")


ages = st.lists(st.integers(0, 8), max_size=25)
"""Few different hours, so that many rows share theirs."""


class Walks(TestCase):
    @given(ages, st.integers(1, 30))
    def test_a_walk_gives_every_row_once_in_order(self, minutes, size):
        items = make_items(minutes)
        assert walk(size) == in_order(items)

    @given(ages, st.integers(1, 7), st.lists(st.integers(-5, -1), max_size=5))
    def test_rows_that_are_not_public_yet_are_no_part_of_a_walk(self, minutes, size, ahead):
        items = make_items(minutes)
        make_items(ahead)
        assert walk(size) == in_order(items)

    @given(ages, st.integers(1, 7))
    def test_what_goes_live_above_during_a_walk_shifts_nothing(self, minutes, size):
        items = make_items([m + 1 for m in minutes])
        assert walk(size, between=lambda number: make_items([0, 0, -number])) == in_order(items)

    @given(st.lists(st.integers(1, 8), min_size=1, max_size=25), st.integers(1, 5), st.data())
    def test_what_ends_during_a_walk_takes_no_other_row_with_it(self, minutes, size, data):
        items = make_items(minutes)
        doomed = data.draw(st.sets(st.sampled_from([item.pk for item in items])))

        def end(_):
            NewsFeedItem.objects.filter(pk__in=doomed).update(live_until=NOON)

        seen = walk(size, between=end)
        assert len(seen) == len(set(seen))
        assert [pk for pk in seen if pk not in doomed] == [pk for pk in in_order(items) if pk not in doomed]

    @given(ages, st.integers(1, 7))
    def test_a_page_says_that_more_follows_only_if_it_does(self, minutes, size):
        make_items(minutes)
        before = None
        while True:
            page = reading.feed(moment=NOON, before=before, size=size).page
            if page.older is None:
                break
            assert page.older == page.rows[-1].pk
            before = page.older
            assert len(reading.feed(moment=NOON, before=before, size=size).page) > 0

    @given(ages, st.integers(0, 8), st.integers(1, 9))
    def test_a_walk_from_a_place_begins_right_below_it(self, minutes, age, size):
        items = make_items(minutes)
        at, number = NOON - timedelta(minutes=age), 10**9
        page = NewsFeedItem.objects.page(moment=NOON, before=Place(at, number), size=size)
        assert [item.pk for item in page] == in_order(item for item in items if item.live_from <= at)[:size]


def test_a_place_later_than_the_moment_opens_nothing_that_is_not_public(db):
    public, _ = make_items([1, -60])
    page = NewsFeedItem.objects.page(moment=NOON, before=Place(NOON + timedelta(hours=2), 10**9), size=9)
    assert [item.pk for item in page] == [public.pk]


def test_stories_of_one_instant_are_walked_once_each(db, clock):
    stories = [make_live(at=NOON - timedelta(hours=1)) for _ in range(5)]
    seen, before = [], None
    while True:
        page = reading.newest(moment=NOON, before=before, size=2)
        seen += [edition.article_id for edition in page]
        before = page.older
        if before is None:
            break
    assert seen == [story.pk for story in reversed(stories)]


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("20", 20), ("9" * 18, 10**18 - 1)])
def test_a_cursor_is_a_number(text, number):
    assert cursor_number(text) == number


MALFORMED = ["", "0", "01", "-1", "+1", " 1", "1 ", "1\n", "1.0", "1e3", "0x1", "١", "²", "1,2", "9" * 19, "x", "1;--"]


@pytest.mark.parametrize("text", MALFORMED)
def test_anything_else_is_no_cursor(text):
    assert cursor_number(text) is None


@given(st.text(max_size=25))
def test_a_cursor_is_read_only_as_it_would_be_written(text):
    number = cursor_number(text)
    assert number is None or (str(number) == text and CURSOR.fullmatch(text))


@pytest.mark.parametrize("path", ["/feed/", "/authors/"])
@pytest.mark.parametrize("text", MALFORMED)
def test_a_malformed_cursor_is_no_page(client, clock, db, path, text):
    assert client.get(path, {"before": text}).status_code == 404


def test_a_cursor_of_something_not_public_yet_is_no_page(client, clock, db):
    [item] = make_items([-60])
    assert client.get("/feed/", {"before": item.pk}).status_code == 404
    clock.advance(hours=2)
    assert client.get("/feed/", {"before": item.pk}).status_code == 200


def test_a_cursor_of_nothing_at_all_is_no_page(client, clock, db):
    assert client.get("/feed/", {"before": 10**17}).status_code == 404


def test_the_link_to_more_leads_on_until_the_end(client, clock, db):
    items = make_items(range(1, 46))
    first = reading.feed(moment=datetime(2026, 3, 10, 12, tzinfo=UTC)).page
    assert f"/feed/?before={first.older}" in client.get("/feed/").content.decode()
    assert "?before=" not in client.get("/feed/", {"before": in_order(items)[39]}).content.decode().split("</head>")[1]
