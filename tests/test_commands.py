"""Do the commands do what they say, again and again?"""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.demo import building
from articles.models import Article, Edition, NewsFeedItem, Note
from authors.models import Author
from images.models import Image
from newsroom.models import Act
from tests.factories import make_author, make_live, make_story, publish

pytestmark = pytest.mark.django_db

SMALL = (240, 160)


@pytest.fixture
def paper(clock):
    return building.build(moment=clock.now, password="a password", picture_size=SMALL)


def test_the_demonstration_is_a_believable_small_paper(paper, clock, client):
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
    assert {person.username for note in Note.objects.all() for person in note.mentioned.all()} == {"reporter", "editor"}
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
    assert {user.username for user in User.objects.all()} >= {"reporter", "editor", "chief"}
    assert User.objects.get(username="chief").check_password("a password")


def test_every_page_of_the_demonstration_is_served(paper, clock, client):
    for edition in Edition.objects.live_at(clock.now):
        assert client.get(edition.get_absolute_url()).status_code == 200
    feeds = ["/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/sitemap-lists.xml"]
    for path in ["/", "/feed/", "/authors/", *feeds]:
        assert client.get(path).status_code == 200


def test_building_the_demonstration_again_doubles_nothing(paper, clock):
    def counts():
        return [model.objects.count() for model in (Article, Edition, NewsFeedItem, Author, Image, User, Act, Note)]

    before = counts()
    clock.advance(days=3)
    again = building.build(moment=clock.now, password="", picture_size=SMALL)
    assert again.made == {}
    assert counts() == before


def test_the_demonstration_stays_out_of_a_real_newsroom(clock):
    make_story("Our own story")
    with pytest.raises(CommandError, match="own stories"):
        call_command("demo", stdout=io.StringIO())
    assert Article.objects.count() == 1


def test_the_demonstrations_record_is_sound(paper, clock):
    out = io.StringIO()
    call_command("check_timelines", stdout=out)
    assert "follows" in out.getvalue()


@pytest.mark.parametrize(
    "broken",
    [
        {"updated_at": None, "corrections": 0},
        {"published_at": "earlier"},
        {"live_until": "too early"},
    ],
    ids=["stamp", "publication", "gap"],
)
def test_a_record_that_does_not_follow_from_its_events_is_reported(clock, broken):
    story = make_live(at=clock.now - timedelta(hours=3), authors=[make_author()], tags=["T"])
    publish(story, at=clock.now - timedelta(hours=1))
    first, second = story.editions.order_by("live_from")
    if "published_at" in broken:
        Edition.objects.filter(pk=second.pk).update(published_at=clock.now - timedelta(hours=2))
    elif "live_until" in broken:
        Edition.objects.filter(pk=first.pk).update(live_until=clock.now - timedelta(hours=2))
    else:
        Edition.objects.filter(pk=second.pk).update(**broken)
    complaints = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_timelines", stdout=io.StringIO(), stderr=complaints)
    assert story.slug in complaints.getvalue()


def test_health_is_answered_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
