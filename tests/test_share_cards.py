"""What do networks show of a page that has no picture?"""

import threading
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image as Pillow

from articles import share_cards
from articles.models import Article, Edition
from images import cards, lettering
from images.lettering import Type
from tests.factories import hour, make_author, make_image, make_item, make_live, make_story, publish, put, withdraw
from tests.outlets import PageReader

pytestmark = pytest.mark.django_db


def page(client, path):
    return PageReader(client.get(path).content.decode())


def card_of(client, path):
    """The address of a page's shared image, on this site."""
    return page(client, path).meta("og:image").removeprefix("http://testserver")


def ink(content):
    """The shades that stand where headlines are written."""
    picture = Pillow.open(BytesIO(content)).convert("RGB").crop((60, 140, 1140, 500))
    return {colour for _, colour in picture.getcolors(1 << 16)}


def test_a_story_without_a_picture_is_shared_with_its_words(client, clock):
    make_live("Вода знову солона", slug="salt", at=clock.now, genre="opinion", language="uk")
    told = page(client, "/articles/salt/")
    assert told.meta("twitter:card") == "summary_large_image"
    assert (told.meta("og:image:width"), told.meta("og:image:height")) == ("1200", "630")
    assert told.meta("og:image:alt") == "Вода знову солона"
    response = client.get(card_of(client, "/articles/salt/"))
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Pillow.open(BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 60_000
    assert len(ink(response.content)) > 3


def test_a_story_with_a_picture_is_shared_with_that(client, clock):
    make_live(slug="flood", at=clock.now, lead_picture_id=make_image().pk)
    assert "/media/" in card_of(client, "/articles/flood/")


@pytest.mark.parametrize("kind", ["front", "feed", "item", "section", "tag", "author", "authors"])
def test_every_page_is_shared_with_an_image(client, clock, kind):
    author = make_author("Olena")
    story = make_live(at=clock.now, tags=["Harbour"], authors=[author])
    item = make_item("An item", at=clock.now)
    section = Edition.objects.get(article=story).section
    path = {
        "front": "/", "feed": "/feed/", "item": item.get_absolute_url(), "section": section.get_absolute_url(),
        "tag": "/tags/harbour/", "author": author.get_absolute_url(), "authors": "/authors/",
    }[kind]  # fmt: skip
    assert client.get(card_of(client, path))["Content-Type"] == "image/png"


def test_nobody_gets_a_card_before_its_words_are_out(client, clock):
    story = make_live("Plain words", slug="told", at=clock.now)
    before = card_of(client, "/articles/told/")
    put(story, "Words of tomorrow", at=24, now=0, kind="update")
    ahead = share_cards.of_story(Edition.objects.get(headline="Words of tomorrow")).path
    assert client.get(ahead).headers["Location"] == before
    clock.advance(hours=24)
    assert client.get(ahead).status_code == 200
    assert client.get(before).headers["Location"] == ahead

    unseen = publish(make_story("Never seen"), at=hour(48), moment=clock.now)
    assert client.get(share_cards.of_story(unseen).path).status_code == 404


def test_a_storys_card_goes_with_it(client, clock):
    story = make_live(slug="told", at=hour(-2))
    address = card_of(client, "/articles/told/")
    withdraw(story, at=-1, now=-1)
    assert client.get(address).status_code == 404


def test_a_cards_address_cannot_be_worked_out_without_the_newsrooms_key(clock, settings):
    edition = Edition.objects.get(article=make_live(at=clock.now))
    before = share_cards.of_story(edition).path
    settings.SECRET_KEY = "another"
    assert share_cards.of_story(edition).path != before


def test_other_words_make_another_card_and_the_same_words_none(client, clock, monkeypatch):
    drawn = []
    monkeypatch.setattr(cards, "draw", lambda words: drawn.append(words) or b"PNG")
    story = make_live("Plain words", slug="told", at=clock.now)
    for _ in range(3):
        client.get(card_of(client, "/articles/told/"))
    clock.advance(hours=1)
    put(story, "Other words", at=1, now=1, kind="minor")
    client.get(card_of(client, "/articles/told/"))
    assert [words.headline for words in drawn] == ["Plain words", "Other words"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_at_once_draw_a_card_once(monkeypatch):
    make_live("Plain words", at=hour(0))
    card = share_cards.of_story(Edition.objects.select_related("section").get())
    drawn, got, together = [], [], threading.Barrier(4)

    def draw(words):
        drawn.append(words)
        return b"PNG"

    def ask():
        together.wait(timeout=20)
        got.append(share_cards.drawn(card))
        connection.close()

    monkeypatch.setattr(cards, "draw", draw)
    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert got == [b"PNG"] * 4
    assert len(drawn) == 1
    assert default_storage.listdir(share_cards.FOLDER)[1] == [f"{card.digest}.png"]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Вода знову солона", "Вода знову солона"),
        ("Об’їзд, Ґанок: «їжак» – 5 €", "Об’їзд, Ґанок: «їжак» – 5 €"),
        ("Łódź, Kraków and Žilina", "Łódź, Kraków and Žilina"),
        ("Rain ☔ in 🇺🇦", "Rain in"),
        ("\u202eTurned\u202c  \n around\x01", "Turned around"),
        ("и\u0306од e\u0301", "йод é"),
        ("مرحبا", ""),
    ],
)
def test_what_the_papers_letters_can_write_is_kept(text, drawn):
    assert lettering.drawable(text) == drawn


@pytest.mark.parametrize("text", ["мости " * 30, "W" * 200, "a", "Антидисестеблішментаріанізм" * 5])
def test_no_line_is_broader_than_its_place(text):
    letters = Type("serif-head", 60)
    found = lettering.lines(text.strip(), letters, broadest=1000)
    assert max(lettering.width(line, letters) for line in found) <= 1000
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("headline", ["", "مرحبا بالعالم", "😀", "x" * 200, "Слово " * 33])
def test_a_card_can_be_drawn_of_any_words(headline):
    content = cards.draw(cards.Words(headline, "Section " * 20, "The Velmyn Courier"))
    assert len(ink(content)) > 3


def test_the_paper_is_named_where_its_letters_cannot_write_the_headline():
    words = cards.Words("مرحبا بالعالم", "News", "The Velmyn Courier")
    assert cards.draw(words) == cards.draw(cards.Words("The Velmyn Courier", "News", "The Velmyn Courier"))


@pytest.mark.parametrize("path", ["story-1-abc", "story-0-" + "0" * 32, "planet-1-" + "0" * 32, "story-1-" + "g" * 32])
def test_an_address_written_otherwise_is_not_found(client, path):
    assert client.get(f"/cards/{path}.png").status_code == 404


def test_cards_of_what_is_not_public_are_not_found(client, clock):
    author = make_author("Unknown")
    story = make_story(tags=["Secret"], authors=[author])
    tag = Article.objects.get(pk=story.pk).tag_items.get().tag
    for card in (share_cards.of_author(author), share_cards.of_tag(tag)):
        assert client.get(card.path).status_code == 404
