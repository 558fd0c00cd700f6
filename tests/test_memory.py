"""Does a process forget in time what it knows by heart, and does it not ask too often?"""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from articles import reading
from articles.models import Section
from newsroom import changes, memory, outbox
from newsroom.changes import Watch
from newsroom.memory import Remembered, remembered
from newsroom.models import ContentChange
from tests.conftest import NOON
from tests.factories import make_section


class Shelf:
    """Something to be remembered, and how often it was fetched."""

    def __init__(self, *keys):
        self.stands, self.fetched = "old", 0
        self.by_heart = Remembered(self.fetch, keys or ("shelf",))

    def fetch(self):
        self.fetched += 1
        return self.stands


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def ticking():
    """Seconds that pass when the test says so."""

    class Ticking:
        seconds = 0.0

        def __call__(self):
            return self.seconds

    return Ticking()


@pytest.fixture
def elsewhere(ticking):
    """What another process knows."""
    return Watch(now=ticking)


@pytest.fixture
def alone(monkeypatch):
    """No transaction is open, as far as looking and keeping go; the test itself runs in one."""
    monkeypatch.setattr(changes, "connection", type("Connection", (), {"in_atomic_block": False}))


# One process


def test_what_is_remembered_is_fetched_once(shelf):
    assert [shelf.by_heart(), shelf.by_heart()] == ["old", "old"]
    assert shelf.fetched == 1


@pytest.mark.django_db
def test_a_change_of_its_key_is_seen_at_once_by_the_process_that_made_it(shelf):
    shelf.by_heart()
    shelf.stands = "new"
    outbox.announce(["shelf"], at=NOON)
    assert shelf.by_heart() == "new"


def test_changes_of_other_keys_do_not_matter(shelf):
    shelf.by_heart()
    changes.watch.touch(["article-1", "front"])
    shelf.by_heart()
    assert shelf.fetched == 1


def test_a_change_that_arrives_during_the_fetching_is_not_lost(shelf, monkeypatch):
    def overtaken():
        value = shelf.fetch()
        shelf.stands = "new"
        changes.watch.touch(["shelf"])
        return value

    slow = Remembered(overtaken, ("shelf",))
    assert slow() == "old"
    monkeypatch.setattr(slow, "load", shelf.fetch)
    assert slow() == "new"
    slow()
    assert shelf.fetched == 2


def test_an_older_fetch_that_comes_in_last_does_not_win(shelf):
    """Two threads fetch; the one that began before the change keeps what it got after the other."""
    late = shelf.by_heart
    turn = changes.watch.look()
    changes.watch.touch(["shelf"])
    shelf.stands = "new"
    late()
    late._kept = memory.Kept("old", turn)
    assert late() == "new"


def test_a_function_stays_a_function_of_its_name():
    @remembered("nothing")
    def bookcase():
        """What stands in it."""
        return 1

    assert bookcase() == 1
    assert (bookcase.__name__, bookcase.__doc__) == ("bookcase", "What stands in it.")


def test_many_touched_keys_are_all_taken_to_be_touched(shelf):
    shelf.by_heart()
    changes.watch.touch(f"article-{n}" for n in range(changes.MOST_KEYS + 1))
    shelf.by_heart()
    assert shelf.fetched == 2
    assert len(changes.watch._touched) == 0


# Other processes


@pytest.mark.django_db
def test_another_process_learns_of_a_change_within_a_quarter_of_a_second(alone, elsewhere, ticking):
    outbox.announce(["front"], at=NOON)
    turn = elsewhere.look()
    outbox.announce(["sections", "section-1"], at=NOON)
    ticking.seconds += 0.2
    assert elsewhere.look() == turn
    assert elsewhere.since(turn) == frozenset()
    ticking.seconds += 0.06
    assert elsewhere.look() > turn
    assert elsewhere.since(turn) == {"sections", "section-1"}
    assert elsewhere.touched(["section-1"], since=turn)
    assert not elsewhere.touched(["section-2"], since=turn)


@pytest.mark.django_db
def test_a_process_that_looks_often_asks_one_question_each_quarter_of_a_second(
    alone, elsewhere, ticking, django_assert_num_queries
):
    outbox.announce(["front"], at=NOON)
    elsewhere.look()
    with django_assert_num_queries(4):
        for _ in range(64):
            ticking.seconds += 1 / 64
            elsewhere.look()


@pytest.mark.django_db
def test_changes_are_told_once_and_only_those_after_a_turn(alone, elsewhere, ticking):
    outbox.announce(["zero"], at=NOON)
    turns = [elsewhere.look()]
    for key in ("one", "two", "three"):
        outbox.announce([key], at=NOON)
        ticking.seconds += 1
        turns.append(elsewhere.look())
    outbox.announce(["one"], at=NOON)
    ticking.seconds += 1
    elsewhere.look()
    every = {"one", "two", "three"}
    assert [elsewhere.since(turn) for turn in turns] == [every, every, {"one", "three"}, {"one"}]


@pytest.mark.django_db
def test_what_was_read_before_the_first_look_is_worth_nothing(alone, elsewhere):
    begun = elsewhere.turn
    elsewhere.look()
    assert elsewhere.since(begun) is None
    assert elsewhere.touched(["whatever"], since=begun)


@pytest.mark.django_db
def test_a_process_that_was_away_too_long_forgets_everything(alone, elsewhere, ticking, clock):
    outbox.announce(["one"], at=clock.now)
    turn = elsewhere.look()
    outbox.announce(["two"], at=clock.now)
    outbox.announce(["three"], at=clock.now + timedelta(days=1))
    while changes.tidy(clock.now + timedelta(days=1, minutes=1)):
        pass
    ticking.seconds += 90_000
    elsewhere.look()
    assert elsewhere.since(turn) is None


@pytest.mark.django_db
def test_a_process_that_has_much_to_catch_up_with_forgets_everything(alone, elsewhere, ticking, monkeypatch):
    monkeypatch.setattr(changes, "MOST_ROWS", 3)
    outbox.announce(["one"], at=NOON)
    turn = elsewhere.look()
    for _ in range(3):
        outbox.announce(["two"], at=NOON)
    ticking.seconds += 1
    elsewhere.look()
    assert elsewhere.since(turn) is None
    turn = elsewhere.turn
    ticking.seconds += 1
    assert elsewhere.look() == turn


@pytest.mark.django_db
def test_a_restored_database_makes_a_process_forget_everything(alone, elsewhere, ticking):
    outbox.announce(["one"], at=NOON)
    outbox.announce(["two"], at=NOON)
    turn = elsewhere.look()
    ContentChange.objects.latest("pk").delete()
    ticking.seconds += 1
    elsewhere.look()
    assert elsewhere.since(turn) is None


@pytest.mark.django_db
def test_nobody_waits_for_somebody_elses_look(alone, elsewhere, ticking, monkeypatch):
    elsewhere.look()
    ticking.seconds += 1
    looks = []

    def slow():
        looks.append(1)
        asked = threading.Thread(target=elsewhere.look)
        asked.start()
        asked.join(timeout=20)
        assert not asked.is_alive()

    monkeypatch.setattr(elsewhere, "_read", slow)
    elsewhere.look()
    assert looks == [1]


def test_a_database_that_is_away_is_asked_once_in_a_while(alone, elsewhere, ticking, monkeypatch):
    def away():
        asked.append(ticking.seconds)
        raise ConnectionError

    asked = []
    monkeypatch.setattr(elsewhere, "_read", away)
    for _ in range(8):
        ticking.seconds += 1 / 8
        try:
            elsewhere.look()
        except ConnectionError:
            continue
    assert len(asked) == 4


# Transactions


@pytest.fixture
def as_in_production(monkeypatch):
    """The memory without what conftest.py lets tests forget about: it looks, and minds transactions."""
    monkeypatch.undo()
    changes.watch.forget()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_read_in_a_transaction_is_not_kept(as_in_production):
    assert reading.sections() == ()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Section.objects.create(name="Never", slug="never")
        outbox.announce(["sections"], at=NOON)
        assert [section.name for section in reading.sections()] == ["Never"]
        raise ZeroDivisionError
    assert reading.sections() == ()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_others_read_before_a_commit_is_forgotten_with_it(as_in_production):
    found = []

    def somebody_else():
        found.append(reading.sections())
        connection.close()

    def ask():
        asked = threading.Thread(target=somebody_else)
        asked.start()
        asked.join(timeout=20)

    with transaction.atomic():
        Section.objects.create(name="New", slug="new")
        outbox.announce(["sections"], at=NOON)
        ask()
    ask()
    assert [[section.name for section in sections] for sections in found] == [[], ["New"]]


# Tidying


@pytest.mark.django_db
def test_changes_are_kept_for_a_day_and_the_newest_for_ever():
    for hours in (30, 25, 23):
        outbox.announce([f"{hours}"], at=NOON - timedelta(hours=hours))
    assert changes.tidy(NOON)
    assert not changes.tidy(NOON)
    assert [change.keys for change in ContentChange.objects.all()] == [["23"]]
    assert not changes.tidy(NOON + timedelta(days=9))
    assert ContentChange.objects.count() == 1


# The paper


@pytest.mark.django_db
def test_every_page_shows_the_sections_as_they_are(client, desk):
    section = make_section("Harbour")
    assert "Harbour" in client.get("/feed/").content.decode()
    page = f"/admin/articles/section/{section.pk}/change/"
    form = client.get(page).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    assert client.post(page, data | {"name": "Port"}).status_code == 302
    assert "Port" in client.get("/feed/").content.decode()
