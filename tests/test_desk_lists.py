"""Do the desk's lists stay fast: the same questions for few rows and many, none of them a count?"""

import uuid
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import autosave, note_book, presence, previewing
from articles.models import Article, Tag
from newsroom.desk import DeskAdmin
from newsroom.models import Act, Imprint
from newsroom.uncounted import column_of
from tests.desk import LIST, change_url, form_of
from tests.factories import (
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_live,
    make_section,
    make_story,
    make_tag,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db

LIST_ASKS = (
    10  # session, user, second factor, two for permissions, sections, stories, editions, withdrawals, who is here
)
FORM_ASKS = 25  # at most, whatever stands beside the form
DESKS = [desk for desk in admin.site._registry.values() if isinstance(desk, DeskAdmin)]
LISTS = [desk for desk in DESKS if desk.model is not Imprint]  # there is one, and no list of it


def asked(client, address):
    """Open a page and return the questions that it asked."""
    with CaptureQueriesContext(connection) as context:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in context.captured_queries]


def many_stories(number, author):
    now = author.date_joined
    Article.objects.bulk_create(
        Article(
            headline=f"Story {n}", slug=f"many-{n}", stage_since=now, created_at=now, saved_at=now, created_by=author
        )
        for n in range(number)
    )


def headlines(response):
    return [story.headline for story in response.context["cl"].result_list]


def follow(client, address):
    """Go on with a list to its end, and return all headlines in order."""
    seen = []
    while True:
        response = client.get(address)
        seen += headlines(response)
        older = response.context["cl"].older
        if older is None:
            return seen
        address = f"{LIST}?before={older}"


@pytest.mark.parametrize("query", ["", "?stage__exact=draft", "?readers=never", "?whose=mine", "?q=story"])
def test_the_list_asks_the_same_for_five_stories_and_for_three_hundred_and_never_counts(client, clock, query):
    editor = make_editor()
    client.force_login(editor)
    make_section("City")
    many_stories(5, editor)
    few = asked(client, f"{LIST}{query}")
    Article.objects.all().delete()
    many_stories(300, editor)
    many = asked(client, f"{LIST}{query}")
    assert len(few) == len(many) <= LIST_ASKS
    assert not [sql for sql in many if "COUNT(" in sql or "OFFSET" in sql]


@pytest.mark.parametrize("desk", LISTS, ids=lambda desk: desk.opts.model_name)
def test_no_list_of_the_desk_counts_and_each_can_go_on_by_key(admin_client, clock, desk):
    make_live(at=clock.now, authors=[make_author()], tags=["T"], lead_picture_id=make_image().pk)
    name = f"admin:{desk.opts.app_label}_{desk.opts.model_name}_changelist"
    found = asked(admin_client, reverse(name))
    assert not [sql for sql in found if "COUNT(" in sql and "django_session" not in sql]
    ordering = desk.ordering or desk.opts.ordering
    assert all(column_of(desk.model, term) for term in ordering)


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.model.__name__)
def test_no_list_has_fields_to_be_saved_from_it(desk):
    """They would be saved past the check that nobody else saved meanwhile: several rows go through a bulk move."""
    assert not desk.list_editable


def test_the_list_goes_on_by_key_to_its_end_and_back(client, clock):
    editor = make_editor()
    client.force_login(editor)
    many_stories(120, editor)
    expected = [f"Story {number}" for number in reversed(range(120))]
    assert follow(client, LIST) == expected
    second = client.get(f"{LIST}?before={Article.objects.get(slug='many-70').pk}")
    assert headlines(second) == expected[50:100]
    back = client.get(f"{LIST}?after={second.context['cl'].newer}")
    assert headlines(back) == expected[:50]
    assert back.context["cl"].newer is None


def test_stories_that_come_in_meanwhile_shift_no_page(client, clock):
    editor = make_editor()
    client.force_login(editor)
    many_stories(60, editor)
    first = client.get(LIST)
    make_story("Just in", by=editor)
    second = client.get(f"{LIST}?before={first.context['cl'].older}")
    assert headlines(second) == [f"Story {number}" for number in reversed(range(10))]


def test_a_filter_or_a_search_begins_at_the_beginning_again_and_the_pager_keeps_the_filter(client, clock):
    editor = make_editor()
    client.force_login(editor)
    many_stories(60, editor)
    page = client.get(f"{LIST}?stage__exact=draft&before={Article.objects.get(slug='many-55').pk}")
    cl = page.context["cl"]
    links = [choice["query_string"] for spec in cl.filter_specs for choice in spec.choices(cl)]
    assert not [link for link in links if "before" in link]
    pager = [link for link in unescape(page.content.decode()).split('"') if link.startswith("?") and "after=" in link]
    assert parse_qs(urlsplit(pager[0]).query)["stage__exact"] == ["draft"]


@pytest.mark.parametrize("cursor", ["999999", "x", "", "-1", "1' OR 1=1"])
def test_a_page_after_a_row_that_is_none_leads_to_the_beginning(client, clock, cursor):
    client.force_login(make_editor())
    make_story()
    response = client.get(LIST, {"before": cursor}, follow=True)
    assert response.status_code == 200
    assert len(headlines(response)) == 1


def test_a_list_sorted_by_a_column_goes_on_by_that_column_ties_broken(admin_client, clock):
    Tag.objects.bulk_create(Tag(name=f"Tag {n:03}", slug=f"tag-{n}", description=str(n % 2)) for n in range(120))
    address = reverse("admin:articles_tag_changelist")
    seen, query = [], {"o": "-3"}
    while True:
        cl = admin_client.get(address, query).context["cl"]
        seen += [(tag.description, -tag.pk) for tag in cl.result_list]
        if cl.older is None:
            break
        query["before"] = cl.older
    assert len(seen) == len(set(seen)) == 120
    assert [description for description, _ in seen] == ["1"] * 60 + ["0"] * 60


def test_sorting_by_what_has_no_key_is_left_out(client, clock):
    client.force_login(make_editor())
    make_story()
    assert client.get(f"{LIST}?o=-5").status_code == 200


def test_the_log_goes_on_by_key_too(admin_client, clock):
    make_live(at=clock.now)
    first = Act.objects.order_by("-id")[0]
    cl = admin_client.get(reverse("admin:newsroom_act_changelist"), {"before": first.pk}).context["cl"]
    assert first.pk not in [act.pk for act in cl.result_list]


@pytest.mark.parametrize("query", ["bridge-shut", "https://example.org/articles/bridge-shut/", "Міст", "until august"])
def test_a_story_is_found_by_its_words_and_by_its_address_as_pasted(client, clock, query):
    client.force_login(make_editor())
    make_story("Міст", slug="bridge-shut", standfirst="Until August")
    make_story("Other", slug="other")
    assert headlines(client.get(LIST, {"q": query})) == ["Міст"]


def test_the_choices_of_a_filter_are_not_gathered_from_all_rows(client, admin_client, clock):
    client.force_login(make_editor())
    for address in (LIST, reverse("admin:articles_newsfeeditem_changelist")):
        assert not [sql for sql in asked(client, address) if "DISTINCT" in sql]
    log = asked(admin_client, reverse("admin:newsroom_act_changelist"))
    assert not [sql for sql in log if "DISTINCT" in sql]


def test_a_byline_more_costs_no_question_more(client, clock):
    client.force_login(make_chief())
    few = make_story(authors=[make_author()])
    many = make_story(authors=[make_author() for _ in range(9)])
    for story in (few, many):  # being there is written down once
        client.get(change_url(story))
    assert len(asked(client, change_url(few))) == len(asked(client, change_url(many)))


def test_the_form_of_a_full_story_stays_within_its_questions(client, clock):
    chief = make_chief()
    client.force_login(chief)
    story = make_live(
        at=clock.now - timedelta(hours=2),
        authors=[make_author() for _ in range(4)],
        tags=["Harbour", "City", "Bridges"],
        section_id=make_section("City").pk,
        lead_picture_id=make_image().pk,
        body=f'<p>Words.</p><figure data-block="image" data-image="{make_image().pk}"></figure>',
        desk={"assignee_id": make_editor().pk, "planned_for": clock.ahead(hours=3)},
    )
    for number in range(12):
        rewrite(story, headline=f"Draft {number}", by=make_editor())
    publish(story, at=clock.ahead(hours=1), moment=clock.now)
    rewrite(story, headline="Later")
    publish(story, at=clock.ahead(hours=5), moment=clock.now, keep_scheduled=True)
    rewrite(story, headline="Newest")
    for number in range(8):
        note_book.write(story, f"@{chief.username}, look at {number}", by=make_editor(), at=clock.now)
    for number in range(3):
        presence.here(make_editor(), story, at=clock.now)
        typed = form_of(story, headline=f"Typed {number}", tags=[make_tag().pk], section=make_section().pk)
        values = {name: [str(one) for one in (v if isinstance(v, list) else [v])] for name, v in typed.items()}
        autosave.keep(chief, form=uuid.uuid4(), values=values, at=clock.now, article=story, base_version=typed["seen"])
    previewing.share(story, for_whom="A lawyer", days=1, by=chief, at=clock.now)
    client.get(change_url(make_story()))  # kinds of content are asked for once in a process
    assert len(asked(client, change_url(story))) <= FORM_ASKS
    assert len(client.get(change_url(story)).context["typing"]["offers"]) == 3
    assert len(asked(client, f"{LIST}add/")) <= FORM_ASKS
