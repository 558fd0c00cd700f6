"""Is a story stopped that lacks what readers, or the law, need; and is it said when it runs all the same?"""

from datetime import timedelta

import pytest

from articles import checks, publishing
from articles.models import Edition
from articles.turn import Refused
from images.models import Image
from tests.conftest import NOON
from tests.desk import change_url, move_url, text
from tests.factories import (
    hour,
    last_act,
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_live,
    make_story,
    publish,
    put,
    reschedule,
    rewrite,
)

pytestmark = pytest.mark.django_db


def found(story, *, at=NOON):
    return [(finding.name, finding.field) for finding in checks.findings(story, at=at)]


def shows(image):
    return f'<p>Words.</p><figure data-block="image" data-image="{image.pk}"></figure>'


def test_a_story_with_all_it_needs_is_found_fit():
    assert found(make_story(lead_picture_id=make_image().pk)) == []


@pytest.mark.parametrize(
    ("lacking", "finding"),
    [
        ({"section_id": None}, ("error", "section")),
        ({"authors": ()}, ("error", "bylines")),
        ({"standfirst": " "}, ("warning", "standfirst")),
        ({"body": "<p> </p>"}, ("warning", "body")),
        ({"headline": "A" * 111}, ("warning", "headline")),
    ],
)
def test_what_is_missing_is_found(lacking, finding):
    assert found(make_story(**lacking)) == [finding]


def test_a_headline_of_110_signs_is_short_enough():
    assert found(make_story("A" * 110)) == []


@pytest.mark.parametrize("missing", ["alt", "credit"])
@pytest.mark.parametrize("place", ["lead_picture", "body"])
def test_a_picture_without_alternative_text_or_credit_stops_a_story(missing, place):
    image = make_image(**{missing: "  "})
    words = {"lead_picture_id": image.pk} if place == "lead_picture" else {"body": shows(image)}
    assert found(make_story(**words)) == [("error", place)]


def test_a_picture_that_stands_twice_is_named_once():
    image = make_image(credit="")
    assert found(make_story(lead_picture_id=image.pk, body=shows(image) * 2)) == [("error", "lead_picture")]


def test_a_picture_that_the_library_lost_is_named():
    assert found(make_story(body='<figure data-block="image" data-image="99999"></figure>')) == [("warning", "body")]


@pytest.mark.parametrize("place", ["lead_picture", "body"])
@pytest.mark.parametrize(("at", "finding"), [(2, "hint"), (3, "error"), (4, "error")])
def test_rights_are_looked_at_for_the_hour_at_which_the_story_runs(at, finding, place):
    image = make_image()
    Image.objects.update(rights_until=hour(3))
    words = {"lead_picture_id": image.pk} if place == "lead_picture" else {"body": shows(image)}
    assert found(make_story(**words), at=hour(at)) == [(finding, place)]


def test_a_card_of_a_story_that_is_not_live_then_is_mentioned():
    other = make_story("Elsewhere")
    publish(other, at=hour(2), moment=NOON)
    story = make_story(body=f'<aside data-block="related" data-article="{other.pk}"></aside>')
    assert found(story, at=hour(1)) == [("hint", "body")]
    assert found(story, at=hour(2)) == []


# In the verbs


def test_an_error_stops_publication_whatever_is_said():
    story = make_story(authors=())
    with pytest.raises(checks.Unfit, match="no byline") as refusal:
        publish(story, at=NOON, despite="The chief wants it")
    assert isinstance(refusal.value, Refused)
    assert not Edition.objects.exists()


def test_a_warning_is_published_over_by_saying_why_and_the_log_keeps_both():
    story = make_story(standfirst="")
    with pytest.raises(checks.Unfit, match="no standfirst"):
        publish(story, at=NOON, despite="  ")
    publish(story, at=NOON, despite="A flash: the rest follows")
    details = last_act(story).details
    assert details["despite"] == "A flash: the rest follows"
    assert "no standfirst" in details["warnings"][0]


@pytest.mark.parametrize("page", ["/admin/newsroom/act/", "history"])
def test_colleagues_read_why_a_warning_was_published_over(client, clock, page):
    story = make_story(standfirst="")
    publish(story, at=NOON, despite="A flash: the <rest> follows")
    client.force_login(make_editor("reader"))
    read = text(client.get(change_url(story).replace("/change/", "/history/") if page == "history" else page))
    assert "A flash: the &lt;rest&gt; follows" in read
    assert "Despite: It has no standfirst" in read


def test_a_fit_story_leaves_no_excuse_in_the_log():
    story = make_story()
    publish(story, at=NOON, despite="Just in case")
    assert "despite" not in last_act(story).details


def test_updates_are_checked_as_well():
    story = make_live()
    rewrite(story, standfirst="")
    with pytest.raises(checks.Unfit):
        put(story, "Changed", despite="")


def test_a_scheduled_version_is_not_moved_past_its_pictures_rights():
    image = make_image()
    Image.objects.update(rights_until=hour(6))
    story = make_story(lead_picture_id=image.pk)
    edition = put(story, "With a picture", at=3)
    with pytest.raises(checks.Unfit, match="rights"):
        reschedule(edition, at=6)
    reschedule(edition, at=5)


def test_the_words_that_are_checked_are_those_that_the_verb_freezes():
    """Not the caller's copy, which may be old: the story is read under its lock."""
    story = make_story(authors=(make_author(),))
    stale = type(story).objects.get(pk=story.pk)
    stale.bylines.all().delete()
    with pytest.raises(checks.Unfit):
        publishing.publish(story, by=make_chief(), seen=story.version, at=NOON, moment=NOON)


# At the desk


def test_the_form_lists_what_is_missing_before_anybody_asks(client, clock):
    client.force_login(make_editor())
    page = text(client.get(change_url(make_story(authors=(), standfirst=""))))
    assert page.index("It has no byline") < page.index("It has no standfirst")


def test_the_form_of_a_live_story_without_changes_lists_nothing(client, clock):
    client.force_login(make_editor())
    assert "Before it is published" not in text(client.get(change_url(make_live())))


def test_a_story_with_an_error_gets_no_button_to_publish_it(client, clock):
    story = make_story(authors=())
    client.force_login(make_editor())
    page = text(client.get(move_url(story, "publish")))
    assert "It has no byline" in page
    assert 'type="submit"' not in page.split('class="desk-move-page"')[1].split('id="footer"')[0]
    answer = client.post(move_url(story, "publish"), {"seen": story.version})
    assert "It has no byline" in text(answer)
    assert not Edition.objects.exists()


def test_a_warning_asks_for_a_reason_and_then_lets_the_story_run(client, clock):
    story = make_story(standfirst="")
    client.force_login(make_editor())
    assert "Why shall it run all the same?" in text(client.get(move_url(story, "publish")))
    refused = client.post(move_url(story, "publish"), {"seen": story.version, "despite": " "})
    assert "Say why, or mend what is listed above." in text(refused)
    client.post(move_url(story, "publish"), {"seen": story.version, "despite": "A flash"})
    assert Edition.objects.live_at(clock.now).filter(article=story).exists()
    assert last_act(story).details["despite"] == "A flash"


def test_scheduling_looks_at_the_rights_of_that_hour(client, clock):
    image = make_image()
    Image.objects.update(rights_until=clock.now + timedelta(days=1))
    story = make_story(lead_picture_id=image.pk)
    client.force_login(make_editor())
    when = {"at_local": "2026-03-12T08:00", "at_which": ""}
    answer = text(client.post(move_url(story, "schedule"), {"seen": story.version, **when}))
    assert "have run out by then" in answer
    assert 'name="at_local"' in answer, "another hour can be chosen"
    assert not Edition.objects.exists()
    when["at_local"] = "2026-03-10T20:00"
    client.post(move_url(story, "schedule"), {"seen": story.version, **when})
    assert Edition.objects.filter(article=story).exists()
