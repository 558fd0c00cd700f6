"""Is every error that was put right told of, in one place, with its words, and none that may not be?"""

from datetime import timedelta

import feedparser
import pytest

from articles.models import Edition
from tests.factories import hour, make_live, publish, put, rewrite, strike, withdraw

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def correct(story, note, *, at):
    rewrite(story, headline=f"Right {at}", at=hour(at))
    return publish(story, at=hour(at), kind="correction", note=note)


def page(client, query=""):
    answer = client.get(f"/corrections/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def flood(clock):
    story = make_live("The flood", slug="flood", at=hour(-9))
    correct(story, "We wrote 61 metres. It is 16.", at=-8)
    return story


def test_a_correction_is_told_with_its_label_time_words_and_story(client, flood, in_kyiv):
    shown = page(client)
    assert "We wrote 61 metres. It is 16." in shown
    assert '<strong class="correction-label">Correction</strong>' in shown
    assert "10 March 2026, 06:00" in shown
    assert 'href="/articles/flood/#corrections">Right -8</a>' in shown


def test_all_corrections_of_all_stories_stand_newest_first(client, flood):
    other = make_live("The bridge", slug="bridge", at=hour(-7))
    correct(other, "Two lanes, not four.", at=-6)
    correct(flood, "On Tuesday.", at=-5)
    shown = page(client)
    places = [shown.index(note) for note in ("On Tuesday.", "Two lanes", "61 metres")]
    assert places == sorted(places)


def test_updates_fixes_first_versions_and_what_is_still_to_come_are_no_corrections(client, clock):
    first = make_live("Bridge", at=hour(-9))
    publish(first, at=hour(-8), kind="update", note="NOTED UPDATE")
    publish(first, at=hour(-7), kind="minor", note="NOTED FIX")
    publish(first, at=hour(5), moment=hour(0), kind="correction", note="NOTED LATER")
    assert "NOTED" not in page(client)
    clock.set(hour(5))
    assert "NOTED LATER" in page(client)


def test_a_withdrawn_story_and_a_struck_version_are_not_told_of(client, flood):
    other = make_live("The bridge", slug="bridge", at=hour(-7))
    correct(other, "Two lanes, not four.", at=-6)
    put(other, "The bridge, finished", at=-5, now=-5)
    strike(Edition.objects.get(article=other, kind="correction"), now=-4)
    withdraw(flood, at=-3, now=-3)
    for path in ("/corrections/", "/corrections/rss.xml", "/corrections/atom.xml", "/corrections/feed.json"):
        shown = client.get(path).content.decode()
        assert "Two lanes" not in shown
        assert "61 metres" not in shown
    put(flood, "The flood, again", at=-2, now=-2)
    assert "61 metres" in page(client)


def test_the_list_goes_on_by_key_and_neither_repeats_nor_skips(client, clock, django_assert_num_queries):
    story = make_live("The flood", at=hour(-30))
    for number in range(25):
        correct(story, f"Note {number}.", at=number - 29)
    first = page(client)
    cursor = client.get("/corrections/").context["page"].older
    correct(story, "One more.", at=0)
    with django_assert_num_queries(3):
        second = page(client, f"?before={cursor}")
    seen = [n for n in range(25) if f"Note {n}." in first] + [n for n in range(25) if f"Note {n}." in second]
    assert sorted(seen) == list(range(25))
    assert "One more." not in second


@pytest.mark.parametrize("cursor", ["0", "x", "999999", "1e3"])
def test_a_place_that_never_was_is_not_found(client, flood, cursor):
    assert client.get(f"/corrections/?before={cursor}").status_code == 404


def test_an_edition_that_is_no_correction_is_no_place(client, flood):
    first = Edition.objects.get(article=flood, live_from=hour(-9))
    assert client.get(f"/corrections/?before={first.pk}").status_code == 404


@pytest.mark.parametrize("path", ["/corrections/rss.xml", "/corrections/atom.xml"])
def test_feed_readers_get_each_correction_once_under_a_lasting_name(client, flood, path):
    feed = feedparser.parse(client.get(path).content)
    [entry] = feed.entries
    assert entry.title == "Correction: Right -8"
    assert entry.link == "http://testserver/articles/flood/#corrections"
    assert "61 metres" in entry.content[0].value
    put(flood, "Another headline", at=0, kind="update")
    assert [one.id for one in feedparser.parse(client.get(path).content).entries] == [entry.id]


def test_readers_learn_where_to_report_an_error(client, flood, monkeypatch):
    assert "mailto:" not in page(client)
    monkeypatch.setattr("newsroom.imprint.corrections_email", lambda: "wrong@courier.example")
    assert 'href="mailto:wrong@courier.example"' in page(client)


def test_nothing_corrected_is_said_in_words(client, clock):
    assert "No correction of a story that can be read here." in page(client)
