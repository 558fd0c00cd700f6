"""Is a reader who misspells a word asked what they meant, wherever the database can tell?"""

from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection

from articles.models import Edition
from articles.search import index, postgres, spelling
from articles.search.finding import Filters
from tests.factories import hour, make_live, make_story, publish, withdraw

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite compares no trigrams")


def meant(text, *, at=0, filters=None):
    return spelling.meant(text, filters or Filters(), moment=hour(at))


@on_postgresql
@pytest.mark.parametrize(
    ("asked", "suggested"),
    [
        ("повнь", "повінь"),
        ("polce", "police"),
        ("Zelenskiy", "zelensky"),
        ("police Zelenskiy", "police zelensky"),
        ('"polce station" -повінь', None),  # only one story has the phrase, and that is left out
        ("polce OR повнь", "police OR повінь"),
        ("entirely", None),
        ("the", None),
        ("pol", None),
    ],
)
def test_the_likest_words_of_live_headlines_are_offered(clock, asked, suggested):
    make_live("Повінь: the police station", at=clock.now)
    make_live("Zelensky visits police", at=clock.now)
    assert meant(asked) == suggested


@on_postgresql
def test_words_that_are_not_live_are_never_offered(clock):
    gone = make_live("Opera", at=clock.now)
    withdraw(gone, at=1, now=1)
    publish(make_story("Ballet"), at=hour(2), moment=hour(0))
    make_story("Circus")
    assert [meant(text, at=1.5) for text in ("oppera", "ballett", "cirrcus")] == [None, None, None]
    assert meant("ballett", at=2) == "ballet"


@on_postgresql
def test_the_page_asks_what_was_meant_and_leads_there(client, clock):
    make_live("Повінь", at=clock.now)
    page = client.get(f"/search/?{urlencode({'q': 'повнь', 'since': '2026-01-01'})}").content.decode()
    assert f'<a href="?{urlencode({"q": "повінь"})}&amp;since=2026-01-01">повінь</a>' in page


@on_postgresql
def test_without_the_extension_search_works_and_a_check_says_so(client, clock):
    make_live("Opera", at=clock.now)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    postgres.has_trigrams.cache_clear()
    try:
        assert meant("oppera") is None
        assert "Opera" in client.get("/search/?q=opera").content.decode().replace("<mark>", "").replace("</mark>", "")
        assert "articles.W001" in {found.id for found in run_checks(tags=[Tags.database], databases=["default"])}
    finally:
        postgres.has_trigrams.cache_clear()


def test_a_check_says_if_stories_are_missing_and_rebuilding_mends_it(clock):
    make_live("Opera", at=clock.now)
    index.forget(Edition.objects.get())
    assert "articles.W002" in {found.id for found in run_checks(tags=[Tags.database], databases=["default"])}
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert "Search finds 1 published versions." in said.getvalue()
    assert run_checks(tags=[Tags.database], databases=["default"]) == []
