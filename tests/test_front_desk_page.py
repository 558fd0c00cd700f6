"""Does the desk's page of the front page show it as it is and will be, and do to it just what its user saw?"""

import re
from datetime import timedelta

import pytest

from articles import front_desk, reading
from articles.front_desk import When
from articles.models import Place, Slot
from tests.conftest import NOON
from tests.desk import text
from tests.factories import hour, make_editor, make_live, make_reporter, make_story, publish

pytestmark = pytest.mark.django_db

DESK = "/admin/front/"
TONIGHT = "?language=en&at=20260310T1800Z"  # six hours after noon


@pytest.fixture
def stories(clock, olha):
    return [make_live(f"Story {number}", at=NOON - timedelta(minutes=60 - number)) for number in range(8)]


def do(client, deed, place, *, query="", seen=None, **said):
    version = front_desk.page_in("en").version if seen is None else seen
    return client.post(f"{DESK}{query}", {"deed": deed, "place": place.value, "seen": version, **said})


def lead(at=0):
    return reading.front("en", moment=hour(at)).lead.headline


def package(at=0):
    return [(p.title, [e.headline for e in p.stories]) for p in reading.front("en", moment=hour(at)).packages]


def test_it_shows_what_fills_itself_and_what_was_put_there(client, stories):
    do(client, "place", Place.SECOND_1, story=stories[0].pk)
    page = text(client.get(DESK))
    row = re.search(r'id="place-11".*?</li>', page, re.DOTALL).group()
    assert "Story 0" in row
    assert "by Olha" in row
    assert "fills itself" in re.search(r'id="place-1".*?</li>', page, re.DOTALL).group()
    assert "The page as it is now." in page


def test_what_is_done_while_looking_at_tonight_holds_from_tonight(client, stories):
    answer = do(client, "place", Place.LEAD, query=TONIGHT, story=stories[0].pk)
    assert answer.status_code == 302
    assert answer["Location"] == f"{DESK}{TONIGHT}#place-1"
    assert [lead(at) for at in (0, 5, 6)] == ["Story 7", "Story 7", "Story 0"]
    now, tonight = text(client.get(DESK)), text(client.get(DESK + TONIGHT))
    assert "Then 20:00: Story 0" in now
    assert f'<a href="{DESK}{TONIGHT.replace("&", "&amp;")}">today 20:00 Kyiv</a> Lead: Story 0' in now
    assert "The page as it will be, today 20:00 Kyiv, in 6 h." in tonight
    assert 'href="/admin/at/20260310T1800Z/"' in tonight
    assert "Story 0" in text(client.get("/admin/at/20260310T1800Z/"))


def test_a_plan_is_taken_back(client, stories):
    do(client, "place", Place.LEAD, query=TONIGHT, story=stories[0].pk)
    do(client, "end", Place.LEAD, query=TONIGHT)
    assert lead(6) == "Story 7"
    assert not Slot.objects.exists()


def test_the_past_is_shown_and_nothing_can_be_done_to_it(client, stories):
    yesterday = "?language=en&at=20260309T1200Z"
    page = text(client.get(DESK + yesterday))
    assert "The page as it was" in page
    assert 'name="deed"' not in page
    answer = do(client, "place", Place.LEAD, query=yesterday, story=stories[0].pk)
    assert answer.status_code == 409
    assert "What readers have seen cannot be changed" in text(answer)


def test_stories_are_moved_and_get_other_ends(client, stories):
    do(client, "place", Place.LEAD, story=stories[0].pk)
    do(client, "move", Place.LEAD, target=Place.SECOND_1.value)
    assert reading.front("en", moment=NOON).secondary[0].headline == "Story 0"
    do(client, "until", Place.SECOND_1, until_local="2026-03-10T16:00")
    assert reading.front("en", moment=hour(1)).secondary[0].headline == "Story 0"
    assert reading.front("en", moment=hour(2)).secondary[0].headline == "Story 6"
    assert "until 16:00" in text(client.get(DESK))


def test_a_package_is_begun_filled_ordered_renamed_and_ended(client, stories):
    one, two, three = (story.pk for story in stories[:3])
    do(client, "place", Place.PACKAGE_1, story=one, title="The harbour")
    do(client, "place", Place.PACKAGE_1, story=two)
    do(client, "place", Place.PACKAGE_1, story=three)
    assert package() == [("The harbour", ["Story 0", "Story 1", "Story 2"])]
    do(client, "before", Place.PACKAGE_1, story=three, before=one)
    assert package() == [("The harbour", ["Story 2", "Story 0", "Story 1"])]
    do(client, "before", Place.PACKAGE_1, story=three)
    do(client, "out", Place.PACKAGE_1, story=two)
    do(client, "until", Place.PACKAGE_1, title="The port", until_local="2026-03-10T16:00")
    assert package() == [("The port", ["Story 0", "Story 2"])]
    assert package(2) == []
    do(client, "out", Place.PACKAGE_1, story=one)
    do(client, "out", Place.PACKAGE_1, story=three)
    assert package() == []


def test_a_package_without_a_title_is_refused_in_words(client, stories):
    answer = do(client, "place", Place.PACKAGE_1, story=stories[0].pk)
    assert answer.status_code == 409
    assert "Give the package a title" in text(answer)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"deed": "burn"}, {"place": "99"}, {"place": "x"}, {"seen": "-1"}, {"story": "0"}, {"story": ""},
        {"deed": "move"}, {"deed": "until"}, {"until_local": "soon"}, {"deed": "move", "target": "21"},
    ],
    ids=str,
)  # fmt: skip
def test_nonsense_is_refused_and_changes_nothing(client, stories, nonsense):
    sent = {"deed": "place", "place": "1", "seen": "0", "story": stories[0].pk}
    assert client.post(DESK, sent | nonsense).status_code == 409
    assert not Slot.objects.exists()
    assert client.get(f"{DESK}?at=20269999T9999Z").status_code == 400
    assert client.get(f"{DESK}?at=later&language=zz").status_code == 400


def test_of_two_who_look_at_the_same_page_the_second_is_told_who_was_first(client, stories):
    seen = front_desk.page_in("en").version
    marta = make_editor("marta")
    front_desk.place("en", Place.LEAD, stories[0], by=marta, seen=seen, when=When(NOON, NOON))
    answer = do(client, "place", Place.LEAD, seen=seen, story=stories[1].pk)
    assert answer.status_code == 409
    assert "Marta changed this front page a moment ago" in text(answer)
    assert lead() == "Story 0"
    assert 'name="seen" value="1"' in text(answer)  # what it shows now may be decided anew


def test_a_story_that_is_not_live_then_is_placed_with_a_warning(client, stories):
    later = make_story("Tomorrow’s story")
    publish(later, at=hour(20), moment=NOON)
    page = text(client.get(DESK))
    assert "goes live tomorrow 10:00" in page
    do(client, "place", Place.LEAD, story=later.pk)
    page = text(client.get(DESK))
    assert "Not live then: readers see the next." in page
    assert "Not live then" not in text(client.get(f"{DESK}?language=en&at=20260311T0800Z"))


def test_stories_are_found_by_words_and_by_address_in_the_pages_language(client, stories):
    make_live("Повінь", slug="povin", at=NOON, language="uk")
    assert "Story 3" in text(client.get(f"{DESK}?q=story 3")).partition("Found")[2].partition("Further down")[0]
    assert "No story in English bears these words." in text(client.get(f"{DESK}?q=povin"))
    assert "Повінь" in text(client.get(f"{DESK}?language=uk&q=povin")).partition("Found")[2]


def test_another_minute_is_chosen_by_the_newsrooms_clock(client, stories):
    answer = client.get(f"{DESK}?language=uk&at_local=2026-03-11T06:00")
    assert answer["Location"] == f"{DESK}?language=uk&at=20260311T0400Z"
    page = text(client.get(DESK))
    assert "at=20260311T0400Z" in page  # tomorrow morning is offered


def test_the_page_asks_the_same_number_of_questions_however_much_is_placed(
    client, stories, django_assert_max_num_queries
):
    for place, story in zip([Place.LEAD, Place.SECOND_1, Place.SECOND_2], stories, strict=False):
        do(client, "place", place, story=story.pk)
    do(client, "place", Place.PACKAGE_1, story=stories[4].pk, title="The harbour")
    client.get(DESK)
    with django_assert_max_num_queries(20):
        client.get(DESK)


def test_what_is_planned_stands_in_the_calendar_and_leads_to_its_minute(client, stories):
    do(client, "place", Place.LEAD, query=TONIGHT, story=stories[0].pk)
    page = text(client.get("/admin/calendar/?view=day&on=2026-03-10"))
    assert "Lead: Story 0" in page
    slot = Slot.objects.get()
    assert f'href="/admin/front/{slot.pk}/"' in page
    assert client.get(f"/admin/front/{slot.pk}/")["Location"] == f"{DESK}{TONIGHT}#place-1"
    assert client.get("/admin/front/999999/").status_code == 404


def test_reporters_have_no_such_page(client, clock):
    client.force_login(make_reporter())
    assert client.get(DESK).status_code == 403
    assert DESK not in text(client.get("/admin/"))
