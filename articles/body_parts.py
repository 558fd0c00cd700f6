"""Which parts does a body consist of? Runs of markup, and references to what stands between them.

Every reference has one form, in which it is stored:

    <figure data-block="image" data-image="12" data-focus="0.31,0.62"><figcaption>a caption</figcaption></figure>
    <div data-block="gallery"><figure data-image="12"><figcaption>…</figcaption></figure>…</div>
    <aside data-block="related" data-article="7"></aside>
    <div data-block="video" data-video="https://www.youtube.com/watch?v=…"></div>
    <div data-block="post" data-post="https://x.com/…"><p>what the author wrote</p><p>line by line, or nothing</p></div>
    <aside data-block="quote"><p>words of the body, set large</p><cite>who said them, or nothing</cite></aside>

A picture's caption and its focus (shares of its width and height) may be missing: then the library's count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby

BLOCKS = {
    ("figure", "image"): "data-image",
    ("aside", "related"): "data-article",
    ("aside", "quote"): "",  # it holds all there is to it
    ("div", "video"): "data-video",
    ("div", "post"): "data-post",
    ("div", "gallery"): "",
}
WRAPPERS = frozenset(tag for tag, _ in BLOCKS)
IN_CAPTIONS = frozenset({"em", "strong", "a", "i", "b"})
LINES = frozenset({"p", "br", "div", "li", "h2", "h3", "h4", "blockquote", "tr", "td", "th", "pre", "hr", "figcaption"})
SPACE = re.compile(r"[ \t\r\f\n]+")
CAPTIONED = frozenset({"image", "gallery"})


@dataclass(frozen=True)
class PictureUse:
    """A picture of the library where it stands in a body: its number, and what it has there of its own, if anything."""

    target: str
    words: str = ""
    """A caption: clean HTML."""
    focus: str = ""
    """Such as "0.31,0.62", see `images/focus.py`."""

    @property
    def number(self) -> int:
        return int(self.target)

    @property
    def written(self) -> str:
        focus = f' data-focus="{self.focus}"' if self.focus else ""
        caption = f"<figcaption>{self.words}</figcaption>" if self.words else ""
        return f'data-image="{self.target}"{focus}>{caption}'


@dataclass(frozen=True)
class Reference:
    """A place in the body where something else stands.

    `kind` is image, gallery, related, video, post or quote; `target` a number or an address. `words` is clean HTML: an
    image's caption, or the lines of a post or a quote, without tags; `by` is who said a quote; `focus` what crops of an
    image keep in sight in this use, if that is not what the library says (`images/focus.py`). `gallery` holds the
    pictures of one, in order.
    """

    kind: str
    target: str
    words: str = ""
    by: str = ""
    focus: str = ""
    gallery: tuple[PictureUse, ...] = ()

    @property
    def pictures(self) -> tuple[PictureUse, ...]:
        """The pictures that stand here: of an image one, of a gallery several."""
        return (PictureUse(self.target, self.words, self.focus),) if self.kind == "image" else self.gallery

    @property
    def lines(self) -> list[str]:
        return self.words.split("\n") if self.words else []


class _Walker(HTMLParser):
    """Splits clean HTML into its own tokens and the references among them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str | Reference] = []
        self.opened: list[tuple[str, bool]] = []  # wrappers that are open, and whether each is part of a reference
        self.block: tuple[str, str] | None = None  # kind and target of the reference being read
        self.focus = ""
        self.gallery: list[PictureUse] = []
        self.frame: tuple[str, str] | None = None  # number and focus of a gallery's picture being read
        self.loose: list[str] = []  # what stands in a gallery, in case it is none
        self.words: list[str] = []
        self.by: list[str] = []
        self.in_cite = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in WRAPPERS:
            block = self._begun_by(tag, dict(attrs)) if self.block is None else None
            if block is not None:
                self.block, self.words, self.by, self.in_cite = block, [], [], False
                self.focus, self.gallery, self.frame = dict(attrs).get("data-focus") or "", [], None
                self.loose = []
            self.opened.append((tag, block is not None))
        elif self.block is None and tag != "figcaption":
            self.parts.append(self.get_starttag_text() or "")
        if self.block is not None:
            self._inside(tag, self.get_starttag_text() or "", opens=True)
            if tag == "figure" and self.block[0] == "gallery":
                self._end_frame()
                self.frame = (dict(attrs).get("data-image") or "", dict(attrs).get("data-focus") or "")

    def handle_endtag(self, tag: str) -> None:
        if self.block is not None:
            self._inside(tag, f"</{tag}>", opens=False)
        if tag in WRAPPERS:
            for position in range(len(self.opened) - 1, -1, -1):
                if self.opened[position][0] == tag:
                    _, ends = self.opened.pop(position)
                    if ends:
                        self._end()
                    break
        elif self.block is None and tag != "figcaption":
            self.parts.append(f"</{tag}>")

    @staticmethod
    def _begun_by(tag: str, attrs: Mapping[str, str | None]) -> tuple[str, str] | None:
        kind = attrs.get("data-block") or ""
        attribute = BLOCKS.get((tag, kind))
        if attribute is None or (attribute and not attrs.get(attribute)):
            return None
        return kind, (attrs[attribute] or "") if attribute else ""

    def _inside(self, tag: str, token: str, *, opens: bool) -> None:
        """Keep of a tag inside a reference what its kind may hold."""
        kind, _ = self.block or ("", "")
        if kind == "gallery" and tag not in {*WRAPPERS, "figcaption"}:
            self.loose.append(token)
        if kind in CAPTIONED:
            if tag in IN_CAPTIONS and (kind == "image" or self.frame):
                self.words.append(token)
            elif tag == "figure" and kind == "gallery" and not opens:
                self._end_frame()
        elif tag == "cite" and kind == "quote":
            self.in_cite = opens
        elif tag in LINES and not self.in_cite:
            self.words.append("\n")

    def _end_frame(self) -> None:
        """Keep a gallery's picture with its caption; what stands between its pictures is dropped."""
        if self.frame and self.frame[0]:
            self.gallery.append(PictureUse(self.frame[0], "".join(self.words).strip(), self.frame[1]))
        self.frame, self.words = None, []

    def _end(self) -> None:
        kind, target = self.block or ("", "")
        if kind == "gallery":
            self._end_frame()
            self.parts += [Reference(kind, "", gallery=tuple(self.gallery))] if self.gallery else self.loose
            self.block = None
            return
        self.block = None
        words = "".join(self.words).strip() if kind == "image" else ""
        if kind in {"post", "quote"}:
            lines = (_folded(line) for line in "".join(self.words).split("\n"))
            words = "\n".join(line for line in lines if line.replace("&nbsp;", ""))
        if words or kind != "quote":
            by = _folded("".join(self.by)) if kind == "quote" else ""
            self.parts.append(Reference(kind, target, words, by, self.focus))

    def _text(self, raw: str) -> None:
        if self.block is None:
            self.parts.append(raw)
            return
        if self.block[0] == "gallery":
            self.loose.append(raw)
        if self.in_cite:
            self.by.append(raw)
        else:
            self.words.append(raw if self.block[0] in CAPTIONED else SPACE.sub(" ", raw))

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")


def _folded(text: str) -> str:
    return SPACE.sub(" ", text).strip()


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


def join(parts: list[str | Reference]) -> str:
    """Write parts as one body again, every reference in its one form."""
    return "".join(part if isinstance(part, str) else _written(part) for part in parts)


def _written(part: Reference) -> str:
    if part.kind == "image":
        return f'<figure data-block="image" {part.pictures[0].written}</figure>'
    if part.kind == "gallery":
        frames = "".join(f"<figure {picture.written}</figure>" for picture in part.gallery)
        return f'<div data-block="gallery">{frames}</div>'
    if part.kind == "related":
        return f'<aside data-block="related" data-article="{part.target}"></aside>'
    if part.kind == "video":
        return f'<div data-block="video" data-video="{part.target}"></div>'
    lines = "".join(f"<p>{line}</p>" for line in part.lines)
    if part.kind == "post":
        return f'<div data-block="post" data-post="{part.target.replace("&", "&amp;")}">{lines}</div>'
    by = f"<cite>{part.by}</cite>" if part.by else ""
    return f'<aside data-block="quote">{lines}{by}</aside>'
