"""Does the log tell who did what to which thing, and what became of what was planned?"""

import ast
import re
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from articles import feed_desk, publishing, workflow
from articles.models import Article, Edition
from articles.turn import PAST
from newsroom import acts, redirects
from newsroom.log_filters import VerbFilter
from newsroom.models import Act, Redirect
from newsroom.worker import Worker
from tests.desk import change_url, text
from tests.factories import (
    make_chief,
    make_editor,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_user,
)
from tests.factories import publish as publish_story
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

LOG = "/admin/newsroom/act/"


@pytest.fixture
def read_log(client):
    """Open the log as an editor; the rows of the page, the newest first."""
    client.force_login(make_editor("reader"))

    def read(query=""):
        response = client.get(f"{LOG}{query}")
        assert response.status_code == 200
        response.render()
        return response

    return read


def rows(response):
    return list(response.context["cl"].result_list)


def work(clock):
    Worker("here:1", stopping=threading.Event(), now=lambda: clock.now).round()


def plan_of(read_log, verb):
    return next(act.plan for act in rows(read_log()) if act.verb == verb)


@pytest.fixture
def planned(clock):
    story = make_story("The flood", by=make_reporter("olena"))
    publish_story(story, by=make_editor("marta"), at=clock.ahead(hours=2), moment=clock.now)
    return story


def test_a_plan_shows_its_hour_and_how_far_off_it_is(clock, planned, read_log):
    plan = plan_of(read_log, "schedule")
    assert (plan.planned, plan.outcome) == (clock.ahead(hours=2), "in 2 h")


def test_a_plan_that_came_shows_when_it_went_live(clock, planned, read_log):
    clock.advance(hours=2, seconds=4)
    work(clock)
    assert plan_of(read_log, "schedule").outcome == "went live at 16:00:00"
    assert plan_of(read_log, "went live").outcome == "went live at 16:00:00, told 4 s later"
    page = text(read_log("?what=plans"))
    assert "10 Mar 2026 16:00:00</span> → <span>went live at 16:00:00" in page
    assert "The newsroom" in page


def test_a_plan_that_came_and_was_told_to_nobody_says_so(clock, planned, read_log):
    clock.advance(hours=3)
    plan = plan_of(read_log, "schedule")
    assert (plan.outcome, plan.late) == ("came on time; nobody was told of it yet", True)
    work(clock)
    plan = plan_of(read_log, "went live")
    assert (plan.outcome, plan.late) == ("went live at 16:00:00, told 1 h later", True)


def test_a_plan_that_was_moved_says_by_whom_and_where_to(clock, planned, read_log):
    edition, later = Edition.objects.get(), clock.ahead(hours=5)
    publishing.reschedule(edition, by=make_chief("ihor"), seen=planned.version, at=later, moment=clock.now)
    assert plan_of(read_log, "schedule").outcome == "moved by Ihor to 19:00:00"
    assert plan_of(read_log, "reschedule").planned == later
    clock.set(later)
    work(clock)
    assert plan_of(read_log, "reschedule").outcome == "went live at 19:00:00"
    assert plan_of(read_log, "schedule").outcome == "moved by Ihor to 19:00:00"


def test_a_plan_that_was_moved_to_now_says_so(clock, planned, read_log):
    publishing.reschedule(
        Edition.objects.get(), by=make_chief("ihor"), seen=planned.version, at=clock.now, moment=clock.now
    )
    assert plan_of(read_log, "reschedule").outcome == "at once"


def test_a_plan_that_was_cancelled_or_published_over_says_by_whom(clock, planned, read_log):
    publishing.cancel(Edition.objects.get(), by=make_chief("ihor"), seen=planned.version, moment=clock.now)
    assert plan_of(read_log, "schedule").outcome == "dropped by Ihor (cancel)"
    planned.refresh_from_db()
    publish_story(planned, at=clock.ahead(hours=1), moment=clock.now)
    publish_story(planned, by=make_chief("petro"), at=clock.now, moment=clock.now, keep_scheduled=False)
    assert plan_of(read_log, "schedule").outcome == "dropped by Petro (publish)"


def test_a_withdrawal_that_was_planned_tells_how_it_went(clock, read_log):
    story = make_live("The flood", at=clock.now - timedelta(hours=1))
    at = clock.ahead(hours=1)
    publishing.withdraw(story, by=make_chief("ihor"), seen=story.version, at=at, moment=clock.now, reason="Rights end")
    assert plan_of(read_log, "plan withdrawal").outcome == "in 1 h"
    clock.advance(hours=1)
    work(clock)
    assert plan_of(read_log, "plan withdrawal").outcome == "went off line at 15:00:00"


def test_the_plans_of_one_story_are_not_taken_for_anothers(clock, planned, read_log):
    other = make_story("The fire")
    publish_story(other, at=clock.ahead(hours=2), moment=clock.now)
    publishing.cancel(other.editions.get(), by=make_chief(), seen=other.version, moment=clock.now)
    mine = next(act for act in rows(read_log()) if act.verb == "schedule" and act.subject_id == planned.pk)
    assert mine.plan.outcome == "in 2 h"


# What it is narrowed by


def test_it_is_filtered_by_who(clock, read_log):
    marta, ihor = make_editor("marta"), make_chief("ihor")
    make_story("Marta's", by=marta)
    make_story("Ihor's", by=ihor)
    publish_story(make_story("The clock's"), at=clock.ahead(hours=1), moment=clock.now)
    clock.advance(hours=1)
    work(clock)
    assert {act.subject_name for act in rows(read_log(f"?who={marta.pk}"))} == {"Marta's"}
    assert {act.verb for act in rows(read_log("?who=nobody"))} == {"went live"}


def test_it_is_filtered_by_what_was_done(clock, read_log):
    story = make_story("The flood")
    workflow.submit(story, by=make_editor(), seen=story.version, at=clock.now)
    make_item(at=clock.now)
    assert {act.verb for act in rows(read_log("?what=review"))} == {"submit"}
    assert {act.verb for act in rows(read_log("?what=feed"))} == {"add to the feed"}
    assert {act.verb for act in rows(read_log("?what=nonsense"))} >= {"submit", "add to the feed"}


def verbs_in_the_code():
    """Yield what stands where a verb is given to the log: the first argument of a call, `verb=…`, `verb = …`."""
    for app in ("newsroom", "images", "authors", "articles"):
        for file in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                yield from texts_in(verb_of(node))


def verb_of(node):
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name("acts"), attr="log") | ast.Name("_log"), args=[verb, *_]):
            return verb
        case ast.Assign(targets=[ast.Name("verb")], value=verb) | ast.keyword("verb", verb):
            return verb


def texts_in(verb):
    match verb:
        case ast.Constant(str(text)) if text:
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from texts_in(one)
            yield from texts_in(other)


def test_every_verb_that_is_logged_stands_in_a_group(clock):
    grouped = {verb for _, verbs in VerbFilter.groups.values() for verb in verbs}
    assert set(PAST) | set(acts.BY_THE_CLOCK) | set(verbs_in_the_code()) <= grouped


def test_it_is_filtered_by_the_kind_of_thing(clock, read_log):
    section = make_section("City")
    make_story("The flood")
    acts.log("changed", section, by=None, at=clock.now)
    kind = ContentType.objects.get_for_model(section)
    assert [act.subject_name for act in rows(read_log(f"?thing={kind.pk}"))] == ["City"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("today", {"Today"}),
        ("yesterday", {"Yesterday"}),
        ("week", {"Today", "Yesterday"}),
        ("2026-03-09", {"Yesterday"}),
        ("2026-02-20", {"Old"}),
        ("nonsense", {"Today", "Yesterday", "Old"}),
        ("0001-01-01", {"Today", "Yesterday", "Old"}),
        ("9999-12-31", {"Today", "Yesterday", "Old"}),
    ],
)
def test_it_is_filtered_by_the_newsrooms_own_day(clock, read_log, day, expected):
    make_story("Today", at=clock.now.replace(hour=0))  # 02:00 in Kyiv
    make_story("Yesterday", at=clock.now.replace(hour=0) - timedelta(hours=3))  # 23:00 in Kyiv
    make_story("Old", at=clock.now.replace(month=2, day=20))
    assert {act.subject_name for act in rows(read_log(f"?day={day}"))} == expected


def test_choosing_a_day_keeps_the_other_filters(clock, read_log):
    make_story("The flood")
    page = text(read_log("?what=words&day=2026-03-01"))
    assert '<input type="hidden" name="what" value="words">' in page
    assert 'name="day" value="2026-03-01"' in page
    assert re.search(r"\?(what=words&amp;day=today|day=today&amp;what=words)\"", page)


def test_it_is_searched_by_headline_and_reason(clock, read_log):
    story = make_story("The flood")
    workflow.spike(story, by=make_editor(), seen=story.version, at=clock.now, note="Nobody was there")
    assert [act.verb for act in rows(read_log("?q=nobody"))] == ["spike"]
    assert len(rows(read_log("?q=flood"))) == 2


# Its columns


def test_a_thing_leads_to_its_form_if_it_is_still_there(clock, read_log):
    story, gone = make_story("The flood"), make_story("Gone")
    gone_url = change_url(gone)
    Article.objects.filter(pk=gone.pk).delete()
    page = text(read_log())
    assert f'<a href="{change_url(story)}">The flood</a>' in page
    assert "Gone" in page
    assert gone_url not in page


def test_it_asks_the_same_for_one_row_and_for_fifty(clock, planned, read_log, django_assert_num_queries):
    read_log()
    acts_of_one = Act.objects.count()
    with django_assert_num_queries(9):
        read_log()
    for n in range(25):
        story = make_story(f"Story {n}")
        publish_story(story, at=clock.ahead(hours=1), moment=clock.now)
    assert Act.objects.count() > acts_of_one + 49
    with django_assert_num_queries(9):
        read_log()


def test_a_reporter_may_not_read_the_whole_log(client, clock):
    client.force_login(make_reporter())
    assert client.get(LOG).status_code == 403


# The feed, people, and whatever else is done


def test_an_item_that_was_planned_tells_when_it_went_live_was_moved_or_dropped(clock, read_log):
    editor = make_editor("marta")

    def plan(text):
        return feed_desk.add({"text": text}, by=editor, at=clock.ahead(hours=2), moment=clock.now)

    came, moved, dropped = plan("It comes"), plan("It is moved"), plan("It is dropped")
    assert plan_of(read_log, "schedule in the feed").outcome == "in 2 h"
    options = {"by": editor, "moment": clock.now}
    feed_desk.change(moved, {}, seen=moved.version, stamp=False, at=clock.ahead(hours=3), **options)
    feed_desk.undo(dropped, seen=dropped.version, **options)
    clock.advance(hours=2)
    told = {act.subject_id: act.plan.outcome for act in rows(read_log()) if act.verb == "schedule in the feed"}
    assert told[came.pk] == "went live at 16:00:00"
    assert told[moved.pk].startswith("moved by Marta") and told[moved.pk].endswith("to 17:00:00")
    assert told[dropped.pk] == "dropped by Marta (take off the feed)"
    assert plan_of(read_log, "reschedule in the feed").outcome == "in 1 h"


def test_what_goes_out_at_once_was_no_plan_and_a_quick_item_tells_its_second(clock, read_log):
    make_item("At once", at=clock.now)
    assert plan_of(read_log, "add to the feed") is None
    feed_desk.add({"text": "In ten seconds"}, by=make_editor(), at=clock.now + feed_desk.HOLD, moment=clock.now)
    clock.advance(minutes=1)
    assert plan_of(read_log, "add to the feed").outcome == "went live at 14:00:10"


def test_a_pin_and_a_mark_are_told_as_what_they_are(clock):
    item, editor = make_item(at=clock.now), make_editor()

    def change(**words):
        feed_desk.change(item, words, by=editor, seen=item.version, moment=clock.now, stamp=False)
        return acts.latest(item).verb

    assert [change(pinned=True), change(pinned=False)] == ["pin in the feed", "unpin in the feed"]
    assert change(breaking_until=clock.ahead(hours=1)) == "mark as breaking"
    assert change(breaking_until=None) == "end breaking"
    assert change(pinned=True, text="Other words") == "fix in the feed"


def test_who_changes_their_own_password_is_in_the_log(client, clock):
    person = make_editor()
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person)
    new = "a-much-newer-password"
    data = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", data).status_code == 200
    assert not Act.objects.filter(verb="change the password").exists()
    assert client.post("/admin/password_change/", data | {"old_password": PASSWORD}).status_code == 302
    assert Act.objects.get(verb="change the password").by == person


def test_what_a_superuser_does_to_groups_and_redirects_is_in_the_log(client, clock):
    client.force_login(make_user(is_superuser=True))
    rule = {"rule-TOTAL_FORMS": 0, "rule-INITIAL_FORMS": 0}
    client.post("/admin/auth/group/add/", {"name": "Interns", **rule})
    client.post(f"/admin/auth/group/{Group.objects.get(name='Interns').pk}/delete/", {"post": "yes"})
    redirects.leave("/old/", "/new/", at=clock.now)
    client.post(f"/admin/newsroom/redirect/{Redirect.objects.get().pk}/delete/", {"post": "yes", "reason": "Wrong"})
    done = list(Act.objects.order_by("id").values_list("verb", "subject_name"))
    assert done == [("add the group", "Interns"), ("delete the group", "Interns"), ("deleted", "/old/ → /new/")]
