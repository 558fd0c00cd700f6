"""Two people, one story: is every word of both kept, and does each choose field by field?"""

import json

import pytest

from articles import workflow
from articles.models import Article, Credit
from articles.revisions import Draft
from articles.revisions import save as save_revision
from newsroom.models import Act
from tests.desk import LIST, change_url, text
from tests.desk import form_of as plain_form_of
from tests.factories import (
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_reporter,
    make_section,
    make_story,
    make_tag,
    publish,
    rewrite,
    turn_of,
)

pytestmark = pytest.mark.django_db


def form_of(story, **changes):
    """A story's form as a browser sends it, with what it was opened with."""
    desk = {"assignee_id": story.assignee_id, "planned_for": "", "show_in_feed": story.show_in_feed}
    return plain_form_of(story, base_revision=story.revision, base_desk=json.dumps(desk)) | changes


def save(story, *, by=None, at=None, **draft):
    return save_revision(story, Draft(**draft), **turn_of(story, by), at=at or story.saved_at)


def chosen(response):
    """What the page proposes for each field, and who it says changed it."""
    groups = response.context["conflict"].groups
    return {choice.field: (choice.changed_by, choice.take) for _, _, found in groups for choice in found}


@pytest.fixture
def desk(client, clock):
    client.me = make_editor("ivan")
    client.force_login(client.me)
    return client


def saved(desk, story, data):
    response = desk.post(change_url(story), data)
    story.refresh_from_db()
    return response


def test_what_only_they_changed_is_theirs_and_what_only_i_changed_is_mine(desk):
    story = make_story("Flood", standfirst="Water", kicker="City")
    mine = form_of(story, headline="Flood rises", kicker="Region")
    rewrite(story, standfirst="High water", kicker="Coast")
    refused = desk.post(change_url(story), mine)
    assert chosen(refused) == {
        "headline": ("mine", "mine"),
        "standfirst": ("theirs", "theirs"),
        "kicker": ("both", "mine"),
    }
    saved(desk, story, mine | {"save_over": story.version})
    assert (story.headline, story.standfirst, story.kicker) == ("Flood rises", "High water", "Region")


def test_a_headline_of_mine_and_a_tag_of_theirs_are_merged_by_one_click(desk):
    harbour, weather = make_tag("Harbour"), make_tag("Weather")
    story = make_story("Flood", tags=["Harbour"])
    mine = form_of(story, headline="Flood rises")
    save(story, tags=["Harbour", "Weather"])
    desk.post(change_url(story), mine)
    saved(desk, story, mine | {"save_over": story.version, "take_headline": "mine", "take_tags": "theirs"})
    assert (story.headline, set(story.tags.all())) == ("Flood rises", {harbour, weather})
    assert not story.revisions.filter(note__startswith="Set aside").exists()


def test_every_field_can_be_taken_from_either_side(desk):
    mine_of, theirs_of = (
        {"section": make_section().pk, "lead_picture": make_image(size).pk, "assignee": make_editor().pk}
        for size in ((400, 300), (500, 300))
    )
    words = ["headline", "standfirst", "kicker", "dateline", "lead_caption", "search_title", "search_description"]
    words += ["social_title", "social_description"]
    mine_of |= {name: f"My {name}" for name in words} | {"body": "<p>Mine</p>", "genre": "opinion", "language": "uk"}
    theirs_of |= {name: f"Their {name}" for name in words} | {"body": "<p>T</p>", "genre": "review", "language": "en"}
    story = make_story("Base")
    mine = form_of(story, **mine_of) | {"tags": [make_tag("Mine").pk], "planned_for_local": "2026-03-11T10:00"}
    mine.pop("show_in_feed")
    keys = {"section", "lead_picture"}
    save(
        story,
        words={
            f"{name}_id" if name in keys else name: value for name, value in theirs_of.items() if name != "assignee"
        },
        tags=["Theirs"],
        desk={"assignee_id": theirs_of["assignee"]},
    )
    fields = [*theirs_of, "tags", "planned_for", "show_in_feed"]
    before, over = Article.objects.get(pk=story.pk), {"save_over": story.version}
    assert set(chosen(desk.post(change_url(story), mine))) == set(fields)
    saved(desk, story, mine | over | {f"take_{name}": "theirs" for name in fields})
    for name in (*words, "section", "lead_picture", "assignee", "body", "genre", "planned_for", "show_in_feed"):
        assert getattr(story, name) == getattr(before, name), name
    assert [tag.name for tag in story.tags.all()] == ["Theirs"]

    mine |= {"seen": 1, "save_over": story.version}
    saved(desk, story, mine | {f"take_{name}": "mine" for name in fields})
    assert (story.kicker, story.body, story.section_id) == ("My kicker", "<p>Mine</p>", mine_of["section"])
    assert (story.assignee_id, story.show_in_feed, story.planned_for is None) == (mine_of["assignee"], False, False)
    assert [tag.name for tag in story.tags.all()] == ["Mine"]


def with_byline(story, author, **changes):
    rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-role": "author"}
    return form_of(story, **rows, **{"bylines-0-position": 0}) | changes


@pytest.mark.parametrize(("take", "expected"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_bylines_are_taken_from_either_side(desk, take, expected):
    story = make_story("Flood")
    mine = with_byline(story, make_author("Mine"))
    save(story, credits=[Credit(make_author("Theirs").pk)])
    refused = desk.post(change_url(story), mine)
    assert chosen(refused)["bylines"] == ("both", "mine")
    saved(desk, story, mine | {"save_over": story.version, "take_bylines": take})
    assert [line.author.name for line in story.bylines.all()] == [expected]


def test_what_i_typed_and_did_not_take_over_is_set_aside_and_can_be_restored(desk):
    story = make_story("Flood", body="<p>Base</p>")
    mine = form_of(story, headline="My headline", body="<p>My long night's work</p>")
    rewrite(story, headline="Their headline", body="<p>Theirs</p>")
    take = {"save_over": story.version, "take_body": "theirs", "take_headline": "mine"}
    response = desk.post(change_url(story), mine | take, follow=True)
    assert "in the history, set aside" in text(response)
    story.refresh_from_db()
    assert (story.headline, story.body, story.revision) == ("My headline", "<p>Theirs</p>", 4)
    aside = story.revisions.get(number=3)
    assert (aside.note, aside.saved_by) == ("Set aside: not taken over", desk.me)
    assert (aside.words["body"], aside.words["headline"]) == ("<p>My long night's work</p>", "My headline")
    assert desk.post(f"{LIST}{story.pk}/do/restore/{aside.pk}/", {"seen": story.version}).status_code == 302
    story.refresh_from_db()
    assert (story.body, story.revision) == ("<p>My long night's work</p>", 5)


def test_taking_everything_of_theirs_leaves_the_working_copy_and_its_approval_as_they_are(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="Mine")
    rewrite(story, headline="Theirs")
    workflow.submit(story, **turn_of(story), at=story.saved_at)
    workflow.approve(story, **turn_of(story), at=story.saved_at)
    saved(desk, story, mine | {"save_over": story.version, "take_headline": "theirs"})
    assert (story.headline, story.revision, story.stage) == ("Theirs", 2, "ready")
    assert story.revisions.get(number=3).words["headline"] == "Mine"
    rewrite(story, headline="Theirs")
    assert story.revisions.count() == 3
    rewrite(story, headline="Next")
    assert story.revision == 4


def test_another_save_in_between_shows_the_choice_anew_and_keeps_what_was_chosen(desk):
    story = make_story("Flood", kicker="Base")
    mine = form_of(story, headline="Mine", kicker="Mine")
    rewrite(story, headline="Theirs", kicker="Theirs")
    warned = story.version
    rewrite(story, headline="Theirs again")
    choices = {"take_headline": "theirs", "take_kicker": "mine"}
    refused = desk.post(change_url(story), mine | choices | {"save_over": warned})
    assert refused.status_code == 200
    assert chosen(refused) == {"headline": ("both", "theirs"), "kicker": ("both", "mine")}
    saved(desk, story, mine | choices | {"save_over": story.version})
    assert (story.headline, story.kicker) == ("Theirs again", "Mine")


def test_a_story_that_was_only_moved_meanwhile_is_saved_by_one_click(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="Mine")
    publish(story, at=story.saved_at)
    story.refresh_from_db()
    refused = desk.post(change_url(story), mine)
    assert not refused.context["conflict"].asks
    assert "Nothing that you typed was touched meanwhile" in text(refused)
    saved(desk, story, mine | {"save_over": story.version})
    assert story.headline == "Mine"


def test_my_own_other_tab_is_named_as_such(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="Mine")
    rewrite(story, by=desk.me, headline="Other tab")
    page = text(desk.post(change_url(story), mine))
    assert "perhaps in another tab" in page
    assert "Both tabs changed this" in page
    assert "Take the other tab&#x27;s" in page or "Take the other tab's" in page


def test_the_page_names_all_who_saved_meanwhile(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="Mine")
    for name in ("olha", "taras", "olha"):
        rewrite(story, by=make_editor(f"{name}{story.version}"), headline=f"By {name} {story.version}")
    assert "saved meanwhile by Olha3, Taras2, Olha1" in text(desk.post(change_url(story), mine))


def test_white_space_is_no_conflict(desk):
    story = make_story("Flood", body="<p>One two</p>")
    mine = form_of(story, headline="Mine", body="<p>One  two </p>")
    rewrite(story, kicker="City")
    assert set(chosen(desk.post(change_url(story), mine))) == {"headline", "kicker"}


def test_a_field_that_is_refused_keeps_the_choices_on_the_page(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="x" * 300, kicker="Mine")
    rewrite(story, headline="Theirs", kicker="Theirs")
    choices = {"save_over": story.version, "take_kicker": "theirs", "take_headline": "mine"}
    refused = saved(desk, story, mine | choices)
    assert refused.context["adminform"].form.errors["headline"]
    assert chosen(refused)["kicker"] == ("both", "theirs")
    assert story.headline == "Theirs"


def test_a_base_that_is_not_kept_any_more_counts_everything_as_changed_by_both(desk):
    story = make_story("Flood", kicker="Base")
    mine = form_of(story, headline="Mine")
    rewrite(story, kicker="Theirs")
    story.revisions.filter(number=1).delete()
    assert chosen(desk.post(change_url(story), mine)) == {"headline": ("both", "mine"), "kicker": ("both", "mine")}


@pytest.mark.parametrize(
    "nonsense", ["", "{", "[]", '{"assignee_id": {}}', '"x"', '{"assignee_id": [1], "planned_for": 7}']
)
def test_nonsense_in_the_hidden_fields_does_no_harm(desk, nonsense):
    story = make_story("Flood")
    mine = form_of(story, headline="Mine", base_desk=nonsense, base_revision="x", take_headline="neither")
    rewrite(story, headline="Theirs")
    save(story, desk={"assignee_id": make_editor().pk})
    assert desk.post(change_url(story), mine).status_code == 200


def test_what_was_typed_stays_on_the_page_of_a_story_that_was_spiked_meanwhile(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="Typed for an hour")
    workflow.spike(story, **turn_of(story, make_chief("olha")), at=story.saved_at)
    refused = saved(desk, story, mine)
    assert "spiked: revive it before" in text(refused)
    assert "Olha spiked this story" in text(refused)
    assert "Typed for an hour" in text(refused)
    assert story.headline == "Flood"
    workflow.revive(story, **turn_of(story), at=story.saved_at)
    saved(desk, story, mine | {"save_over": story.version + 0})
    assert story.headline == "Typed for an hour"


def test_what_was_typed_into_a_deleted_story_is_shown_and_begins_a_new_one(desk, clock):
    story = make_story("Flood", slug="flood")
    author = make_author("Olena")
    mine = with_byline(story, author, headline="Typed for an hour", body="<p>Long words</p>")
    key = story.pk
    desk.force_login(make_chief("olha"))
    desk.post(f"{LIST}{key}/delete/", {"post": "yes"})
    desk.force_login(desk.me)
    page = desk.post(f"{LIST}{key}/change/", mine)
    assert page.status_code == 410
    assert "Olha deleted “Flood” a moment ago" in text(page)
    assert "Typed for an hour" in text(page)
    assert "&lt;p&gt;Long words&lt;/p&gt;" in text(page)
    again = dict(page.context["typed"])
    assert desk.post(page.context["add"], again).status_code == 302
    story = Article.objects.get()
    assert (story.headline, story.bylines.get().author) == ("Typed for an hour", author)


def test_what_a_reporter_typed_into_a_story_that_is_theirs_no_more_stays_on_the_page(client, clock):
    reporter = make_reporter()
    story = make_story("Flood", desk={"assignee_id": reporter.pk})
    mine = form_of(story, headline="Typed for an hour")
    save(story, desk={"assignee_id": None})
    client.force_login(reporter)
    page = client.post(change_url(story), mine)
    assert page.status_code == 403
    assert "Typed for an hour" in text(page)
    story.refresh_from_db()
    assert story.headline == "Flood"


def test_the_log_tells_of_a_merge(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="Mine")
    rewrite(story, kicker="Theirs")
    saved(desk, story, mine | {"save_over": story.version})
    act = Act.objects.latest("id")
    assert (act.verb, act.by, act.details["revision"]) == ("save", desk.me, 3)


def test_hostile_words_are_escaped_in_the_choice(desk):
    story = make_story("Flood")
    mine = form_of(story, headline="<script>alert(1)</script>")
    rewrite(story, headline="<img src=x onerror=alert(2)>")
    page = text(desk.post(change_url(story), mine))
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
