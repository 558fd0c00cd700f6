"""Is every page for readers valid HTML? A strict parser, and the rules of content that a parser does not know.

`scripts/validate` asks the validator of the W3C as well; it needs Java, and npm once.
"""

from itertools import pairwise
from xml.etree import ElementTree

import html5lib
import pytest

from tests import stage

PHRASING_ONLY = frozenset({"p", "span", "h1", "h2", "h3", "h4", "em", "strong", "time", "button"})
BLOCKS = frozenset(
    {"div", "p", "ul", "ol", "figure", "section", "article", "aside", "table", "h1", "h2", "h3", "h4", "blockquote"}
)
LIST_ITEMS = frozenset({"li", "script", "template"})
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def parse(text):
    """Read a page as a browser would, but take offence at every slip."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def faults(text):
    """Name what is wrong with a page."""
    try:
        tree = parse(text)
    except html5lib.html5parser.ParseError as error:
        return [f"does not parse: {error}"]
    return [*_broken_references(tree), *_misplaced(tree), *_careless(tree), *_headings(tree)]


def _broken_references(tree):
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    yield from (f"two elements have the id {one}" for one in set(ids) if ids.count(one) > 1)
    for element in tree.iter():
        named = [name for key in REFERENCES for name in (element.get(key) or "").split()]
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            named.append(element.get("href")[1:])
        yield from (f"nothing has the id {name}" for name in named if name not in ids)


def _misplaced(tree):
    for parent in tree.iter():
        for child in parent:
            if parent.tag in PHRASING_ONLY and child.tag in BLOCKS:
                yield f"<{child.tag}> in <{parent.tag}>: {shown(parent)}"
            if parent.tag in ("ul", "ol") and child.tag not in LIST_ITEMS:
                yield f"<{child.tag}> in a list: {shown(parent)}"


def _careless(tree):
    for element in tree.iter():
        if element.get("style") is not None or any(name.startswith("on") for name in element.attrib):
            yield f"a style or a script in an attribute: {shown(element)}"
        if element.tag == "img" and None in (element.get("alt"), element.get("width"), element.get("height")):
            yield f"a picture without words or measures: {shown(element)}"
        if element.tag == "a" and not (element.get("href") or "").strip():
            yield f"a link to nowhere: {shown(element)}"
        is_filled_later = element.get("role") or element.get("data-kept") is not None
        if element.tag in ("p", "ul", "ol", "h1", "h2", "h3") and not is_filled_later and not shown_words(element):
            yield f"an empty element: {shown(element)}"
    if [tree.find("body/main") is not None, len(tree.findall(".//h1"))] != [True, 1]:
        yield "not one main part with one heading of the first rank"
    if not (tree.get("lang") and (tree.findtext("head/title") or "").strip()):
        yield "no language or no title"


def _headings(tree):
    ranks = [int(element.tag[1]) for element in tree.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    yield from (f"h{rank} follows h{above}" for above, rank in pairwise(ranks) if rank > above + 1)


def shown(element):
    return ElementTree.tostring(element, encoding="unicode")[:120]


def shown_words(element):
    return "".join(element.itertext()).strip() or any(child.tag in ("img", "li") for child in element.iter())


@pytest.mark.django_db
def test_every_page_for_readers_is_valid_html(client, clock):
    stage.fill(clock.now)
    found = {}
    for paths in stage.addresses().values():
        for path in paths:
            response = client.get(path)
            assert response.status_code in (200, 404, 410), path
            found |= {path: wrong} if (wrong := faults(response.content.decode())) else {}
    assert found == {}


@pytest.mark.django_db
def test_no_kind_of_page_is_missing_from_the_stage(clock):
    stage.fill(clock.now)
    missing = set(stage.pages_for_readers()) - stage.addresses().keys()
    assert missing == set(), "Name addresses of them in tests/stage.py"


def test_the_page_for_failures_is_valid_html(rf):
    from articles.views import failed  # noqa: PLC0415

    assert faults(failed(rf.get("/")).content.decode()) == []


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("<p><div>x</div></p>", "does not parse"),
        ("<span><p>x</p></span>", "<p> in <span>"),
        ("<ul><div>x</div></ul>", "in a list"),
        ("<i id=a>x</i><i id=a>x</i>", "two elements have the id a"),
        ('<a href="#b">x</a>', "nothing has the id b"),
        ("<img src=x>", "a picture without words"),
        ("<h3>x</h3>", "h3 follows h1"),
        ("<b style='color: red'>x</b>", "a style"),
    ],
)
def test_the_check_notices_slips(slip, said):
    page = f"<!doctype html><html lang=en><title>t</title><body><main><h1>x</h1>{slip}</main></body></html>"
    assert any(said in fault for fault in faults(page)), faults(page)
