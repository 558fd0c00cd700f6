"""Do the commands do what they say, again and again?"""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Edition
from tests.factories import make_author, make_live, make_story, publish

pytestmark = pytest.mark.django_db

SMALL = (240, 160)


def test_the_demonstration_stays_out_of_a_real_newsroom(clock):
    make_story("Our own story")
    with pytest.raises(CommandError, match="own stories"):
        call_command("demo", stdout=io.StringIO())
    assert Article.objects.count() == 1


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
