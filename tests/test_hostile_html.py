"""Does anything hostile reach readers? Payloads by others and our own, through the cleaner and every public form."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError

from articles.body import sanitise
from articles.models import Tag
from authors.models import Author
from tests.conftest import NOON
from tests.factories import make_author, make_editor, make_image, make_live, make_section, publish, rewrite
from tests.shared import built_once
from tests.test_body import harm_in

SAMPLES = Path(__file__).resolve().parents[1].parent / "shared" / "samples" / "html-xss"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
OURS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title></textarea></style></script>--><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    '<a href="java\tscript:alert(1)">x</a><a href=" &#106;avascript:alert(1)">y</a><a href="data:text/html,z">z</a>',
    "<!--><img src=x onerror=alert(1)>-->",
    "]]><script>alert(1)</script><![CDATA[",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ settings.SECRET_KEY }}{% load static %}<base href=//evil.example><meta http-equiv=refresh content=0;//evil>",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#x3c;img src=x onerror=alert(1)&#x3e;",
    "\u2028</script\u2029><iframe srcdoc='<script>alert(1)</script>'>",
    '<div data-block="video" data-video="javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ">x</div>',
    '<div data-block="post" data-post="javascript:alert(1)//https://x.com/a/status/1"><img src=x onerror=alert(1)>',
    '<aside data-block="quote"><svg onload=alert(1)></svg><p>&lt;img src=x onerror=x()&gt;</p><cite>"></cite></aside>',
]
FEED_MARKUP = {"figure": (), "img": ("src", "alt"), "figcaption": ()}


def cases_in(path):
    if path.suffix == ".test":
        return [path.read_text().rpartition("\n--\n")[0]]
    if path.suffix == ".json":
        return [case if isinstance(case, str) else case["payload"] for case in json.loads(path.read_text())]
    return path.read_text(errors="replace").splitlines()


def files():
    return sorted(path for path in SAMPLES.rglob("*") if path.is_file()) if SAMPLES.is_dir() else []


def corpus():
    """Every payload there is, without characters that no XML may carry: they have tests of their own."""
    found = [*OURS, *(case for path in files() for case in cases_in(path))]
    cleaned = (" ".join(CONTROLS.sub("", case).split()) for case in found)
    return list(dict.fromkeys(case for case in cleaned if case))


@pytest.mark.parametrize("payload", OURS)
def test_a_payload_of_our_own_comes_out_harmless(payload):
    assert harm_in(sanitise(payload)) == []


@pytest.mark.skipif(not files(), reason="the folder shared/samples/html-xss is not beside this checkout")
@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_payload_of_a_sample_file_comes_out_harmless(path):
    assert {case: harm for case in cases_in(path) if (harm := harm_in(sanitise(case)))} == {}


@pytest.mark.parametrize("payload", OURS)
def test_a_payload_is_as_harmless_inside_what_we_allow(payload):
    around = (
        '<figure data-block="image" data-image="1"><figcaption>{0}</figcaption></figure><p title="{0}">{0}</p><td>{0}'
    )
    assert harm_in(sanitise(around.format(payload))) == []


class Skeleton(HTMLParser):
    """The kinds of elements that a page has, each with the names of its attributes, and its scripts' contents."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.scripts, self.addresses, self._script = set(), [], set(), False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses |= {value for name, value in attrs if name in {"href", "src"}}
        self._script = tag == "script"

    def handle_data(self, data):
        if self._script and data.strip():
            self.scripts.append(data)

    def handle_endtag(self, tag):
        self._script = False


def make_story_of(payloads, *, body, number=0):
    """A live, corrected story with these payloads as all of its words."""

    def word(place, longest):
        return payloads[place % len(payloads)][:longest]

    hour = NOON - timedelta(hours=50) + timedelta(minutes=10 * number)
    editor = make_editor()
    image = make_image((60, 60), alt=word(6, 300), caption=word(7, 500), credit=word(8, 150))
    author = make_author(word(3, 120), bio=word(4, 900), job_title=word(5, 120), portrait=image, listed=True)
    tag = Tag.objects.create(name=f"{number} {word(9, 80)}", description=word(10, 300))
    words = {
        "standfirst": word(1, 600), "kicker": word(2, 60), "dateline": word(11, 80), "lead_picture_id": image.pk,
        "lead_caption": word(12, 500), "search_title": word(13, 120), "search_description": word(14, 300),
        "social_title": word(15, 120), "social_description": word(16, 300), "section_id": make_section("News").pk,
        "body": body + f'<figure data-block="image" data-image="{image.pk}"></figure>',
    }  # fmt: skip
    story = make_live(word(0, 200), at=hour, by=editor, tags=[tag.name], authors=[author], **words)
    rewrite(story, by=editor, at=hour, body="<p>Corrected.</p>" + words["body"])
    story.refresh_from_db()
    publish(story, by=editor, at=hour + timedelta(minutes=5), kind="correction", note=word(17, 500))
    return story


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    with built_once(django_db_blocker, tmp_path_factory.mktemp("media"), hostile_stories) as stories:
        yield stories


@pytest.fixture
def hostile(built, db, clock):
    return built


def hostile_stories():
    """Stories that hold the whole corpus between them, as body text and, in turn, as every other word."""
    payloads = corpus()
    size = max(18, len(payloads) // 7)
    chunks = [payloads[start : start + size] for start in range(0, len(payloads), size)]
    return [
        make_story_of(
            chunk, body="".join(f"<p>{CONTROLS.sub('', sanitise(case))}</p>" for case in chunk), number=number
        )
        for number, chunk in enumerate(chunks)
    ]


def plain_elements(client, name, number=99):
    """What the page of a story with plain words consists of, and what bodies and line breaks may add."""
    story = make_story_of(["word"], body="<p>word</p>", number=number)
    path = {"story": f"/articles/{story.slug}/", "author": Author.objects.last().get_absolute_url()}.get(name, name)
    return Skeleton(client.get(path).content.decode()).elements


def strangers_in(html, plain):
    page = Skeleton(html)
    quote = {("aside", ("class",)), ("aside", ("aria-hidden", "class"))}
    allowed = plain | {("br", ()), ("p", ())} | quote
    odd = [e for e in page.elements - allowed if harm_in(f"<{e[0]} {' '.join(e[1])}>")]
    return odd + [a for a in page.addresses if re.match(r"\s*(javascript|data|vbscript):", a or "", re.IGNORECASE)]


def test_the_page_of_a_hostile_story_is_built_as_that_of_any_other(client, hostile):
    plain = plain_elements(client, "story")
    pages = {story.slug: client.get(f"/articles/{story.slug}/").content.decode() for story in hostile}
    assert {slug: odd for slug, html in pages.items() if (odd := strangers_in(html, plain))} == {}


def test_a_list_of_hostile_stories_is_built_as_any_other(client, hostile):
    paths = ["/", "/feed/", "/authors/", make_section("News").get_absolute_url()]
    pages = {path: client.get(path).content.decode() for path in paths}
    plain = set().union(*(plain_elements(client, path, number) for number, path in enumerate(paths, start=90)))
    assert {path: odd for path, html in pages.items() if (odd := strangers_in(html, plain))} == {}


def test_the_page_of_a_hostile_author_is_built_as_any_other(client, hostile):
    pages = [client.get(a.get_absolute_url()).content.decode() for a in Author.objects.all()]
    plain = plain_elements(client, "author")
    assert [odd for html in pages if (odd := strangers_in(html, plain))] == []


def test_structured_data_says_the_words_and_ends_no_script(client, hostile):
    for story in hostile:
        [script] = Skeleton(client.get(f"/articles/{story.slug}/").content.decode()).scripts
        assert "<" not in script
        assert json.loads(script)["@graph"][0]["headline"] == story.headline


CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_rss_holds_hostile_headlines_as_text_and_only_clean_html(client, hostile):
    feed = ElementTree.fromstring(client.get("/rss.xml").content)
    assert {item.findtext("title") for item in feed.iter("item")} >= {story.headline for story in hostile[-5:]}
    assert [harm for item in feed.iter("item") if (harm := harm_in(item.findtext(CONTENT), FEED_MARKUP))] == []


def test_rss_descriptions_are_harmless_as_the_html_that_readers_take_them_for(client, hostile):
    feed = ElementTree.fromstring(client.get("/rss.xml").content)
    assert [harm for item in feed.iter("item") if (harm := harm_in(item.findtext("description") or ""))] == []


def test_atom_holds_hostile_headlines_as_text_and_only_clean_html(client, hostile):
    feed = ElementTree.fromstring(client.get("/atom.xml").content)
    entries = list(feed.iter(f"{ATOM}entry"))
    assert {entry.findtext(f"{ATOM}title") for entry in entries} >= {story.headline for story in hostile[-5:]}
    assert [harm for entry in entries if (harm := harm_in(entry.findtext(f"{ATOM}content"), FEED_MARKUP))] == []


def test_an_atom_summary_that_says_it_is_html_is_harmless_html(client, hostile):
    feeds = [ElementTree.fromstring(client.get(path).content) for path in ("/atom.xml", "/feed/atom.xml")]
    summaries = [s for feed in feeds for s in feed.iter(f"{ATOM}summary") if s.get("type") == "html"]
    assert [harm for summary in summaries if (harm := harm_in(summary.text or ""))] == []


def test_json_feed_holds_hostile_headlines_as_text_and_only_clean_html(client, hostile):
    items = client.get("/feed.json").json()["items"]
    assert {item["title"] for item in items} >= {story.headline for story in hostile[-5:]}
    assert [harm for item in items if (harm := harm_in(item["content_html"], FEED_MARKUP))] == []


def test_xml_with_hostile_words_is_well_formed(client, hostile):
    for path in ("/news-sitemap.xml", "/sitemap.xml", "/sitemap-lists.xml", "/feed/rss.xml"):
        ElementTree.fromstring(client.get(path).content)


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/news-sitemap.xml"])
@pytest.mark.parametrize("character", ["\x0b", "\x01", "\ufffe"])
def test_a_character_that_xml_cannot_carry_breaks_no_feed(client, clock, db, path, character):
    make_live(f"Flood{character} in Kyiv", at=NOON, standfirst=f"It{character} rose", body=f"<p>a{character}b</p>")
    ElementTree.fromstring(client.get(path).content)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://ok.example\njavascript:x"])
def test_an_author_cannot_link_to_a_script(link):
    with pytest.raises(ValidationError, match="not a web address"):
        Author(name="Olha", slug="olha", links=link).full_clean(validate_unique=False, validate_constraints=False)
