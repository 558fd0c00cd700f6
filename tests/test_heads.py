"""Does each kind of page say of itself what it is called, what it is about, and where it stands?"""

import gzip

import pytest

from articles import translating
from articles.models import Section
from tests.factories import (
    hour,
    make_author,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_section,
    make_tag,
    turn_of,
    withdraw,
)
from tests.outlets import PageReader
from tests.shared import built_once

pytestmark = pytest.mark.django_db

TYPES = {
    "front": ["WebSite", "NewsMediaOrganization"],
    "front in Ukrainian": ["WebSite", "NewsMediaOrganization"],
    "feed": ["LiveBlogPosting", "BreadcrumbList"],
    "item": ["NewsArticle", "BreadcrumbList"],
    "story": ["NewsArticle", "BreadcrumbList"],
    "section": ["CollectionPage", "BreadcrumbList"],
    "tag": ["CollectionPage", "BreadcrumbList"],
    "author": ["ProfilePage", "BreadcrumbList"],
    "authors": ["BreadcrumbList"],
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    with built_once(django_db_blocker, tmp_path_factory.mktemp("media"), build) as paths:
        yield paths


@pytest.fixture
def paths(built, clock):
    return built


def build():
    """A page of each kind, of things whose own descriptions are blank; each list goes on on a second page."""
    Section.objects.filter(pk=make_section("City").pk).update(slug="city")
    author, editor = make_author("Olena"), make_editor()
    words = {"tags": ["Harbour"], "authors": [author], "section_id": make_section("City").pk, "by": editor}
    story = make_live("The bridge is shut", slug="bridge", at=hour(-1), body="<p>Water came in.</p>" * 400, **words)
    for number in range(21):
        make_live(f"Story {number}", at=hour(-2), slug=f"s{number}", **words)
    item = make_item("Something happened at the quay", at=hour(-1), by=editor)
    return {
        "front": "/", "front in Ukrainian": "/uk/", "feed": "/feed/", "item": item.get_absolute_url(),
        "story": story.get_absolute_url(),
        "section": "/sections/city/", "tag": "/tags/harbour/", "author": author.get_absolute_url(),
        "authors": "/authors/",
    }  # fmt: skip


def test_titles_and_descriptions_are_there_and_are_each_pages_own(client, paths):
    pages = {kind: PageReader(client.get(path).content.decode()) for kind, path in paths.items()}
    titles = {kind: page.texts["title"].strip() for kind, page in pages.items()}
    descriptions = {kind: page.meta("description") for kind, page in pages.items()}
    assert all(titles.values())
    assert all(descriptions.values())
    assert len(set(titles.values())) == len(titles)
    assert len(set(descriptions.values())) == len(descriptions)


def test_each_page_has_one_address_one_preview_and_its_markup(client, paths):
    for kind, path in paths.items():
        page = PageReader(client.get(f"{path}?utm_source=somewhere").content.decode())
        assert page.link("canonical") == [f"http://testserver{path}"], kind
        assert page.meta("og:url") == f"http://testserver{path}", kind
        assert page.meta("robots") == "max-image-preview:large", kind
        for name in ("og:title", "og:description", "og:image", "og:image:alt", "og:site_name", "twitter:card"):
            assert page.meta(name), (kind, name)
        assert [thing["@type"] for thing in page.graph] == TYPES[kind], kind


def test_each_pages_crumbs_lead_from_the_front_page_to_itself(client, paths):
    for kind, path in paths.items():
        if not kind.startswith("front"):
            steps = PageReader(client.get(path).content.decode()).graph[-1]["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[0]["item"] == "http://testserver/"
            assert steps[-1]["item"] == f"http://testserver{path}"


@pytest.mark.parametrize("kind", ["feed", "section", "tag", "author"])
def test_a_later_page_of_a_list_stands_for_itself_and_is_not_to_be_found(client, paths, kind):
    html = client.get(paths[kind]).content.decode()
    cursor = html.partition("?before=")[2].partition('"')[0]
    page = PageReader(client.get(f"{paths[kind]}?before={cursor}&utm_source=x").content.decode())
    assert page.link("canonical") == [f"http://testserver{paths[kind]}?before={cursor}"]
    assert page.meta("robots") == "noindex, follow"


def test_a_place_in_a_list_is_no_part_of_a_storys_address(client, paths):
    page = PageReader(client.get("/articles/bridge/?before=12").content.decode())
    assert page.link("canonical") == ["http://testserver/articles/bridge/"]


def test_every_page_has_one_address_whichever_host_was_asked(client, paths, settings):
    settings.SITE_URL = "https://news.example"
    page = PageReader(client.get("/articles/bridge/", headers={"host": "localhost"}).content.decode())
    assert page.link("canonical") == ["https://news.example/articles/bridge/"]
    assert page.graph[0]["url"] == "https://news.example/articles/bridge/"
    assert b"<link>https://news.example/articles/bridge/</link>" in client.get("/rss.xml").content


def test_a_head_makes_no_page_heavy(client, paths):
    for kind, path in paths.items():
        html = client.get(path).content
        head = html.partition(b"</head>")[0]
        assert len(gzip.compress(head)) < 3500, kind
        assert len(gzip.compress(html)) < 15 * 1024, kind


def test_a_picture_tells_who_made_it_and_how_it_may_be_used(client, clock):
    picture = make_image(
        (1600, 900),
        caption="The quay at dawn",
        credit="Olena Marchuk / The Courier",
        creator="Olena Marchuk; Taras Hnatiuk",
        copyright_notice="© 2026 The Courier",
        license_url="https://courier.example/licence/",
        acquire_url="https://courier.example/shop/",
    )
    make_live(slug="told", at=clock.now, lead_picture_id=picture.pk)
    shapes = PageReader(client.get("/articles/told/").content.decode()).graph[0]["image"]
    assert [(one["width"], one["height"]) for one in shapes] == [(1200, 675), (1200, 900), (900, 900)]
    image = shapes[0]
    assert image["creator"] == [
        {"@type": "Person", "name": "Olena Marchuk"},
        {"@type": "Person", "name": "Taras Hnatiuk"},
    ]
    assert image["copyrightNotice"] == "© 2026 The Courier"
    assert image["license"] == "https://courier.example/licence/"
    assert image["acquireLicensePage"] == "https://courier.example/shop/"
    assert image["creditText"] == "Olena Marchuk / The Courier"


def test_an_author_who_is_an_organisation_is_one_in_the_markup(client, clock):
    agency = make_author("The agency", kind="organisation", listed=True, links="https://agency.example/")
    somebody = PageReader(client.get(agency.get_absolute_url()).content.decode()).graph[0]["mainEntity"]
    assert (somebody["@type"], somebody["sameAs"]) == ("Organization", ["https://agency.example/"])
    assert "jobTitle" not in somebody


def test_a_described_list_says_its_own_description(client, clock):
    make_live(at=clock.now, tags=["Quay"])
    tag = type(make_tag()).objects.get(name="Quay")
    type(tag).objects.filter(pk=tag.pk).update(description="All & “everything” about <the quay>")
    page = PageReader(client.get(tag.get_absolute_url()).content.decode())
    assert page.meta("description") == "All & “everything” about <the quay>"


def hreflangs(client, path):
    links = PageReader(client.get(path).content.decode()).links
    return {link["hreflang"]: link["href"] for link in links if "hreflang" in link}


def test_translations_name_each_other_and_themselves_as_long_as_they_are_live(client, clock):
    english = make_live("The flood", slug="flood", at=hour(-1))
    ukrainian = make_live("Повінь", slug="povin", at=hour(-1), language="uk")
    assert hreflangs(client, "/articles/flood/") == {}
    translating.link(english, ukrainian, **turn_of(english), at=clock.now)
    both = {"en": "http://testserver/articles/flood/", "uk": "http://testserver/articles/povin/"}
    assert hreflangs(client, "/articles/flood/") == hreflangs(client, "/articles/povin/") == both
    page = PageReader(client.get("/articles/povin/").content.decode())
    assert page.graph[0]["workTranslation"] == [{"@type": "NewsArticle", "url": both["en"], "inLanguage": "en"}]
    assert page.graph[1]["itemListElement"][0]["item"] == "http://testserver/uk/"
    withdraw(ukrainian, at=1, now=0)
    clock.advance(hours=1)
    assert hreflangs(client, "/articles/flood/") == {}


def test_front_pages_name_each_other_and_the_papers_own_is_for_everybody_else(client, clock):
    fronts = {"en": "http://testserver/", "uk": "http://testserver/uk/", "x-default": "http://testserver/"}
    assert hreflangs(client, "/") == hreflangs(client, "/uk/") == fronts


def test_each_language_has_feeds_of_its_own(client, clock):
    make_live("The flood", at=hour(-1))
    make_live("Повінь", at=hour(-1), language="uk")
    for name in ("rss.xml", "atom.xml", "feed.json"):
        text = client.get(f"/uk/{name}").content.decode()
        assert "Повінь" in text
        assert "The flood" not in text
        assert f'href="/uk/{name}"' in client.get("/uk/").content.decode()
        assert client.get(f"/en/{name}").status_code == client.get(f"/xx/{name}").status_code == 404
    assert client.get("/uk/feed.json").json()["language"] == "uk"
