"""Which moves can be made from which stage, by whom, and what is a person told who may not or comes too late?"""

from datetime import timedelta

import pytest

from articles import addresses, permissions, previewing, publishing, revisions, workflow
from articles.models import Article
from articles.permissions import NotAllowed
from articles.timeline import Timeline
from articles.turn import Refused, Stale
from newsroom.models import Act
from tests.conftest import NOON
from tests.factories import (
    hour,
    last_act,
    make_chief,
    make_editor,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    make_user,
    publish,
    put,
    rewrite,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db

MAKE = {  # how each move is made; `send_back` alone needs a note
    "submit": workflow.submit,
    "return": lambda story, **who: workflow.send_back(story, note="Call the mayor", **who),
    "approve": workflow.approve,
    "spike": workflow.spike,
    "revive": workflow.revive,
}
GOES_TO = {  # every pair that is not here is refused
    ("draft", "submit"): "in_review",
    ("in_review", "return"): "draft",
    ("ready", "return"): "draft",
    ("in_review", "approve"): "ready",
    ("draft", "spike"): "spiked",
    ("in_review", "spike"): "spiked",
    ("ready", "spike"): "spiked",
    ("spiked", "revive"): "draft",
}
WAY_TO = {"draft": (), "in_review": ("submit",), "ready": ("submit", "approve"), "spiked": ("spike",)}
EVERY_MOVE = [(stage, verb) for stage in Article.Stage.values for verb in MAKE]


def make_story_at(stage, **fields):
    """A story brought to a stage by the moves that lead there."""
    story = make_story(**fields)
    for verb in WAY_TO[stage]:
        make(story, verb)
    return story


def make(story, verb, *, by=None, at=NOON):
    MAKE[verb](story, **turn_of(story, by), at=at)


# The table of moves


@pytest.mark.parametrize(("stage", "verb"), [pair for pair in EVERY_MOVE if pair in GOES_TO])
def test_a_move_that_fits_the_stage_is_made(stage, verb):
    story = make_story_at(stage)
    make(story, verb, at=hour(1))
    assert (story.stage, story.stage_since) == (GOES_TO[stage, verb], hour(1))


@pytest.mark.parametrize(("stage", "verb"), [pair for pair in EVERY_MOVE if pair not in GOES_TO])
def test_a_move_that_does_not_fit_the_stage_is_refused(stage, verb):
    story = make_story_at(stage, headline="Flood")
    before = story.version, story.stage
    with pytest.raises(Refused, match=f"“Flood” is {story.get_stage_display().lower()}: you cannot {verb}"):
        make(story, verb)
    story.refresh_from_db()
    assert (story.version, story.stage) == before


@pytest.mark.parametrize(("stage", "verb"), EVERY_MOVE)
def test_the_desk_offers_just_the_moves_that_would_be_made(stage, verb):
    story = make_story_at(stage)
    assert workflow.can(story, verb, timeline=Timeline.of(story, moment=NOON)) == ((stage, verb) in GOES_TO)


def test_the_log_keeps_who_made_a_move_from_where_to_where_and_why():
    editor, story = make_editor(), make_story_at("in_review")
    workflow.send_back(story, **turn_of(story, editor), at=NOON, note=" Call the mayor ")
    act = last_act(story)
    assert (act.verb, act.by, act.at, act.note) == ("return", editor, NOON, "Call the mayor")
    assert (act.came_from, act.went_to) == ("in_review", "draft")


@pytest.mark.parametrize("note", ["", " \n"])
def test_a_story_is_not_returned_without_a_note(note):
    story = make_story_at("in_review")
    with pytest.raises(Refused, match="write a note"):
        workflow.send_back(story, **turn_of(story), at=NOON, note=note)
    story.refresh_from_db()
    assert story.stage == "in_review"


def test_a_story_without_a_headline_is_not_submitted():
    with pytest.raises(Refused, match="headline"):
        make(make_story(" "), "submit")


def test_publication_is_not_a_stage():
    story = make_live()
    rewrite(story, headline="More is known")
    make(story, "submit")
    make(story, "return")
    assert story.stage == "draft"
    assert story.editions.live_at(NOON).exists()


@pytest.mark.parametrize("at", [NOON, NOON + timedelta(hours=1)], ids=["live", "scheduled"])
def test_words_that_are_live_or_scheduled_are_not_returned(at):
    story = make_story()
    publish(story, at=at, moment=NOON)
    with pytest.raises(Refused, match="live or scheduled"):
        make(story, "return")


# Spiking


def test_a_live_story_is_not_spiked():
    with pytest.raises(Refused, match="withdraw it instead"):
        make(make_live(), "spike")


def test_a_withdrawn_story_is_not_spiked():
    story = make_live()
    withdraw(story)
    with pytest.raises(Refused, match="was live"):
        make(story, "spike", at=hour(1))


def test_a_scheduled_story_is_not_spiked():
    story = make_story()
    put(story, "Later", at=3)
    with pytest.raises(Refused, match="scheduled"):
        make(story, "spike")


def test_the_desk_does_not_offer_to_spike_what_ran():
    story = make_live()
    assert not workflow.can(story, "spike", timeline=Timeline.of(story, moment=NOON))


# Who was first


def test_a_double_click_is_told_that_it_was_oneself():
    editor, story = make_editor("olha"), make_story_at("in_review")
    clicked = {"by": editor, "seen": story.version, "at": NOON}
    workflow.approve(story, **clicked)
    with pytest.raises(Stale, match=r"You yourself \(Olha\).* approved this story a moment ago"):
        workflow.approve(story, **clicked)


def test_a_double_click_makes_one_move():
    editor, story = make_editor(), make_story_at("in_review")
    clicked = {"by": editor, "seen": story.version, "at": NOON}
    workflow.approve(story, **clicked)
    with pytest.raises(Stale):
        workflow.approve(story, **clicked)
    assert Act.objects.filter(verb="approve").count() == 1


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda story, who: workflow.approve(story, at=NOON, **who), "Olha approved this story 5 min ago"),
        (lambda story, who: put(story, "News", by=who["by"]), "Olha published this story 5 min ago"),
        (lambda story, who: put(story, "News", at=3, by=who["by"]), "Olha scheduled this story 5 min ago"),
        (lambda story, who: addresses.move(story, "harbour", at=NOON, **who), "Olha moved the address of this story"),
        (
            lambda story, who: revisions.save(story, revisions.Draft({"headline": "New"}), at=NOON, **who),
            "Olha saved this story",
        ),
    ],
)
def test_a_latecomer_is_told_who_was_first_and_with_what(act, told):
    story = make_story_at("in_review")
    seen = story.version
    act(story, turn_of(story, make_editor("olha")))
    with pytest.raises(Stale, match=told):
        workflow.send_back(story, by=make_editor(), seen=seen, at=NOON + timedelta(minutes=5), note="Call the mayor")


def test_a_latecomer_changes_nothing():
    story = make_story_at("in_review")
    seen = story.version
    make(story, "approve")
    with pytest.raises(Stale):
        workflow.send_back(story, by=make_editor(), seen=seen, at=NOON, note="Call the mayor")
    story.refresh_from_db()
    assert story.stage == "ready"


# Who may do what

ALL = set(permissions.NEEDS) - {"link_translations_of"}  # in which two stories take part: tests/acts tries it
MAY = {  # role: what it may do with any story, and what it may do besides with its own
    "Reporter": (set(), {"save", "submit"}),
    "Editor": (ALL - {"strike"}, set()),
    "Chief editor": (ALL, set()),
    None: (set(), set()),
}
DO = {  # each verb, on a story that is ready for it
    "save": lambda s, who: revisions.save(s, revisions.Draft({"headline": "New"}), at=NOON, **who),
    "submit": lambda s, who: workflow.submit(s, at=NOON, **who),
    "return": lambda s, who: workflow.send_back(s, at=NOON, note="Call the mayor", **who),
    "approve": lambda s, who: workflow.approve(s, at=NOON, **who),
    "spike": lambda s, who: workflow.spike(s, at=NOON, **who),
    "revive": lambda s, who: workflow.revive(s, at=NOON, **who),
    "publish": lambda s, who: publishing.publish(s, at=NOON, moment=NOON, keep_scheduled=True, **who),
    "reschedule": lambda s, who: publishing.reschedule(s.editions.latest("live_from"), at=hour(4), moment=NOON, **who),
    "cancel": lambda s, who: publishing.cancel(s.editions.latest("live_from"), moment=NOON, **who),
    "withdraw": lambda s, who: publishing.withdraw(s, at=NOON, moment=NOON, reason="Legal advice", **who),
    "cancel_withdrawal": lambda s, who: publishing.cancel_withdrawal(s, moment=NOON, **who),
    "move": lambda s, who: addresses.move(s, "harbour", at=NOON, **who),
    "strike": lambda s, who: publishing.strike(
        s.editions.earliest("live_from"), moment=hour(3), reason="Court order 7", **who
    ),
    "share_preview": lambda s, who: previewing.share(s, by=who["by"], at=NOON, for_whom="A lawyer"),
}
STAGE_FOR = {"return": "in_review", "approve": "in_review", "revive": "spiked"}


def make_story_for(verb, by):
    """A story of somebody's, standing so that the verb could be done."""
    story = make_story_at(STAGE_FOR.get(verb, "draft"), by=make_chief())
    if verb in {"withdraw", "cancel_withdrawal", "strike", "reschedule", "cancel"}:
        put(story, "Live", at=-1, now=-1)
    if verb in {"reschedule", "cancel", "strike"}:
        put(story, "Later", at=3)
    if verb == "cancel_withdrawal":
        withdraw(story, at=3)
    Article.objects.filter(pk=story.pk).update(created_by=by)
    return story


@pytest.mark.parametrize("own", [True, False], ids=["own", "anothers"])
@pytest.mark.parametrize("verb", sorted(ALL))
@pytest.mark.parametrize("role", MAY, ids=str)
def test_a_role_can_do_what_it_may_and_nothing_else(role, verb, own):
    user = make_user(role)
    story = make_story_for(verb, by=user if own else make_reporter())
    on_any, on_own = MAY[role]
    allowed = verb in on_any or (own and verb in on_own)
    acts = Act.objects.count()
    if allowed:
        DO[verb](story, turn_of(story, user))
    else:
        with pytest.raises(NotAllowed, match="You may not"):
            DO[verb](story, turn_of(story, user))
    assert Act.objects.count() == acts + allowed
    assert permissions.may(user, verb, story) == allowed


def test_a_story_is_its_assignees_too():
    reporter, story = make_reporter(), make_story()
    revisions.save(story, revisions.Draft(desk={"assignee_id": reporter.pk}), **turn_of(story), at=NOON)
    make(story, "submit", by=reporter)
    assert story.stage == "in_review"


@pytest.mark.parametrize("make_somebody", [make_reporter, make_editor, make_chief])
def test_everybody_in_the_newsroom_begins_stories(make_somebody):
    somebody = make_somebody()
    assert make_story(by=somebody).created_by == somebody


def test_a_stranger_begins_no_story():
    with pytest.raises(NotAllowed, match="may not begin stories"):
        make_story(by=make_stranger())
    assert not Article.objects.exists()


def test_somebody_deactivated_may_do_nothing():
    chief, story = make_chief(is_active=False), make_story()
    with pytest.raises(NotAllowed):
        make(story, "submit", by=chief)


def test_who_may_not_is_told_what_and_whom_to_ask():
    story = make_story("Flood", by=make_editor())
    with pytest.raises(NotAllowed, match=r"You may not publish “Flood”\. Ask an editor"):
        publishing.publish(story, **turn_of(story, make_reporter()), at=NOON, moment=NOON)
