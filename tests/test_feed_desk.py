"""Do items enter, change in and leave the stream as its readers and the desk expect? Hours count from noon."""

import pytest
from django.core.exceptions import ValidationError

from articles import feed_desk
from articles.models import NewsFeedItem
from articles.permissions import NotAllowed
from articles.turn import Refused, Stale
from newsroom.models import Act, ContentChange
from tests.conftest import NOON
from tests.factories import (
    hour,
    last_keys,
    make_chief,
    make_editor,
    make_image,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    put,
)

pytestmark = pytest.mark.django_db

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def add(text="Sirens in the port", *, at=0, now=0, by=None, **words):
    return feed_desk.add({"text": text, **words}, by=by or make_editor(), at=hour(at), moment=hour(now))


def change(item, *, now=0, by=None, at=None, stamp=False, seen=None, **words):
    feed_desk.change(
        item,
        words,
        by=by or make_editor(),
        seen=item.version if seen is None else seen,
        moment=hour(now),
        stamp=stamp,
        at=None if at is None else hour(at),
    )


def take_down(item, *, now=0, by=None):
    feed_desk.take_down(item, by=by or make_editor(), seen=item.version, moment=hour(now))


def shown(*, at=0):
    """The texts that readers see."""
    return [item.shown_text for item in NewsFeedItem.objects.public_at(hour(at)).order_by("-live_from")]


def last_verb():
    return Act.objects.latest("id").verb


# Enter


def test_an_item_is_in_the_stream_from_its_instant():
    add("Later", at=3)
    assert [shown(at=2), shown(at=3)] == [[], ["Later"]]


def test_an_item_added_now_is_live_now():
    add("Now")
    assert shown() == ["Now"]


def test_an_item_is_not_put_into_the_past():
    with pytest.raises(Refused, match="past"):
        add(at=-1)


def test_the_log_keeps_who_added_an_item():
    editor = make_editor()
    add(by=editor)
    act = Act.objects.latest("id")
    assert (act.verb, act.by, act.at) == ("add to the feed", editor, NOON)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"text": ""}, "Write the item's text"),
        ({"kind": "video"}, "needs the address of its video"),
        ({"kind": "video", "video_url": "https://example.com/v"}, "YouTube or Vimeo"),
        ({"kind": "photo"}, "needs a picture"),
    ],
)
def test_an_item_that_lacks_something_is_refused_in_words(words, told):
    with pytest.raises(ValidationError, match=told):
        add(**words)
    assert not NewsFeedItem.objects.exists()


def test_a_video_item_plays_its_video():
    assert add(kind="video", video_url=VIDEO).video.id == "dQw4w9WgXcQ"


def test_a_photo_item_shows_its_picture():
    picture = make_image()
    assert add(kind="photo", picture_id=picture.pk).picture == picture


# Change


def test_a_stamped_change_says_when():
    item = add()
    change(item, now=1, stamp=True, text="Sirens and smoke")
    assert (item.text, item.updated_at, last_verb()) == ("Sirens and smoke", hour(1), "update in the feed")


def test_a_fix_bears_no_stamp():
    item = add()
    change(item, now=1, text="Sirens in the harbour")
    assert (item.text, item.updated_at, last_verb()) == ("Sirens in the harbour", None, "fix in the feed")


def test_a_fix_keeps_the_stamp_of_an_earlier_change():
    item = add()
    change(item, now=1, stamp=True, text="Sirens and smoke")
    change(item, now=2, text="Sirens, and smoke")
    assert item.updated_at == hour(1)


def test_an_item_that_nobody_has_seen_is_not_stamped():
    item = add(at=3)
    change(item, now=1, stamp=True, text="Reworded")
    assert item.updated_at is None


def test_a_scheduled_item_can_be_moved():
    item = add("Later", at=3)
    change(item, at=5)
    assert [shown(at=4), shown(at=5)] == [[], ["Later"]]


def test_a_scheduled_item_is_not_moved_into_the_past():
    with pytest.raises(Refused, match="add a new item"):
        change(add(at=3), at=-1)


def test_a_live_item_keeps_its_time():
    item = add()
    with pytest.raises(Refused, match="keeps its time"):
        change(item, now=1, at=5)
    item.refresh_from_db()
    assert item.live_from == NOON


def test_a_change_that_names_the_time_it_has_is_no_move():
    item = add()
    change(item, now=1, at=0, text="Reworded")
    assert item.text == "Reworded"


def test_an_item_is_not_emptied():
    item = add("Words")
    with pytest.raises(ValidationError, match="Write the item's text"):
        change(item, text="")
    assert shown() == ["Words"]


def test_breaking_ends_at_its_hour():
    item = add(breaking_until=hour(2))
    assert [item.breaking_until > hour(at) for at in (1, 2)] == [True, False]


# Who was first


def test_a_change_of_what_somebody_else_changed_is_refused_by_name():
    item = add("Words")
    change(item, seen=1, text="Olha's words", by=make_editor("olha"))
    with pytest.raises(Stale, match="Olha changed this item a moment ago, after you opened it"):
        change(item, seen=1, text="Mine")
    assert shown() == ["Olha's words"]


def test_a_change_of_what_was_taken_down_before_it_went_live_is_refused():
    item = add(at=3)
    twin = NewsFeedItem.objects.get()
    take_down(item)
    with pytest.raises(Stale, match="gone"):
        change(twin, text="Mine")


def test_a_double_click_takes_an_item_down_once():
    item = add()
    feed_desk.take_down(item, by=make_editor(), seen=1, moment=hour(1))
    with pytest.raises(Stale):
        feed_desk.take_down(item, by=make_editor(), seen=1, moment=hour(1))
    assert Act.objects.filter(verb="take off the feed").count() == 1


# Leave


def test_an_item_taken_down_is_gone_from_that_instant():
    take_down(add("Wrong"), now=1)
    assert [shown(at=0), shown(at=1)] == [["Wrong"], []]


@pytest.mark.parametrize("at", [0, 3])
def test_an_item_that_was_never_live_is_deleted(at):
    take_down(add(at=at))
    assert not NewsFeedItem.objects.exists()


def test_what_is_off_line_is_not_taken_down_again():
    item = add()
    take_down(item, now=1)
    item.refresh_from_db()
    with pytest.raises(Refused, match="off line already"):
        take_down(item, now=2)


@pytest.mark.parametrize("verb", [change, take_down])
def test_each_verb_announces_the_feed_and_the_item(verb):
    item = add()
    keys = {"feed", f"feed-item-{item.pk}"}
    assert last_keys() == keys
    ContentChange.objects.all().delete()
    verb(item)
    assert last_keys() == keys


# The entry of a story


@pytest.fixture
def entry():
    return make_live("Flood").feed_item


def test_a_storys_entry_can_be_pinned_and_marked_as_breaking(entry):
    change(entry, pinned=True, breaking_until=hour(2))
    assert (entry.pinned, entry.breaking_until) == (True, hour(2))


def test_a_storys_entry_takes_no_words_of_its_own(entry):
    change(entry, text="Mine", headline="Mine", kind="video", video_url=VIDEO)
    assert (entry.text, entry.headline, entry.kind, entry.video_url) == ("", "", "text", "")


def test_a_storys_entry_is_not_stamped_by_itself(entry):
    change(entry, stamp=True, pinned=True)
    assert entry.updated_at is None


def test_a_storys_entry_is_not_taken_down(entry):
    with pytest.raises(Refused, match="withdraw the story"):
        take_down(entry)


def test_the_entry_of_a_scheduled_story_is_not_moved():
    story = make_story()
    put(story, "Flood", at=3)
    with pytest.raises(Refused, match="reschedule the story"):
        change(story.feed_item, at=5)


def test_an_update_of_the_story_does_not_spoil_a_form_that_only_pins_its_entry(entry):
    put(entry.article, "Flood rises")
    change(entry, pinned=True)
    assert entry.pinned


# Who may


@pytest.mark.parametrize("make_somebody", [make_editor, make_chief])
def test_editors_write_in_the_feed(make_somebody):
    somebody = make_somebody()
    item = add(by=somebody)
    change(item, by=somebody, text="Reworded")
    take_down(item, by=somebody, now=1)
    assert shown(at=1) == []


@pytest.mark.parametrize("make_somebody", [make_reporter, make_stranger])
def test_others_do_not_write_in_the_feed(make_somebody):
    somebody, item = make_somebody(), add("Words")
    for attempt in (add, lambda by: change(item, by=by, text="Mine"), lambda by: take_down(item, by=by, now=1)):
        with pytest.raises(NotAllowed, match="Ask an editor"):
            attempt(by=somebody)
    assert shown(at=1) == ["Words"]
