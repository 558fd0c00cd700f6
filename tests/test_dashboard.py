"""Does the first page of the desk tell each colleague what concerns them, and lead there?"""

import re
from datetime import timedelta

import pytest
from django.utils.html import escape

from articles import publishing, workflow
from articles.models import Article, Edition
from newsroom import announcements, heartbeats, mail
from newsroom.models import Announcement
from tests.desk import change_url, text
from tests.factories import (
    make_chief,
    make_editor,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db

HOME = "/admin/"


def open_home(client, user):
    client.force_login(user)
    response = client.get(HOME)
    assert response.status_code == 200
    return response


def parts(client, user):
    """The parts of the page that this user sees, by name."""
    return {part.name: part for part in open_home(client, user).context["parts"]}


def words(part):
    return [row.words for row in part.rows]


def submit(story, *, at, by=None):
    workflow.submit(story, by=by or make_editor(), seen=story.version, at=at)


def give_back(story, *, at, note, by=None):
    workflow.send_back(story, by=by or make_editor(), seen=story.version, at=at, note=note)


def led_to(client, part):
    """The headlines in the list to which a part's number leads."""
    response = client.get(part.address)
    assert response.status_code == 200
    return {story.headline for story in response.context["cl"].result_list}


# Who sees what


@pytest.mark.parametrize(
    ("make", "seen"),
    [
        (make_reporter, ["returned", "drafts", "next", "just", "corrections"]),
        (make_editor, ["review", "returned", "drafts", "next", "overdue", "rights", "just", "corrections"]),
        (make_chief, ["review", "returned", "drafts", "next", "overdue", "rights", "just", "corrections"]),
        (make_stranger, []),
    ],
)
def test_parts_that_do_not_concern_a_user_are_absent(client, clock, make, seen):
    assert list(parts(client, make())) == seen


def test_every_part_says_something_kind_when_there_is_nothing(client, clock):
    page = text(open_home(client, make_chief()))
    for sentence in ("Nothing waits.", "No story of yours was sent back.", "You have no draft at the moment."):
        assert sentence in page


def test_somebody_new_sees_where_to_begin_until_they_have_begun(client, clock):
    reporter = make_reporter()
    steps = open_home(client, reporter).context["first_steps"]
    assert [step.words for step in steps] == ["Write your first story", "Add pictures"]
    assert all(client.get(step.address).status_code == 200 for step in steps)
    make_story(by=reporter)
    assert open_home(client, reporter).context["first_steps"] == []


def test_a_new_chief_is_shown_how_to_add_colleagues(client, clock):
    steps = open_home(client, make_chief()).context["first_steps"]
    assert "Add a colleague" in [step.words for step in steps]
    assert all(client.get(step.address, follow=True).status_code == 200 for step in steps)


# Waiting for review


def test_in_review_mine_come_first_then_who_waits_longest(client, clock):
    editor, reporter = make_editor("marta"), make_reporter("olena")
    for headline, hours in (("Young", 1), ("Old", 5), ("Mine", 2)):
        story = make_story(headline, by=reporter, desk={"assignee_id": editor.pk if headline == "Mine" else None})
        submit(story, by=reporter, at=clock.now - timedelta(hours=hours))
    make_story("Draft", by=reporter)
    part = parts(client, editor)["review"]
    assert words(part) == ["Mine", "Old", "Young"]
    assert part.rows[0].facts == ["assigned to you", "by Olena", "submitted 2 h ago"]
    assert led_to(client, part) == {"Mine", "Old", "Young"}
    assert client.get(part.rows[0].address).status_code == 200


# What came back


def test_a_returned_story_is_shown_to_its_reporter_with_the_editors_note(client, clock):
    reporter = make_reporter("olena")
    story = make_story("The bridge", by=reporter)
    submit(story, by=reporter, at=clock.now - timedelta(hours=2))
    give_back(
        story, by=make_editor("marta"), at=clock.now - timedelta(hours=1), note="Who says so? <Ask> the ministry."
    )
    mine = parts(client, reporter)
    part = mine["returned"]
    assert words(part) == ["The bridge"]
    assert part.rows[0].facts == ["returned by Marta", "1 h ago"]
    assert part.rows[0].address == change_url(story)
    assert escape("Who says so? <Ask> the ministry.") in text(open_home(client, reporter))
    assert led_to(client, part) == {"The bridge"}
    assert words(mine["drafts"]) == []
    assert led_to(client, mine["drafts"]) == set()


def test_a_story_submitted_again_has_not_been_returned_any_more(client, clock):
    reporter = make_reporter()
    story = make_story("The bridge", by=reporter)
    submit(story, by=reporter, at=clock.now)
    give_back(story, at=clock.now, note="More.")
    rewrite(story, headline="The bridge, again", by=reporter)
    assert words(parts(client, reporter)["returned"]) == ["The bridge, again"]
    submit(story, by=reporter, at=clock.now)
    assert words(parts(client, reporter)["returned"]) == []


def test_what_others_got_back_is_not_mine(client, clock):
    story = make_story("The bridge", by=make_reporter())
    submit(story, at=clock.now)
    give_back(story, at=clock.now, note="More.")
    assert words(parts(client, make_reporter())["returned"]) == []


# My drafts


def test_my_drafts_are_those_i_began_and_those_assigned_to_me(client, clock):
    reporter = make_reporter()
    make_story("Begun", by=reporter, at=clock.now - timedelta(hours=2))
    make_story("Assigned", desk={"assignee_id": reporter.pk}, at=clock.now - timedelta(hours=1))
    make_story("Somebody else's")
    submit(make_story("In review", by=reporter), by=reporter, at=clock.now)
    part = parts(client, reporter)["drafts"]
    assert words(part) == ["Assigned", "Begun"]
    assert led_to(client, part) == {"Assigned", "Begun"}


# What comes next


@pytest.fixture
def plans(clock):
    """A first publication, an update and a withdrawal in the next day, and one the day after."""
    publish(make_story("First"), at=clock.ahead(hours=3), moment=clock.now)
    live = make_live("Update", at=clock.now - timedelta(days=2))
    publish(live, at=clock.ahead(hours=1), moment=clock.now)
    gone = make_live("Gone", at=clock.now - timedelta(days=2))
    at = clock.ahead(hours=24)
    publishing.withdraw(gone, by=make_editor(), seen=gone.version, at=at, moment=clock.now, reason="Rights end")
    publish(make_story("Too far"), at=clock.ahead(hours=25), moment=clock.now)


def test_what_goes_live_in_the_next_day_stands_in_order_with_its_exact_time(client, clock, plans):
    part = parts(client, make_editor())["next"]
    assert [(row.words, *row.facts) for row in part.rows] == [
        ("Update", "update", "today 15:00 Kyiv, in 1 h"),
        ("First", "first publication", "today 17:00 Kyiv, in 3 h"),
        ("Gone", "goes off line", "tomorrow 14:00 Kyiv, in 1 d"),
    ]
    assert part.count == "3"
    assert led_to(client, part) == {"Update", "First", "Gone"}


def test_a_story_with_two_events_counts_once_as_in_the_list(client, clock, plans):
    story = Article.objects.get(slug=Edition.objects.get(headline="First").article.slug)
    publish(story, at=clock.ahead(hours=5), moment=clock.now)
    part = parts(client, make_editor())["next"]
    assert (len(part.rows), part.count) == (4, "3")
    assert len(led_to(client, part)) == 3


def test_a_reporter_sees_what_of_theirs_goes_live_next(client, clock, plans):
    reporter = make_reporter()
    publish(make_story("Mine", by=reporter), at=clock.ahead(hours=2), moment=clock.now)
    part = parts(client, reporter)["next"]
    assert words(part) == ["Mine"]
    assert led_to(client, part) == {"Mine"}


# What just was


def test_just_published_and_corrected(client, clock):
    make_live("Yesterday", at=clock.now - timedelta(hours=13))
    story = make_live("Wrong", at=clock.now - timedelta(days=8))
    rewrite(story, headline="Right")
    publish(story, at=clock.now - timedelta(days=3), kind="correction", note="It was Tuesday.")
    old = make_live("Old", at=clock.now - timedelta(days=20))
    publish(rewritten(old), at=clock.now - timedelta(days=8), kind="correction", note="Long ago.")
    make_live("Morning", at=clock.now - timedelta(hours=3))
    seen = parts(client, make_reporter())
    assert words(seen["just"]) == ["Morning"]
    assert led_to(client, seen["just"]) == {"Morning"}
    assert [(row.words, row.note) for row in seen["corrections"].rows] == [("Right", "It was Tuesday.")]
    assert led_to(client, seen["corrections"]) == {"Right"}


def rewritten(story):
    rewrite(story, headline=f"{story.headline}, corrected")
    return story


# What is overdue, and the worker


def test_a_story_that_nobody_announced_is_overdue_after_a_minute_and_readers_see_it(client, clock):
    story = make_story("The flood")
    publish(story, at=clock.ahead(minutes=10), moment=clock.now)
    editor = make_editor()
    clock.advance(minutes=10, seconds=59)
    assert words(parts(client, editor)["overdue"]) == []
    clock.advance(seconds=1)
    part = parts(client, editor)["overdue"]
    assert words(part) == ["The flood"]
    assert part.rows[0].facts == ["live since today 14:10 Kyiv, 1 min ago"]
    assert part.rows[0].warning == "No worker has come to it yet."
    assert part.sentence.startswith("No worker has ever run. Readers see every story on time all the same")
    assert client.get(f"/articles/{story.slug}/").status_code == 200
    overdue = client.get(part.address)
    assert "The flood" in text(overdue)
    assert part.sentence in text(overdue)


def test_a_mail_that_does_not_leave_is_overdue_and_says_why(client, clock):
    mail.post([mail.Letter("k", "olena@example.org", "Returned: The bridge", "Secret words")], at=clock.now)
    Announcement.objects.update(attempts=2, last_error="The mail server is away.", retry_at=clock.ahead(minutes=6))
    editor = make_editor()
    clock.advance(minutes=2)
    part = parts(client, editor)["overdue"]
    (row,) = part.rows
    assert row.words == "Mail to olena@example.org: [The Newsroom] Returned: The bridge"
    assert row.facts == ["due today 14:00 Kyiv, 2 min ago", "tried 2 times", "again in 4 min"]
    assert row.warning == "The mail server is away."
    shown = text(client.get(row.address))
    assert "The mail server is away." in shown
    assert "Secret words" not in shown
    assert part.urgent


@pytest.mark.parametrize(
    ("ago", "sentence"),
    [
        (timedelta(seconds=12), "The worker last ran 12 s ago."),
        (timedelta(hours=3), "No worker has run since today 11:00 Kyiv, 3 h ago. Readers see every story on time"),
    ],
)
def test_the_page_says_when_a_worker_last_ran(client, clock, ago, sentence):
    heartbeats.beat("here:1", clock.now - timedelta(days=2))
    heartbeats.beat("here:2", clock.now - ago)
    assert sentence in text(open_home(client, make_editor()))


def test_the_page_of_the_overdue_is_for_editors(client, clock):
    client.force_login(make_reporter())
    assert client.get("/admin/overdue/").status_code == 403


# Numbers


def test_a_number_is_counted_to_a_hundred_and_then_has_a_plus(client, clock):
    reporter = make_reporter()
    Article.objects.bulk_create(
        Article(
            slug=f"d-{n}", headline=f"D {n}", created_by=reporter, stage_since=clock.now, saved_at=clock.now,
            created_at=clock.now,
        )
        for n in range(102)
    )  # fmt: skip
    response = open_home(client, reporter)
    part = next(part for part in response.context["parts"] if part.name == "drafts")
    assert part.count == "100+"
    assert len(part.shown) == 6
    assert re.search(
        r'<a href="[^"]*returned=no[^"]*"><span>My drafts</span> <span class="desk-part-count">100\+<', text(response)
    )


def test_the_page_asks_the_same_however_much_there_is(client, clock, plans, django_assert_num_queries):
    editor, reporter = make_editor("marta"), make_reporter("olena")
    for n in range(3):
        story = make_story(f"Back {n}", by=reporter, desk={"assignee_id": editor.pk})
        submit(story, by=reporter, at=clock.now)
        if n:
            give_back(story, at=clock.now, note="More.")
    client.force_login(editor)
    client.get(HOME)
    announcements.owe("mail", [announcements.Owed("k", "words", {})], at=clock.now - timedelta(hours=1))
    # session, user, two of permissions; review; returned and its acts; drafts; editions and withdrawals next;
    # editions and withdrawals of which nobody was told (there are none), announcements, heartbeat; just; corrections;
    # acts of this user
    with django_assert_num_queries(22):
        client.get(HOME)
