"""Does a story keep every address it ever had in public, and lead readers from each in one hop?"""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import addresses, revisions
from articles.models import Article, Tag
from articles.turn import Refused
from newsroom.models import Redirect
from newsroom.slugs import slug_of
from tests.conftest import NOON
from tests.factories import (
    last_act,
    last_keys,
    make_author,
    make_editor,
    make_live,
    make_section,
    make_story,
    make_tag,
    put,
    rewrite,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


def move(story, *slugs, by=None):
    for slug in slugs:
        addresses.move(story, slug, **turn_of(story, by), at=NOON)


def leads():
    """Every former address, and where it leads."""
    return dict(Redirect.objects.values_list("old_path", "new_path"))


# Before the first publication


def test_a_draft_changes_its_address_and_leaves_nothing_behind():
    story = make_story(slug="flood")
    move(story, "drought")
    assert story.slug == "drought"
    assert leads() == {}


def test_a_scheduled_story_changes_its_address_and_leaves_nothing_behind(client, clock):
    story = make_story(slug="flood")
    put(story, "Flood", at=3)
    move(story, "drought")
    clock.advance(hours=3)
    assert client.get("/articles/drought/").status_code == 200
    assert client.get("/articles/flood/").status_code == 404


def test_an_address_that_a_draft_gave_up_is_free():
    move(make_story(slug="flood"), "drought")
    assert make_story(slug="flood").slug == "flood"


# After it


def test_a_live_story_is_served_at_its_new_address(client, clock):
    move(make_live("Flood", slug="flood"), "drought")
    page = client.get("/articles/drought/")
    assert page.status_code == 200
    assert b"Flood" in page.content
    assert b"/articles/flood/" not in page.content


def test_the_former_address_of_a_live_story_leads_to_the_new_one_for_good(client, clock):
    move(make_live(slug="flood"), "drought")
    answer = client.get("/articles/flood/")
    assert (answer.status_code, answer["Location"]) == (301, "/articles/drought/")


def test_a_redirect_keeps_the_query_string(client, clock):
    move(make_live(slug="flood"), "drought")
    assert client.get("/articles/flood/?from=mail&n=%20a").headers["Location"] == "/articles/drought/?from=mail&n=%20a"


def test_head_is_redirected_as_get_is(client, clock):
    move(make_live(slug="flood"), "drought")
    answer = client.head("/articles/flood/")
    assert (answer.status_code, answer["Location"], answer.content) == (301, "/articles/drought/", b"")


def test_nothing_is_posted_to_a_former_address(client, clock):
    move(make_live(slug="flood"), "drought")
    assert client.post("/articles/flood/").status_code == 405


def test_a_chain_of_moves_is_one_hop_from_every_address(client, clock):
    move(make_live(slug="one"), "two", "three", "four")
    for former in ("one", "two", "three"):
        assert client.get(f"/articles/{former}/").headers["Location"] == "/articles/four/"


def test_a_story_that_moves_back_makes_no_loop(client, clock):
    move(make_live(slug="one"), "two", "one")
    assert client.get("/articles/one/").status_code == 200
    assert leads() == {"/articles/two/": "/articles/one/"}


def test_a_story_that_moves_back_at_length_makes_no_loop():
    move(make_live(slug="one"), "two", "three", "one", "two")
    assert leads() == {f"/articles/{former}/": "/articles/two/" for former in ("one", "three")}


def test_a_withdrawn_story_keeps_its_former_addresses(client, clock):
    story = make_live(slug="flood")
    withdraw(story)
    clock.advance(hours=1)
    move(story, "drought")
    assert client.get("/articles/flood/").headers["Location"] == "/articles/drought/"
    assert client.get("/articles/drought/").status_code == 410


def test_an_address_that_was_nobodys_is_not_found(client, clock):
    move(make_live(slug="flood"), "drought")
    assert client.get("/articles/storm/").status_code == 404


# Whose address it is


def test_the_address_of_another_story_is_refused():
    make_story("Flood", slug="flood")
    with pytest.raises(Refused, match="“flood” is the address of “Flood” already"):
        move(make_story(slug="drought"), "flood")


def test_the_former_address_of_another_story_is_refused():
    move(make_live(slug="flood"), "drought")
    with pytest.raises(Refused, match="“flood” is the former address of /articles/drought/"):
        move(make_story(slug="storm"), "flood")


def test_a_new_story_does_not_take_the_former_address_of_another():
    move(make_live(slug="flood"), "drought")
    with pytest.raises(ValidationError, match="former address"):
        make_story(slug="flood")


def test_a_refused_move_changes_nothing():
    make_story(slug="flood")
    story = make_live(slug="drought")
    with pytest.raises(Refused):
        move(story, "flood")
    assert Article.objects.get(pk=story.pk).slug == "drought"
    assert leads() == {}


def test_moving_to_where_it_stands_is_refused():
    with pytest.raises(Refused, match="already"):
        move(make_story(slug="flood"), "flood")


@pytest.mark.parametrize(
    "slug", ["", "Flood", "flood_1", "-flood", "flood-", "a--b", "пожежа", "a/b", "a b", "x" * 121]
)
def test_what_is_not_an_address_is_refused(slug):
    with pytest.raises(Refused, match="is not an address"):
        move(make_story(), slug)


def test_the_longest_address_is_taken(client, clock):
    longest = "x" * addresses.LONGEST
    move(make_live(slug="flood"), longest)
    assert client.get(f"/articles/{longest}/").status_code == 200


def test_an_address_cannot_lead_to_itself():
    with pytest.raises(IntegrityError, match="redirect_leads_elsewhere"), transaction.atomic():
        Redirect.objects.create(old_path="/articles/flood/", new_path="/articles/flood/", since=NOON)


# What is kept and told


def test_a_move_makes_no_revision():
    story = make_live(slug="flood")
    move(story, "drought")
    assert (story.revision, story.stage) == (1, "ready")


def test_the_log_keeps_both_addresses():
    editor, story = make_editor(), make_live(slug="flood")
    move(story, "drought", by=editor)
    act = last_act(story)
    assert (act.verb, act.by, act.details) == ("move", editor, {"old": "flood", "new": "drought"})


def test_a_move_announces_every_page_that_links_to_the_story():
    section, tag, author = make_section(), make_tag("River"), make_author()
    story = make_live(section_id=section.pk, tags=["River"], authors=[author])
    move(story, "drought")
    linking = {f"article-{story.pk}", f"section-{section.pk}", f"tag-{tag.pk}", f"author-{author.pk}"}
    assert linking | {"feed", "front", "stories"} <= last_keys()


# The address that a headline makes


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Щорічний ярмарок їжі", "shchorichnyi-yarmarok-yizhi"),
        ("Ґанок і гора", "ganok-i-hora"),
        ("Пам’ять, п'ять і сімʼя", "pamiat-piat-i-simia"),
        ("Київ: 5 мільйонів євро", "kyiv-5-milioniv-yevro"),
        ("ЦИРК “Юність” — хто?", "tsyrk-yunist-khto"),
        ("Згода", "zghoda"),  # зг is not ж
    ],
)
def test_a_ukrainian_headline_makes_a_ukrainian_address(headline, slug):
    draft = revisions.Draft(words={"headline": headline})
    assert revisions.start(draft, by=make_editor(), at=NOON).slug == slug


def test_letters_written_as_two_characters_make_the_same_address():
    headline = "Новий район і Київ"
    assert slug_of(unicodedata.normalize("NFD", headline), longest=80) == slug_of(headline, longest=80)


def test_stories_of_one_headline_get_numbered_addresses():
    draft = revisions.Draft(words={"headline": "Потоп"})
    stories = [revisions.start(draft, by=make_editor(), at=NOON) for _ in range(3)]
    assert [story.slug for story in stories] == ["potop", "potop-2", "potop-3"]


def test_a_headline_without_letters_makes_an_address_all_the_same():
    draft = revisions.Draft(words={"headline": "!?"})
    assert revisions.start(draft, by=make_editor(), at=NOON).slug == "story"


def test_an_address_made_from_a_headline_avoids_former_ones():
    move(make_live(slug="flood"), "drought")
    draft = revisions.Draft(words={"headline": "Flood"})
    assert revisions.start(draft, by=make_editor(), at=NOON).slug == "flood-2"


def test_a_story_is_not_begun_at_the_address_of_another():
    make_story("Flood", slug="flood")
    with pytest.raises(ValidationError, match="“flood” is the address of “Flood” already"):
        make_story(slug="flood")
    assert Article.objects.count() == 1


def test_rewriting_a_headline_leaves_the_address_alone():
    story = make_story("Flood", slug="flood")
    rewrite(story, headline="Drought")
    assert story.slug == "flood"


def test_a_tag_that_a_story_brings_takes_no_former_address(client, clock):
    port = make_tag("Port")
    Redirect.objects.create(old_path="/tags/harbour/", new_path=port.get_absolute_url(), since=clock.now)
    make_live(at=clock.now, tags=["Harbour"])
    assert Tag.objects.get(name="Harbour").slug == "harbour-2"
