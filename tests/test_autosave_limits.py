"""Is typing kept for whoever typed it alone, and refused in words where it cannot be kept?"""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from articles import autosave
from articles.models import Article, Autosave
from tests.desk import LIST, change_url, fields, form_of, new_story, number, taken_back, text, type_into, typing_url
from tests.factories import (
    make_editor,
    make_reporter,
    make_story,
    make_stranger,
)

pytestmark = pytest.mark.django_db


# Whose it is


def test_nobody_else_is_offered_it_or_can_read_take_or_discard_it(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Private thought")
    other = Client()
    other.force_login(make_editor("marta"))
    compare = reverse("admin:articles_article_typing_compare", args=[form])
    discard = reverse("admin:articles_article_typing_discard", args=[form])
    assert other.get(compare).status_code == 404
    for page in (other.get(change_url(story)), taken_back(other, story, form)):
        assert "Private thought" not in text(page)
        assert "did not save" not in text(page)
    other.post(discard)
    assert Autosave.objects.exists()


def test_what_stands_in_a_form_of_somebody_who_signed_out_is_not_kept_for_who_signed_in(client, clock, olha):
    story = make_story(by=olha)
    _, response = type_into(client, story, make_editor("marta"), headline="Martas words")
    assert response.status_code == 409
    assert not Autosave.objects.exists()


def test_who_may_not_change_a_story_keeps_nothing_in_it(client, clock):
    reporter, story = make_reporter(), make_story()
    client.force_login(reporter)
    assert type_into(client, story, reporter)[1].status_code == 403
    stranger = make_stranger()
    client.force_login(stranger)
    data = new_story(headline="H", once=number()) | {"user": stranger.pk}
    assert client.post(reverse("admin:articles_article_typing_new"), data).status_code == 403
    assert not Autosave.objects.exists()


def test_who_may_not_change_the_story_any_more_can_still_read_what_they_typed(client, clock):
    reporter, editor = make_reporter(), make_editor()
    story = make_story(by=editor, desk={"assignee_id": reporter.pk})
    client.force_login(reporter)
    form, _ = type_into(client, story, reporter, body="<p>An hour of work</p>")
    Article.objects.filter(pk=story.pk).update(assignee=None)
    page = text(client.get(change_url(story)))
    assert "and did not save" in page
    assert "Take it back" not in page
    assert "An hour of work" in text(client.get(reverse("admin:articles_article_typing_compare", args=[form])))


def test_a_session_that_ended_is_led_to_the_door_and_keeps_nothing(client, clock, olha):
    story = make_story(by=olha)
    client.logout()
    response = type_into(client, story, olha)[1]
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_a_form_can_ask_who_is_signed_in_and_for_a_fresh_token(clock, olha):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(olha)
    story = make_story(by=olha)
    assert type_into(strict, story, olha)[1].status_code == 403
    answer = strict.get(reverse("admin:articles_article_typing_token")).json()
    assert answer["user"] == str(olha.pk)
    data = form_of(story) | {"user": olha.pk, "form_number": number(), "csrfmiddlewaretoken": answer["token"]}
    assert strict.post(typing_url(story), data).status_code == 200


# What cannot be kept


def test_more_than_ten_megabytes_is_refused_in_words(client, clock, olha):
    story = make_story(by=olha)
    response = type_into(client, story, olha, body="x" * (10 * 1024 * 1024 + 1))[1]
    assert response.status_code == 413
    assert "larger than 10 MB" in response.json()["refusal"]


def test_signs_that_no_database_takes_are_left_out(client, clock, olha):
    story = make_story(by=olha)
    form, response = type_into(client, story, olha, headline="a\x00b\x0bc", **{"odd\x00name": "x"})
    assert response.status_code == 200
    assert autosave.find(olha, uuid.UUID(form)).values["headline"] == ["abc"]
    autosave.keep(
        olha, form=uuid.uuid4(), values={"headline": ["\ud800x"]}, at=clock.now, article=story, base_version=1
    )
    assert autosave.typed(olha, article=story)[0].headline in {"x", "abc"}


@pytest.mark.parametrize(
    "nonsense",
    [{"form_number": "x"}, {"form_number": ""}, {"seen": "x"}, {"seen": ""}, {"seen": "99"}, {"seen": "-1"}],
    ids=str,
)
def test_what_no_form_of_ours_sends_is_a_bad_request(client, clock, olha, nonsense):
    story = make_story(by=olha)
    data = form_of(story) | {"user": olha.pk, "form_number": number()} | nonsense
    assert client.post(typing_url(story), data).status_code == 400


def test_nonsense_that_was_kept_does_not_break_the_form(client, clock, olha):
    story = make_story(by=olha)
    odd = {"tags": ["x", "-1", "9" * 30], "section": "x", "assignee": "'", "genre": "no", "lead_picture": "9" * 30}
    odd |= {"bylines-TOTAL_FORMS": "9" * 9, "bylines-0-author": "x", "bylines-1-author": "9" * 17}
    odd |= {"bylines-1-role": "no", "bylines-1-position": "x", "planned_for_local": "yesterday", "language": "xx"}
    form, _ = type_into(client, story, olha, headline="Odd", **odd)
    assert client.get(change_url(story)).status_code == 200
    assert taken_back(client, story, form).status_code == 200
    assert client.get(reverse("admin:articles_article_typing_compare", args=[form])).status_code == 200


def test_of_stories_begun_and_never_saved_the_newest_are_kept(clock, olha):
    for count in range(autosave.MOST_BEGUN + 2):
        values = {"headline": [f"Idea {count}"]}
        autosave.keep(olha, form=uuid.uuid4(), values=values, at=clock.ahead(seconds=count))
    kept = [typing.headline for typing in autosave.typed(olha, article=None)]
    assert kept == [f"Idea {count}" for count in range(autosave.MOST_BEGUN + 1, 1, -1)]


@pytest.mark.parametrize("typing", ["x", "", "1", "0a5d7b34-9a2b-42e6-9d64-c5b090159873", "%00"])
def test_asking_back_what_is_not_there_opens_the_story_as_it_is(client, clock, olha, typing):
    story = make_story(by=olha)
    response = client.get(f"{change_url(story)}?typing={typing}")
    assert response.status_code == (400 if typing == "%00" else 200)


def test_what_was_typed_in_one_story_does_not_go_into_another(client, clock, olha):
    story, other = make_story(by=olha), make_story("Another", by=olha)
    form, _ = type_into(client, story, olha, headline="Mine")
    assert fields(taken_back(client, other, form))["headline"] == "Another"
    assert fields(client.get(f"{LIST}add/?typing={form}"))["headline"] is None


def test_markup_that_was_kept_is_shown_as_text(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="<script>x()</script>", body="</textarea><script>y()</script>")
    for page in (taken_back(client, story, form), client.get(change_url(story))):
        assert "<script>x()" not in text(page)
        assert "</textarea><script>" not in text(page)
