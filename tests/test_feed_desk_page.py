"""Does the feed desk work as plain pages: hold, undo, pin, breaking, fix and update, and who was first?"""

import uuid
from datetime import timedelta

import pytest

from articles import feed_desk
from articles.models import NewsFeedItem
from tests.conftest import NOON
from tests.desk import text
from tests.factories import make_author, make_editor, make_image, make_item, make_live, make_reporter, make_stranger

pytestmark = pytest.mark.django_db

DESK = "/admin/feed/"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def marta():
    return make_editor("marta")


@pytest.fixture
def desk(client, clock, marta):
    client.force_login(marta)
    return client


def line(words="Sirens in the port", **changes):
    return {"text": words, "language": "en", "source": "", "headline": "", "once": str(uuid.uuid4())} | changes


def do(client, item, deed, **data):
    options = JSON if data.pop("as_json", False) else {}
    return client.post(f"{DESK}{item.pk}/{deed}/", {"seen": item.version} | data, **options)


def public(moment):
    return [item.shown_text for item in NewsFeedItem.objects.public_at(moment)]


# The line


def test_a_quick_item_goes_live_ten_seconds_later(desk, clock):
    assert desk.post(DESK, line()).status_code == 302
    assert [public(NOON), public(NOON + timedelta(seconds=9.9)), public(NOON + timedelta(seconds=10))] == [
        [],
        [],
        ["Sirens in the port"],
    ]


def test_sent_at_once_it_is_live_at_once(desk, clock):
    desk.post(DESK, line(when="now"))
    assert public(NOON) == ["Sirens in the port"]


def test_a_line_that_is_sent_twice_is_one_item(desk, clock):
    data = line()
    first, second = (desk.post(DESK, data, **JSON).json() for _ in range(2))
    assert first["number"] == second["number"]
    assert NewsFeedItem.objects.count() == 1


def test_an_empty_line_is_refused_in_words(desk):
    answer = desk.post(DESK, line(" "), **JSON)
    assert (answer.status_code, answer.json()["said"]) == (409, "Write the item's text.")
    assert "Write the item&#x27;s text." in text(desk.post(DESK, line(" ")))


def test_a_line_that_is_too_long_is_refused_and_kept(desk):
    answer = desk.post(DESK, line("x" * 1001))
    assert answer.status_code == 409
    assert "x" * 1001 in text(answer)


def test_the_page_counts_down_from_what_the_server_says(desk, clock):
    desk.post(DESK, line())
    clock.advance(seconds=3)
    page = text(desk.get(DESK))
    assert 'data-live-in="7.0"' in page
    assert "Live in 7 s" in page


# Undo


def test_undo_deletes_what_nobody_has_seen_and_gives_the_words_back(desk, clock):
    agency = make_author("Wire", kind="organisation")
    desk.post(DESK, line("Wrogn", headline="Big", source=agency.pk))
    clock.advance(seconds=9)
    answer = do(desk, NewsFeedItem.objects.get(), "undo", as_json=True).json()
    assert answer["line"] == {"text": "Wrogn", "headline": "Big", "language": "en", "source": str(agency.pk)}
    assert not NewsFeedItem.objects.exists()


def test_without_scripts_undo_puts_the_words_back_into_the_line(desk, clock):
    desk.post(DESK, line("Wrogn"))
    answer = do(desk, NewsFeedItem.objects.get(), "undo")
    assert answer.context["form"]["text"].value() == "Wrogn"


def test_undo_that_comes_too_late_leaves_the_item_alone_and_says_so(desk, clock):
    desk.post(DESK, line())
    clock.advance(seconds=12)
    answer = do(desk, NewsFeedItem.objects.get(), "undo", as_json=True)
    assert answer.status_code == 409
    assert answer.json()["said"] == "It has been live for 2 s: take it off the feed instead?"
    assert "Take off" in answer.json()["row"]
    assert public(clock.now) == ["Sirens in the port"]


# Rows


def test_pin_and_unpin(desk, clock):
    item = make_item(at=NOON)
    for deed, pinned in (("pin", True), ("unpin", False)):
        do(desk, item, deed)
        item.refresh_from_db()
        assert item.pinned is pinned


def test_breaking_for_some_minutes_and_its_end(desk, clock):
    item = make_item(at=NOON)
    do(desk, item, "break", minutes="30", until_local="", until_which="")
    item.refresh_from_db()
    assert item.breaking_until == NOON + timedelta(minutes=30)
    do(desk, item, "end-breaking")
    item.refresh_from_db()
    assert item.breaking_until is None


def test_breaking_until_a_moment_in_the_newsrooms_zone(desk, clock):
    item = make_item(at=NOON)
    do(desk, item, "break", until_local="2026-03-10T18:00")
    item.refresh_from_db()
    assert item.breaking_until == NOON + timedelta(hours=4)
    item = make_item(at=NOON)
    assert "That time has passed" in text(do(desk, item, "break", until_local="2026-03-10T13:00"))


def test_breaking_without_an_end_is_refused(desk, clock):
    item = make_item(at=NOON)
    answer = do(desk, item, "break", until_local="", until_which="")
    assert "Say when it stops being breaking" in text(answer)


@pytest.mark.parametrize(("stamp", "stamped"), [("fix", False), ("update", True)])
def test_an_update_bears_a_stamp_and_a_fix_none(desk, clock, stamp, stamped):
    item = make_item("Sirens", at=NOON)
    clock.advance(minutes=5)
    do(desk, item, "write", text="Sirens, smoke", headline="", stamp=stamp)
    item.refresh_from_db()
    assert (item.text, item.updated_at is not None) == ("Sirens, smoke", stamped)


def test_a_stale_row_says_who_was_first_and_keeps_what_was_typed(desk, clock):
    item = make_item("Sirens", at=NOON)
    old = NewsFeedItem.objects.get()
    feed_desk.change(item, {"text": "Olha's"}, by=make_editor("olha"), seen=1, moment=NOON, stamp=False)
    for as_json in (False, True):
        answer = do(desk, old, "write", text="Mine", headline="", stamp="fix", as_json=as_json)
        shown = answer.json()["row"] if as_json else text(answer)
        assert answer.status_code == 409
        assert "Olha changed this item a moment ago" in shown
        assert "Olha&#x27;s" in shown
        assert ">Mine</textarea>" in shown
    assert public(NOON) == ["Olha's"]


def test_words_for_an_item_that_is_gone_go_back_into_the_line(desk, clock):
    desk.post(DESK, line())
    item = NewsFeedItem.objects.get()
    do(desk, item, "undo")
    answer = do(desk, item, "write", text="Mine", headline="", stamp="fix", as_json=True).json()
    assert answer["line"]["text"] == "Mine"
    assert answer["row"] == ""


def test_take_off_ends_it_now(desk, clock):
    item = make_item(at=NOON)
    clock.advance(minutes=1)
    do(desk, item, "take-down")
    assert public(clock.now) == []
    assert "Taken down" in text(desk.get(DESK))


def test_a_storys_entry_is_pinned_but_not_written_here(desk, clock):
    story = make_live("Flood")
    page = text(desk.get(DESK))
    assert "Flood" in page
    assert "feed-write" not in page
    do(desk, story.feed_item, "pin")
    story.feed_item.refresh_from_db()
    assert story.feed_item.pinned


def test_older_items_follow_by_key(desk, clock):
    for number in range(31):
        make_item(f"Item {number}", at=NOON - timedelta(minutes=number))
    page = desk.get(DESK)
    assert len(page.context["rows"]) == 30
    older = desk.get(f"{DESK}?before={page.context['older']}")
    assert [row.item.text for row in older.context["rows"]] == ["Item 30"]


def test_the_page_costs_the_same_however_many_rows_it_has(desk, clock, django_assert_max_num_queries):
    agency = make_author("Wire", kind="organisation")
    for number in range(20):
        make_item(f"Item {number}", at=NOON, source_id=agency.pk)
        make_live(f"Story {number}")
    with django_assert_max_num_queries(9):
        desk.get(DESK)


# Who may


@pytest.mark.parametrize("make_somebody", [make_reporter, make_stranger])
def test_others_find_no_feed_desk(client, clock, make_somebody):
    item = make_item(at=NOON)
    client.force_login(make_somebody())
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, line()).status_code == 403
    assert do(client, item, "take-down").status_code == 403
    assert NewsFeedItem.objects.count() == 1


# Source


def test_readers_see_whose_copy_it_is(client, clock):
    agency = make_author("Harbour Wire", kind="organisation")
    item = make_item(at=NOON, source_id=agency.pk)
    for address in ("/feed/", item.get_absolute_url(), "/feed/rss.xml"):
        assert "Source: Harbour Wire" in text(client.get(address))


def test_the_full_form_offers_organisations_as_sources(desk, clock):
    make_author("Olha Person")
    make_author("Harbour Wire", kind="organisation")
    page = text(desk.get("/admin/articles/newsfeeditem/add/"))
    assert "Harbour Wire" in page
    assert "Olha Person" not in page


# Pictures


def test_a_line_with_a_picture_is_a_photo_item_and_taking_it_back_gives_the_picture_back(desk, clock):
    image = make_image()
    told = desk.post(DESK, line(picture=image.pk), **JSON).json()
    item = NewsFeedItem.objects.get()
    assert (item.kind, item.picture) == ("photo", image)
    assert image.thumbnail.url in told["row"]
    back = do(desk, item, "undo", as_json=True).json()["line"]
    assert (back["picture"], back["picture_title"]) == (str(image.pk), str(image))


@pytest.mark.parametrize(
    ("lacking", "words"),
    [({"alt": ""}, "no alternative text"), ({"credit": ""}, "no credit"), ({"rights_until": NOON}, "run out")],
)
def test_a_picture_that_may_not_be_printed_is_refused_in_the_feed_too(desk, clock, lacking, words):
    image = make_image(**lacking)
    refused = desk.post(DESK, line(picture=image.pk), **JSON)
    assert refused.status_code == 409
    assert words in refused.json()["said"]
    page = desk.post("/admin/articles/newsfeeditem/add/", line() | {"kind": "photo", "picture": image.pk})
    assert words in text(page)
    assert not NewsFeedItem.objects.exists()


def test_an_item_whose_pictures_rights_ended_can_still_be_pinned_and_taken_off(desk, clock):
    item = make_item(at=NOON - timedelta(hours=1), kind="photo", picture_id=make_image().pk)
    type(item.picture).objects.update(rights_until=NOON)
    do(desk, item, "pin")
    item.refresh_from_db()
    assert item.pinned
    do(desk, item, "take-down")
    assert public(NOON + timedelta(seconds=1)) == []
