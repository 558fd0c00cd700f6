"""Does a front page show each story once, what was placed where it was placed, and nothing outside its time?"""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from articles.front_page import RIVER, SECONDARY, Placed, compose
from articles.models import Edition, Place
from articles.models.front import PACKAGES, SINGLES
from tests.conftest import NOON

STORIES = 12
HOURS = st.integers(-3, 3)


def edition(number):
    return Edition(article_id=number, headline=f"Story {number}")


@st.composite
def slots(draw):
    """Slots of single places (with a story or more to fall through) and packages, some not begun, some over."""
    found = []
    for place in draw(st.lists(st.sampled_from(list(Place)), unique=True)):
        begin = draw(HOURS)
        end = draw(st.none() | st.integers(begin + 1, 6))
        title = "Package" if place.is_package else ""
        for position, story in enumerate(draw(st.lists(st.integers(1, STORIES), min_size=1, max_size=4, unique=True))):
            until = None if end is None else NOON + timedelta(hours=end)
            found.append((Placed(place, position, title, NOON + timedelta(hours=begin), until, edition(story)), story))
    return found


@st.composite
def papers(draw):
    """What was placed, and which stories are live: of the others there is no edition."""
    live = draw(st.sets(st.integers(1, STORIES)))
    placed = [one for one, story in draw(slots()) if story in live]
    newest = [edition(number) for number in draw(st.permutations(sorted(live)))]
    return placed, newest


@given(papers())
def test_no_story_stands_twice_on_the_page(paper):
    shown = [one.article_id for one in compose(*paper, moment=NOON)]
    assert len(shown) == len(set(shown))


@given(papers())
def test_what_stands_in_a_place_was_put_there_and_is_within_its_period(paper):
    placed, newest = paper
    page = compose(placed, newest, moment=NOON)
    live = {(one.place, one.edition.article_id) for one in placed if one.is_live_at(NOON)}
    assert {(place, page.places[place].article_id) for place in page.chosen} <= live
    for package in page.packages:
        assert package.stories
        assert {(package.place, one.article_id) for one in package.stories} <= live


@given(papers())
def test_a_placed_story_stands_where_it_is_placed_first_or_gave_way_to_one_before_it(paper):
    placed, newest = paper
    page = compose(placed, newest, moment=NOON)
    live = sorted((one for one in placed if one.is_live_at(NOON)), key=lambda one: (one.place, one.position))
    shown = {page.places[place].article_id: place for place in page.chosen}
    shown |= {one.article_id: package.place for package in page.packages for one in package.stories}
    for story in {one.edition.article_id for one in live}:
        places = [one.place for one in live if one.edition.article_id == story]
        others = {one.place for one in live if one.edition.article_id != story}
        assert story not in shown or shown[story] in places
        if places[0] in PACKAGES or places[0] not in others:
            assert shown[story] == places[0]


@given(papers())
def test_the_rest_of_the_page_is_the_newest_in_order_and_leaves_no_gap(paper):
    placed, newest = paper
    page = compose(placed, newest, moment=NOON)
    order = [one.article_id for one in newest]
    chosen = {page.places[place].article_id for place in page.chosen}
    singles = list(page.places.values())
    itself = [one.article_id for one in [*singles, *page.river] if one.article_id not in chosen]
    packaged = {one.article_id for package in page.packages for one in package.stories}
    assert itself == [key for key in order if key not in chosen | packaged][: len(itself)]
    assert len(list(page)) == min(len(order), len(singles) + len(packaged) + RIVER)
    assert not page.river or len(singles) == SECONDARY + 1


@given(papers())
def test_a_withdrawn_storys_place_falls_to_the_next(paper):
    """Take the lead off line: nothing else of what was placed moves, and the lead is filled if anything is left."""
    placed, newest = paper
    before = compose(placed, newest, moment=NOON)
    if before.lead is None:
        return
    gone = before.lead.article_id
    after = compose(
        [one for one in placed if one.edition.article_id != gone],
        [one for one in newest if one.article_id != gone],
        moment=NOON,
    )
    assert gone not in {one.article_id for one in after}
    packaged = {one.article_id for package in after.packages for one in package.stories}
    left = {one.article_id for one in newest} - {gone}
    assert (after.lead is None) == (left <= packaged)


def test_places_are_read_from_the_lead_down():
    assert list(Place) == sorted(Place)
    assert SINGLES[0] == Place.LEAD
    assert max(SINGLES) < min(PACKAGES)
