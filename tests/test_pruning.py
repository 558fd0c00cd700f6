"""Does pruning thin out only what nobody will miss?"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from articles import pruning, publishing, revisions
from articles.models import Edition, Revision
from newsroom.models import Act
from tests.conftest import NOON
from tests.factories import make_editor, make_story, publish, rewrite, turn_of

pytestmark = pytest.mark.django_db

POLICY = pruning.Policy(keep_days=90, hourly_days=365)


def days_ago(days, **more):
    return NOON - timedelta(days=days, **more)


def prune(*options):
    out = StringIO()
    call_command("prune_revisions", *options, stdout=out)
    return out.getvalue()


def make_history(*moments):
    """A story saved at each of these moments."""
    story = make_story("Save 1", at=moments[0])
    for count, moment in enumerate(moments[1:], 2):
        rewrite(story, headline=f"Save {count}", at=moment)
    return story


def numbers(story):
    return sorted(story.revisions.values_list("number", flat=True))


def test_young_revisions_all_stay(clock):
    story = make_history(*(days_ago(89, minutes=-minute) for minute in range(5)))
    prune()
    assert numbers(story) == [1, 2, 3, 4, 5]


def test_of_older_ones_the_last_of_each_hour_stays(clock):
    story = make_history(*(days_ago(100, minutes=-10 * step) for step in range(9)), days_ago(1))
    prune()
    assert numbers(story) == [1, 6, 9, 10]


def test_of_the_oldest_the_last_of_each_newsroom_day_stays(clock):
    """Days end at midnight in Kyiv, 22:00 UTC."""
    moments = [days_ago(400, hours=-step) for step in (0, 9, 11, 15)]
    story = make_history(*moments, days_ago(1))
    prune()
    assert numbers(story) == [1, 2, 4, 5]


def test_what_an_edition_froze_stays_past_live_and_scheduled(clock):
    story = make_history(days_ago(400), days_ago(400, minutes=-1))
    publish(story, at=days_ago(399))
    frozen_once = story.revision
    for minute in range(3, 9):
        rewrite(story, headline=f"Then {minute}", at=days_ago(400, minutes=-minute))
        if minute == 4:
            scheduled = story.revision
            publishing.publish(
                story, **turn_of(story), at=NOON + timedelta(days=1), moment=days_ago(398), keep_scheduled=True
            )
    rewrite(story, headline="Now", at=days_ago(1))
    before = list(Edition.objects.values())
    prune()
    assert {frozen_once, scheduled, 1, story.revision} <= set(numbers(story))
    assert len(numbers(story)) < 9
    assert list(Edition.objects.values()) == before


def test_the_first_and_the_newest_and_what_the_form_holds_stay_and_no_number_comes_twice(clock):
    story = make_history(*(days_ago(500, minutes=-minute) for minute in range(6)))
    mine = revisions.Draft(words={"headline": "Aside"})
    revisions.save(story, revisions.Draft(), **turn_of(story), at=days_ago(500, minutes=-7), aside=mine)
    prune()
    story.refresh_from_db()
    assert (numbers(story), story.revision) == ([1, 6, 7], 6)
    rewrite(story, headline="Next")
    assert story.revision == 8


def test_a_dry_run_says_what_would_go_and_changes_nothing(clock):
    story = make_history(*(days_ago(500, minutes=-minute) for minute in range(6)))
    assert prune("--dry-run").startswith("Would delete 4 revisions (stories: 1), about 0.0 MB.")
    assert len(numbers(story)) == 6
    assert not Act.objects.filter(verb="prune").exists()


def test_it_says_what_it_did_and_the_log_keeps_when(clock, client):
    make_history(*(days_ago(500, minutes=-minute) for minute in range(6)))
    assert prune().startswith("Deleted 4 revisions (stories: 1)")
    act = Act.objects.get(verb="prune")
    assert (act.at, act.by, act.details["revisions"]) == (NOON, None, 4)
    assert prune().startswith("Deleted 0 revisions")


def test_a_story_keeps_its_version_and_nobodys_page_gets_stale(clock):
    story = make_history(*(days_ago(500, minutes=-minute) for minute in range(6)))
    version = story.version
    prune()
    story.refresh_from_db()
    assert (story.version, story.headline) == (version, "Save 6")


def test_many_stories_go_batch_by_batch(clock, monkeypatch):
    monkeypatch.setattr(pruning, "BATCH", 2)
    by = make_editor()
    for _ in range(5):
        story = make_story(by=by, at=days_ago(500))
        for minute in range(3):
            rewrite(story, by=by, headline=f"{minute}", at=days_ago(500, minutes=-minute))
    reports = list(pruning.prune(policy=POLICY, moment=NOON, really=True))
    assert [report.stories for report in reports] == [2, 2, 1]
    assert Revision.objects.count() == 10


@pytest.mark.parametrize("options", [["--keep-days", "0"], ["--keep-days", "9", "--hourly-days", "8"]])
def test_a_policy_that_is_none_is_refused(options):
    with pytest.raises(CommandError, match="Give --keep-days"):
        prune(*options)


ages = st.lists(st.integers(0, 800 * 24 * 6), max_size=60).map(lambda steps: sorted(steps, reverse=True))


@given(ages, st.sets(st.integers(1, 60)))
def test_whatever_the_history_the_rules_hold(ages, needed):
    found = [pruning.Kept(place, NOON - timedelta(minutes=10 * age)) for place, age in enumerate(ages, 1)]
    gone = set(pruning.superfluous(found, needed=needed, policy=POLICY, moment=NOON))
    assert not gone & needed
    assert not gone & {1, len(found)}
    assert not any(found[number - 1].saved_at >= days_ago(90) for number in gone)
    left = [revision for revision in found if revision.number not in gone]
    assert not set(pruning.superfluous(left, needed=needed, policy=POLICY, moment=NOON))
    for number in gone:  # a later one of the same day is still there
        was = found[number - 1].saved_at
        assert any(r.number > number and r.saved_at - was < timedelta(days=1) for r in left)
