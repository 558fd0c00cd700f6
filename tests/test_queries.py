"""How many questions does a page ask of the database, however much it shows?"""

from datetime import timedelta

import pytest

from articles import front_desk, policies, reading, translating
from articles.models import Article, Place
from tests.conftest import NOON
from tests.factories import make_author, make_editor, make_image, make_item, make_live, make_section, publish, rewrite
from tests.shared import built_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    with built_once(django_db_blocker, tmp_path_factory.mktemp("media"), build) as paper:
        yield paper


@pytest.fixture(autouse=True)
def known_by_heart():
    """What a process remembers is asked once, not by each page."""
    reading.sections()
    policies.written()


@pytest.fixture
def paper(built, clock):
    return built


def build():
    """A few of everything, with pictures, bylines, tags, cards and corrections."""
    section = make_section("City")
    author = make_author("Olena", portrait=make_image())
    image = make_image()
    previous = None
    for number in range(25):
        body = f'<figure data-block="image" data-image="{image.pk}"></figure>'
        if previous is not None:
            body += f'<aside data-block="related" data-article="{previous.pk}"></aside>'
        previous = make_live(
            f"Story {number}",
            slug=f"story-no-{number}",
            at=NOON - timedelta(minutes=40 - number),
            section_id=section.pk,
            lead_picture_id=image.pk,
            authors=[author, make_author()],
            tags=["Harbour", f"T{number}"],
            body=body,
        )
        make_item(f"Item {number}", at=NOON - timedelta(minutes=number))
    for where in (Place.LEAD, Place.SECOND_2):
        page = front_desk.page_in("en")
        story = Article.objects.get(slug=f"story-no-{where.value % 7}")
        front_desk.place("en", where, story, by=make_editor(), seen=page.version, when=front_desk.When(NOON, NOON))
    in_package = list(Article.objects.order_by("id")[3:7])
    front_desk.package(
        "en", Place.PACKAGE_1, "The port", in_package, by=make_editor(), seen=2, when=front_desk.When(NOON, NOON)
    )
    told = make_live("Повінь", slug="povin", at=NOON, language="uk")
    translating.link(previous, told, by=make_editor(), seen=previous.version, at=NOON)
    rewrite(previous, headline="Corrected")
    publish(previous, at=NOON, kind="correction", note="Wrong before")
    return {"story": previous, "section": section, "author": author}


def test_a_story_page_with_everything_on_it(client, paper, django_assert_num_queries):
    # the edition, its bylines, tags, corrections, translations, pictures in the body, cards; the feed
    with django_assert_num_queries(8):
        client.get("/articles/story-no-24/")


def test_a_story_page_without_corrections_and_references(client, clock, django_assert_num_queries):
    make_live(slug="plain", at=clock.now)
    reading.sections()
    with django_assert_num_queries(4):
        client.get("/articles/plain/")


@pytest.mark.parametrize(("path", "count"), [("/", 4), ("/feed/", 2)])
def test_front_page_and_feed(client, paper, django_assert_num_queries, path, count):
    with django_assert_num_queries(count):
        client.get(path)


def test_a_later_page_of_the_feed(client, paper, django_assert_num_queries):
    item = paper["story"].feed_item
    with django_assert_num_queries(2):
        client.get(f"/feed/?before={item.pk}")


@pytest.mark.parametrize("which", ["section", "author", "tag"])
def test_lists_of_stories_ask_the_same_on_every_page(client, paper, django_assert_num_queries, which):
    path = "/tags/harbour/" if which == "tag" else paper[which].get_absolute_url()
    with django_assert_num_queries(2):
        client.get(path)
    with django_assert_num_queries(3):
        client.get(f"{path}?before={paper['story'].pk}")


def test_the_list_of_authors(client, paper, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/authors/")


def test_search_asks_the_same_however_many_words_and_results(client, paper, django_assert_num_queries):
    with django_assert_num_queries(3):  # the stories, their bylines, their tags
        page = client.get("/search/?q=story+OR+harbour+OR+tram+OR+words")
    assert b"Show More" in page.content
    last = page.context["outcome"].older
    with django_assert_num_queries(4):  # and where the last page ended
        client.get(f"/search/?q=story+OR+harbour+OR+tram+OR+words&before={last}")


def test_a_search_that_finds_nothing_asks_little(client, paper, django_assert_max_num_queries):
    client.get("/search/?q=nonesuch")
    # on PostgreSQL also which words are like it, and whether those find something; two of six are the test's savepoints
    with django_assert_max_num_queries(6):
        client.get("/search/?q=storx+hrbour")
    for question in ("", "the", "-story", "a" * 300):
        with django_assert_max_num_queries(0):
            client.get(f"/search/?q={question}")


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/feed.json"])
def test_a_feed_with_full_text(client, paper, django_assert_num_queries, path):
    with django_assert_num_queries(7):  # the list, the editions, bylines, tags, pictures, cards, corrections
        client.get(path)


def test_the_news_sitemap(client, paper, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/news-sitemap.xml")
