"""Which image stands for a page that has no picture, when its address is shared? A card with its words on it.

A card's address holds a keyed digest of its words: nobody can ask for one whose words are not out yet, and other words
have another address, so what was served never changes. A card is drawn when it is first asked for, and kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject, cached_property

from articles import reading
from articles.facts import Picture
from articles.models import Edition, NewsFeedItem, Section, Tag
from articles.models.words import Genre
from authors.models import Author
from images import cards
from newsroom import imprint, locks
from newsroom.site_address import absolute, origin
from newsroom.text import plain

FOLDER = "cards"
KIND = "image/png"


@dataclass(frozen=True)
class Card:
    """The card of something: what it is, which one, and the words on it."""

    noun: str
    number: int
    words: cards.Words

    @cached_property
    def digest(self) -> str:
        words = "\x00".join((str(cards.DESIGN), self.words.headline, self.words.label, self.words.paper))
        return salted_hmac("articles.share_cards", words, algorithm="sha256").hexdigest()[:32]

    @property
    def path(self) -> str:
        return reverse("share-card", args=[self.noun, self.number, self.digest])

    def picture(self, site: str) -> Picture:
        width, height = cards.SIZE
        address = absolute(site, self.path)
        return Picture(address, address, width, height, alt=self.words.headline, kind=KIND)


def of_story(edition: Edition) -> Card:
    with translation.override(edition.language):
        label = str(Genre(edition.genre).label) if edition.genre != Genre.NEWS else ""
    section = edition.section.told("name", edition.language) if edition.section else ""
    return _card("story", edition.article_id, edition.shared_title, " · ".join(filter(None, (label, section))))


def of_item(item: NewsFeedItem) -> Card:
    with translation.override(item.shown_language):
        return _card("item", item.pk, item.title, translation.gettext("News feed"))


def of_section(section: Section) -> Card:
    return _card("section", section.pk, section.label)


def of_tag(tag: Tag) -> Card:
    return _card("tag", tag.pk, tag.name)


def of_author(author: Author) -> Card:
    return _card("author", author.pk, author.name, author.job_title)


def of_paper() -> Card:
    return _card("paper", 1, imprint.tagline())


def shared(shapes: Sequence[Picture], card: Card, site: str) -> Picture:
    """Return what is shown of something elsewhere: its picture in the widest of these shapes, or else its card."""
    return shapes[0] if shapes else card.picture(site)


def of_the_page(request: HttpRequest) -> dict[str, Any]:
    """Give every page the paper's own card; a page that has a better image passes its own."""
    return {"shared_picture": SimpleLazyObject(lambda: of_paper().picture(origin(request)))}


def live(noun: str, number: int, *, moment: datetime) -> Card:
    """Return the card of something that readers may see at `moment`. Raises Http404 if there is no such thing."""
    return NOUNS[noun](number, moment)


def drawn(card: Card) -> bytes:
    """Return a card as PNG. It is drawn once, by one process at a time however many ask for it, and kept."""
    name = f"{FOLDER}/{card.digest}.png"
    if not default_storage.exists(name):
        with transaction.atomic():
            locks.hold(locks.CARDS)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(cards.draw(card.words)))
    with default_storage.open(name) as file:
        return file.read()


def _card(noun: str, number: int, headline: str, label: str = "") -> Card:
    words = cards.Words(headline=plain(headline), label=plain(label), paper=plain(imprint.name()))
    return Card(noun, number, words)


def _live_story(number: int, moment: datetime) -> Card:
    editions = Edition.objects.live_at(moment).select_related("section")
    return of_story(get_object_or_404(editions.defer("body"), article=number))


def _live_item(number: int, moment: datetime) -> Card:
    try:
        return of_item(reading.feed_item(number, moment=moment))
    except reading.Gone:
        raise Http404("It was taken back.") from None


def _live_tag(number: int, moment: datetime) -> Card:
    tag = get_object_or_404(Tag, pk=number)
    reading.tagged(tag, moment=moment, before=None, size=1)
    return of_tag(tag)


def _live_author(number: int, moment: datetime) -> Card:
    author = get_object_or_404(Author, pk=number)
    reading.by_author(author, moment=moment, before=None, size=1)
    return of_author(author)


NOUNS: dict[str, Callable[[int, datetime], Card]] = {
    "story": _live_story,
    "item": _live_item,
    "section": lambda number, moment: of_section(get_object_or_404(Section, pk=number)),
    "tag": _live_tag,
    "author": _live_author,
    "paper": lambda number, moment: of_paper(),
}
