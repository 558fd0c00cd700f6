"""Is the demonstration a paper that one could believe in? Built once for all its tests, at the hour of `paper`."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles import picture_rights, reading
from articles.demo import building
from articles.models import Article, Edition, NewsFeedItem, Note, Slot
from authors.models import Author
from images.models import Image
from newsroom.models import Act
from tests.conftest import NOON
from tests.shared import built_once

pytestmark = pytest.mark.django_db

SMALL = (240, 160)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    def build():
        return building.build(moment=NOON, password="a password", picture_size=SMALL)

    with built_once(django_db_blocker, tmp_path_factory.mktemp("media"), build):
        yield


@pytest.fixture
def paper(built, clock):
    """The paper, at the hour at which it was built."""


def test_it_is_a_believable_small_paper(paper, clock, client):
    live = Edition.objects.live_at(clock.now)
    assert Article.objects.count() >= 40
    assert Article.objects.filter(language="uk").count() >= 8
    assert set(live.values_list("section__slug", flat=True)) == {
        "city", "region", "business", "science", "culture", "sport",
    }  # fmt: skip
    assert Author.objects.count() == 9
    agency = Author.objects.get(name="Halna Wire")
    assert all(author.bio and author.portrait for author in Author.objects.exclude(pk=agency.pk))
    assert NewsFeedItem.objects.live_at(clock.now).filter(source=agency).count() == 3
    assert Note.objects.count() == 3
    assert {person.username for note in Note.objects.all() for person in note.mentioned.all()} == {
        "reporter",
        "editor",
    }
    items = NewsFeedItem.objects.filter(article=None)
    assert items.count() >= 60
    assert set(items.values_list("kind", flat=True)) == {"text", "video", "photo"}
    assert items.filter(pinned=True).exists()
    assert items.filter(breaking_until__gt=clock.now).exists()
    assert items.filter(updated_at__isnull=False).exists()
    assert set(Article.objects.values_list("stage", flat=True)) == {"draft", "in_review", "ready", "spiked"}
    assert Act.objects.filter(verb="return").exists()
    ahead = Edition.objects.filter(live_from__gt=clock.now)
    assert ahead.filter(kind="update", article__in=live.values("article")).count() == 2
    assert ahead.exclude(article__in=live.values("article")).count() >= 3
    assert Article.objects.filter(planned_for__gt=clock.now, assignee__isnull=False).count() == 2
    assert live.filter(corrections__gt=0).exists()
    assert Article.objects.filter(withdrawals__at__lte=clock.now).exists()
    assert 'class="related' in client.get("/articles/tram-bridge-repair-delayed/").content.decode()
    assert "Generated picture</strong>" in client.get("/articles/wind-farm-second-phase/").content.decode()
    assert 'aria-label="Gallery: 3 pictures"' in client.get("/articles/pier-nine-budget/").content.decode()
    assert Image.objects.exclude(focus_x=0.5).count() >= 12
    assert len(picture_rights.endings(clock.now)) == 1
    assert {user.username for user in User.objects.all()} >= {"reporter", "editor", "chief"}
    assert User.objects.get(username="chief").check_password("a password")


def test_every_page_of_it_is_served(paper, clock, client):
    for edition in Edition.objects.live_at(clock.now):
        assert client.get(edition.get_absolute_url()).status_code == 200
    feeds = ["/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/sitemap-lists.xml"]
    for path in ["/", "/uk/", "/feed/", "/authors/", *feeds]:
        assert client.get(path).status_code == 200


def test_its_front_pages_are_made_by_hand_in_both_languages(paper, clock, client):
    english, ukrainian = (client.get(path).content.decode() for path in ("/", "/uk/"))
    assert english.count('<section class="package"') == 2
    assert "High water on the Halna" in english
    assert "Слово і сцена" in ukrainian
    tomorrow = reading.front("en", moment=clock.ahead(hours=14))
    assert tomorrow.lead.article.slug == "market-hall-reopens"
    page = client.get("/articles/tram-bridge-repair-delayed/").content.decode()
    assert 'href="/articles/remont-miskoho-mostu/" lang="uk"' in page


def test_building_it_again_doubles_nothing(paper, clock):
    def counts():
        return [
            model.objects.count() for model in (Article, Edition, NewsFeedItem, Author, Image, User, Act, Note, Slot)
        ]

    before = counts()
    clock.advance(days=3)
    again = building.build(moment=clock.now, password="", picture_size=SMALL)
    assert again.made == {}
    assert counts() == before


def test_its_record_is_sound(paper, clock):
    out = io.StringIO()
    call_command("check_timelines", stdout=out)
    assert "follows" in out.getvalue()
