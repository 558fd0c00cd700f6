"""How does a story go off line, come back, and lose a version on legal grounds? Hours count from noon, which is now."""

import pytest

from articles import reading, revisions
from articles.models import Credit, Edition
from articles.permissions import NotAllowed
from articles.turn import Refused
from newsroom.models import ContentChange
from tests.conftest import NOON
from tests.factories import (
    cancel_withdrawal,
    hour,
    last_act,
    last_keys,
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_live,
    make_story,
    put,
    read,
    strike,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


# Withdraw


def test_a_story_is_off_line_from_the_instant_of_its_withdrawal():
    story = make_live()
    withdraw(story)
    assert [read(story, at=at) for at in (-1, 0)] == ["A headline", None]


def test_a_planned_withdrawal_comes_at_its_hour():
    story = make_live()
    withdraw(story, at=3)
    assert [read(story, at=at) for at in (0, 2, 3)] == ["A headline", "A headline", None]


def test_a_story_can_be_scheduled_with_its_end():
    story = make_story("Embargoed")
    put(story, "Embargoed", at=3)
    withdraw(story, at=6)
    assert [read(story, at=at) for at in (0, 3, 6)] == [None, "Embargoed", None]


def test_nothing_of_a_withdrawn_story_comes_back_by_itself():
    story = make_live()
    put(story, "Update", at=3)
    put(story, "Another", at=6)
    withdraw(story, at=2)
    assert [read(story, at=at) for at in (2, 3, 6)] == [None, None, None]


def test_a_withdrawal_spares_what_is_scheduled_before_it():
    story = make_live()
    put(story, "Update", at=3)
    withdraw(story, at=4)
    assert [read(story, at=at) for at in (2, 3, 4)] == ["A headline", "Update", None]


@pytest.mark.parametrize("at", [2, 6])
def test_a_second_withdrawal_moves_a_planned_one(at):
    story = make_live()
    withdraw(story, at=4)
    withdraw(story, at=at, reason="Sooner or later")
    assert list(story.withdrawals.values_list("at", "reason")) == [(hour(at), "Sooner or later")]
    assert [read(story, at=at - 1), read(story, at=at)] == ["A headline", None]


def test_a_planned_withdrawal_can_be_undone():
    story = make_live()
    withdraw(story, at=3)
    cancel_withdrawal(story)
    assert read(story, at=3) == "A headline"
    assert last_act(story).details["dropped"] == [{"at": hour(3).isoformat(), "revision": None}]


def test_there_is_nothing_to_undo_where_no_withdrawal_is_planned():
    with pytest.raises(Refused, match="No withdrawal"):
        cancel_withdrawal(make_live())


def test_a_withdrawal_that_has_come_is_not_undone():
    story = make_live()
    withdraw(story)
    with pytest.raises(Refused, match="No withdrawal"):
        cancel_withdrawal(story, now=1)


def test_a_story_that_was_never_live_is_not_withdrawn():
    with pytest.raises(Refused, match="cancel what is scheduled instead"):
        withdraw(make_story())


@pytest.mark.parametrize("at", [0, 2, 3])
def test_a_story_is_not_withdrawn_before_it_is_live(at):
    story = make_story()
    put(story, "Later", at=3)
    with pytest.raises(Refused, match="cancel what is scheduled instead"):
        withdraw(story, at=at)
    assert read(story, at=3) == "Later"


def test_a_withdrawn_story_is_not_withdrawn_again():
    story = make_live()
    withdraw(story)
    with pytest.raises(Refused, match="Nothing of this story is live then"):
        withdraw(story, now=1, at=1)


def test_a_story_is_not_withdrawn_at_the_instant_of_its_publication():
    story = make_live(at=NOON)
    with pytest.raises(Refused, match="this very moment"):
        withdraw(story)


def test_nothing_is_withdrawn_in_the_past():
    with pytest.raises(Refused, match="passed"):
        withdraw(make_live(), at=-1)


def test_a_withdrawal_says_why():
    with pytest.raises(Refused, match="Say why"):
        withdraw(make_live(), reason=" ")


def test_the_log_keeps_who_withdrew_a_story_and_why():
    chief, story = make_chief(), make_live()
    withdraw(story, by=chief, reason="Legal advice")
    act = last_act(story)
    assert (act.verb, act.by, act.at, act.note) == ("withdraw", chief, NOON, "Legal advice")


def test_the_log_tells_a_planned_withdrawal_from_one_that_is_done():
    story = make_live()
    withdraw(story, at=3)
    assert (last_act(story).verb, last_act(story).details["planned"]) == ("plan withdrawal", hour(3).isoformat())


# Republish


def test_a_withdrawn_story_can_be_published_again():
    story = make_live()
    withdraw(story)
    put(story, "Back", at=2, now=2)
    assert [read(story, at=at) for at in (1, 2)] == [None, "Back"]


def test_a_republication_may_be_scheduled_after_a_planned_withdrawal():
    story = make_live()
    withdraw(story, at=3)
    put(story, "Back", at=6)
    assert [read(story, at=at) for at in (2, 3, 6)] == ["A headline", None, "Back"]


# Strike


@pytest.fixture
def replaced():
    """A version that is over, with all that a version can hold, and the one that took its place."""
    picture = make_image()
    story = make_live(
        "Defamatory",
        standfirst="He did it",
        body=f'<p>He did it.</p><figure data-block="image" data-image="{picture.pk}"></figure>',
        lead_picture_id=picture.pk,
        tags=["Courts"],
        authors=[make_author()],
    )
    revisions.save(story, revisions.Draft(tags=[], credits=[Credit(make_author().pk)]), **turn_of(story), at=hour(-1))
    put(story, "Careful", at=-1, now=-1)
    return story.editions.get(headline="Defamatory")


def test_the_words_of_a_struck_version_are_gone(replaced):
    strike(replaced)
    replaced.refresh_from_db()
    assert (replaced.headline, replaced.standfirst, replaced.body, replaced.lead_picture) == ("", "", "", None)


def test_a_struck_version_keeps_no_tag_byline_or_picture(replaced):
    strike(replaced)
    rows = (replaced.tag_items, replaced.bylines, replaced.picture_items)
    assert not any(kept.exists() for kept in rows)


def test_a_struck_version_was_never_to_be_seen(replaced):
    assert read(replaced.article, at=-2) == "Defamatory"
    strike(replaced)
    assert not Edition.objects.filter(article=replaced.article).live_at(hour(-2)).exists()


def test_the_record_says_when_and_why_a_version_was_struck(replaced):
    period = replaced.live_from, replaced.live_until
    strike(replaced, reason=" Court order 7 ")
    replaced.refresh_from_db()
    assert (replaced.struck_at, replaced.struck_reason) == (NOON, "Court order 7")
    assert (replaced.live_from, replaced.live_until) == period


def test_the_desks_own_record_of_a_struck_version_is_emptied(replaced):
    strike(replaced)
    assert replaced.article.revisions.get(number=replaced.revision).words == {}


def test_what_is_live_stands_when_an_older_version_is_struck(replaced):
    strike(replaced)
    assert read(replaced.article) == "Careful"


def test_a_struck_correction_is_not_printed_any_more():
    story = make_live()
    wrong = put(story, "Corrected", at=-2, now=-2, kind="correction", note="He did do it")
    live = put(story, "Careful", at=-1, now=-1)
    assert [edition.note for edition in reading.corrections(live, moment=NOON)] == ["He did do it"]
    strike(wrong)
    assert reading.corrections(live, moment=NOON) == []
    wrong.refresh_from_db()
    assert wrong.note == ""


def test_a_live_version_is_not_struck():
    story = make_live()
    with pytest.raises(Refused, match="is live: withdraw the story"):
        strike(story.editions.get())


def test_a_live_version_is_struck_once_it_is_withdrawn():
    story = make_live()
    withdraw(story)
    strike(story.editions.get(), now=1)
    assert story.editions.get().headline == ""


def test_a_version_that_was_never_public_is_not_struck():
    edition = put(make_story(), "Later", at=3)
    with pytest.raises(Refused, match="never public"):
        strike(edition)


def test_a_version_is_struck_once(replaced):
    strike(replaced)
    with pytest.raises(Refused, match="already"):
        strike(replaced)


def test_a_strike_says_on_which_grounds(replaced):
    with pytest.raises(Refused, match="grounds"):
        strike(replaced, reason=" ")


def test_striking_announces_the_pages_that_had_the_version(replaced):
    tag, author = replaced.tag_items.get().tag_id, replaced.bylines.get().author_id
    ContentChange.objects.all().delete()
    strike(replaced)
    assert {f"article-{replaced.article_id}", f"tag-{tag}", f"author-{author}"} <= last_keys()


def test_the_log_keeps_which_version_was_struck_and_why(replaced):
    strike(replaced)
    act = last_act(replaced.article)
    assert (act.verb, act.note, act.details["revision"]) == ("strike", "Court order 7", 1)


def test_only_the_chief_strikes(replaced):
    with pytest.raises(NotAllowed):
        strike(replaced, by=make_editor())
    replaced.refresh_from_db()
    assert replaced.headline == "Defamatory"


def test_a_struck_version_is_not_brought_back_from_history(replaced):
    strike(replaced)
    with pytest.raises(Refused, match="not kept any more"):
        revisions.restore(replaced.article, replaced.revision, **turn_of(replaced.article), at=NOON)
