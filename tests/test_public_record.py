"""Can readers see what a story said before, what changed and when; and nothing that may not be shown?"""

import re

import pytest

from articles import addresses, public_record
from articles.models import Edition
from tests.factories import (
    MARKER,
    hour,
    make_image,
    make_live,
    make_section,
    publish,
    put,
    rewrite,
    strike,
    turn_of,
    withdraw,
)
from tests.test_languages import text_of

pytestmark = pytest.mark.django_db


def record(client, slug="flood"):
    answer = client.get(f"/articles/{slug}/history/")
    assert answer.status_code == 200
    return answer.content.decode()


def versions(client):
    return client.get("/articles/flood/history/").context["versions"]


@pytest.fixture
def flood(clock):
    return make_live("The flood", slug="flood", at=hour(-9), body="<p>The river stood at 61 metres on Monday.</p>")


def test_each_version_stands_with_its_kind_time_and_note_the_newest_first(client, flood, in_kyiv):
    rewrite(flood, body="<p>The river stood at 16 metres on Monday.</p>")
    publish(flood, at=hour(-8), kind="correction", note="16 metres, not 61.")
    rewrite(flood, headline="Flood: the day after")
    publish(flood, at=hour(-7), kind="update", note="The mayor’s answer.")
    words = re.sub(r"\s+", " ", text_of(client.get("/articles/flood/history/")))
    order = ["3 Update", "07:00", "The mayor’s answer.", "2 Correction", "16 metres, not 61.", "1 First published"]
    places = [words.index(one) for one in order]
    assert places == sorted(places)
    assert words.count("live now") == 1
    assert words.index("live now") < words.index("2 Correction")


def test_what_changed_is_marked_word_by_word(client, flood):
    rewrite(flood, body="<p>The river stood at 16 metres on Monday.</p>")
    publish(flood, at=hour(-8), kind="correction", note="Wrong before")
    assert re.search(r"stood at\s+<del>61</del>\s*<ins>16</ins>\s+metres on Monday", record(client))


def test_words_that_search_engines_get_are_no_change_for_readers(client, flood):
    rewrite(flood, search_title="SEARCHED", social_title="SHARED")
    publish(flood, at=hour(-8), kind="minor")
    shown = record(client)
    assert "SEARCHED" not in shown.partition("<body")[2]
    assert "SHARED" not in shown
    assert "Nothing that readers see was changed." in shown


def test_pictures_bylines_tags_and_sections_are_told_by_their_names(client, clock):
    story = make_live(
        slug="flood", at=hour(-9), lead_picture_id=make_image(alt="A bridge").pk, section_id=make_section("City").pk
    )
    rewrite(story, lead_picture_id=make_image(alt="A ferry").pk, section_id=make_section("Port").pk, genre="analysis")
    publish(story, at=hour(-8))
    shown = record(client)
    for expected in (
        "<del>A bridge</del>",
        "<ins>A ferry</ins>",
        "<del>City</del>",
        "<ins>Port</ins>",
        "<ins>Analysis</ins>",
    ):
        assert expected in shown, expected


def test_drafts_and_what_is_planned_are_not_in_it(client, flood, clock):
    rewrite(flood, headline="PLANNED")
    publish(flood, at=hour(5), moment=hour(0), note="PLANNED note")
    rewrite(flood, headline=MARKER)
    shown = record(client)
    assert "PLANNED" not in shown
    assert MARKER not in shown
    clock.set(hour(5))
    assert "PLANNED note" in record(client)


def test_of_a_struck_version_nothing_is_told_but_that_it_was(client, flood):
    put(flood, "LIBEL in the headline", at=-8, now=-8, kind="correction", note="LIBEL in the note")
    put(flood, "The flood, calmly", at=-7, now=-7)
    strike(Edition.objects.get(article=flood, live_from=hour(-8)), now=-6)
    shown = record(client)
    assert "LIBEL" not in shown
    assert "Court order" not in shown
    assert "Removed on legal grounds" in shown
    newest, struck, first = versions(client)
    assert (newest.kind, struck.kind, first.kind) == ("update", "struck", "first")
    assert [change.name for change in newest.changes] == ["headline"], "compared with what may still be shown"
    assert struck.changes is None


def test_a_first_version_that_was_struck_leaves_nothing_to_compare_with(client, flood):
    put(flood, "The flood, calmly", at=-7, now=-7)
    strike(Edition.objects.get(article=flood, live_from=hour(-9)), now=-6)
    newest, struck = versions(client)
    assert (newest.changes, struck.kind) == (None, "struck")


def test_it_tells_when_the_story_was_off_line_and_not_why(client, flood):
    withdraw(flood, at=-8, now=-8, reason="SECRETREASON")
    put(flood, "The flood, again", at=-6, now=-6)
    shown = record(client)
    assert "Taken off line" in shown
    assert "SECRETREASON" not in shown
    _, first = versions(client)
    assert first.off_line_at == hour(-8)


def test_it_is_410_with_the_story_and_404_if_there_never_was_one(client, flood, clock):
    withdraw(flood, at=0)
    answer = client.get("/articles/flood/history/")
    assert answer.status_code == 410
    assert "61 metres" not in answer.content.decode()
    make_live(slug="later", at=hour(3))
    assert client.get("/articles/later/history/").status_code == 404
    assert client.get("/articles/never/history/").status_code == 404


def test_search_engines_are_asked_not_to_list_it(client, flood):
    assert '<meta name="robots" content="noindex">' in record(client)


def test_the_story_links_to_it(client, flood):
    assert 'href="/articles/flood/history/"' in client.get("/articles/flood/").content.decode()


def test_a_former_address_leads_to_the_record_at_the_new_one(client, flood):
    addresses.move(flood, "high-water", **turn_of(flood), at=hour(0))
    answer = client.get("/articles/flood/history/")
    assert (answer.status_code, answer.url) == (301, "/articles/high-water/history/")


def test_it_speaks_the_language_of_the_story(client, clock):
    story = make_live("Повінь", slug="povin", at=hour(-9), language="uk")
    rewrite(story, headline="Велика повінь")
    publish(story, at=hour(-8), kind="correction", note="Не 61, а 16")
    words = text_of(client.get("/articles/povin/history/"))
    for expected in ("Усі версії", "Виправлення", "Перша публікація", "Заголовок", "зараз на сайті", "Що змінилося"):
        assert expected in words


def test_a_long_history_asks_no_more_questions_and_tells_the_newest(
    client, flood, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(public_record, "MOST", 5)
    for number in range(8):
        put(flood, f"Headline {number}", at=number - 8, now=number - 8)
    client.get("/articles/flood/")
    with django_assert_num_queries(9):
        told = versions(client)
    assert [version.number for version in told] == [9, 8, 7, 6, 5]
    assert told[-1].changes
