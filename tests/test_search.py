"""Do readers find what is live, in every form of its words, and nothing else?"""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from articles.search import finding, questions
from articles.search.finding import Filters
from tests.conftest import NOON
from tests.factories import (
    cancel,
    hour,
    make_author,
    make_live,
    make_section,
    make_story,
    publish,
    put,
    reschedule,
    rewrite,
    strike,
    withdraw,
)

pytestmark = pytest.mark.django_db


def found(text, *, at=0, filters=None, **options):
    """List the addresses of the stories that answer a question at an hour."""
    page = finding.stories(questions.read(text), filters or Filters(), moment=hour(at), **options)
    return [edition.article.slug for edition in page]


def live(slug, *, at=NOON, **words):
    words = {"headline": "A headline", "standfirst": "", "body": ""} | words
    return make_live(words.pop("headline"), slug=slug, at=at, **words)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Кінець війни", ["війна", "війною", "ВІЙНІ", "воєн"]),
        ("У місті", ["місто", "містом", "міст"]),
        ("П'ять років", ["п’ять", "пʼять", "п'ятьох", "п`ять", "рік", "роки", "році"]),
        ("Пʼятеро дітей", ["дитина", "дітьми", "п'ятеро"]),
        ("За́мок над річкою", ["замок", "замку", "річка", "за́мки"]),
        ("Ґанок", ["ганок", "ґанку"]),
        ("The ferries won", ["ferry", "ferry's", "win", "winning", "WON"]),
        ("Children’s crises", ["child", "children", "crisis"]),
        ("Dinner at the Élysée, by Müller", ["elysee", "élysée", "muller", "Mu\u0308ller"]),
        ("O’Brien", ["o'brien", "OBrien", "O’Brien’s"]),
        ("Івано-Франківськ", ["івано-франківську", "франківськ", '"івано франківську"', "Івано‑Франківськ"]),
        ("COVID-19", ["covid-19", "covid 19", "covid"]),
        ("Co\u00adop\u00aderation", ["cooperation"]),
    ],
)
def test_a_word_is_found_in_all_its_forms_and_spellings(clock, written, asked):
    live("story", headline=written)
    live("other", headline="Something else, щось інше")
    assert {word: found(word) for word in asked} == {word: ["story"] for word in asked}


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("bridge council", ["both"]),
        ("bridge OR opera", ["both", "bridge", "opera"]),
        ("bridge або opera", ["both", "bridge", "opera"]),
        ("bridge -council", ["bridge"]),
        ("council OR opera -tickets", ["both"]),
        ('"old bridge"', ["bridge"]),
        ("«old bridges»", ["bridge"]),
        ("“old bridge", ["bridge"]),
        ('bridge -"old bridge"', ["both"]),
        ('"bridge old"', []),
        ('"the old bridge"', ["bridge"]),
        ('"old bridge" OR opera', ["bridge", "opera"]),
        ("opera the", ["opera"]),
        ("opera nonsense", []),
        ("opera * NEAR( headline: ^ {} : '' \\ %s", []),
        ("'opera'", ["opera"]),
        ("opera;--", ["opera"]),
        ("(opera)", ["opera"]),
        ("opera AND tickets", ["opera"]),
    ],
)
def test_a_question_is_read_as_search_engines_read_it(clock, asked, slugs):
    live("both", headline="The bridge and the council")
    live("bridge", headline="The old bridge")
    live("opera", headline="Opera", body="<p>Tickets for it.</p>")
    assert sorted(found(asked)) == slugs


@pytest.mark.parametrize("asked", ['"радою річки"', '"ради річок"', '"рада річкою"'])
def test_a_phrase_is_found_by_any_reading_of_its_words(clock, asked):
    live("one", headline="Рада річки")
    live("two", headline="Річка ради")
    assert found(asked) == ["one"]


def test_a_phrase_does_not_reach_from_one_field_into_the_next(clock):
    live("apart", headline="The new harbour", standfirst="Master and servant", body="<p>Quay</p>")
    assert found('"harbour master"') == []
    assert found('"servant quay"') == []
    assert found("harbour master quay") == ["apart"]


@pytest.mark.parametrize(
    "asked", ["", "   ", "the", "і та the", "-war", "!!! ** --", '""', "«»", "'", "\u0301", "ʼ", "a" * 201]
)
def test_a_question_that_nothing_could_answer_is_refused_with_a_sentence(asked):
    with pytest.raises(questions.Unanswerable) as refusal:
        questions.read(asked)
    assert str(refusal.value).endswith(".")


def test_a_question_of_too_many_words_is_refused():
    with pytest.raises(questions.Unanswerable):
        questions.read("harbour " * (questions.MOST_WORDS + 1))


# The order


def test_headline_counts_more_than_standfirst_and_standfirst_more_than_body(clock):
    live("body", body="<p>Opera</p>")
    live("standfirst", standfirst="Opera")
    live("headline", headline="Opera")
    live("newest", at=hour(-1), body="<p>Opera</p>")
    assert found("opera") == ["headline", "standfirst", "body", "newest"]


def test_of_stories_alike_the_newer_comes_first_and_age_outweighs_the_headline_in_the_end(clock):
    live("old", at=NOON - timedelta(days=800), headline="Opera")
    live("older", at=NOON - timedelta(days=3000), headline="Opera")
    live("new", body="<p>Opera</p>")
    assert found("opera") == ["new", "old", "older"]


def test_half_of_the_terms_in_the_headline_count_half(clock):
    live("half", headline="Opera", body="<p>Tickets</p>")
    live("none", body="<p>Opera tickets</p>")
    live("all", headline="Opera tickets")
    assert found("opera tickets") == ["all", "half", "none"]


# What is live


def test_a_scheduled_story_is_found_from_its_second_on_with_nothing_running(clock):
    story = make_story("Opera", slug="opera")
    publish(story, at=hour(1), moment=hour(0))
    assert found("opera", at=0.9999) == []
    assert found("opera", at=1) == ["opera"]


def test_a_story_is_found_by_the_words_that_are_live_and_no_others(clock):
    story = live("story", headline="Opera")
    put(story, "Ballet", at=2, now=0, kind="update", keep_scheduled=True)
    rewrite(story, headline="Circus")
    assert (found("opera", at=1), found("ballet", at=1), found("circus", at=1)) == (["story"], [], [])
    assert (found("opera", at=2), found("ballet", at=2), found("circus", at=2)) == ([], ["story"], [])


def test_the_dates_of_a_superseded_edition_do_not_resurface(clock):
    story = live("story", headline="Opera")
    put(story, "Opera again", at=2, now=2, kind="correction", note="Wrong before")
    page = finding.stories(questions.read("opera"), Filters(), moment=hour(3))
    assert [(edition.published_at, edition.updated_at) for edition in page] == [(NOON, hour(2))]


def test_a_withdrawn_story_is_not_found_but_at_other_times(clock):
    story = live("story", headline="Opera")
    withdraw(story, at=1, now=1)
    assert found("opera", at=0.5) == ["story"]
    assert found("opera", at=1) == []


def test_what_is_moved_or_cancelled_needs_no_care(clock):
    story = make_story("Opera", slug="opera")
    edition = publish(story, at=hour(4), moment=hour(0))
    reschedule(edition, at=2)
    assert (found("opera", at=1), found("opera", at=3)) == ([], ["opera"])
    cancel(edition)
    assert found("opera", at=5) == []


def test_struck_words_are_gone_from_the_index(clock):
    story = live("story", headline="Opera")
    put(story, "Ballet", at=1, now=1)
    edition = story.editions.get(live_from=NOON)
    assert hasattr(edition, "search_entry")
    strike(edition, now=2)
    edition = story.editions.get(live_from=NOON)
    assert not hasattr(edition, "search_entry")
    assert found("opera", at=0.5) == []


# Filters


def test_section_author_tag_and_days_narrow_what_is_found(clock, in_kyiv):
    olena = make_author("Olena")
    culture = make_section("Culture")
    live("one", headline="Opera", section_id=culture.pk, authors=[olena], tags=["Stage"])
    live("two", headline="Opera", at=NOON - timedelta(days=1))
    tag = "stage"
    assert found("opera", filters=Filters(section=culture)) == ["one"]
    assert found("opera", filters=Filters(author=olena.slug)) == ["one"]
    assert found("opera", filters=Filters(tag=tag)) == ["one"]
    assert found("opera", filters=Filters(tag=tag, author="nobody")) == []
    assert found("opera", filters=Filters(since=date(2026, 3, 10))) == ["one"]
    assert found("opera", filters=Filters(until=date(2026, 3, 9))) == ["two"]
    assert found("opera", filters=Filters(since=date(2026, 3, 9), until=date(2026, 3, 10))) == ["one", "two"]


def test_a_day_is_the_newsrooms_own(clock, in_kyiv):
    live("late", headline="Opera", at=NOON.replace(hour=22))  # 00:00 of the 11th in Kyiv
    assert found("opera", at=24, filters=Filters(until=date(2026, 3, 10))) == []
    assert found("opera", at=24, filters=Filters(since=date(2026, 3, 11), until=date(2026, 3, 11))) == ["late"]


# The page


def ask(client, **asked):
    return client.get(f"/search/?{urlencode(asked)}")


def test_the_page_marks_what_was_asked_for_and_shows_the_passage(client, clock):
    live("one", headline="Кінець <війни>", body="<p>" + "слово " * 50 + "після війни" + " слово" * 50 + "</p>")
    page = ask(client, q="війною після").content.decode()
    assert "Кінець &lt;<mark>війни</mark>&gt;" in page
    assert "слово <mark>після</mark> <mark>війни</mark> слово" in page
    assert '<p class="card-passage">… ' in page


def test_the_page_is_not_for_search_engines(client, clock):
    assert '<meta name="robots" content="noindex, follow">' in client.get("/search/").content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"q": ""}, "Type a word or two"),
        ({"q": "the"}, "Nearly every story has these words"),
        ({"q": "-war"}, "Say also what it should be about"),
        ({"q": "a" * 300}, "That is too long"),
        ({"q": "war " * 40}, "That is too long"),
        ({"q": "nonsense"}, "No story has these words"),
        ({"q": "opera", "since": "yesterday"}, "Enter a valid date"),
        ({"q": "opera", "until": "9999-12-31"}, "Enter a valid date"),
        ({"q": "opera", "section": "nowhere"}, "Select a valid choice"),
        ({"q": "nul\x00"}, "Null characters are not allowed"),
    ],
)
def test_what_finds_nothing_is_answered_with_a_sentence(client, clock, asked, sentence):
    response = ask(client, **asked)
    assert response.status_code == 200
    assert sentence in response.content.decode()


@pytest.mark.parametrize("before", ["x", "0", "999999", "-1"])
def test_a_place_that_does_not_exist_is_not_found(client, clock, before):
    live("one", headline="Opera")
    assert ask(client, q="opera", before=before).status_code == 404


def test_a_place_in_the_future_is_not_found(client, clock):
    live("one", headline="Opera")
    edition = publish(make_story("Opera"), at=clock.ahead(hours=1), moment=clock.now)
    assert ask(client, q="opera", before=edition.pk).status_code == 404
    clock.advance(hours=1)
    assert ask(client, q="opera", before=edition.pk).status_code == 200


def test_the_page_offers_to_narrow_and_tells_no_name_that_the_results_do_not(client, clock):
    hidden = make_author("Hidden Name")
    make_story(authors=[hidden])
    live("one", headline="Opera", authors=[make_author("Olena")], tags=["Stage"])
    page = ask(client, q="opera").content.decode()
    assert "Olena" in page
    assert "tag=stage" in page
    assert "Hidden Name" not in ask(client, q="opera", author=hidden.slug).content.decode()


def test_browsers_learn_of_the_search(client, clock):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert 'template="http://testserver/search/?q={searchTerms}"' in response.content.decode()
    assert 'rel="search"' in client.get("/").content.decode()
