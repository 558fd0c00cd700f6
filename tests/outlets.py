"""Reads what each outlet tells of a story, in one form: the page, its head, its markup, the feeds, the sitemaps."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser

SITE = "http://testserver"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}


class PageReader(HTMLParser):
    """What a reader, a social network and a search engine take from a page."""

    def __init__(self, html):
        super().__init__()
        self.metas, self.links, self.open, self.texts = {}, [], [], {}
        self.times, self.authors, self.scripts, self.language = [], [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        classes = (found.get("class") or "").split()
        if tag == "meta":
            self.metas.setdefault(found.get("property") or found.get("name"), []).append(found.get("content"))
        elif tag == "link":
            self.links.append(found)
        elif tag == "html":
            self.language = found["lang"]
        elif tag == "time" and any("times" in classes for _, classes, _ in self.open):
            self.times.append(datetime.fromisoformat(found["datetime"]))
        if tag == "a" and found.get("rel") == "author":
            self.authors.append("")
        if tag not in {"meta", "link", "img", "br", "source", "input"}:
            self.open.append((tag, classes, found))

    def handle_data(self, data):
        for tag, _, found in self.open[-1:]:
            if tag == "script" and found.get("type") == "application/ld+json":
                self.scripts.append(data)
            elif tag == "a" and found.get("rel") == "author":
                self.authors[-1] += data
            self.texts[tag] = self.texts.get(tag, "") + data

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def meta(self, name):
        [value] = self.metas.get(name, [None])
        return value

    def link(self, rel):
        return [one["href"] for one in self.links if one.get("rel") == rel]

    @property
    def graph(self):
        [script] = self.scripts
        return json.loads(script)["@graph"]


@dataclass
class Told:
    """What one outlet says. None: this outlet does not speak of it."""

    published: datetime | None = None
    modified: datetime | None = None
    headline: str | None = None
    summary: str | None = None
    address: str | None = None
    language: str | None = None
    credits: list[str] | None = None
    identity: str | None = None
    tags: list[str] | None = field(default=None)
    picture: str | None = None


def read_page(page):
    """The page as it is seen: its times stand above the text, the first publication first."""
    published, *later = page.times
    return Told(published, later[0] if later else published, page.texts["h1"], credits=page.authors)


def read_head(page):
    published = datetime.fromisoformat(page.meta("article:published_time"))
    modified = page.meta("article:modified_time")
    return Told(
        published,
        datetime.fromisoformat(modified) if modified else published,
        page.meta("og:title"),
        page.meta("og:description"),
        page.meta("og:url"),
        tags=page.metas.get("article:tag", []),
        picture=page.meta("og:image"),
    )


def read_markup(page):
    story = page.graph[0]
    people = [one for part in ("author", "contributor", "translator") for one in story.get(part, [])]
    return Told(
        datetime.fromisoformat(story["datePublished"]),
        datetime.fromisoformat(story["dateModified"]),
        story["headline"],
        story.get("description", ""),
        story["url"],
        story["inLanguage"],
        [one["name"] for one in people],
        tags=story.get("keywords", []),
        picture=story["image"][0]["url"] if "image" in story else None,
    )


def read_rss(content, address):
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    root = ElementTree.fromstring(content)
    [item] = [item for item in root.iter("item") if item.findtext("link") == address]
    creators = item.findall("{http://purl.org/dc/elements/1.1/}creator")
    picture = item.find("{http://search.yahoo.com/mrss/}content")
    return Told(
        published=parsedate_to_datetime(item.findtext("pubDate")),
        headline=item.findtext("title"),
        address=item.findtext("link"),
        language=item.findtext("{http://purl.org/dc/elements/1.1/}language"),
        credits=[one.text for one in creators],
        identity=item.findtext("guid"),
        tags=[one.text for one in item.findall("category")],
        picture=None if picture is None else picture.get("url"),
    )


def read_atom(content, address):
    assert not feedparser.parse(content).bozo
    space = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(content)
    entries = {entry: entry.findall(f"{space}link") for entry in root.iter(f"{space}entry")}
    [entry] = [e for e, links in entries.items() if links[0].get("href") == address]
    pictures = [link.get("href") for link in entries[entry] if link.get("rel") == "enclosure"]
    return Told(
        datetime.fromisoformat(entry.findtext(f"{space}published")),
        datetime.fromisoformat(entry.findtext(f"{space}updated")),
        entry.findtext(f"{space}title"),
        address=address,
        language=entry.get("{http://www.w3.org/XML/1998/namespace}lang"),
        credits=[name.text for name in entry.findall(f"{space}author/{space}name")],
        identity=entry.findtext(f"{space}id"),
        tags=[one.get("term") for one in entry.findall(f"{space}category")],
        picture=pictures[0] if pictures else None,
    )


def read_json(content, address):
    [item] = [item for item in json.loads(content)["items"] if item["url"] == address]
    published = datetime.fromisoformat(item["date_published"])
    return Told(
        published,
        datetime.fromisoformat(item["date_modified"]) if "date_modified" in item else published,
        item["title"],
        item.get("summary", ""),
        address,
        item["language"],
        [one["name"] for one in item.get("authors", [])],
        item["id"],
        item.get("tags", []),
        item.get("image"),
    )


def read_sitemap(content, address):
    urls = ElementTree.fromstring(content).findall("s:url", SPACES)
    [url] = [url for url in urls if url.findtext("s:loc", None, SPACES) == address]
    return Told(modified=datetime.fromisoformat(url.findtext("s:lastmod", None, SPACES)), address=address)


def read_news_sitemap(content, address):
    """Return None if the story is not listed."""
    urls = ElementTree.fromstring(content).findall("s:url", SPACES)
    for url in urls:
        if url.findtext("s:loc", None, SPACES) == address:
            news = url.find("news:news", SPACES)
            return Told(
                published=datetime.fromisoformat(news.findtext("news:publication_date", None, SPACES)),
                headline=news.findtext("news:title", None, SPACES),
                address=address,
                language=news.findtext("news:publication/news:language", None, SPACES),
            )
    return None


def every_outlet(client, path, month):
    """Ask every outlet about the story at `path`, first published in `month` (such as 2026-03)."""
    address = f"{SITE}{path}"

    def get(where):
        response = client.get(where)
        assert response.status_code == 200, where
        return response.content

    page = PageReader(get(path).decode())
    told = {"page": read_page(page), "head": read_head(page), "markup": read_markup(page)}
    told["rss"] = read_rss(get("/rss.xml"), address)
    told["atom"] = read_atom(get("/atom.xml"), address)
    told["json"] = read_json(get("/feed.json"), address)
    told["sitemap"] = read_sitemap(get(f"/sitemap-{month}.xml"), address)
    news = read_news_sitemap(get("/news-sitemap.xml"), address)
    if news is not None:
        told["news sitemap"] = news
    return page, told


def utc(moment):
    return moment.astimezone(UTC).replace(microsecond=0)
