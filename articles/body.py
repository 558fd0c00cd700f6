"""What may stand in a story's body? Clean HTML, with references where pictures, videos and other stories stand.

Three blocks are references, resolved when a page is drawn (`articles/rendering.py`):

    <figure data-block="image" data-image="12"><figcaption>a caption for this use, or nothing</figcaption></figure>
    <aside data-block="related" data-article="7"></aside>
    <div data-block="video" data-video="https://www.youtube.com/watch?v=…"></div>
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from itertools import groupby

import nh3

from articles.videos import video_at
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
    "figure": {"data-block", "data-image"},
    "aside": {"data-block", "data-article"},
    "div": {"data-block", "data-video"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {"figure": ("image", "data-image"), "aside": ("related", "data-article"), "div": ("video", "data-video")}
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
    if name in {"data-image", "data-article"}:
        return value if NUMBER.fullmatch(value) else None
    if name == "data-video":
        video = video_at(value)
        return video.page_url if video else None
    if name == "data-block":
        return value if value == BLOCKS.get(tag, ("",))[0] else None
    if name in {"start", "colspan", "rowspan"}:
        return value if SMALL_NUMBER.fullmatch(value) else None
    return value


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
    once = _blocks_only(CLEANER.clean(html))
    # taking a wrapper away may leave, say, a paragraph in a paragraph: parse again until nothing moves
    for _ in range(4):
        again = _blocks_only(CLEANER.clean(plain(once)))
        if again == once:
            break
        once = again
    else:
        return escape(text_of(once))
    return "" if EMPTY.fullmatch(once) else once


_sanitise_once = lru_cache(maxsize=64)(_sanitise)  # one save writes the same body several times

EMPTY = re.compile(r"\s*(<p>\s*(<br>)?\s*</p>\s*)*")


@dataclass(frozen=True)
class Reference:
    """A place in the body where something else stands: `kind` is image, related or video; `words` a caption."""

    kind: str
    target: str
    words: str = ""


class _Walker(HTMLParser):
    """Splits clean HTML into its own tokens and the references among them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str | Reference] = []
        self.opened: list[tuple[str, bool]] = []  # wrappers that are open, and whether each is part of a reference
        self.block: tuple[str, str, str] | None = None  # tag, kind, target of the reference being read
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            kind, attribute = BLOCKS[tag]
            values = dict(attrs)
            target = values.get(attribute)
            starts = self.block is None and values.get("data-block") == kind and bool(target)
            if starts:
                self.block = (tag, kind, target or "")
                self.words = []
            self.opened.append((tag, starts))
        elif self.block is None:
            if tag != "figcaption":
                self.parts.append(self.get_starttag_text() or "")
        elif tag in {"em", "strong", "a", "i", "b"}:
            self.words.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            for position in range(len(self.opened) - 1, -1, -1):
                if self.opened[position][0] == tag:
                    _, ends = self.opened.pop(position)
                    if ends and self.block:
                        _, kind, target = self.block
                        caption = "".join(self.words).strip() if kind == "image" else ""
                        self.parts.append(Reference(kind, target, caption))
                        self.block = None
                    break
        elif self.block is None:
            if tag != "figcaption":
                self.parts.append(f"</{tag}>")
        elif tag in {"em", "strong", "a", "i", "b"}:
            self.words.append(f"</{tag}>")

    def _text(self, raw: str) -> None:
        if self.block is None:
            self.parts.append(raw)
        else:
            self.words.append(raw)

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")


def split(html: str) -> list[str | Reference]:
    """Split sanitised HTML into runs of markup and references, in order."""
    walker = _Walker()
    walker.feed(html)
    walker.close()
    joined: list[str | Reference] = []
    for is_markup, parts in groupby(walker.parts, key=lambda part: isinstance(part, str)):
        run = list(parts)
        joined += ["".join(map(str, run))] if is_markup else run
    return joined


def _blocks_only(html: str) -> str:
    """Write every reference in its one form, and take away wrappers that are none."""
    written = []
    for part in split(html):
        if isinstance(part, str):
            written.append(part)
        elif part.kind == "image":
            caption = f"<figcaption>{part.words}</figcaption>" if part.words else ""
            written.append(f'<figure data-block="image" data-image="{part.target}">{caption}</figure>')
        elif part.kind == "related":
            written.append(f'<aside data-block="related" data-article="{part.target}"></aside>')
        else:
            written.append(f'<div data-block="video" data-video="{part.target}"></div>')
    return "".join(written)


def references(html: str) -> Iterator[Reference]:
    return (part for part in split(html) if isinstance(part, Reference))


def pictures_in(html: str) -> list[int]:
    """List the primary keys of the pictures that a body shows, each once, in order."""
    return list(dict.fromkeys(int(r.target) for r in references(html) if r.kind == "image"))


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
    """Return the plain words of a body, captions left out, white space folded."""
    reader = _Text()
    reader.feed("".join(part for part in split(html) if isinstance(part, str)))
    reader.close()
    return " ".join("".join(reader.pieces).split())


def count_words(html: str) -> int:
    """Count words of any alphabet; an apostrophe or a hyphen does not end one."""
    return len(WORD.findall(text_of(html)))


def reading_minutes(words: int) -> int:
    """Say how long reading takes, in whole minutes, one at least."""
    return max(1, round(words / WORDS_A_MINUTE))
