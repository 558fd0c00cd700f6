"""Does an open page learn of everything that comes into the feed, once, whatever happens to it meanwhile?"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import publishing, reading
from articles.models import NewsFeedItem
from tests.conftest import NOON
from tests.factories import make_chief, make_item, make_live, publish, rewrite

MINUTE = timedelta(minutes=1)


def since(client, cursor, **headers):
    return client.get(f"/feed/since/{cursor}/", headers=headers)


def items_in(answer):
    return [int(pk) for pk in re.findall(r'data-item="(\d+)"', answer.content.decode())]


def fact(answer, name):
    return re.search(rf'data-{name}="([^"]*)"', answer.content.decode()).group(1)


class TestWhatIsAnswered:
    @pytest.fixture
    def shown(self, db, clock):
        """What a reader's page has, newest first."""
        return [make_item(f"Old {number}", at=clock.now - 3 * MINUTE * (number + 1)) for number in range(3)]

    def test_nothing_while_nothing_is_new(self, client, shown):
        answer = since(client, shown[0].pk)
        assert answer.status_code == 200
        assert items_in(answer) == []
        assert fact(answer, "newer") == "0"

    def test_what_is_newer_with_its_words_under_its_day(self, client, clock, shown):
        clock.advance(minutes=1)
        first = make_item("First news", at=clock.now, headline="First headline")
        second = make_item("Second news", at=clock.now)
        make_item("Ahead", at=clock.ahead(hours=1))
        answer = since(client, shown[0].pk)
        assert items_in(answer) == [second.pk, first.pk]
        assert fact(answer, "newer") == "2"
        html = answer.content.decode()
        assert "First headline" in html
        assert "Ahead" not in html
        assert 'data-day="2026-03-10"' in html
        assert "<html" not in html

    def test_a_scheduled_item_is_told_from_its_second_on(self, client, clock, shown):
        item = make_item("Later", at=clock.ahead(minutes=1))
        assert items_in(since(client, shown[0].pk)) == []
        clock.advance(minutes=1)
        assert items_in(since(client, shown[0].pk)) == [item.pk]

    def test_it_is_not_modified_while_nothing_is_new(self, client, clock, shown):
        answer = since(client, shown[0].pk)
        tag = answer["ETag"]
        assert not tag.startswith("W/")
        assert answer["Cache-Control"] == "public, no-cache"
        clock.advance(hours=5)
        again = since(client, shown[0].pk, if_none_match=tag)
        assert again.status_code == 304
        assert again.content == b""
        make_item("News", at=clock.now)
        assert since(client, shown[0].pk, if_none_match=tag).status_code == 200

    def test_it_is_small_and_looks_at_nobody(self, client, clock, shown, django_assert_num_queries):
        with django_assert_num_queries(2):
            answer = since(client, shown[0].pk)
        assert len(answer.content) < 500
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert answer["X-Robots-Tag"] == "noindex"

    def test_beyond_twenty_it_names_none_and_says_that_there_are_many(self, client, clock, shown):
        clock.advance(minutes=1)
        for number in range(20):
            make_item(f"News {number}", at=clock.now)
        assert len(items_in(since(client, shown[0].pk))) == 20
        make_item("One more", at=clock.now)
        answer = since(client, shown[0].pk)
        assert items_in(answer) == []
        assert "data-too-many" in answer.content.decode()
        assert len(answer.content) < 1000

    @pytest.mark.parametrize("cursor", ["0", "01", "-1", "x", "1e3", "999999", "9" * 19, "١", "1.0", " 1"])
    def test_a_cursor_that_names_no_item_is_not_found(self, client, shown, cursor):
        assert since(client, cursor).status_code == 404

    def test_a_cursor_of_an_item_ahead_is_not_found(self, client, clock, shown):
        item = make_item("Later", at=clock.ahead(minutes=1))
        assert since(client, item.pk).status_code == 404
        clock.advance(minutes=1)
        assert since(client, item.pk).status_code == 200

    def test_a_cursor_still_names_an_item_that_was_taken_back(self, client, clock, shown):
        NewsFeedItem.objects.filter(pk=shown[0].pk).update(live_until=clock.now)
        clock.advance(minutes=1)
        item = make_item("News", at=clock.now)
        assert items_in(since(client, shown[0].pk)) == [item.pk]

    def test_it_says_what_still_stands_and_since_when(self, client, clock, shown):
        assert fact(since(client, shown[0].pk), "standing") == "".join(f"{item.pk}:1.0.0 " for item in shown)
        assert fact(since(client, shown[0].pk), "floor") == f"{shown[2].live_from.timestamp():.6f}"
        NewsFeedItem.objects.filter(pk=shown[1].pk).update(live_until=clock.now)
        NewsFeedItem.objects.filter(pk=shown[2].pk).update(version=2)
        assert fact(since(client, shown[0].pk), "standing") == f"{shown[0].pk}:1.0.0 {shown[2].pk}:2.0.0 "

    def test_a_front_page_is_told_of_what_came_in_its_language_in_its_words(self, client, clock, shown):
        clock.advance(minutes=1)
        make_item("News", at=clock.now, language="en")
        ukrainian = make_item("Новини", at=clock.now, language="uk")
        answer = client.get(f"/feed/since/{shown[0].pk}/uk/")
        assert items_in(answer) == [ukrainian.pk]
        assert "Вівторок, 10 березня" in answer.content.decode()
        assert client.get(f"/feed/since/{shown[0].pk}/xx/").status_code == 404
        assert 'data-language="uk/"' in client.get("/uk/").content.decode()

    def test_below_the_floor_nothing_is_said(self, client, clock, shown):
        old = [make_item("Older", at=clock.now - timedelta(hours=1, minutes=number)) for number in range(30)]
        answer = since(client, shown[0].pk)
        last = old[16]  # with the three above it the twentieth
        assert fact(answer, "floor") == f"{last.live_from.timestamp():.6f}"
        assert f" {last.pk}:" in fact(answer, "standing")
        assert f" {old[17].pk}:" not in fact(answer, "standing")


@pytest.mark.django_db
def test_a_storys_entry_is_told_once_and_counts_as_changed_with_each_new_version(client, clock):
    seen = make_item("Seen", at=clock.now - MINUTE)
    story = make_live("First headline", at=clock.now)
    answer = since(client, seen.pk)
    assert items_in(answer) == [story.feed_item.pk]
    clock.advance(hours=1)
    rewrite(story, headline="Other headline")
    publish(story, at=clock.now, kind="minor")
    later = since(client, seen.pk)
    assert items_in(later) == [story.feed_item.pk]
    assert "Other headline" in later.content.decode()
    assert fact(later, "standing") != fact(answer, "standing")
    clock.advance(minutes=1)
    publishing.withdraw(
        story, by=make_chief(), seen=story.version, at=clock.now, moment=clock.now, reason="Legal advice"
    )
    assert items_in(since(client, seen.pk)) == []


@pytest.mark.django_db
def test_an_item_that_is_saved_a_little_after_its_hour_reaches_those_who_were_answered_meanwhile(client, clock):
    early = make_item("Asked for at noon, saved later", at=clock.now)
    NewsFeedItem.objects.filter(pk=early.pk).update(live_from=clock.ahead(days=99))  # nobody sees it yet
    clock.advance(seconds=1)
    newest = make_item("Saved at once", at=clock.now)
    assert items_in(since(client, newest.pk)) == []
    clock.advance(seconds=90)
    NewsFeedItem.objects.filter(pk=early.pk).update(live_from=NOON)  # it is committed
    answer = since(client, newest.pk)
    assert items_in(answer) == [early.pk]
    assert fact(answer, "newer") == "0"


@pytest.mark.django_db
def test_what_is_asked_walks_the_index_of_the_feed(clock):
    items = [NewsFeedItem(text="words", live_from=NOON - timedelta(seconds=n)) for n in range(2000)]
    NewsFeedItem.objects.bulk_create(items)
    rows = NewsFeedItem.objects.unended_at(NOON)._joined(NOON).filter(live_from__lte=NOON)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE articles_newsfeeditem")
    plan = rows.order_by("-live_from", "-id")[:51].explain()
    assert "feed_newest" in plan
    assert "TEMP B-TREE" not in plan


# Days


@pytest.mark.django_db
def test_items_stand_under_the_days_of_the_papers_own_clocks(client, clock, in_kyiv):
    for at in ("2026-03-09T21:59:59", "2026-03-09T22:00:00", "2026-03-08T22:00:00", "2025-12-31T21:30:00"):
        make_item(f"At {at}", at=datetime.fromisoformat(at).replace(tzinfo=UTC))
    html = client.get("/feed/").content.decode().split("<main")[1]
    parts = re.split(r'data-day="([^"]+)"', html)[1:]
    days = {day: re.findall(r"At [\d:T-]+", words) for day, words in zip(parts[::2], parts[1::2], strict=True)}
    assert days == {
        "2026-03-10": ["At 2026-03-09T22:00:00"],
        "2026-03-09": ["At 2026-03-09T21:59:59", "At 2026-03-08T22:00:00"],
        "2025-12-31": ["At 2025-12-31T21:30:00"],
    }
    titles = [re.sub(r"<[^>]+>", "", words) for words in re.findall(r'class="day-title">(.*?)</h3>', html)]
    assert titles == ["Tuesday, 10 March", "Monday, 9 March", "Wednesday, 31 December 2025"]


# Whatever happens


SECONDS = st.integers(0, 70)
LAG = st.integers(1, int(reading.LATE.total_seconds()) - 1)
STEPS = st.one_of(
    st.tuples(st.just("wait"), SECONDS),
    st.tuples(st.just("add"), st.just(0)),
    st.tuples(st.just("add late"), LAG),
    st.tuples(st.just("schedule"), SECONDS),
    st.tuples(st.sampled_from(["pin", "update", "withdraw", "bring back"]), st.integers(0, 30)),
    st.tuples(st.sampled_from(["ask", "press", "show more"]), st.just(0)),
)


class Stream:
    """The feed, to which things happen. A late item has its hour at once and is committed some seconds after it."""

    def __init__(self, ages):
        self.now = NOON
        self.uncommitted = []
        self.disturbed = set()
        for age in ages:
            self.commit(NOON - timedelta(seconds=age))

    def commit(self, live_from):
        return NewsFeedItem.objects.create(text="words", live_from=live_from)

    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)
        due = [late for late in self.uncommitted if late[0] <= self.now]
        self.uncommitted = [late for late in self.uncommitted if late not in due]
        for _, live_from in due:
            self.commit(live_from)

    def add_late(self, lag):
        self.uncommitted.append((self.now + timedelta(seconds=lag), self.now))

    def happen(self, verb, number):
        items = list(NewsFeedItem.objects.order_by("-live_from", "-id"))
        item = items[number % len(items)]
        match verb:
            case "pin":
                item.pinned = not item.pinned
            case "update":
                item.version += 1
                if item.live_from < self.now:
                    item.updated_at = self.now
            case "withdraw" if item.live_from < self.now:
                item.live_until = self.now
                self.disturbed.add(item.pk)
            case "bring back":
                item.live_until = None
        item.save()

    def steady(self):
        """What has been public ever since it was committed, newest first."""
        rows = NewsFeedItem.objects.live_at(self.now).exclude(pk__in=self.disturbed)
        return [item.place for item in rows.order_by("-live_from", "-id")]


class Reader:
    """A page of the feed that stays open. It follows the rules of static/site/lists.js."""

    def __init__(self, stream):
        self.stream = stream
        self.load()

    def load(self):
        page = reading.feed(moment=self.stream.now, size=5).page
        self.shown = [item.place for item in page]
        self.older = page.older
        self.waiting, self.too_many = [], False

    def ask(self):
        if not self.shown:  # a page without items asks nothing
            return self.load()
        news = reading.feed_since(self.shown[0].number, moment=self.stream.now)
        assert len(news.items) <= reading.NEWS_SIZE + reading.NEWS_LOOKS_BACK
        self.too_many = news.too_many
        end = self.shown[-1] if self.older else None
        new = [item.place for item in news.items if item.place not in self.shown]
        self.waiting = [place for place in new if end is None or place > end]
        return None

    def press(self):
        if self.too_many:
            return self.load()
        self.take(self.waiting)
        self.waiting = []
        return None

    def show_more(self):
        if self.older:
            page = reading.feed(moment=self.stream.now, before=self.older, size=5).page
            self.take([item.place for item in page if item.place not in self.shown])
            self.older = page.older

    def take(self, places):
        self.shown = sorted([*self.shown, *places], reverse=True)
        self.waiting = [place for place in self.waiting if place not in self.shown]


class WhateverHappens(TestCase):
    def setUp(self):
        self.enterContext(pytest.MonkeyPatch.context()).setattr(reading, "NEWS_SIZE", 3)

    @given(st.lists(st.integers(0, 200), min_size=1, max_size=12), st.lists(STEPS, max_size=30))
    def test_a_page_that_stays_open_gets_all_that_stands_once_and_in_order(self, ages, steps):
        stream = Stream(ages)
        reader = Reader(stream)
        for verb, number in steps:
            match verb:
                case "wait":
                    stream.wait(number)
                case "add":
                    stream.commit(stream.now)
                case "add late":
                    stream.add_late(number)
                case "schedule":
                    stream.commit(stream.now + timedelta(seconds=number))
                case "ask":
                    reader.ask()
                case "press":
                    reader.press()
                case "show more":
                    reader.show_more()
                case _:
                    stream.happen(verb, number)
            self.check(reader, stream)
        stream.wait(200)
        while True:
            reader.ask()
            if not (reader.waiting or reader.too_many):
                break
            reader.press()
        end = reader.shown[-1] if reader.older else None
        assert [p for p in stream.steady() if (end is None or p >= end) and p not in reader.shown] == []
        while reader.older:
            reader.show_more()
        self.check(reader, stream)
        assert [place for place in stream.steady() if place not in reader.shown] == []

    def check(self, reader, stream):
        assert reader.shown == sorted(set(reader.shown), reverse=True)
        public = Q(live_from__lte=stream.now)
        assert NewsFeedItem.objects.filter(public, pk__in=[p.number for p in reader.shown]).count() == len(reader.shown)
