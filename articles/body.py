"""What may stand in a story's body? Clean HTML, with references where pictures, videos, posts and other stories stand.

`articles/body_parts.py` shows the form of each reference; `articles/rendering.py` resolves them when a page is drawn.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

import nh3

from articles.body_parts import BLOCKS, Reference, join, split
from articles.posts import post_at
from articles.videos import video_at
from images import focus
from newsroom.text import plain

MOST_BYTES = 10 * 1024 * 1024
TAGS = {
    "a", "abbr", "aside", "b", "blockquote", "br", "cite", "code", "div", "em", "figcaption", "figure", "h2", "h3",
    "h4", "hr", "i", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
ACTIVE = {"iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea", "title"}
ATTRIBUTES = {
    "*": set(),
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "figure": {"data-block", "data-image", "data-focus"},
    "aside": {"data-block", "data-article"},
    "div": {"data-block", "data-video", "data-post"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
SMALL_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
WORD = re.compile(r"\w+(?:['’ʼ‑-]\w+)*")
WORDS_A_MINUTE = 220


MOST_NESTED = 400
NESTING_TAG = re.compile(  # all but void elements and those whose end may be left out (HTML, section 13.1.2)
    r"<(/?)(?!(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dd|dt|option|t[rdh]|thead|tbody)\b)[a-z]",
    re.IGNORECASE,
)


MOST_MARKS = 100_000
LONG_TAG = 20_000
MOST_IN_A_TAG = 2000


def is_beyond_reason(html: str) -> bool:
    """Say whether markup is such that parsing it would take far too long. No writer and no editor makes that.

    More tags and entities than any story has, a tag with thousands of attributes, or elements hundreds deep.
    """
    if html.count("<") + html.count("&") > MOST_MARKS:
        return True
    for piece in html.split(">"):
        tag = piece[piece.find("<") :]
        if len(tag) > LONG_TAG and tag.count('"') + tag.count("'") + tag.count(" ") > MOST_IN_A_TAG:
            return True
    depth = 0
    for mark in NESTING_TAG.finditer(html):
        depth = max(0, depth - 1) if mark.group(1) else depth + 1
        if depth > MOST_NESTED:
            return True
    return False


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep an attribute's value, canonical, or drop it."""
    if name in CANONICAL:
        return CANONICAL[name](value)
    if name == "data-block":
        return value if (tag, value) in BLOCKS else None
    if name in {"start", "colspan", "rowspan"}:
        return value if SMALL_NUMBER.fullmatch(value) and value != "1" else None
    return value


def _number(value: str) -> str | None:
    return value if NUMBER.fullmatch(value) else None


def _focus(value: str) -> str | None:
    point = focus.read(value)
    return str(point) if point else None


def _video(value: str) -> str | None:
    video = video_at(value)
    return video.page_url if video else None


def _post(value: str) -> str | None:
    post = post_at(value)
    return post.url if post else None


CANONICAL = {
    "data-image": _number,
    "data-article": _number,
    "data-focus": _focus,
    "data-video": _video,
    "data-post": _post,
}
"""How the values of references are written in their one form, or None for what is no such value."""


CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=ACTIVE,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    """Return `html` with nothing in it but what TAGS and ATTRIBUTES allow and complete references.

    Idempotent. Never raises: what is not understood is dropped, its text kept where it is text.
    """
    return _sanitise_once(html) if len(html) < 200_000 else _sanitise(html)


def _sanitise(html: str) -> str:
    html = plain(html)
    if is_beyond_reason(html):
        return escape(html.replace("<", " ").replace(">", " "))
    once = _in_one_form(CLEANER.clean(html))
    # taking a wrapper away may leave, say, a paragraph in a paragraph: parse again until nothing moves
    for _ in range(4):
        again = _in_one_form(CLEANER.clean(plain(once)))
        if again == once:
            break
        once = again
    else:
        return escape(text_of(once))
    return "" if EMPTY.fullmatch(once) else once


_sanitise_once = lru_cache(maxsize=64)(_sanitise)  # one save writes the same body several times

EMPTY = re.compile(r"\s*(<p>\s*(<br>)?\s*</p>\s*)*")


def _in_one_form(html: str) -> str:
    """Write every reference in its one form; take away wrappers that are none, and empty paragraphs at the end."""
    written = join(split(html))
    end = len(written)
    while written.endswith("<p></p>", 0, end):
        end -= len("<p></p>")
    return written[:end]


def references(html: str) -> Iterator[Reference]:
    return (part for part in split(html) if isinstance(part, Reference))


def pictures_in(html: str) -> list[int]:
    """List the primary keys of the pictures that a body shows, each once, in order."""
    return list(dict.fromkeys(picture.number for r in references(html) for picture in r.pictures))


class _Text(HTMLParser):
    BREAKS = frozenset({"p", "br", "li", "h2", "h3", "h4", "blockquote", "tr", "td", "th", "hr", "pre", "figure"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BREAKS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BREAKS:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def text_of(html: str) -> str:
    """Return the plain words of a body, white space folded: with those of posts, without captions and pull quotes.

    A pull quote repeats words that stand in the body already.
    """
    return text_in(split(html))


def text_in(parts: list[str | Reference]) -> str:
    """Return the plain words of a body that is split already."""
    reader = _Text()
    for part in parts:
        if isinstance(part, str):
            reader.feed(part)
        elif part.kind == "post":
            reader.feed(f" {part.words} ")
    reader.close()
    return " ".join("".join(reader.pieces).split())


def count_words(html: str) -> int:
    """Count words of any alphabet; an apostrophe or a hyphen does not end one."""
    return len(WORD.findall(text_of(html)))


def reading_minutes(words: int) -> int:
    """Say how long reading takes, in whole minutes, one at least."""
    return max(1, round(words / WORDS_A_MINUTE))
