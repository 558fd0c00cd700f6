"""Does the desk show each user what they may do, do it, and lose nothing when it refuses?"""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import publishing, workflow
from articles.models import Article, Edition, NewsFeedItem, Revision
from newsroom.models import Act
from tests.factories import (
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    make_tag,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def form_of(story, **changes):
    """What a browser would send for a story's form, opened now."""
    data = {
        "seen": story.version,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": story.body,
        "section": story.section_id or "",
        "kicker": story.kicker,
        "genre": story.genre,
        "dateline": story.dateline,
        "language": story.language,
        "tags": [item.tag_id for item in story.tag_items.all()] if story.pk else [],
        "lead_picture": story.lead_picture_id or "",
        "lead_caption": story.lead_caption,
        "assignee": story.assignee_id or "",
        "show_in_feed": "on",
        "bylines-TOTAL_FORMS": 0,
        "bylines-INITIAL_FORMS": 0,
    }
    data |= dict.fromkeys(("search_title", "search_description", "social_title", "social_description", "notes"), "")
    data |= {"planned_for_local": "", "planned_for_which": ""}
    return data | changes


def new_story(**changes):
    return form_of(Article(slug="", headline="", stage_since=None), **changes) | {"slug": changes.get("slug", "")}


def change_url(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def move_url(story, name, edition=None):
    if edition is None:
        return reverse("admin:articles_article_move", args=[story.pk, name])
    return reverse("admin:articles_edition_move", args=[story.pk, name, edition.pk])


def text(response):
    return response.content.decode()


# The form


def test_a_reporter_writes_a_story_with_bylines_in_order_and_tags(client, clock):
    client.force_login(make_reporter())
    first, second = make_author("First"), make_author("Second")
    bylines = {
        "bylines-TOTAL_FORMS": 2,
        "bylines-0-author": first.pk,
        "bylines-0-role": "author",
        "bylines-0-position": 2,
        "bylines-1-author": second.pk,
        "bylines-1-role": "photo",
        "bylines-1-position": 1,
    }
    image = make_image()
    body = f'<p>Words <script>x()</script></p><figure data-block="image" data-image="{image.pk}"></figure>'
    data = new_story(
        headline="Міст зачинено", body=body, tags=[make_tag("Harbour").pk], section=make_section("City").pk, **bylines
    )
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.context["errors"]
    story = Article.objects.get()
    assert story.slug == "mist-zachyneno"
    assert "script" not in story.body
    assert [line.author.name for line in story.bylines.all()] == ["Second", "First"]
    assert [tag.name for tag in story.tags.all()] == ["Harbour"]
    assert story.picture_items.get().image == image
    assert story.revisions.get().words["bylines"] == [[second.pk, "photo"], [first.pk, "author"]]


def test_saving_makes_a_revision_and_an_unchanged_save_makes_none(client, clock):
    reporter = make_reporter()
    client.force_login(reporter)
    story = make_story(by=reporter)
    client.post(change_url(story), form_of(story, headline="Better headline"))
    story.refresh_from_db()
    assert (story.headline, story.revision) == ("Better headline", 2)
    client.post(change_url(story), form_of(story))
    assert Revision.objects.filter(article=story).count() == 2


def test_a_stale_form_is_refused_names_who_was_first_and_keeps_all_that_was_typed(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story, headline="What I typed for an hour", body="<p>My long words</p>")
    rewrite(story, by=make_editor("olha"), at=clock.now, headline="What Olha typed")
    clock.advance(minutes=2)
    client.force_login(make_editor())
    response = client.post(change_url(story), opened)
    assert response.status_code == 200
    assert "Olha saved this story 2 min ago" in text(response)
    assert "What I typed for an hour" in text(response)
    assert "My long words" in text(response)
    story.refresh_from_db()
    assert story.headline == "What Olha typed"


def test_after_a_refusal_one_may_save_over_it_knowingly_and_the_other_words_stay_in_the_history(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story, headline="Mine")
    rewrite(story, at=clock.now, headline="Theirs")
    client.force_login(make_editor())
    client.post(change_url(story), opened | {"save_over": story.version})
    story.refresh_from_db()
    assert story.headline == "Mine"
    assert [r.words["headline"] for r in story.revisions.all()] == ["Mine", "Theirs", "A headline"]


def test_saving_over_does_not_cover_a_save_that_came_after_the_warning(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story, headline="Mine")
    rewrite(story, headline="Theirs")
    warned = story.version
    rewrite(story, headline="Theirs again")
    client.force_login(make_editor())
    assert client.post(change_url(story), opened | {"save_over": warned}).status_code == 200
    story.refresh_from_db()
    assert story.headline == "Theirs again"


def test_a_reporter_may_read_but_not_change_a_colleagues_story(client, clock):
    story = make_story(by=make_reporter())
    client.force_login(make_reporter())
    page = client.get(change_url(story))
    assert page.status_code == 200
    assert 'name="headline"' not in text(page)
    assert client.post(change_url(story), form_of(story, headline="Mischief")).status_code == 403
    story.refresh_from_db()
    assert story.headline == "A headline"


def test_an_assigned_reporter_may_change_it(client, clock):
    reporter = make_reporter()
    story = make_story(desk={"assignee_id": reporter.pk})
    client.force_login(reporter)
    assert client.post(change_url(story), form_of(story, headline="Worked on")).status_code == 302


@pytest.mark.parametrize("slug", ["Bad Slug", "a--b", "тест", "a/b", "x" * 121, "../x", "a%2f"])
def test_an_address_that_is_none_is_refused_at_its_field(client, clock, slug):
    client.force_login(make_reporter())
    response = client.post(f"{LIST}add/", new_story(headline="H", slug=slug))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["slug"]
    assert not Article.objects.exists()


def test_a_taken_address_is_refused_and_a_colliding_headline_gets_a_number(client, clock):
    make_story("Flood", slug="flood")
    client.force_login(make_reporter())
    response = client.post(f"{LIST}add/", new_story(headline="Other", slug="flood"))
    assert "is the address of “Flood” already" in text(response)
    client.post(f"{LIST}add/", new_story(headline="Flood"))
    assert Article.objects.filter(slug="flood-2").exists()


def test_a_body_of_more_than_ten_megabytes_is_refused_in_words_and_a_large_one_is_taken(client, clock):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    huge = "<p>" + "word " * (2_200_000) + "</p>"
    response = client.post(change_url(story), form_of(story, body=huge))
    assert response.status_code == 200
    assert "larger than 10 MB" in text(response)
    large = "<p>" + "word " * 400_000 + "</p>"
    assert client.post(change_url(story), form_of(story, body=large)).status_code == 302


@pytest.mark.parametrize("local", ["yesterday", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59", "<b>"])
def test_an_absurd_date_is_refused_at_its_field(client, clock, local):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    response = client.post(change_url(story), form_of(story, planned_for_local=local))
    assert response.context["adminform"].form.errors["planned_for"]


# The list


def test_the_list_tells_state_since_when_and_what_comes_next_in_words(client, clock):
    story = make_live("The bridge", at=clock.now - timedelta(hours=3))
    publish(story, at=clock.ahead(hours=4), moment=clock.now)
    rewrite(story, headline="The bridge, again")
    workflow.submit(story, by=make_editor(), seen=story.version, at=clock.now)
    client.force_login(make_editor())
    page = text(client.get(LIST))
    assert "Live since 11:00 · draft changes in review" in page
    assert "update scheduled 18:00" in page


@pytest.mark.parametrize(
    ("readers", "expected"),
    [("live", {"Live"}), ("scheduled", {"Scheduled"}), ("withdrawn", {"Withdrawn"}), ("never", {"Draft"})],
)
def test_the_list_is_filtered_by_what_readers_see(client, clock, readers, expected):
    make_live("Live", at=clock.now)
    publish(make_story("Scheduled"), at=clock.ahead(hours=1), moment=clock.now)
    gone = make_live("Withdrawn", at=clock.now - timedelta(hours=1))
    publishing.withdraw(gone, by=make_editor(), seen=gone.version, at=clock.now, moment=clock.now, reason="x")
    make_story("Draft")
    client.force_login(make_editor())
    response = client.get(f"{LIST}?readers={readers}")
    assert {story.headline for story in response.context["cl"].result_list} == expected


def test_the_list_asks_the_same_number_of_questions_for_one_story_and_for_many(
    client, clock, django_assert_max_num_queries
):
    client.force_login(make_editor())
    for number in range(30):
        make_live(f"Story {number}", at=clock.now - timedelta(hours=number), section_id=make_section().pk)
    client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(LIST)


# Moves


def moves_shown(client, story):
    return {move.name for move in client.get(change_url(story)).context["moves"]}


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
    assert response["Location"] == move_url(story, "submit")
    story.refresh_from_db()
    assert story.headline == "Last words"


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
        client.post(move_url(story, "schedule"), data | {"at_which": which})
        assert story.editions.get().live_from.strftime("%H:%M") == expected


def test_publishing_over_scheduled_updates_asks_what_becomes_of_them(client, clock):
    story = make_live(at=clock.now - timedelta(hours=1))
    publish(story, at=clock.ahead(hours=3), moment=clock.now)
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


# The rest of the desk


def test_every_model_has_a_list_and_its_forms_open(admin_client, clock):
    story = make_live(at=clock.now, authors=[make_author()], tags=["T"], lead_picture_id=make_image().pk)
    make_item(at=clock.now)
    assert story.pk
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert admin_client.get(reverse(f"{name}_changelist")).status_code == 200, model
        if model_admin.search_fields:
            assert admin_client.get(reverse(f"{name}_changelist"), {"q": "порт x"}).status_code == 200, model
        first = model._default_manager.first()
        if first is not None:
            assert admin_client.get(reverse(f"{name}_change", args=[first.pk])).status_code == 200, model


@pytest.mark.parametrize(
    ("model", "field", "term"),
    [
        ("byline", "author", "Olena"),
        ("article", "tags", "Harb"),
        ("article", "lead_picture", "Picture"),
        ("edition", "article", "Bridge"),
    ],
)
def test_authors_tags_pictures_and_stories_are_found_as_one_types(client, clock, model, field, term):
    make_author("Olena Marchuk")
    make_story("Bridge shut", tags=["Harbour"], lead_picture_id=make_image().pk)
    client.force_login(make_editor())
    query = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert len(found) == 1


def test_the_body_editor_finds_pictures_and_stories(client, clock):
    image = make_image(caption="The old harbour")
    make_story("Bridge shut")
    client.force_login(make_reporter())
    url = reverse("admin:articles_article_references")
    assert [r["id"] for r in client.get(url, {"kind": "image", "q": "old harb"}).json()["results"]] == [image.pk]
    assert [r["title"] for r in client.get(url, {"kind": "related", "q": "bridge"}).json()["results"]] == [
        "Bridge shut"
    ]
    assert client.get(url, {"kind": "image", "ids": f"{image.pk},x,-1"}).json()["results"][0]["id"] == image.pk


def test_the_echo_says_which_instant_a_local_time_means(client, clock):
    client.force_login(make_reporter())
    assert client.get("/admin/echo/", {"local": "2026-03-11T08:00"}).json() == {"words": "tomorrow 08:00 Kyiv, in 18 h"}
    assert "does not exist" in client.get("/admin/echo/", {"local": "2026-03-29T03:30"}).json()["refusal"]


def test_a_feed_item_goes_live_at_once_or_later_and_says_update_or_fix(client, clock):
    client.force_login(make_editor())
    url = "/admin/articles/newsfeeditem/"
    data = {"text": "Fire is out", "headline": "", "kind": "text", "language": "en", "video_url": "", "picture": ""}
    data |= {"live_from_local": "", "live_from_which": "", "breaking_until_local": "", "breaking_until_which": ""}
    assert client.post(f"{url}add/", data).status_code == 302
    item = NewsFeedItem.objects.get()
    assert item.live_from == clock.now
    clock.advance(minutes=5)
    change = data | {"seen": item.version, "text": "The fire is out", "stamp": "fix"}
    client.post(f"{url}{item.pk}/change/", change)
    item.refresh_from_db()
    assert (item.text, item.updated_at) == ("The fire is out", None)
    stale = client.post(f"{url}{item.pk}/change/", change | {"text": "Typed late"})
    assert "changed this item" in text(stale)
    assert "Typed late" in text(stale)
    client.post(f"{url}{item.pk}/change/", change | {"seen": item.version, "text": "All out", "stamp": "update"})
    item.refresh_from_db()
    assert (item.text, item.updated_at) == ("All out", clock.now)


def test_a_reporter_may_not_write_in_the_feed(client, clock):
    item = make_item(at=clock.now)
    client.force_login(make_reporter())
    assert client.get("/admin/articles/newsfeeditem/add/").status_code == 403
    assert client.post(f"/admin/articles/newsfeeditem/{item.pk}/take-down/", {"seen": item.version}).status_code == 403


def test_a_stale_form_of_an_author_is_refused_and_keeps_what_was_typed(client, clock):
    author = make_author("Olena", bio="Old")
    client.force_login(make_chief("ihor"))
    url = reverse("admin:authors_author_change", args=[author.pk])
    seen = client.get(url).context["adminform"].form.fields["seen_state"].initial
    data = {"kind": "person", "name": "Olena", "slug": author.slug, "job_title": "", "links": "", "active": "on"}
    client.post(url, data | {"seen_state": seen, "bio": "First"})
    second = client.post(url, data | {"seen_state": seen, "bio": "Second"})
    assert "Ihor changed this" in text(second)
    assert "Second" in text(second)
    author.refresh_from_db()
    assert author.bio == "First"


def test_a_renamed_authors_old_address_leads_to_the_new_one(client, clock):
    author = make_author("Olena")
    make_live(at=clock.now, authors=[author])
    client.force_login(make_chief())
    url = reverse("admin:authors_author_change", args=[author.pk])
    seen = client.get(url).context["adminform"].form.fields["seen_state"].initial
    old = author.get_absolute_url()
    data = {"kind": "person", "name": "Olena", "slug": "olena", "job_title": "", "links": "", "bio": "", "active": "on"}
    assert client.post(url, data | {"seen_state": seen}).status_code == 302
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/authors/olena/")


def test_an_author_with_bylines_cannot_be_deleted(client, clock):
    author = make_author("Olena")
    make_live(at=clock.now, authors=[author])
    client.force_login(make_chief())
    client.post(reverse("admin:authors_author_delete", args=[author.pk]), {"post": "yes"})
    author.refresh_from_db()


def test_every_act_at_the_desk_is_in_the_log(client, clock):
    reporter = make_reporter()
    story = make_story(by=reporter)
    client.force_login(reporter)
    client.post(change_url(story), form_of(story, headline="Better"))
    story.refresh_from_db()
    client.post(move_url(story, "submit"), {"seen": story.version})
    assert list(Act.objects.order_by("id").values_list("verb", "by")) == [
        ("start", reporter.pk),
        ("save", reporter.pk),
        ("submit", reporter.pk),
    ]
