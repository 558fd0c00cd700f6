"""Does nothing move in the calendar without being asked, and is what looks like a slip doubted?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import publishing
from articles.models import Edition
from newsroom.models import Act
from tests.agenda import CALENDAR, at_desk, lines_of, scheduled
from tests.desk import move_url, text
from tests.factories import (
    local,
    make_editor,
    make_live,
    make_section,
    make_story,
    publish,
    rewrite,
    turn_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kyiv")]


def move_link(client, headline, **query):
    """Follow an entry's own link to the page that asks."""
    line = next(line for line in lines_of(client, **query) if line.entry.headline == headline)
    page = text(client.get(CALENDAR, query))
    assert f'href="{line.move}?at_local={line.local}&amp;next=' in page
    return line.move


def test_the_page_that_asks_names_both_times_the_zone_and_the_distance_and_moves_nothing(client, clock):
    edition = scheduled("Moves", "2026-03-11T18:00", moment=clock.now)
    address = move_link(at_desk(client), "Moves")
    page = client.get(address, {"at_local": "2026-03-12T20:15", "next": CALENDAR})
    proposal = page.context["proposal"]
    assert proposal.was == "tomorrow 18:00 Kyiv, in 1 d 4 h"
    assert proposal.becomes == "Thu 12 Mar 20:15 Kyiv, in 2 d 6 h"
    assert proposal.apart == "1 d 2 h later"
    assert 'value="2026-03-12T20:15"' in text(page)
    edition.refresh_from_db()
    assert edition.live_from == local("2026-03-11T18:00")


def test_once_confirmed_it_moves_and_the_calendar_is_there_again_as_it_was(client, clock):
    edition = scheduled("Moves", "2026-03-11T18:00", moment=clock.now)
    address = move_link(at_desk(client), "Moves")
    back = f"{CALENDAR}?view=week&on=2026-03-11"
    data = {"seen": edition.article.version, "at_local": "2026-03-12T20:15", "at_which": ""}
    response = client.post(f"{address}?next={back.replace('&', '%26')}", data)
    assert response["Location"] == back
    edition.refresh_from_db()
    assert edition.live_from == local("2026-03-12T20:15")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/admin/calendar/", "/admin/calendar/../logout/", ""]
)
def test_it_leads_back_to_the_calendar_alone(client, clock, elsewhere):
    edition = scheduled("Moves", "2026-03-11T18:00", moment=clock.now)
    address = move_url(edition.article, "reschedule", edition)
    data = {"seen": edition.article.version, "at_local": "2026-03-12T20:15", "at_which": ""}
    response = at_desk(client).post(f"{address}?next={elsewhere}", data)
    assert response["Location"] == reverse("admin:articles_article_change", args=[edition.article_id])


def test_a_time_that_no_clock_shows_is_refused_when_it_is_confirmed(client, clock):
    edition = scheduled("Moves", "2026-03-28T18:00", moment=clock.now)
    address = move_url(edition.article, "reschedule", edition)
    page = at_desk(client).get(address, {"at_local": "2026-03-29T03:30"})
    assert page.context["proposal"] is None
    data = {"seen": edition.article.version, "at_local": "2026-03-29T03:30", "at_which": ""}
    assert "does not exist on that day" in text(client.post(address, data))


def test_a_dropped_hour_that_comes_twice_says_which_it_was(client, clock):
    edition = scheduled("Moves", "2026-10-24T18:00", moment=clock.now)
    address = move_url(edition.article, "reschedule", edition)
    page = at_desk(client).get(address, {"at_local": "2026-10-25T03:30", "at_which": "later"})
    assert 'value="later"' in text(page)
    assert "checked" in text(page)
    assert page.context["proposal"].apart == "10 h 30 min later"


def test_a_plan_moves_through_the_same_page_and_schedules_nothing(client, clock):
    story = make_story("Meant", desk={"planned_for": local("2026-03-12T19:00")})
    address = move_link(at_desk(client), "Meant")
    page = client.get(address, {"at_local": "2026-03-13T19:00", "next": CALENDAR})
    assert page.context["proposal"].apart == "1 d later"
    data = {"seen": story.version, "at_local": "2026-03-13T19:00", "at_which": ""}
    client.post(f"{address}?next={CALENDAR}", data)
    story.refresh_from_db()
    assert story.planned_for == local("2026-03-13T19:00")
    assert story.revision == 1
    assert not story.editions.exists()


def test_a_stale_page_moves_no_plan(client, clock):
    story = make_story("Meant", desk={"planned_for": local("2026-03-12T19:00")})
    seen = story.version
    rewrite(story, headline="A colleague's")
    data = {"seen": seen, "at_local": "2026-03-13T19:00", "at_which": ""}
    assert at_desk(client).post(move_url(story, "plan"), data).status_code == 409
    story.refresh_from_db()
    assert story.planned_for == local("2026-03-12T19:00")


def test_a_planned_withdrawal_moves_with_its_reason(client, clock):
    story = make_live("Gone soon", at=clock.now - timedelta(days=1))
    publishing.withdraw(story, **turn_of(story), at=clock.ahead(days=1), moment=clock.now, reason="Licence ends")
    at_desk(client)
    address = next(line.move for line in lines_of(client) if line.entry.kind == "withdrawal")
    page = client.get(address, {"at_local": "2026-03-13T14:00"})
    assert page.context["proposal"].apart == "2 d later"
    assert page.context["form"]["reason"].value() == "Licence ends"


# Doubts


def test_a_time_at_night_needs_a_tick_and_the_tick_counts_for_that_time_alone(client, clock):
    story = make_story()
    at_desk(client)
    data = {"seen": story.version, "at_local": "2026-03-11T03:00", "at_which": ""}
    asked = text(client.post(move_url(story, "schedule"), data))
    assert "03:00 is at night in Kyiv: did you mean 15:00?" in asked
    assert "Yes, at 03:00" in asked
    at_four = {**data, "at_local": "2026-03-11T04:00", "sure": local("2026-03-11T03:00").isoformat()}
    assert "Yes, at 04:00" in text(client.post(move_url(story, "schedule"), at_four))
    assert not Edition.objects.exists()
    client.post(move_url(story, "schedule"), {**data, "sure": local("2026-03-11T03:00").isoformat()})
    assert Edition.objects.get().live_from == local("2026-03-11T03:00")


def test_a_time_half_a_day_from_the_plan_is_doubted_where_it_is_entered_and_in_the_calendar(client, clock):
    story = make_story("Evening", desk={"planned_for": local("2026-03-11T20:00")})
    at_desk(client)
    data = {"seen": story.version, "at_local": "2026-03-11T08:00", "at_which": ""}
    doubt = "08:00, 12 hours from the planned 20:00: did you mean 20:00?"
    assert doubt in text(client.post(move_url(story, "schedule"), data))
    client.post(move_url(story, "schedule"), {**data, "sure": local("2026-03-11T08:00").isoformat()})
    page = client.get(CALENDAR)
    assert doubt in text(page)
    assert page.context["warned"] == 1


def test_a_crowded_time_is_doubted_also_when_it_is_dragged_to(client, clock):
    section = make_section("City")
    scheduled("There already", "2026-03-11T18:00", moment=clock.now, section_id=section.pk)
    edition = scheduled("Comes too", "2026-03-11T12:00", moment=clock.now, section_id=section.pk)
    address = move_url(edition.article, "reschedule", edition)
    page = at_desk(client).get(address, {"at_local": "2026-03-11T18:03"})
    assert page.context["form"].doubts == ("3 min after “There already”, also in City",)
    assert "Yes, at 18:03" in text(page)


def test_crowding_is_seen_also_where_the_calendar_is_narrowed(client, clock):
    city = make_section("City")
    for minute in range(4):
        fields = {"section_id": city.pk} if minute == 0 else {}
        scheduled(f"Story {minute}", f"2026-03-11T18:0{minute}", moment=clock.now, **fields)
    (line,) = lines_of(at_desk(client), section=city.pk)
    assert line.entry.warnings == ("4 publications within 15 minutes",)


def test_a_minor_fix_crowds_nobody(client, clock):
    stories = [make_live(f"Story {n}", at=clock.now - timedelta(hours=1)) for n in range(4)]
    for story in stories:
        rewrite(story, headline=f"{story.headline}, mended")
        publish(story, at=local("2026-03-11T18:00"), moment=clock.now, kind="minor")
    assert not any(line.entry.warnings for line in lines_of(at_desk(client)))


def test_scheduling_a_minor_fix_into_a_crowd_asks_nothing(client, clock):
    for minute in range(4):
        scheduled(f"Story {minute}", f"2026-03-11T18:0{minute}", moment=clock.now)
    story = make_live("Live", at=clock.now - timedelta(hours=1))
    rewrite(story, headline="Live, mended")
    data = {"seen": story.version, "at_local": "2026-03-11T18:02", "at_which": "", "note": ""}
    address = move_url(story, "schedule")
    assert "5 publications within 15 minutes" in text(at_desk(client).post(address, data | {"kind": "update"}))
    assert client.post(address, data | {"kind": "minor"}).status_code == 302


def test_rescheduling_to_now_asks_nothing_more(client, clock):
    clock.set(local("2026-03-11T02:00"))
    edition = scheduled("Moves", "2026-03-11T18:00", moment=clock.now)
    data = {"seen": edition.article.version, "at_local": "", "at_which": ""}
    at_desk(client).post(move_url(edition.article, "reschedule", edition), data)
    edition.refresh_from_db()
    assert edition.live_from == clock.now


def test_a_move_is_written_into_the_log_as_any_other(client, clock):
    story = make_story("Meant", desk={"planned_for": local("2026-03-12T19:00")})
    data = {"seen": story.version, "at_local": "2026-03-13T19:00", "at_which": ""}
    editor = make_editor()
    at_desk(client, editor).post(move_url(story, "plan"), data)
    assert Act.objects.latest("id").by == editor
