"""Do the desk's lists, searches and other forms tell and keep what they should?"""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import publishing, workflow
from articles.models import NewsFeedItem, Tag
from authors.models import Author
from newsroom.models import Act, ContentChange, Redirect
from tests.desk import LIST, change_url, form_of, move_url, text
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
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db


def test_the_list_calls_an_assignee_by_name(client, clock):
    colleague = make_reporter("olena7", last_name="Marchuk")
    make_story(desk={"assignee_id": colleague.pk})
    client.force_login(make_editor())
    page = text(client.get(LIST))
    assert "Olena7 Marchuk" in page
    assert "olena7" not in page


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


def test_every_model_has_a_list_and_its_forms_open(admin_client, clock):
    story = make_live(at=clock.now, authors=[make_author()], tags=["T"], lead_picture_id=make_image().pk)
    make_item(at=clock.now)
    assert story.pk
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert admin_client.get(reverse(f"{name}_changelist"), follow=True).status_code == 200, model
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


ROLES = {"reporter": make_reporter, "editor": make_editor, "chief": make_chief}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_the_desk_fails_for_any_role(client, clock, role):
    make_live(at=clock.now, authors=[make_author()], tags=["T"], lead_picture_id=make_image().pk)
    make_item(at=clock.now)
    client.force_login(ROLES[role]())
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        paths = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        first = model._default_manager.first()
        if first is not None:
            paths += [reverse(f"{name}_{page}", args=[first.pk]) for page in ("change", "history", "delete")]
        for path in paths:
            assert client.get(path).status_code in (200, 302, 403), path


def test_a_tag_is_added_without_an_address_and_none_in_other_letters_is_taken(client, clock):
    client.force_login(make_reporter())
    url = reverse("admin:articles_tag_add")
    assert client.post(url, {"name": "Гальна", "slug": "", "description": ""}).status_code == 302
    assert Tag.objects.get().slug == "halna"
    assert client.post(url, {"name": "Інша", "slug": "інша", "description": ""}).status_code == 200
    client.post(url, {"name": "Harbour", "slug": "", "description": ""})
    assert "There is this tag already" in text(client.post(url, {"name": "HARBOUR", "slug": "x", "description": ""}))
    assert Tag.objects.count() == 2


def test_a_chief_makes_nobody_a_superuser_and_touches_none(client, clock):
    chief = make_chief()
    root = make_stranger(is_superuser=True)
    client.force_login(chief)
    page = client.get(reverse("admin:auth_user_change", args=[chief.pk]))
    assert "is_superuser" not in page.context["adminform"].form.fields
    data = {"username": chief.username, "is_staff": "on", "is_active": "on", "is_superuser": "on"}
    data |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00", "groups": [g.pk for g in chief.groups.all()]}
    data |= {"seen_state": page.context["adminform"].form["seen_state"].value()}
    assert client.post(reverse("admin:auth_user_change", args=[chief.pk]), data).status_code == 302
    chief.refresh_from_db()
    assert not chief.is_superuser
    assert client.post(reverse("admin:auth_user_change", args=[root.pk]), data).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 403


ELSEWHERE = ["//evil.example/", "https://evil.example/", "javascript:x", "no-slash", "/a b/", "/\\evil"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_redirect_leads_only_to_this_site(client, clock, path):
    client.force_login(make_chief())
    response = client.post(
        reverse("admin:newsroom_redirect_add"), {"old_path": "/old/", "new_path": path, "reason": "Old"}
    )
    assert response.status_code == 200
    assert not Redirect.objects.exists()


def test_a_moved_sections_feeds_move_with_it_and_its_address_is_not_given_away(client, clock):
    section, other = make_section("City"), make_section("Region")
    client.force_login(make_chief())

    def move(section, slug):
        url = reverse("admin:articles_section_change", args=[section.pk])
        seen = client.get(url).context["adminform"].form["seen_state"].value()
        data = {"name": section.name, "slug": slug, "description": "", "position": 0, "seen_state": seen}
        return client.post(url, data)

    old = section.get_absolute_url()
    assert move(section, "town").status_code == 302
    assert client.get(f"{old}rss.xml")["Location"] == "/sections/town/rss.xml"
    assert "is the former address of /sections/town/" in text(move(other, section.slug))


def test_nul_in_a_query_is_a_bad_request(client, clock):
    client.force_login(make_editor())
    for path in (f"{LIST}?q=%00", f"{LIST}?stage__exact=%00", "/admin/autocomplete/?term=%00"):
        assert client.get(path).status_code == 400


def test_a_double_click_on_add_makes_one_feed_item(client, clock):
    client.force_login(make_editor())
    url = "/admin/articles/newsfeeditem/add/"
    once = client.get(url).context["adminform"].form["once"].value()
    data = {"text": "Fire is out", "headline": "", "kind": "text", "language": "en", "video_url": "", "picture": ""}
    data |= {"live_from_local": "", "breaking_until_local": "", "once": once}
    assert client.post(url, data).status_code == 302
    assert "You have added this item already" in text(client.post(url, data))
    assert NewsFeedItem.objects.count() == 1


def test_taking_an_item_off_the_feed_asks_first(client, clock):
    item = make_item(at=clock.now)
    clock.advance(minutes=1)
    client.force_login(make_editor())
    url = reverse("admin:articles_newsfeeditem_take_down", args=[item.pk])
    assert "Readers see it no more" in text(client.get(url))
    item.refresh_from_db()
    assert item.live_until is None
    client.post(url, {"seen": item.version})
    item.refresh_from_db()
    assert item.live_until == clock.now
    assert "Take it off" not in text(client.get(reverse("admin:articles_newsfeeditem_change", args=[item.pk])))


def test_a_changed_author_is_announced_and_a_deleted_story_is_in_the_log(client, clock):
    author, story = make_author("Olena"), make_story("Never ran")
    client.force_login(make_chief())
    url = reverse("admin:authors_author_change", args=[author.pk])
    seen = client.get(url).context["adminform"].form["seen_state"].value()
    data = {"kind": "person", "name": "Olena M.", "slug": author.slug, "job_title": "", "links": "", "bio": ""}
    client.post(url, data | {"active": "on", "seen_state": seen})
    assert ContentChange.objects.latest("id").keys == [f"author-{author.pk}", "authors"]
    client.post(f"{LIST}{story.pk}/delete/", {"post": "yes"})
    assert (Act.objects.latest("id").verb, Act.objects.latest("id").subject_name) == ("delete", "Never ran")


def test_what_no_feed_can_carry_is_taken_out_of_an_authors_name(client, clock):
    client.force_login(make_chief())
    data = {"kind": "person", "name": "Ole\x0bna", "slug": "olena", "job_title": "", "links": "", "bio": "a\x01b"}
    client.post(reverse("admin:authors_author_add"), data | {"active": "on"})
    author = Author.objects.get()
    assert (author.name, author.bio) == ("Olena", "ab")


def test_the_desk_writes_hours_from_0_to_23(client, clock):
    make_live("Afternoon", at=clock.now)
    client.force_login(make_chief())
    assert "10 Mar 2026, 14:00" in text(client.get(reverse("admin:articles_edition_changelist")))


EDITORS_BAR = ["Stories", "Front page", "Feed", "Calendar", "Other times", "Pictures", "Log"]


@pytest.mark.parametrize(
    ("make", "main", "in_more"),
    [
        (make_reporter, ["Stories", "Calendar", "Pictures"], {"News-feed items"}),
        (make_editor, EDITORS_BAR, {"News-feed items"}),
        (make_chief, EDITORS_BAR, {"News-feed items", "People"}),
    ],
)
def test_the_bar_holds_the_days_work_in_one_row_and_the_rest_is_under_more(client, clock, make, main, in_more):
    client.force_login(make())
    bar = client.get("/admin/").context["desk_bar"]
    assert [entry.words for entry in bar.main] == main
    assert in_more <= {entry.words for group in bar.more for entry in group.entries}
