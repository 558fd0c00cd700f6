"""Does the desk learn what readers asked for in vain: roughly, cheaply, and nothing about the readers?"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError

from newsroom import missed, redirects
from newsroom.models import MissedAddress
from newsroom.worker import Worker
from tests.conftest import NOON
from tests.desk import text
from tests.factories import make_chief, make_live

pytestmark = pytest.mark.django_db

LIST = "/admin/newsroom/missedaddress/"
TODAY = NOON.date()


def written():
    return dict(MissedAddress.objects.values_list("path", "times"))


def ask(client, clock, *paths):
    """Ask for each of `paths`, and then, when what was counted is due to be written, for a page that is there."""
    for path in paths:
        client.get(path)
    clock.advance(minutes=1)
    client.get("/healthz")


def test_what_is_asked_for_in_vain_is_counted_without_its_query(client, clock):
    ask(client, clock, "/2019/flood.html", "/2019/flood.html?mail=olena@example.org", "/articles/none/")
    assert written() == {"/2019/flood.html": 2, "/articles/none/": 1}
    ask(client, clock, "/articles/none/")
    assert written()["/articles/none/"] == 2


def test_no_request_writes_before_a_minute_is_over(client, clock, django_assert_num_queries):
    client.get("/nowhere/")
    clock.advance(seconds=59)
    client.get("/nowhere/")
    assert written() == {}
    clock.advance(seconds=1)
    client.get("/healthz")
    assert written() == {"/nowhere/": 2}
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_each_day_of_the_newsrooms_has_its_own_count(client, clock):
    ask(client, clock, "/nowhere/")
    clock.advance(days=1)
    ask(client, clock, "/nowhere/")
    days = MissedAddress.objects.order_by("day").values_list("day", "times")
    assert list(days) == [(TODAY, 1), (TODAY + timedelta(days=1), 1)]


def test_what_leads_on_or_answers_is_not_counted(client, clock):
    make_live(slug="flood")
    redirects.leave("/old/", "/feed/", at=NOON)
    ask(client, clock, "/old/", "/articles/flood/", "/feed/")
    client.post("/nowhere/")
    client.head("/nowhere/")
    ask(client, clock)
    assert written() == {}


@pytest.mark.parametrize(
    "path",
    [
        "/wp-login.php",
        "/blog/wp-admin/",
        "/.env",
        "/.git/config",
        "/a.php",
        "/a.php/",
        "/apple-touch-icon.png",
        "/admin/nothing/",
        "/admin/at/20200101T0000Z/nowhere/",
        "/preview/some-token/",
        "/preview/some-token",
        "/calendar/signed.ics",
        "/media/gone.html",
        "/olena@example.org/",
        "/a%20b/",
        "/a%00b/",
        "//evil.example/",
        f"/{'x' * 200}/",
    ],
)
def test_probes_files_keys_and_the_desk_are_not_counted(client, clock, path):
    client.force_login(make_chief())
    ask(client, clock, path)
    assert written() == {}


def test_a_flood_of_addresses_fills_neither_the_memory_nor_the_table(client, clock, monkeypatch):
    monkeypatch.setattr(missed, "MOST_WAITING", 3)
    monkeypatch.setattr(missed, "MOST_A_DAY", 4)
    ask(client, clock, *(f"/a{n}/" for n in range(5)))
    assert written() == {"/a0/": 1, "/a1/": 1, "/a2/": 1}
    ask(client, clock, "/b0/", "/b1/", "/b1/")
    assert written() == {"/a0/": 1, "/a1/": 1, "/a2/": 1, "/b1/": 2}
    ask(client, clock, "/a0/", "/c0/")
    assert written() == {"/a0/": 2, "/a1/": 1, "/a2/": 1, "/b1/": 2}


def test_a_database_that_is_away_costs_the_counts_and_nothing_else(client, clock, monkeypatch):
    def fail(counts):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(missed, "write", fail)
        client.get("/nowhere/")
        clock.advance(minutes=1)
        assert client.get("/feed/").status_code == 200
    ask(client, clock, "/elsewhere/")
    assert written() == {"/elsewhere/": 1}


def test_thirty_days_later_it_is_forgotten(clock):
    assert "newsroom.missed.tidy" in settings.TIDYING
    for day in (date(2026, 1, 1), TODAY - timedelta(days=31), TODAY - timedelta(days=30), TODAY):
        missed.write(Counter({(day, f"/{day}/"): 1}))
    assert missed.tidy(NOON)
    assert not missed.tidy(NOON)
    assert set(written()) == {f"/{TODAY - timedelta(days=30)}/", f"/{TODAY}/"}
    assert any(work is missed.tidy for work in Worker("w", stopping=None).tidying)


def test_the_desk_lists_the_newest_day_and_the_most_asked_first_and_leaves_out_what_leads_on(client, olha, clock):
    yesterday = TODAY - timedelta(days=1)
    rows = {("/few/", TODAY): 1, ("/many/", TODAY): 9, ("/older/", yesterday): 50, ("/led/", TODAY): 70}
    missed.write(Counter({(day, path): times for (path, day), times in rows.items()}))
    redirects.leave("/led/", "/feed/", at=NOON)
    page = client.get(LIST)
    assert [row.path for row in page.context["cl"].result_list] == ["/many/", "/few/", "/older/"]
    many = MissedAddress.objects.get(path="/many/")
    assert f"/admin/newsroom/redirect/add/?missed={many.pk}" in text(page)
    assert [row.path for row in client.get(f"{LIST}?q=old").context["cl"].result_list] == ["/older/"]
