"""Can several stories be moved at once, each as its user saw it, and is every refusal told?"""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from articles import workflow
from articles.models import Article
from newsroom.models import Act
from tests.desk import LIST, text
from tests.factories import make_editor, make_live, make_reporter, make_story, make_stranger, rewrite, turn_of

pytestmark = pytest.mark.django_db


def together(name):
    return reverse("admin:articles_article_together", args=[name])


def ticked(*stories, **answers):
    """What the list sends: the ticked rows, each with the version that it showed."""
    data = {ACTION_CHECKBOX_NAME: [story.pk for story in stories]}
    return data | {f"seen-{story.pk}": story.version for story in stories} | answers


def make(client, name, *stories, **answers):
    return client.post(together(name), ticked(*stories, confirmed="yes", **answers), follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def stages(*stories):
    return [Article.objects.get(pk=story.pk).stage for story in stories]


def test_the_list_carries_the_version_of_each_row(client, clock, olha):
    story = make_story()
    rewrite(story, headline="Again")
    assert f'name="seen-{story.pk}" value="2"' in text(client.get(LIST))


def test_an_action_first_lists_the_stories_and_asks_what_it_needs(client, clock, olha):
    one, two = make_story("Flood"), make_story("Fire")
    response = client.post(LIST, ticked(one, two, action="return", index="0"))
    page = text(response)
    assert "Flood" in page
    assert "Fire" in page
    assert "What should be done?" in page
    assert stages(one, two) == ["draft", "draft"]


def test_several_stories_are_submitted_each_in_its_own_turn(client, clock, olha):
    one, two = make_story("Flood"), make_story("Fire")
    response = make(client, "submit", one, two)
    assert stages(one, two) == ["in_review", "in_review"]
    assert said(response) == ["2 stories are submitted for review."]
    assert Act.objects.filter(verb="submit", by=olha).count() == 2


def test_a_story_that_changed_since_the_list_was_shown_is_refused_and_the_others_are_moved(client, clock, olha):
    one, two = make_story("Flood"), make_story("Fire")
    rewrite(Article.objects.get(pk=one.pk), by=make_editor("marta"), at=clock.now, headline="Flood, rewritten")
    clock.advance(minutes=2)
    asked = client.post(LIST, ticked(one, two, action="submit", index="0"))
    assert "Marta saved this story 2 min ago" in text(asked)
    response = make(client, "submit", one, two)
    assert stages(one, two) == ["draft", "in_review"]
    assert said(response)[0] == "“Fire” is submitted for review."
    assert said(response)[1].startswith("“Flood, rewritten”: Marta saved this story 2 min ago")


def test_a_story_for_which_the_move_does_not_fit_is_told_with_the_reason(client, clock, olha):
    draft, live = make_story("Draft"), make_live("Live", at=clock.now)
    response = make(client, "spike", draft, live, note="Old")
    assert stages(draft, live) == ["spiked", "ready"]
    assert "“Live”: This story is live, was live or is scheduled" in said(response)[1]


def test_several_stories_are_assigned_without_a_new_revision(client, clock, olha):
    reporter = make_reporter("taras")
    one, two = make_story(), make_story()
    make(client, "assign", one, two, assignee=reporter.pk)
    assert set(Article.objects.values_list("assignee", "version", "revision")) == {(reporter.pk, 2, 1)}
    make(client, "assign", *Article.objects.all(), assignee="")
    assert set(Article.objects.values_list("assignee", flat=True)) == {reporter.pk}
    make(client, "assign", *Article.objects.all(), assignee="nobody")
    assert set(Article.objects.values_list("assignee", flat=True)) == {None}


def test_a_return_needs_its_note(client, clock, olha):
    story = make_story()
    make(client, "submit", story)
    story.refresh_from_db()
    assert "This field is required" in text(make(client, "return", story, note=""))
    assert stages(story) == ["in_review"]
    make(client, "return", story, note="Who says so?")
    assert stages(story) == ["draft"]
    assert Act.objects.latest("id").note == "Who says so?"


def test_permissions_are_asked_story_by_story(client, clock):
    reporter = make_reporter()
    client.force_login(reporter)
    own, other = make_story("Own", by=reporter), make_story("Not mine")
    response = make(client, "submit", own, other)
    assert stages(own, other) == ["in_review", "draft"]
    assert "“Not mine”: You may not submit" in said(response)[1]


def test_who_may_not_make_a_move_is_not_offered_it_and_cannot_make_it(client, clock):
    reporter = make_reporter()
    client.force_login(reporter)
    story = make_story(by=reporter)
    make(client, "submit", story)
    story.refresh_from_db()
    page = text(client.get(LIST))
    assert 'value="submit"' in page
    assert 'value="approve"' not in page
    assert 'value="delete_selected"' not in page
    assert make(client, "approve", story).status_code == 403
    assert stages(story) == ["in_review"]
    client.force_login(make_stranger())
    assert make(client, "submit", story).status_code == 403


def test_a_double_click_moves_each_story_once(client, clock, olha):
    story = make_story("Flood")
    make(client, "submit", story)
    response = make(client, "submit", story)
    assert "You yourself (Olha)" in said(response)[0]
    assert Act.objects.filter(verb="submit").count() == 1


def test_a_story_that_the_list_no_longer_shows_is_told_of(client, clock, olha):
    """The list was filtered by stage; meanwhile a colleague returned the story."""
    story = make_story("Flood")
    make(client, "submit", story)
    story.refresh_from_db()
    data = ticked(story, action="approve", index="0")
    workflow.send_back(story, **turn_of(story, make_editor("marta")), at=clock.now, note="x")
    asked = client.post(f"{LIST}?stage__exact=in_review", data)
    assert "Marta returned this story a moment ago" in text(asked)


def test_a_story_that_is_gone_is_told_of(client, clock, olha):
    one, two = make_story("Flood"), make_story("Fire")
    data = ticked(one, two, confirmed="yes")
    two.delete()
    assert said(client.post(together("submit"), data, follow=True)) == [
        "“Flood” is submitted for review.",
        "Somebody deleted one of the stories.",
    ]


def test_one_comes_back_to_the_list_as_it_was_filtered(client, clock, olha):
    story = make_story()
    asked = client.post(f"{LIST}?stage__exact=draft", ticked(story, action="submit", index="0"))
    assert asked.context["query"] == "stage__exact=draft"
    done = client.post(together("submit"), ticked(story, confirmed="yes", query="stage__exact=draft"))
    assert done["Location"] == f"{LIST}?stage__exact=draft"


@pytest.mark.parametrize(
    "nonsense",
    [{}, {ACTION_CHECKBOX_NAME: ["x"]}, {ACTION_CHECKBOX_NAME: ["1"]}, {ACTION_CHECKBOX_NAME: ["1"], "seen-1": "x"}],
    ids=str,
)
def test_without_a_story_and_its_version_nothing_is_done(client, clock, olha, nonsense):
    make_story()
    assert said(client.post(together("submit"), nonsense | {"confirmed": "yes"}, follow=True)) == [
        "Tick the stories first. Nothing has changed."
    ]


def test_there_is_no_page_for_a_move_that_is_none(client, clock, olha):
    assert client.post(together("publish"), ticked(make_story())).status_code == 404
    assert client.get(together("submit")).status_code == 302


def test_stories_beyond_the_page_are_not_moved_unseen(client, clock, olha):
    one, two = make_story("Seen"), make_story("Unseen")
    asked = client.post(LIST, ticked(one, action="submit", index="0", select_across="1"))
    assert "a story that you did not see is not moved" in text(asked)
    assert [line["story"].pk for line in asked.context["stories"]] == [one.pk]
    assert two.pk
