"""Do page, markup, feeds and sitemaps tell the same of a story, to the second? On every kind of story there is."""

from datetime import timedelta

import pytest

from articles import revisions
from articles.models import Article, Credit
from tests import outlets
from tests.factories import (
    NOON,
    hour,
    make_author,
    make_chief,
    make_image,
    make_item,
    make_live,
    make_story,
    publish,
    put,
    withdraw,
)

pytestmark = pytest.mark.django_db

BEGUN = -5
HOSTILE = [
    "“Quotes”, 'single', \"double\" & <b>tags</b>",
    "</script><script>alert(1)</script> ends no script",
    "</title></head> <!-- opens no comment --> ]]> &amp; &lt; &#60;",
    "Rain ☔ in 🇺🇦 and 👩‍👩‍👧 families",
    "\u202eTurned around\u202c and \u2067set apart\u2069 \u200f",
    "Line\u2028separator, paragraph\u2029separator, nbsp\u00a0here",
    "Control\x01 \x0b characters\x1f and \ufffe",
    "{{ braces }} {% percent %} %s %(x)s \\u003C \\n",
    "Об’їзд, Ґанок і “їжак”: 5 < 7 & 7 > 5",
    "مرحبا بالعالم",
]


def first(at=BEGUN, **words):
    return make_live(**{"headline": "Plain words", "slug": "told", "at": hour(at)} | words)


def with_minor_fix():
    story = first()
    put(story, "Fixed words", at=-3, now=-3, kind="minor")


def with_update():
    put(first(), "Updated words", at=-3, now=-3, kind="update")


def with_correction():
    put(first(), "Right words", at=-3, now=-3, kind="correction", note="It was 30, not 300.")


def with_all_of_them():
    story = first()
    put(story, "Updated words", at=-4, now=-4, kind="update")
    put(story, "Right words", at=-3, now=-3, kind="correction", note="It was 30, not 300.")
    put(story, "Fixed words", at=-2, now=-2, kind="minor")


def with_withdrawal():
    story = first()
    withdraw(story, at=-4, now=-4)
    put(story, "Back again", at=-2, now=-2, kind="minor")


def with_scheduled_update():
    story = first()
    put(story, "Words of tomorrow", at=20, now=-3, kind="update")


def with_everybody():
    authors = [make_author(name) for name in ("Zoia", "Andrii", "Maria", "Taras")]
    roles = ["author", "author", "photo", "translation"]
    story = make_story("Signed by four", slug="told", at=hour(BEGUN))
    credits = [Credit(author.pk, role) for author, role in zip(authors, roles, strict=True)]
    draft = revisions.Draft(words={"headline": "Signed by four"}, credits=credits)
    revisions.save(story, draft, by=make_chief(), seen=story.version, at=hour(BEGUN))
    publish(story, at=hour(BEGUN))


def with_own_words_for_networks():
    first(
        search_title="Found by this",
        search_description="Described by this",
        social_title="Shared by this",
        social_description="Shared with this",
    )


KINDS = {  # how the story is made; when it was first published, and last updated, in hours from noon
    "first edition": (first, BEGUN, None),
    "at a second between minutes": (
        lambda: make_live(slug="told", at=hour(BEGUN) + timedelta(seconds=7, microseconds=999_999)),
        timedelta(hours=BEGUN, seconds=7),
        None,
    ),
    "minor fix": (with_minor_fix, BEGUN, None),
    "update": (with_update, BEGUN, -3),
    "correction": (with_correction, BEGUN, -3),
    "update, correction and minor fix": (with_all_of_them, BEGUN, -3),
    "withdrawn and published again": (with_withdrawal, BEGUN, None),
    "update ahead": (with_scheduled_update, BEGUN, None),
    "reportage": (lambda: first(dateline="Velmyn"), BEGUN, None),
    "opinion": (lambda: first(genre="opinion"), BEGUN, None),
    "analysis": (lambda: first(genre="analysis"), BEGUN, None),
    "review": (lambda: first(genre="review"), BEGUN, None),
    "sponsored": (lambda: first(genre="sponsored"), BEGUN, None),
    "several authors": (with_everybody, BEGUN, None),
    "signed by an organisation": (lambda: first(authors=[make_author("The desk", kind="organisation")]), BEGUN, None),
    "with a picture": (lambda: first(lead_picture_id=make_image((1600, 900)).pk), BEGUN, None),
    "with tags": (lambda: first(tags=["Harbour", "Salt & <water>"]), BEGUN, None),
    "in Ukrainian": (lambda: first(headline="Вода знову солона", language="uk"), BEGUN, None),
    "in a language whose labels we lack": (lambda: first(headline="مرحبا بالعالم", language="ar"), BEGUN, None),
    "words of its own for networks": (with_own_words_for_networks, BEGUN, None),
    "older than two days": (lambda: first(at=-60), -60, None),
    "updated after two days": (lambda: put(first(at=-60), "Anew", at=-1, now=-1, kind="update"), -60, -1),
} | {
    f"hostile: {title!a}": (lambda title=title: first(headline=title, standfirst=title), BEGUN, None)
    for title in HOSTILE
}

TYPES = {"reportage": "ReportageNewsArticle", "opinion": "OpinionNewsArticle", "analysis": "AnalysisNewsArticle"}
TYPES |= {"review": "ReviewNewsArticle", "sponsored": "AdvertiserContentArticle"}


def instant(offset):
    return NOON + (offset if isinstance(offset, timedelta) else timedelta(hours=offset))


def same(told, what, only=None):
    """Return the one thing that all outlets which speak of it say."""
    said = {name: getattr(one, what) for name, one in told.items() if only is None or name in only}
    said = {name: value for name, value in said.items() if value is not None}
    values = [tuple(value) if isinstance(value, list) else value for value in said.values()]
    assert len(set(values)) == 1, f"{what}: {said}"
    return values[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_outlet_tells_the_same_of_a_story(client, clock, kind):
    make, published, updated = KINDS[kind]
    make()
    page, told = outlets.every_outlet(client, "/articles/told/", "2026-03")
    edition = Article.objects.get(slug="told").editions.live_at(clock.now).get()

    for one in told.values():
        one.published = one.published and outlets.utc(one.published)
        one.modified = one.modified and outlets.utc(one.modified)
        one.headline = one.headline and one.headline.strip()
    assert same(told, "published") == instant(published)
    assert same(told, "modified") == instant(published if updated is None else updated)
    assert max(one.modified or one.published for one in told.values()) <= clock.now
    assert len(page.times) == (1 if updated is None else 2)
    assert page.texts["p"].count("Updated:") <= len(page.times)

    assert same(told, "headline", {"page", "markup", "rss", "atom", "json", "news sitemap"}) == edition.headline.strip()
    assert told["head"].headline.strip() == edition.shared_title.strip()
    assert page.texts["title"].strip().startswith(edition.page_title.strip())
    assert told["markup"].summary == page.meta("description") == edition.page_description
    assert told["head"].summary == edition.shared_description
    assert (
        told["json"].summary.replace("&", "") == "".join(edition.standfirst).replace("&", "")
        or "&" in edition.standfirst
    )

    assert same(told, "address") == "http://testserver/articles/told/"
    assert page.link("canonical") == ["http://testserver/articles/told/"]
    assert same(told, "language") == edition.language == page.language
    assert same(told, "credits") == tuple(author.name for author in edition.authors)
    assert same(told, "identity").startswith("urn:uuid:")
    assert same(told, "tags") == tuple(tag.name for tag in edition.tag_list)
    assert len({told[name].picture for name in ("rss", "atom", "json")}) == 1
    assert told["markup"].picture in (told["head"].picture, None)
    assert (told["markup"].picture is None) is (told["rss"].picture is None) is (edition.lead_picture is None)
    assert ("news sitemap" in told) is (instant(published) > NOON - timedelta(hours=48) and kind != "sponsored")
    assert page.graph[0]["@type"] == TYPES.get(kind, "NewsArticle")


def test_a_label_of_the_kind_of_story_stands_on_the_page_and_in_the_feeds(client, clock):
    first(genre="sponsored")
    for path in ("/articles/told/", "/rss.xml", "/atom.xml", "/feed.json"):
        assert "Sponsored" in client.get(path).content.decode(), path


def test_corrections_stand_on_the_page_in_the_markup_and_in_the_feeds_with_their_time(client, clock):
    with_all_of_them()
    page = outlets.PageReader(client.get("/articles/told/").content.decode())
    assert page.graph[0]["correction"] == [
        {"@type": "CorrectionComment", "text": "It was 30, not 300.", "datePublished": hour(-3).isoformat()}
    ]
    for path in ("/articles/told/", "/rss.xml", "/atom.xml", "/feed.json"):
        text = client.get(path).content.decode()
        assert "It was 30, not 300." in text, path
        assert "10 March 2026, 11:00" in text, path
    assert "correctedWork" not in client.get("/articles/told/").content.decode()


@pytest.mark.parametrize("headline", ["", "A headline", *HOSTILE])
def test_every_outlet_tells_the_same_of_an_item_of_the_feed(client, clock, headline):
    item = make_item(
        f"Its words: {headline}", headline=headline[:120], at=hour(-2), source_id=make_author("The agency").pk
    )
    type(item).objects.filter(pk=item.pk).update(updated_at=hour(-1))
    item.refresh_from_db()
    path, address = f"/feed/{item.pk}/", f"http://testserver/feed/{item.pk}/"
    page = outlets.PageReader(client.get(path).content.decode())
    told = {
        "page": outlets.read_page(page),
        "head": outlets.read_head(page),
        "markup": outlets.read_markup(page),
        "rss": outlets.read_rss(client.get("/feed/rss.xml").content, address),
        "atom": outlets.read_atom(client.get("/feed/atom.xml").content, address),
        "json": outlets.read_json(client.get("/feed/feed.json").content, address),
    }
    for one in told.values():
        one.headline = one.headline.strip()
    told["page"].credits = None  # an item names its source, not an author
    live = outlets.PageReader(client.get("/feed/").content.decode()).graph[0]["liveBlogUpdate"][0]
    assert same(told, "published") == hour(-2)
    assert same(told, "modified") == hour(-1)
    assert (live["datePublished"], live["dateModified"]) == (hour(-2).isoformat(), hour(-1).isoformat())
    assert live["articleBody"] == item.text
    assert same(told, "headline") == live["headline"].strip()
    assert same(told, "address") == address == live["url"]
    assert same(told, "credits") == ("The agency",)


def test_a_storys_entry_in_the_feed_stands_at_the_storys_address(client, clock):
    first()
    item = Article.objects.get().feed_item
    page = outlets.PageReader(client.get(f"/feed/{item.pk}/").content.decode())
    assert page.link("canonical") == ["http://testserver/articles/told/"]
    assert [thing["@type"] for thing in page.graph] == ["BreadcrumbList"]


def test_the_feed_is_live_coverage_of_its_day_whose_hours_never_move(client, clock, in_kyiv):
    make_item("Of yesterday", at=hour(-20))
    make_item("Of the morning", at=hour(-3))

    def coverage():
        return outlets.PageReader(client.get("/feed/").content.decode()).graph[0]

    before = coverage()
    make_item("Of noon", at=hour(0))
    after = coverage()
    for told in (before, after):
        assert told["@type"] == "LiveBlogPosting"
        assert told["coverageStartTime"] == told["datePublished"] == "2026-03-09T22:00:00+00:00"
        assert told["coverageEndTime"] == "2026-03-10T22:00:00+00:00"
        assert all(one["headline"] and one["datePublished"] and one["articleBody"] for one in told["liveBlogUpdate"])
    assert [one["headline"] for one in after["liveBlogUpdate"]] == ["Of noon", "Of the morning"]
    clock.advance(days=2)
    assert [thing["@type"] for thing in outlets.PageReader(client.get("/feed/").content.decode()).graph] == [
        "BreadcrumbList"
    ]


def test_no_outlet_gives_a_date_to_what_is_not_there(client, clock):
    publish(make_story(slug="ahead"), at=hour(5), moment=hour(0))
    for path in ("/rss.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/sitemap.xml"):
        assert "2026" not in client.get(path).content.decode(), path
