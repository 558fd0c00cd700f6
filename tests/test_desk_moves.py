"""Does the desk show each user the moves they may make, ask what each needs, and make it once?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import publishing, workflow
from articles.models import Article, Edition
from tests.desk import LIST, change_url, form_of, move_url, moves_shown, text
from tests.factories import (
    make_chief,
    make_editor,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db


def test_each_user_gets_exactly_the_moves_they_may_make_now(client, clock):
    reporter, editor = make_reporter(), make_editor()
    story = make_story(by=reporter)
    client.force_login(reporter)
    assert moves_shown(client, story) == {"submit"}
    client.force_login(editor)
    assert moves_shown(client, story) == {"submit", "publish", "schedule", "move", "spike"}
    workflow.submit(story, by=reporter, seen=story.version, at=clock.now)
    assert moves_shown(client, story) == {"approve", "return", "publish", "schedule", "move", "spike"}
    client.force_login(reporter)
    assert moves_shown(client, story) == set()
    publish(story, at=clock.now)
    client.force_login(editor)
    assert moves_shown(client, story) == {"publish", "schedule", "withdraw", "move"}


def test_a_move_by_who_may_not_is_forbidden(client, clock):
    story = make_story(by=make_reporter())
    client.force_login(make_reporter())
    for name in ("submit", "approve", "publish", "schedule", "withdraw", "move", "spike"):
        assert client.get(move_url(story, name)).status_code == 403
        assert client.post(move_url(story, name), {"seen": story.version}).status_code == 403
    assert not Edition.objects.exists()


def test_who_has_no_role_sees_no_story(client, clock):
    story = make_story()
    client.force_login(make_stranger())
    assert client.get(change_url(story)).status_code == 403
    assert client.get(move_url(story, "publish")).status_code == 403
    assert client.get(reverse("admin:articles_article_references")).status_code == 403


def test_pressing_a_move_saves_the_form_first(client, clock):
    reporter = make_reporter()
    story = make_story(by=reporter)
    client.force_login(reporter)
    response = client.post(change_url(story), form_of(story, headline="Last words", _move="submit"))
    story.refresh_from_db()
    assert response["Location"] == f"{move_url(story, 'submit')}?seen={story.version}"
    assert story.headline == "Last words"


def test_a_move_freezes_no_words_that_its_user_has_not_seen(client, clock):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    opened = client.post(change_url(story), form_of(story, headline="Mine", _move="publish"))["Location"]
    story.refresh_from_db()
    rewrite(story, by=make_editor("olha"), at=clock.now, headline="A colleague's")
    page = client.get(opened)
    refused = client.post(opened, {"seen": page.context["form"]["seen"].value()})
    assert "Olha saved this story" in text(refused)
    assert not Edition.objects.exists()


def test_scheduling_asks_for_local_time_names_the_zone_and_says_when_that_is(client, clock):
    story = make_story()
    client.force_login(make_editor())
    assert "Kyiv time" in text(client.get(move_url(story, "schedule")))
    data = {"seen": story.version, "at_local": "2026-03-11T08:00", "at_which": ""}
    page = client.post(move_url(story, "schedule"), data, follow=True)
    assert "goes live tomorrow 08:00 Kyiv, in 18 h" in text(page)
    assert Edition.objects.get().live_from.isoformat() == "2026-03-11T06:00:00+00:00"


def test_a_time_that_the_clocks_skip_is_refused(client, clock):
    story = make_story()
    client.force_login(make_editor())
    data = {"seen": story.version, "at_local": "2026-03-29T03:30", "at_which": ""}
    assert "does not exist on that day in Kyiv" in text(client.post(move_url(story, "schedule"), data))


def test_a_time_that_comes_twice_is_asked_about_and_both_answers_count(client, clock):
    client.force_login(make_editor())
    for which, expected in (("earlier", "00:30"), ("later", "01:30")):
        story = make_story()
        data = {"seen": story.version, "at_local": "2026-10-25T03:30", "at_which": ""}
        asked = text(client.post(move_url(story, "schedule"), data))
        assert "comes twice on that day" in asked
        assert 'value="earlier"' in asked
        meant = {"at_which": which, "sure": f"2026-10-25T{expected}:00+00:00"}
        client.post(move_url(story, "schedule"), data | meant)
        assert story.editions.get().live_from.strftime("%H:%M") == expected


def test_publishing_over_scheduled_updates_asks_what_becomes_of_them(client, clock):
    story = make_live(at=clock.now - timedelta(hours=1))
    publish(story, at=clock.ahead(hours=3), moment=clock.now)
    rewrite(story, headline="Now")
    client.force_login(make_editor())
    page = client.get(move_url(story, "publish"))
    assert page.context["form"].fields["keep_scheduled"].initial == "keep"
    data = {"seen": story.version, "kind": "minor", "note": ""}
    assert "This field is required" in text(client.post(move_url(story, "publish"), data))
    client.post(move_url(story, "publish"), data | {"keep_scheduled": "cancel"})
    assert not Edition.objects.filter(live_from__gt=clock.now).exists()


def test_a_double_click_publishes_once_and_says_so(client, clock):
    story = make_story()
    client.force_login(make_editor("marta"))
    data = {"seen": story.version}
    assert client.post(move_url(story, "publish"), data).status_code == 302
    second = client.post(move_url(story, "publish"), data | {"kind": "update"})
    assert second.status_code == 409
    assert "You yourself (Marta)" in text(second)
    assert Edition.objects.count() == 1


def test_a_stale_move_is_refused_keeps_what_was_typed_and_can_be_made_knowingly(client, clock):
    story = make_live(at=clock.now - timedelta(hours=1))
    opened = story.version
    rewrite(story, by=make_editor("olha"), at=clock.now, headline="Olha's words")
    client.force_login(make_editor())
    data = {"seen": opened, "kind": "correction", "note": "It was thirty"}
    page = client.post(move_url(story, "publish"), data)
    assert page.status_code == 409
    assert "Olha saved this story" in text(page)
    assert "It was thirty" in text(page)
    assert "Olha&#x27;s words" in text(page)
    assert f'name="seen" value="{story.version}"' in text(page)


def test_cancelling_an_opening_lists_what_falls_with_it(client, clock):
    story = make_story()
    opening = publish(story, at=clock.ahead(hours=1), moment=clock.now)
    rewrite(story, headline="Later words")
    publish(story, at=clock.ahead(hours=2), moment=clock.now)
    client.force_login(make_editor())
    assert "revision 2, Tue 10 Mar 16:00" in text(client.get(move_url(story, "cancel", opening)))
    client.post(move_url(story, "cancel", opening), {"seen": story.version})
    assert not Edition.objects.exists()


def test_a_move_on_a_version_that_is_gone_says_so(client, clock):
    story = make_story()
    edition = publish(story, at=clock.ahead(hours=1), moment=clock.now)
    url = move_url(story, "reschedule", edition)
    publishing.cancel(edition, by=make_editor(), seen=story.version + 0, moment=clock.now)
    client.force_login(make_editor())
    assert "That version is gone" in text(client.get(url, follow=True))


def test_a_returned_story_shows_the_editors_note_to_its_reporter(client, clock):
    reporter = make_reporter()
    story = make_story(by=reporter)
    workflow.submit(story, by=reporter, seen=story.version, at=clock.now)
    workflow.send_back(story, by=make_editor("marta"), seen=story.version, at=clock.now, note="Call the mayor too")
    client.force_login(reporter)
    page = text(client.get(change_url(story)))
    assert "Returned by Marta" in page
    assert "Call the mayor too" in page


def test_a_kept_older_version_is_marked(client, clock):
    story = make_live(at=clock.now - timedelta(hours=1))
    publish(story, at=clock.ahead(hours=3), moment=clock.now)
    rewrite(story, headline="Newer")
    publish(story, at=clock.now, keep_scheduled=True)
    client.force_login(make_editor())
    assert "older than what is live" in text(client.get(change_url(story)))


def test_only_a_chief_strikes(client, clock):
    story = make_live(at=clock.now - timedelta(hours=2))
    rewrite(story, headline="Other words")
    publish(story, at=clock.now - timedelta(hours=1))
    old = story.editions.order_by("live_from").first()
    client.force_login(make_editor())
    assert client.get(move_url(story, "strike", old)).status_code == 403
    client.force_login(make_chief())
    client.post(move_url(story, "strike", old), {"seen": story.version, "reason": "Court order"})
    old.refresh_from_db()
    assert old.struck_at == clock.now


def test_what_was_ever_live_cannot_be_deleted_and_a_draft_can_by_the_chief(client, clock):
    client.force_login(make_chief())
    live, draft = make_live(at=clock.now), make_story()
    assert client.post(f"{LIST}{live.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    assert list(Article.objects.all()) == [live]


def test_an_earlier_revision_is_read_and_restored(client, clock):
    story = make_story("First words", by=make_editor(), standfirst="The first standfirst")
    rewrite(story, headline="Second words")
    first = story.revisions.get(number=1)
    client.force_login(make_editor())
    assert "Restore…" in text(client.get(change_url(story)))
    assert "The first standfirst" in text(client.get(reverse("admin:articles_revision_change", args=[first.pk])))
    client.post(move_url(story, "restore", first), {"seen": story.version})
    story.refresh_from_db()
    assert (story.headline, story.revision) == ("First words", 3)
    assert story.revisions.first().note == "Restored from revision 1"


def test_a_colleagues_story_is_not_restored_by_a_reporter(client, clock):
    story = make_story(by=make_editor())
    client.force_login(make_reporter())
    assert client.get(move_url(story, "restore", story.revisions.get())).status_code == 403


def test_a_move_that_does_not_fit_says_how_the_story_stands(client, clock):
    story = make_live(at=clock.now)
    client.force_login(make_editor())
    page = client.get(move_url(story, "publish"), follow=True)
    assert "does not fit this story as it stands: Live since 14:00" in text(page)


def test_the_first_publication_asks_for_no_kind_even_if_another_is_scheduled(client, clock):
    story = make_story()
    publish(story, at=clock.ahead(hours=3), moment=clock.now)
    rewrite(story, headline="Now already")
    client.force_login(make_editor())
    assert "kind" not in client.get(move_url(story, "publish")).context["form"].fields
    client.post(move_url(story, "publish"), {"seen": story.version, "keep_scheduled": "cancel"})
    assert story.editions.get().updated_at is None


def test_rescheduling_to_nothing_publishes_the_words_now(client, clock):
    story = make_story()
    edition = publish(story, at=clock.ahead(hours=3), moment=clock.now)
    client.force_login(make_editor())
    client.post(move_url(story, "reschedule", edition), {"seen": story.version, "at_local": ""})
    edition.refresh_from_db()
    assert edition.live_from == clock.now


def test_withdrawing_what_is_only_scheduled_needs_a_time_and_names_what_falls(client, clock):
    story = make_story()
    publish(story, at=clock.ahead(hours=1), moment=clock.now)
    client.force_login(make_editor())
    page = client.get(move_url(story, "withdraw"))
    assert page.context["form"].fields["at"].required
    assert "What is scheduled after that time is cancelled" in text(page)
    refused = client.post(move_url(story, "withdraw"), {"seen": story.version, "reason": "x", "at_local": ""})
    assert refused.context["form"].errors["at"]


def test_words_that_are_live_again_are_not_struck(client, clock):
    story = make_live(at=clock.now - timedelta(hours=2))
    publish(story, at=clock.now - timedelta(hours=1))
    old = story.editions.order_by("live_from").first()
    client.force_login(make_chief())
    page = client.post(move_url(story, "strike", old), {"seen": story.version, "reason": "Court order"})
    assert "The same words are live, or scheduled" in text(page)


def test_pressing_a_move_on_an_unchanged_form_makes_nobodys_page_stale(client, clock):
    story = make_story(by=make_editor())
    before = story.version
    client.force_login(make_editor())
    client.post(change_url(story), form_of(story, _move="publish"))
    story.refresh_from_db()
    assert story.version == before
