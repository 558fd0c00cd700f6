"""Does a calendar program get what is planned at a colleague's own address, and nothing once it was taken back?"""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from articles import publishing
from newsroom.models import Preferences
from tests.desk import change_url, text
from tests.factories import (
    make_editor,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    publish,
    reschedule,
    rewrite,
    turn_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kyiv")]

CALENDAR, RENEW = "/admin/calendar/", "/admin/calendar/address/"


def address_of(client, user):
    """Press the button, and read the address in the box, without its host."""
    client.force_login(user)
    client.post(RENEW)
    address = client.get(CALENDAR).context["subscription"]
    client.logout()
    assert address.startswith("http://testserver/calendar/")
    return urlsplit(address).path


def events_at(client, address):
    response = client.get(address)
    assert response.status_code == 200
    calendar = Calendar.from_ical(response.content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_it_holds_what_was_published_is_scheduled_withdrawn_and_meant(client, clock):
    city = make_section("City")
    story = make_live("Live", at=clock.now - timedelta(days=2), section_id=city.pk)
    rewrite(story, headline="Live; with a comma, and more")
    publish(story, at=clock.ahead(days=1), moment=clock.now, kind="update")
    publishing.withdraw(story, **turn_of(story), at=clock.ahead(days=2), moment=clock.now, reason="x")
    make_story("Meant", desk={"planned_for": clock.ahead(days=3)})
    make_live("Long ago", at=clock.now - timedelta(days=31))
    make_story("Far off", desk={"planned_for": clock.ahead(days=181)})
    make_item("Not a story", at=clock.now)
    events = events_at(client, address_of(client, make_reporter()))
    update = "Update: Live; with a comma, and more"
    assert set(events) == {"Story: Live", update, "Off line: Live; with a comma, and more", "Planned: Meant"}
    assert events["Planned: Meant"]["STATUS"] == "TENTATIVE"
    assert events[update]["STATUS"] == "CONFIRMED"
    assert events[update].decoded("DTSTART") == clock.ahead(days=1)
    assert events[update]["DTSTART"].to_ical() == b"20260311T120000Z"
    assert events[update]["URL"] == f"http://testserver{change_url(story)}"
    assert events[update]["CATEGORIES"].to_ical() == b"City"
    assert all("DTSTAMP" in event for event in events.values())
    assert len({str(event["UID"]) for event in events.values()}) == 4


def test_a_moved_version_is_the_same_event_with_a_higher_sequence(client, clock):
    edition = publish(make_story("Moves"), at=clock.ahead(hours=3), moment=clock.now)
    address = address_of(client, make_editor())
    before = events_at(client, address)["Story: Moves"]
    reschedule(edition, at=5)
    after = events_at(client, address)["Story: Moves"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == clock.ahead(hours=5)


def test_no_headline_can_write_a_line_of_its_own(client, clock):
    make_live("Two\r\nATTENDEE:x; a\\b, c", at=clock.now)
    events = events_at(client, address_of(client, make_editor()))
    (event,) = events.values()
    assert "ATTENDEE" not in event


def test_nobody_keeps_or_indexes_it_and_it_asks_for_no_session(client, clock):
    response = client.get(address_of(client, make_editor()))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_it_is_not_sent_again_while_nothing_has_changed(client, clock):
    story = make_live("Live", at=clock.now)
    address = address_of(client, make_editor())
    tag = client.get(address)["ETag"]
    clock.advance(minutes=5)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    rewrite(story, headline="Changed", at=clock.now)
    publish(story, at=clock.now)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_new_address_ends_the_old_one(client, clock):
    user = make_editor()
    old = address_of(client, user)
    new = address_of(client, user)
    assert new != old
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_it_can_be_switched_off(client, clock):
    user = make_editor()
    address = address_of(client, user)
    client.force_login(user)
    client.post(RENEW, {"off": "1"})
    assert client.get(address).status_code == 404
    assert "Make an address" in text(client.get(CALENDAR))


def test_it_ends_with_its_users_account_and_permission(client, clock):
    for end in ("is_active", "is_staff", "groups"):
        user = make_reporter()
        address = address_of(client, user)
        assert client.get(address).status_code == 200
        if end == "groups":
            user.groups.clear()
        else:
            setattr(user, end, False)
            user.save()
        assert client.get(address).status_code == 404


def test_an_address_that_nobody_signed_is_not_there(client, clock):
    user = make_editor()
    address = address_of(client, user)
    other = make_editor()
    stem, _, signature = address.partition(".")
    for wrong in (
        f"/calendar/{user.pk}.ics",
        f"/calendar/{other.pk}.{signature}",
        f"{stem}.{'x' * 43}.ics",
        "/calendar/.ics",
        "/calendar/0.x.ics",
        f"/calendar/{'9' * 40}.x.ics",
        "/calendar/%00.ics",
    ):
        assert client.get(wrong).status_code == 404
    assert client.post(address).status_code == 405
    assert not Preferences.objects.filter(user=other).exists()


def test_looking_at_the_calendar_makes_no_address(client, clock):
    client.force_login(make_editor())
    assert client.get(CALENDAR).context["subscription"] == ""
    assert not Preferences.objects.exists()
    assert client.get(RENEW).status_code == 405


def test_who_may_not_see_stories_gets_no_address(client, clock):
    client.force_login(make_stranger())
    assert client.post(RENEW).status_code == 403
