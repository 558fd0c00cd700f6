"""Do both databases find the same stories in the same order? Each is compared with a reader of texts that knows no SQL.

The suite runs on SQLite and on PostgreSQL; what agrees with the third agrees with one another. The texts are the
samples' where they are beside this checkout, and a few of our own in any case.
"""

import gzip
import json
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.models import Article, Edition, Section
from articles.search import finding, index, questions
from articles.search.finding import Filters
from articles.search.questions import Unanswerable
from newsroom.word_forms import readings, words_in
from tests.conftest import NOON
from tests.factories import make_live, publish, rewrite
from tests.shared import built_once

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "samples" / "corpus"
OWN = [
    ("Війна й мир", "Рада річки радить", "Старий міст через річку не витримав повені."),
    ("Річка міста", "П’ять мостів", "Міська рада голосувала за новий міст. Старі мости закрили."),
    ("The river won", "Five bridges", "The city council voted for a new bridge over the old river."),
    ("Winning the city", "Старе місто", "Council flats by the river; the bridges of COVID-19 years."),
    ("Ґанок", "Елізе — the Élysée", "O’Brien’s house, п'ять years, 2,500 people. Людей було багато."),
    ("News", "", ""),
]
LATER = timedelta(hours=2)


def samples(name, count):
    path = CORPUS / name
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["body"][:700] for line in islice(lines, count)]


def texts():
    for number, text in enumerate(samples("uagec-uk.jsonl.gz", 25) + samples("digitalgov-en.jsonl.gz", 25)):
        sentences = [" ".join(part.split()) for part in text.replace("<", " ").split(".")] + ["", ""]
        yield sentences[0][:150] or f"Text {number}", sentences[1][:500], ".".join(sentences[2:])
    yield from OWN


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker, tmp_path_factory):
    with built_once(django_db_blocker, tmp_path_factory.mktemp("media"), build) as built:
        yield built


def build():
    for number, (headline, standfirst, text) in enumerate(texts()):
        at = NOON - timedelta(days=number % 23, hours=number)
        story = make_live(headline, at=at, slug=f"text-{number}", standfirst=standfirst, body=f"<p>{text}</p>")
    rewrite(story, headline="Newest of all")
    publish(story, at=NOON + LATER / 2, moment=NOON)
    return sorted({word.written for text in texts() for part in text for word in words_in(part)})


# The third: it reads each text from its beginning to its end


def fields_of(edition):
    parts = (edition.headline, f"{edition.standfirst} {edition.kicker}", body.text_of(edition.body))
    return [[set(readings(word.written)) for word in words_in(part)] for part in parts]


def stands_in(term, field):
    wanted = [set(word) for word in term.words]
    return any(
        all(want & has for want, has in zip(wanted, field[start:], strict=False))
        for start in range(len(field) - len(wanted) + 1)
    )


def answers(question, fields):
    def holds(term):
        return any(stands_in(term, field) for field in fields)

    return any(all(map(holds, one.wanted)) and not any(map(holds, one.unwanted)) for one in question.alternatives)


def place(question, edition, fields):
    gain = 0
    for term in question.terms:
        days = 730 if stands_in(term, fields[0]) else 365 if stands_in(term, fields[1]) else 0
        gain += days * 24 * 60 // len(question.terms)
    return int(edition.published_at.timestamp()) // 60 + gain, edition.article_id


def expected(question, moment):
    read = [(edition, fields_of(edition)) for edition in Edition.objects.live_at(moment)]
    found = [(place(question, edition, fields), edition.pk) for edition, fields in read if answers(question, fields)]
    return [pk for _, pk in sorted(found, reverse=True)]


def in_pages(question, moment, size=7):
    found, before = [], None
    while True:
        page = finding.stories(question, Filters(), moment=moment, before=before, size=size)
        found += [edition.pk for edition in page]
        assert page.older is None or page.older != before, "it goes round in circles"
        before = page.older
        if before is None:
            return found


def words(vocabulary):
    return st.sampled_from(vocabulary)


def askings(vocabulary):
    word = st.one_of(
        words(vocabulary), words(vocabulary), st.sampled_from(["мости", "river", "рада", "city", "the", "і"])
    )
    phrase = st.lists(word, min_size=1, max_size=3).map(lambda found: f'"{" ".join(found)}"')
    term = st.one_of(
        word, word, phrase, word.map("-{}".format), phrase.map("-{}".format), st.sampled_from(["OR", "або"])
    )
    return st.lists(term, min_size=1, max_size=5).map(" ".join)


@given(data=st.data())
def test_any_question_finds_what_a_reader_of_all_texts_would_find(corpus, data):
    asked = data.draw(askings(corpus))
    try:
        question = questions.read(asked)
    except Unanswerable:
        return
    moment = NOON + data.draw(st.sampled_from([timedelta(0), LATER]))
    assert in_pages(question, moment) == expected(question, moment)


@pytest.mark.parametrize(
    "asked",
    [
        "річка", "річкою OR river", '"city council"', '"рада річки"', "міст -міський", "старі мости", '"covid 19"',
        "people", "2,500", "o'brien п’ять", "користувач", "government -data", "news",
        '"digital government" OR "соціальні мережі"',
    ],
)  # fmt: skip
def test_these_questions_too(corpus, asked):
    question = questions.read(asked)
    assert in_pages(question, NOON) == expected(question, NOON)


@given(text=st.text(max_size=questions.LONGEST))
def test_no_question_breaks_anything(corpus, text):
    try:
        finding.stories(questions.read(text), Filters(), moment=NOON)
    except Unanswerable:
        return


def test_rebuilding_gives_the_index_that_publishing_had_made(corpus):
    def rows():
        with connection.cursor() as cursor:
            columns = (
                "heading::text, words::text, forms"
                if connection.vendor == "postgresql"
                else "headline, standfirst, body"
            )
            cursor.execute(f"SELECT rowid, {columns} FROM articles_search ORDER BY rowid")  # noqa: S608
            return cursor.fetchall()

    before = rows()
    index.forget(Edition.objects.first())
    assert list(index.missing())
    assert [progress.written for progress in index.rebuild()][-1] == Edition.objects.count()
    assert rows() == before
    assert not list(index.missing())


# Plans


def fill(number):
    """A paper of this many stories more, for the planner's eyes."""
    start = Article.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    section = Section.objects.first()
    stories = [
        Article(pk=start + n, slug=f"filler-{n}", section=section, created_at=NOON, saved_at=NOON, stage_since=NOON)
        for n in range(number)
    ]
    Article.objects.bulk_create(stories)
    Edition.objects.bulk_create(
        Edition(article=story, revision=1, section=section, live_from=NOON, published_at=NOON) for story in stories
    )
    with connection.cursor() as cursor:
        columns, words = "headline, standfirst, body", ["", "", "filler"]
        if connection.vendor == "postgresql":
            vector = " ".join(f"'filler{n}':{n}D" for n in range(1, 120))
            columns, words = "heading, words, forms", ["", vector, ""]
        cursor.execute(
            f"INSERT INTO articles_search (rowid, {columns}) SELECT id, %s, %s, %s FROM articles_edition"  # noqa: S608
            " WHERE article_id >= %s",
            [*words, start],
        )
        cursor.execute("ANALYZE")


@pytest.fixture
def many(corpus):
    fill(3000)


@pytest.mark.parametrize("asked", ["wind", '"wind farm" OR sea -storm'])
@pytest.mark.parametrize("narrowed", [False, True])
def test_the_index_answers_and_editions_are_fetched_by_their_numbers(many, asked, narrowed):
    question = questions.read(asked)
    filters = Filters(section=Section.objects.first()) if narrowed else Filters()
    found = finding._placed(finding._answering(question, filters, moment=NOON), question)
    plan = found.order_by("-place")[:21].explain()
    if connection.vendor == "postgresql":
        assert "articles_search_words" in plan
        assert "Seq Scan on articles_" not in plan
    else:
        assert "VIRTUAL TABLE INDEX" in plan
        assert "SEARCH articles_edition USING INTEGER PRIMARY KEY" in plan
