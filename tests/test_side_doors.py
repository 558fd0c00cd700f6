"""Does anything of the desk tell of a story, or change anything, beside the pages that ask who may?"""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import autosave, desk_moves, presence, previewing, workflow
from articles.models import Article, Autosave, Presence, Tag
from articles.turn import Gone
from tests.desk import LIST, change_url, form_of, move_url, text
from tests.factories import (
    MARKER,
    make_author,
    make_chief,
    make_editor,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    make_tag,
    rewrite,
)

pytestmark = pytest.mark.django_db


def on_site(thing):
    """Where Django's admin leads from a thing's form to its public page."""
    return reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(thing).pk, thing.pk])


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_refusal_of_a_move_names_no_story_to_who_may_see_none(client, clock, method):
    story = make_story(MARKER)
    client.force_login(make_stranger())
    for move in desk_moves.MOVES:
        answer = getattr(client, method)(move_url(story, move.name))
        assert answer.status_code == 403
        assert MARKER not in text(answer)
    assert client.get(f"/admin/articles/article/{story.pk + 1}/do/publish/").status_code == 403


def test_a_drafts_address_is_not_told_to_who_may_see_none(client, clock):
    story, author = make_story(slug="unheard-of"), make_author()
    client.force_login(make_stranger())
    for thing in (story, author):
        answer = client.get(on_site(thing))
        assert (answer.status_code, "Location" in answer) == (404, False)
    client.force_login(make_reporter())
    assert client.get(on_site(story))["Location"].endswith("/articles/unheard-of/")
    assert client.get(on_site(author))["Location"].endswith(author.get_absolute_url())


@pytest.mark.parametrize("address", ["0/1", "1/0", "x/y", "1/2/3", "9" * 40 + "/1", "1/" + "9" * 40])
def test_an_address_that_names_no_thing_leads_nowhere(client, clock, address):
    kind = ContentType.objects.get_for_model(Article).pk
    client.force_login(make_editor())
    assert client.get(f"/admin/r/{address.replace('1', str(kind), 1)}/").status_code in (400, 404)


def test_the_library_of_tags_brings_no_page_of_its_own(client, clock):
    client.force_login(make_stranger())
    assert "taggit" not in {model._meta.app_label for model in admin.site._registry}
    assert client.get("/admin/taggit/tag/merge-tags/").status_code == 404


@pytest.mark.parametrize("nonsense", ["abc", "9" * 30, "<script>"])
def test_an_address_fills_in_no_form(admin_client, clock, nonsense):
    for model in admin.site._registry:
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        if not path.startswith(("/admin/articles/", "/admin/images/", "/admin/authors/", "/admin/newsroom/")):
            continue
        names = [field.name for field in model._meta.get_fields()]
        answer = admin_client.get(path, dict.fromkeys(names, nonsense))
        assert answer.status_code in (200, 403), path
        assert nonsense not in text(answer)


NO_KEYS = ["abc", "\x00", "9" * 30, "²"]


@pytest.mark.parametrize("key", NO_KEYS)
def test_ticking_what_is_no_row_is_a_bad_request(admin_client, clock, key):
    make_story(tags=["T"])
    for path, action in ((LIST, "submit"), ("/admin/articles/tag/", "delete_selected")):
        assert admin_client.post(path, {"action": action, "_selected_action": ["1", key]}).status_code == 400


@pytest.mark.parametrize("key", NO_KEYS)
def test_choosing_what_is_no_key_is_refused_on_the_form(admin_client, clock, key):
    story = make_story(by=make_editor())
    byline = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": key, "bylines-0-role": "author", "bylines-0-position": 0}
    for path, data in (
        ("/admin/authors/author/add/", {"name": "A", "slug": "a", "portrait": key, "user": key}),
        ("/admin/articles/newsfeeditem/add/", {"text": "A", "picture": key, "about": key}),
        (change_url(story), form_of(story, lead_picture=key, section=key, assignee=key, tags=[key])),
        (change_url(story), form_of(story) | byline),
    ):
        assert admin_client.post(path, data).status_code in (200, 400), path


@pytest.mark.parametrize(
    "query",
    ["headline__regex=((a%2B)%2B)%2B$", "stage__regex=((a%2B)%2B)%2B$", "body__contains=a", "pk__in=1", "created_by=1"],
)
def test_a_list_is_narrowed_by_its_own_filters_only(client, clock, query):
    make_story("a" * 60)
    client.force_login(make_editor())
    assert client.get(f"{LIST}?{query}").status_code == 400
    section = make_section("News")
    assert client.get(f"{LIST}?section__id__exact={section.pk}&stage__exact=draft&language=en").status_code == 200


def test_the_payload_of_a_letter_is_not_guessed_by_the_list_of_announcements(client, clock):
    client.force_login(make_editor())
    assert client.get("/admin/newsroom/announcement/?payload__text__startswith=a").status_code == 400
    assert client.get("/admin/newsroom/announcement/?consumer=mail&state=waits").status_code == 200


def test_a_search_of_a_thousand_words_asks_for_the_first_few(client, clock):
    story = make_story("Flood")
    client.force_login(make_editor())
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(LIST, {"q": "flood " * 1000})
    assert story.headline in text(answer)
    assert max(len(query["sql"]) for query in asked) < 20_000


@pytest.mark.parametrize("rows", [101, 2000, 10**9])
def test_a_form_that_claims_thousands_of_bylines_is_refused_and_drawn_with_few(client, clock, rows):
    editor = make_editor()
    story = make_story(by=editor)
    client.force_login(editor)
    answer = client.post(change_url(story), form_of(story) | {"bylines-TOTAL_FORMS": rows})
    assert answer.status_code == 200
    assert "Please submit at most 100 forms" in text(answer)
    assert 0 < text(answer).count('-role" id=') <= 101


def test_a_story_deleted_at_the_very_moment_refuses_what_came_too_late(client, clock):
    chief = make_chief()
    story = make_story(by=chief)
    late = Article.objects.get(pk=story.pk)
    story.delete()
    with pytest.raises(Gone):
        workflow.submit(late, by=chief, seen=late.version, at=clock.now)
    with pytest.raises(Gone):
        previewing.share(late, by=chief, at=clock.now, for_whom="A lawyer")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_story_deleted_at_the_very_moment_keeps_no_typing_and_nobody(clock):
    chief = make_chief()
    story = make_story(by=chief)
    late = Article.objects.get(pk=story.pk)
    story.delete()
    with pytest.raises(Gone):
        autosave.keep(chief, form=uuid4(), values={"headline": ["x"]}, at=clock.now, article=late, base_version=1)
    presence.here(chief, late, at=clock.now)
    assert not (Autosave.objects.exists() or Presence.objects.exists())


def test_a_tag_deleted_meanwhile_loses_nothing_of_a_stale_form(client, clock):
    editor = make_editor()
    story = make_story(by=editor, tags=["Flood"])
    unused = make_tag("Rescue")
    form = form_of(story, headline="What I typed", tags=[Tag.objects.get(name="Flood").pk, unused.pk])
    rewrite(story, headline="What she saved")
    unused.delete()
    client.force_login(editor)
    answer = client.post(change_url(story), form)
    assert answer.status_code == 200
    assert "What I typed" in text(answer)


def test_an_empty_name_of_a_field_in_an_address_is_none(admin_client, clock):
    tag = make_tag()
    assert admin_client.get(f"/admin/articles/tag/{tag.pk}/change/?_to_field=").status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("/admin/articles/tag/add/", {"name": "Flood", "slug": ""}),
        ("/admin/articles/section/add/", {"name": "Town", "slug": "town", "position": 1}),
    ],
)
def test_a_double_click_on_add_makes_one(path, answers):
    chief, said, ready = make_chief(), [], Barrier(2)

    def press():
        browser = Client(raise_request_exception=False)
        browser.force_login(chief)
        ready.wait(timeout=20)
        said.append(browser.post(path, answers).status_code)
        connection.close()

    presses = [Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(said) == [200, 302]


def test_no_page_of_the_desk_is_kept_by_anybody_between(client, clock):
    client.force_login(make_reporter())
    for path in ("/admin/", "/admin/password_change/", "/admin/password_change/done/", "/admin/account/", LIST):
        assert "no-store" in client.get(path)["Cache-Control"], path
