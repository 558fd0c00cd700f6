"""Which links in a body can a reader follow, and what is wrong with the others?"""

from datetime import timedelta

import pytest

from articles import addresses, links
from tests.conftest import NOON
from tests.desk import LIST
from tests.factories import (
    hour,
    make_author,
    make_chief,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_tag,
    publish,
    turn_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


def verdict(address, *, at=NOON):
    return links.judge([address], at)[address]


def test_every_kind_of_public_page_is_known(clock):
    author, tag = make_author(), make_tag()
    story = make_live(tags=[tag.name], authors=[author])
    item, section = make_item(at=NOON - timedelta(hours=1)), make_section()
    live = [
        "/", "/feed/", f"/feed/{item.pk}/", "/rss.xml", "/authors/", story.get_absolute_url(), tag.get_absolute_url(),
        author.get_absolute_url(), section.get_absolute_url(), f"{section.get_absolute_url()}atom.xml",
        f"{story.get_absolute_url()}?from=mail#top", f"http://testserver{story.get_absolute_url()}", "http://testserver",
    ]  # fmt: skip
    assert {address: v.state for address, v in links.judge(live, NOON).items() if v.state != "live"} == {}


def test_what_no_reader_can_open_is_missing(clock):
    author, tag = make_author(), make_tag()
    dead = [
        "/articles/nothing/",
        "/articles/x",
        "/feed/999/",
        "/feed/99999999999999999999/",
        "/tags/x/",
        "/sections/x/",
    ]
    dead += ["/nonsense/", tag.get_absolute_url(), author.get_absolute_url(), "/articles/%00/"]
    assert {v.state for v in links.judge(dead, NOON).values()} == {"missing"}


def test_a_story_that_is_not_live_says_why(clock):
    draft, planned, gone = make_story(), make_story(), make_live()
    publish(planned, at=hour(6), moment=NOON)
    withdraw(gone)
    assert verdict(draft.get_absolute_url()).state == "not-live"
    assert verdict(planned.get_absolute_url()).told == (
        "That story is not live yet: it is scheduled for today 20:00 Kyiv."
    )
    assert verdict(gone.get_absolute_url()).state == "withdrawn"
    assert verdict(planned.get_absolute_url(), at=hour(6)).state == "live"


def test_a_former_address_offers_the_new_one(clock):
    story = make_live(slug="old")
    addresses.move(story, "new", **turn_of(story, make_chief()), at=NOON)
    found = verdict("/articles/old/")
    assert (found.state, found.better) == ("moved", "/articles/new/")


def test_a_former_address_of_what_is_gone_is_judged_by_where_it_leads(clock):
    story = make_live(slug="old")
    addresses.move(story, "new", **turn_of(story, make_chief()), at=NOON)
    withdraw(story, at=1, now=0)
    assert verdict("/articles/old/", at=hour(2)).state == "withdrawn"


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("https://example.org/a?b=c", "outside"),
        ("mailto:desk@example.org", "outside"),
        ("tel:+380441234567", "outside"),
        ("mailto:nobody", "malformed"),
        ("", "malformed"),
        ("#top", "malformed"),
        ("articles/x/", "malformed"),
        ("//evil.example/x", "outside"),
        ("https://", "malformed"),
        ("https://nodots/", "malformed"),
        ("https://exa mple.org/", "malformed"),
        ("https://[bad/", "malformed"),
        ("javascript:alert(1)", "malformed"),
        ("ftp://example.org/", "malformed"),
        ("/" + "a" * 3000, "malformed"),
        ("/admin/", "desk"),
        ("/media/renditions/anything.jpg", "live"),
    ],
)
def test_an_address_that_is_not_ours_is_judged_by_its_form(address, state, clock):
    assert verdict(address).state == state


def test_the_faults_of_a_body_are_listed_in_order_with_their_words(clock):
    live = make_live(slug="live")
    body = (
        f'<p><a href="{live.get_absolute_url()}">good</a> <a href="/articles/no/">a <b>bad</b> one</a></p>'
        '<figure data-block="image" data-image="1"><figcaption><a href="/tags/no/">tag</a></figcaption></figure>'
        '<p><a href="https://example.org/">out</a></p>'
    )
    assert [(fault.address, fault.words) for fault in links.check(body, NOON)] == [
        ("/articles/no/", "a bad one"),
        ("/tags/no/", "tag"),
    ]
    assert links.check(body, NOON)[0].told == "“a bad one” → /articles/no/: There is no such page."


def test_a_body_full_of_links_takes_few_queries(clock, django_assert_max_num_queries):
    kinds = ("articles", "tags", "authors", "sections")
    body = "".join(f'<a href="/{kind}/x{number}/">x</a>' for kind in kinds for number in range(50))
    with django_assert_max_num_queries(8):
        assert len(links.check(body, NOON)) == 200


def test_a_body_without_links_to_us_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert links.check('<p><a href="https://example.org/">x</a></p>', NOON) == []


def test_the_desk_answers_whoever_may_see_stories_and_nobody_else(client, clock):
    url = f"{LIST}links/?address=/articles/no/&address=/"
    assert client.get(url).status_code == 302
    client.force_login(make_reporter())
    results = client.get(url).json()["results"]
    assert (results["/articles/no/"]["state"], results["/"]["state"]) == ("missing", "live")
    assert client.get(f"{LIST}embed/?address=https://x.com/a/status/1").json()["kind"] == "post"


def test_the_search_for_stories_says_which_of_them_readers_see(client, clock):
    make_live("A flood is live")
    make_story("A flood is planned")
    client.force_login(make_reporter())
    results = client.get(f"{LIST}references/?kind=related&q=flood").json()["results"]
    assert [(found["title"], found["state"]) for found in results] == [
        ("A flood is planned", "not live: readers see no card until it is"),
        ("A flood is live", "live"),
    ]
