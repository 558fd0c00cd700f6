"""Which links in a body lead nowhere? Addresses of our own are looked up, in bulk; of others only the form is read.

The editor asks `judge` while somebody types an address; checks before publishing ask `check` about a whole body.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import Resolver404, resolve, reverse

from articles.models import Article, Edition, EditionByline, EditionTag, NewsFeedItem, Section
from articles.models.editions import public_q
from authors.models import Author
from newsroom import redirects, zones

LONGEST = 2000
HOST = re.compile(r"(?:[^\s/?#@:.]+\.)+[^\s/?#@:.]{2,}")


@dataclass(frozen=True)
class Verdict:
    """What a link's address leads to.

    `state` is one of: live, outside (another site's: only its form was read), not-live, withdrawn, moved, missing,
    desk, malformed. `told` says it to an editor in a sentence; `better` is the address to use instead, if there is one.
    """

    state: str
    told: str
    better: str = ""

    @property
    def is_fault(self) -> bool:
        return self.state not in {"live", "outside"}


@dataclass(frozen=True)
class LinkFault:
    """A link that a reader could not follow: its address as written, its words, and what is wrong."""

    address: str
    words: str
    verdict: Verdict

    @property
    def told(self) -> str:
        return f"“{self.words or self.address}” → {self.address}: {self.verdict.told}"


def check(html: str, moment: datetime, *, hosts: Collection[str] = ()) -> list[LinkFault]:
    """List the links of a body that lead nowhere at `moment`, in order: internal ones looked up, others by their form.

    Internal is what starts with a slash, or names one of ALLOWED_HOSTS (or of `hosts`, such as the request's). It knows
    stories, feed items, sections, tags, authors, their feeds and former addresses. At most seven queries, however many
    links there are; none if there is no internal one. A link to a story that is not live at `moment` is a fault.
    """
    links = links_in(html)
    verdicts = judge((address for address, _ in links), moment, hosts=hosts)
    return [LinkFault(address, words, verdicts[address]) for address, words in links if verdicts[address].is_fault]


def judge(addresses: Iterable[str], moment: datetime, *, hosts: Collection[str] = ()) -> dict[str, Verdict]:
    """Say of each address what it leads to at `moment`, all in a few queries."""
    verdicts: dict[str, Verdict] = {}
    paths: dict[str, str] = {}
    for address in addresses:
        found = _by_form(address, hosts)
        if isinstance(found, Verdict):
            verdicts[address] = found
        else:
            paths[address] = found
    judged = _judge_paths(set(paths.values()), moment)
    return verdicts | {address: judged[path] for address, path in paths.items()}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[str]]] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "", []))
            self.is_open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.is_open = False

    def handle_data(self, data: str) -> None:
        if self.is_open:
            self.found[-1][1].append(data)


def links_in(html: str) -> list[tuple[str, str]]:
    """List the links of a body, captions included: each one's address and words."""
    reader = _Links()
    reader.feed(html)
    reader.close()
    return [(address, " ".join("".join(words).split())) for address, words in reader.found]


# By form

LIVE = Verdict("live", "Readers find it.")
OUTSIDE = Verdict("outside", "On another site: only the form of the address was checked.")


def _malformed(told: str) -> Verdict:
    return Verdict("malformed", told)


def _by_form(address: str, hosts: Collection[str]) -> Verdict | str:
    """Judge what needs no look-up, or return the path to look up."""
    address = address.strip()
    if not address or address.startswith("#"):
        return _malformed("It has no address.")
    if len(address) > LONGEST:
        return _malformed("The address is too long.")
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return _malformed("This is not an address.")
    if parts.scheme in {"mailto", "tel"}:
        good = "@" in parts.path if parts.scheme == "mailto" else re.search("[0-9]{3}", parts.path)
        return OUTSIDE if good else _malformed("Nobody can be reached at this address.")
    return _by_host(parts, host, hosts)


def _by_host(parts: SplitResult, host: str, hosts: Collection[str]) -> Verdict | str:
    rooted = parts.path.startswith("/") and not parts.scheme and not parts.netloc
    if parts.scheme not in {"", "http", "https"} or not (host or rooted):
        return _malformed("Links start with https://, or with / for our own pages.")
    if not host or _is_ours(host, hosts):
        return unquote(parts.path) or "/"
    if re.search(r"\s", parts.geturl()) or not HOST.fullmatch(host):
        return _malformed("There can be no site of that name.")
    return OUTSIDE


def _is_ours(host: str, hosts: Collection[str]) -> bool:
    named = [pattern for pattern in settings.ALLOWED_HOSTS if pattern != "*"]
    return host in {h.partition(":")[0].lower() for h in hosts} or validate_host(host, named)


# By look-up

Found = dict[str, Verdict]
MISSING = Verdict("missing", "There is no such page.")
KINDS = {"story": "story", "feed-item": "item"} | {
    f"{noun}{feed}": noun for noun in ("section", "tag", "author") for feed in ("", "-rss", "-atom", "-json")
}


def _judge_paths(paths: set[str], moment: datetime, *, follow: bool = True) -> Found:
    """Judge our own paths, each kind in a query or two; what is missing may have moved."""
    verdicts: Found = {}
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        found = _kind_of(path)
        if isinstance(found, Verdict):
            verdicts[path] = found
        else:
            kind, name = found
            names[kind][name].append(path)
    for kind, by_name in names.items():
        judged = JUDGES[kind](set(by_name), moment)
        for name, of_name in by_name.items():
            verdicts |= dict.fromkeys(of_name, judged.get(name, MISSING))
    missing = [path for path, verdict in verdicts.items() if verdict is MISSING]
    if missing and follow:
        verdicts |= _moved(missing, moment)
    return verdicts


def _kind_of(path: str) -> Verdict | tuple[str, str]:
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return LIVE  # files are not pages: whoever links one has just seen it
    if path.startswith(reverse("admin:index")):
        return Verdict("desk", "Readers cannot open the desk.")
    try:
        match = resolve(path)
    except Resolver404:
        return MISSING
    kind = KINDS.get(match.url_name or "")
    if kind is None:
        return LIVE
    return kind, str(match.kwargs["number" if kind == "item" else "slug"])


def _moved(missing: list[str], moment: datetime) -> Found:
    """Judge former addresses by where they lead now."""
    now_at = redirects.owners_of(missing)
    there = _judge_paths(set(now_at.values()), moment, follow=False)
    return {
        old: Verdict("moved", f"It has moved to {new}.", new) if there[new] is LIVE else there[new]
        for old, new in now_at.items()
    }


def _stories(slugs: set[str], moment: datetime) -> Found:
    """Two queries: what is live, and of what is not, why not."""
    judged = dict.fromkeys(
        Edition.objects.live_at(moment).filter(article__slug__in=slugs).values_list("article__slug", flat=True), LIVE
    )
    rest = slugs - set(judged)
    if rest:
        starts: dict[str, list[datetime]] = {}
        rows = Article.objects.filter(slug__in=rest).values_list("slug", "editions__live_from")
        for slug, live_from in rows:
            starts.setdefault(slug, []).extend([live_from] if live_from else [])
        judged |= {slug: _not_live(of_story, moment) for slug, of_story in starts.items()}
    return judged


def _not_live(starts: list[datetime], moment: datetime) -> Verdict:
    ahead = [at for at in starts if at > moment]
    if ahead:
        when = zones.in_words(min(ahead), moment=moment).partition(",")[0]
        return Verdict("not-live", f"That story is not live yet: it is scheduled for {when}.")
    if starts:
        return Verdict("withdrawn", "That story was withdrawn.")
    return Verdict("not-live", "That story is not live: readers would find nothing.")


def _items(numbers: set[str], moment: datetime) -> Found:
    wanted = [int(number) for number in numbers if len(number) < 19]
    public = NewsFeedItem.objects.filter(pk__in=wanted).public_at(moment).values_list("pk", flat=True)
    return {str(pk): LIVE for pk in public}


def _sections(slugs: set[str], moment: datetime) -> Found:
    return dict.fromkeys(Section.objects.filter(slug__in=slugs).values_list("slug", flat=True), LIVE)


def _tags(slugs: set[str], moment: datetime) -> Found:
    borne = EditionTag.objects.filter(public_q(moment, "content_object__"), tag__slug__in=slugs)
    return dict.fromkeys(borne.values_list("tag__slug", flat=True).distinct(), LIVE)


def _authors(slugs: set[str], moment: datetime) -> Found:
    listed = Author.objects.filter(slug__in=slugs, listed=True).values_list("slug", flat=True)
    credited = EditionByline.objects.filter(public_q(moment, "edition__"), author__slug__in=slugs)
    return dict.fromkeys([*listed, *credited.values_list("author__slug", flat=True).distinct()], LIVE)


JUDGES: dict[str, Callable[[set[str], datetime], Found]] = {
    "story": _stories,
    "item": _items,
    "section": _sections,
    "tag": _tags,
    "author": _authors,
}
