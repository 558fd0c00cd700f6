"""Do colleagues see each other in a story, and learn at once when it moves on under an open form?"""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from articles import presence
from articles.models import Article, Presence
from tests.desk import LIST, change_url, form_of, text
from tests.factories import make_editor, make_reporter, make_story, make_stranger, rewrite

pytestmark = pytest.mark.django_db


def presence_url(story):
    return reverse("admin:articles_article_presence", args=[story.pk])


class Colleague:
    """Somebody with a browser of their own."""

    def __init__(self, name):
        self.user, self.browser = make_editor(name), Client()
        self.browser.force_login(self.user)

    def open(self, story):
        return text(self.browser.get(change_url(story)))

    def ping(self, story, **signs):
        data = {"user": self.user.pk, "version": story.version} | signs
        return self.browser.post(presence_url(story), data).json()


@pytest.fixture
def olha():
    return Colleague("olha")


@pytest.fixture
def marta():
    return Colleague("marta")


def test_who_opens_a_story_sees_who_opened_it_before(clock, olha, marta):
    story = make_story()
    assert "opened this" not in olha.open(story)
    clock.advance(seconds=45)
    assert "Olha opened this 1 min ago" in marta.open(story)
    assert olha.ping(story)["others"] == ["Marta opened this a moment ago"]


def test_since_when_somebody_is_here_is_kept_while_they_are(clock, olha, marta):
    story = make_story()
    olha.open(story)
    for _ in range(6):
        clock.advance(seconds=20)
        olha.ping(story)
    assert marta.ping(story)["others"] == ["Olha opened this 2 min ago"]
    assert Presence.objects.filter(user=olha.user).count() == 1


def test_typing_and_unsaved_changes_are_told(clock, olha, marta):
    story = make_story()
    olha.open(story)
    olha.ping(story, is_typing="1")
    assert marta.ping(story)["others"] == ["Olha opened this a moment ago and is typing"]
    data = form_of(story, headline="Half") | {"user": olha.user.pk, "form_number": str(uuid.uuid4())}
    olha.browser.post(reverse("admin:articles_article_typing", args=[story.pk]), data)
    olha.ping(story)
    assert marta.ping(story)["others"] == ["Olha opened this a moment ago and has unsaved changes"]


def test_who_gave_no_sign_for_a_minute_is_gone_and_comes_anew(clock, olha, marta):
    story = make_story()
    olha.open(story)
    clock.advance(seconds=60)
    assert marta.ping(story)["others"] == []
    clock.advance(minutes=5)
    olha.ping(story)
    assert marta.ping(story)["others"] == ["Olha opened this a moment ago"]


def test_who_leaves_or_saves_is_gone_at_once(clock, olha, marta):
    story = make_story()
    olha.open(story)
    olha.ping(story, leave="1")
    assert marta.ping(story)["others"] == []
    olha.open(story)
    olha.browser.post(change_url(story), form_of(story, headline="Saved"))
    assert marta.ping(story)["others"] == []


def test_an_open_form_learns_that_the_story_moved_on_and_by_whom(clock, olha, marta):
    story = make_story()
    assert olha.ping(story)["moved"] == ""
    rewrite(Article.objects.get(pk=story.pk), by=marta.user, at=clock.now, headline="Newer")
    answer = olha.ping(story)
    assert answer["moved"] == "Marta saved this story a moment ago, after you opened it."
    assert answer["version"] == 2


def test_who_may_only_read_is_not_in_it_and_is_told_nothing(client, clock, olha):
    story = make_story(by=make_reporter())
    olha.open(story)
    reader = make_reporter()
    client.force_login(reader)
    assert "opened this" not in text(client.get(change_url(story)))
    assert client.post(presence_url(story), {"user": reader.pk, "version": 1}).status_code == 403
    client.force_login(stranger := make_stranger())
    assert client.post(presence_url(story), {"user": stranger.pk, "version": 1}).status_code == 403
    assert not Presence.objects.exclude(user=olha.user).exists()


def test_a_form_of_somebody_who_signed_out_says_nothing_of_who_signed_in(clock, olha, marta):
    story = make_story()
    response = olha.browser.post(presence_url(story), {"user": marta.user.pk, "version": 1})
    assert response.status_code == 409
    assert not Presence.objects.exists()


def test_the_list_marks_what_colleagues_have_open_with_one_query_for_all(clock, olha, marta, django_assert_num_queries):
    stories = [make_story(f"Story {number}") for number in range(5)]
    for story in stories[:3]:
        olha.open(story)
    page = text(marta.browser.get(LIST))
    assert page.count("being edited by Olha") == 3
    assert "being edited by" not in text(olha.browser.get(LIST))
    with django_assert_num_queries(1):
        assert len(presence.in_stories(marta.user, at=clock.now)) == 3


def test_a_sign_of_life_costs_little_with_fifty_people_in_a_story(clock, olha, django_assert_max_num_queries):
    story = make_story()
    for number in range(50):
        presence.here(make_editor(f"colleague{number}"), story, at=clock.now)
    olha.open(story)
    with django_assert_max_num_queries(8):
        assert len(olha.ping(story)["others"]) == 50


def test_nothing_of_it_touches_the_story(clock, olha):
    story = make_story()
    olha.open(story)
    olha.ping(story)
    assert (Article.objects.get().version, Article.objects.get().revision) == (1, 1)


def test_those_who_went_without_a_word_are_cleared_away(clock, olha):
    story = make_story()
    olha.open(story)
    clock.advance(hours=1)
    assert [presence.tidy(clock.now) for _ in range(2)] == [True, False]
