"""Does the calendar show all that is published and planned, on its day?"""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType

from articles import publishing, revisions, workflow
from articles.models import Article, Edition
from tests.agenda import CALENDAR, at_desk, days_of, lines_of, scheduled, told
from tests.desk import move_url, text
from tests.factories import (
    cancel,
    local,
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    publish,
    rewrite,
    turn_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kyiv")]


# What stands in it


def test_each_version_stands_at_its_time_with_its_own_headline_and_kind(client, clock):
    story = make_live("First words", at=clock.now - timedelta(days=1))
    rewrite(story, headline="Second words")
    publish(story, at=clock.now, kind="minor")
    rewrite(story, headline="Third words")
    publish(story, at=clock.ahead(hours=2), moment=clock.now, kind="correction", note="It was two")
    rewrite(story, headline="Not published words")
    assert told(at_desk(client), on="2026-03-10") == [
        ("first", "First words", "2026-03-09T14:00", False),
        ("minor", "Second words", "2026-03-10T14:00", False),
        ("correction", "Third words", "2026-03-10T16:00", True),
    ]


def test_a_withdrawal_stands_with_the_words_that_go(client, clock):
    story = make_live("Gone soon", at=clock.now - timedelta(days=1), section_id=make_section("City").pk)
    publishing.withdraw(story, **turn_of(story), at=clock.ahead(days=1), moment=clock.now, reason="Licence ends")
    assert ("withdrawal", "Gone soon", "2026-03-11T14:00", True) in told(at_desk(client))


def test_a_plan_stands_apart_until_something_answers_it(client, clock):
    story = make_story("Meant for Friday", desk={"planned_for": local("2026-03-13T19:00")})
    at_desk(client)
    plan = ("intention", "Meant for Friday", "2026-03-13T19:00", True)
    assert told(client) == [plan]
    edition = publish(story, at=local("2026-03-13T12:00"), moment=clock.now)
    assert plan not in told(client)
    cancel(edition)
    assert told(client) == [plan]
    workflow.spike(story, **turn_of(story), at=clock.now)
    assert told(client) == []


def test_a_plan_for_other_words_of_a_live_story_is_still_a_plan(client, clock):
    story = make_live("Live", at=clock.now - timedelta(days=2))
    rewrite(story, headline="Tomorrow's words")
    draft = revisions.Draft(desk={"planned_for": clock.ahead(days=1)})
    revisions.save(story, draft, by=make_editor(), seen=story.version, at=clock.now)
    assert ("intention", "Tomorrow's words", "2026-03-11T14:00", True) in told(at_desk(client))


def test_feed_items_ahead_stand_there_and_live_ones_on_demand(client, clock):
    make_item("Was said", at=clock.now - timedelta(hours=1), until=clock.ahead(hours=5))
    item = make_item("Will be said", at=clock.now)
    type(item).objects.filter(pk=item.pk).update(live_from=clock.ahead(hours=1))
    at_desk(client)
    assert {(kind, said) for kind, said, _, _ in told(client)} == {("feed", "Will be said"), ("feed-end", "Was said")}
    assert ("feed", "Was said", "2026-03-10T13:00", False) in told(client, feed="on")


def test_the_rights_of_a_picture_end_on_their_day(client, clock):
    image = make_image()
    type(image).objects.filter(pk=image.pk).update(rights_until=clock.ahead(days=2))
    assert ("rights", image.title, "2026-03-12T14:00", True) in told(at_desk(client))


def test_a_struck_version_shows_no_word_of_what_it_said(client, clock):
    story = make_live("Defamatory", at=clock.now - timedelta(days=1))
    publishing.withdraw(story, **turn_of(story), at=clock.now, moment=clock.now, reason="Court")
    clock.advance(hours=1)
    edition = story.editions.get()
    publishing.strike(edition, **turn_of(story, make_chief()), moment=clock.now, reason="Court order")
    assert [headline for _, headline, _, _ in told(at_desk(client))] == ["Struck on legal grounds"] * 2


def test_it_is_narrowed_to_a_section_and_to_an_author(client, clock):
    city, olha = make_section("City"), make_author("Olha")
    make_live("In the city", at=clock.now, section_id=city.pk)
    make_live("By Olha", at=clock.now, authors=[olha])
    make_story("Meant by Olha", authors=[olha], desk={"planned_for": clock.ahead(hours=3)})
    gone = make_live("Gone", at=clock.now - timedelta(hours=3), authors=[olha], section_id=city.pk)
    publishing.withdraw(gone, **turn_of(gone), at=clock.ahead(hours=1), moment=clock.now, reason="x")
    at_desk(client)
    by_city = {headline for _, headline, _, _ in told(client, section=city.pk)}
    by_olha = {headline for _, headline, _, _ in told(client, author=olha.pk)}
    assert by_city == {"In the city", "Gone"}
    assert by_olha == {"By Olha", "Meant by Olha", "Gone"}
    assert f"section={city.pk}" in client.get(CALENDAR, {"section": city.pk}).context["following"]


@pytest.mark.parametrize(
    "query",
    [
        {"view": "year"},
        {"on": "yesterday"},
        {"on": "0001-01-01"},
        {"on": "9999-12-31", "view": "week"},
        {"section": "x", "author": "-1"},
        {"section": "9" * 30},
    ],
)
def test_nonsense_in_its_address_is_left_out(client, clock, query):
    assert at_desk(client).get(CALENDAR, query).status_code in {200, 400}


def test_links_to_other_days_and_views_keep_what_it_is_narrowed_to(client, clock):
    author = make_author("Olha")
    page = at_desk(client).get(CALENDAR, {"view": "week", "on": "2026-03-10", "author": author.pk})
    query = parse_qs(urlsplit(page.context["following"]).query)
    assert query == {"view": ["week"], "on": ["2026-03-17"], "author": [str(author.pk)]}
    assert [name for name, _, address in page.context["views"] if f"author={author.pk}" in address] == [
        "month",
        "week",
        "day",
    ]


# Days and hours


def test_a_late_evening_stands_on_the_newsrooms_day_and_not_on_that_of_utc(client, clock):
    scheduled("After midnight", "2026-03-12T00:30", moment=clock.now)
    found = days_of(at_desk(client))
    assert [line.entry.headline for line in found[date(2026, 3, 12)].lines] == ["After midnight"]
    assert found[date(2026, 3, 11)].lines == []


def test_on_the_day_on_which_clocks_go_back_both_half_past_threes_have_their_place(client, clock):
    for headline, hour in (("First", 0), ("Second", 1)):
        publish(make_story(headline), at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC), moment=clock.now)
    day = days_of(at_desk(client), view="day", on="2026-10-25")[date(2026, 10, 25)]
    assert len(day.cells) == 25
    held = {(cell.label, cell.which): line.clock for cell in day.cells for line in cell.lines}
    assert held == {
        ("03:00 EEST (first)", "earlier"): "03:30 EEST (the first)",
        ("03:00 EET (second)", "later"): "03:30 EET (the second)",
    }
    week = days_of(client, view="week", on="2026-10-25")[date(2026, 10, 25)]
    assert week.cells[3].note == "this hour comes twice"
    assert len(week.cells[3].lines) == 2


def test_on_the_day_on_which_clocks_go_forward_an_hour_is_missing_and_the_week_says_so(client, clock):
    scheduled("After the jump", "2026-03-29T04:15", moment=clock.now)
    day = days_of(at_desk(client), view="day", on="2026-03-29")[date(2026, 3, 29)]
    assert [cell.label for cell in day.cells][2:4] == ["02:00", "04:00"]
    week = days_of(client, view="week", on="2026-03-29")[date(2026, 3, 29)]
    assert "go forward" in week.cells[3].note
    assert [line.entry.headline for line in week.cells[4].lines] == ["After the jump"]


def test_a_month_with_thousands_of_stories_shows_some_of_each_day_and_leads_to_the_rest(client, clock):
    make_live("Agency", at=clock.now - timedelta(days=1))
    _copies(3000, last=clock.now)
    scheduled("Tonight", "2026-03-10T20:00", moment=clock.now)
    page = at_desk(client).get(CALENDAR)
    today = {day.date: day for day in page.context["days"]}[date(2026, 3, 10)]
    assert len(today.lines) == 5
    assert "Tonight" in [line.entry.headline for line in today.lines]
    assert today.more == sum(1 for _ in _of_day(today.date)) - 5
    assert f"and {today.more} more" in text(page)
    assert len(text(page)) < 400_000


def _copies(number, *, last):
    """Write editions as an importer would: one a story, a quarter of an hour apart."""
    model = Edition.objects.get()
    slugs = [f"agency-{n}" for n in range(number)]
    Article.objects.bulk_create(
        Article(slug=slug, headline=slug, stage_since=last, created_at=last, saved_at=last) for slug in slugs
    )
    stories = Article.objects.filter(slug__in=slugs)
    times = [last - timedelta(minutes=12 * n) for n in range(number)]
    Edition.objects.bulk_create(
        Edition(article=story, headline=story.slug, revision=1, live_from=at, published_at=at, kind=model.kind)
        for story, at in zip(stories, times, strict=True)
    )


def _of_day(day):
    from_midnight, to_midnight = local(f"{day}T00:00"), local(f"{day + timedelta(days=1)}T00:00")
    return Edition.objects.filter(live_from__gte=from_midnight, live_from__lt=to_midnight)


@pytest.mark.parametrize("view", ["month", "week", "day"])
def test_it_asks_the_database_as_much_for_many_entries_as_for_few(client, clock, view, django_assert_num_queries):
    section, author = make_section("City"), make_author("Olha")

    ContentType.objects.clear_cache()
    at_desk(client)
    client.get(CALENDAR)
    query = {"view": view, "on": "2026-03-10", "feed": "on"}
    # session, user, permissions (2); sections, authors; the address; editions past, in a crowd, ahead; withdrawals;
    # plans; feed items ahead, ending, past; rights; the front page
    with django_assert_num_queries(18):
        client.get(CALENDAR, query)
    for hours in (1, 2, 3):
        scheduled("Ahead", f"2026-03-10T{15 + hours}:00", moment=clock.now, section_id=section.pk, authors=[author])
        make_live("Past", at=clock.now - timedelta(hours=hours), section_id=section.pk)
        make_story("Meant", section_id=section.pk, desk={"planned_for": clock.ahead(hours=hours)})
        gone = make_live("Gone", at=clock.now - timedelta(hours=hours))
        publishing.withdraw(gone, **turn_of(gone), at=clock.ahead(hours=hours), moment=clock.now, reason="x")
        make_item("Said", at=clock.now - timedelta(hours=hours))
    with django_assert_num_queries(18):
        assert len(client.get(CALENDAR, query).context["days"]) in {42, 7, 1}


# Who may see it, and move what


def test_who_may_not_see_stories_sees_no_calendar(client, clock):
    assert at_desk(client, make_stranger()).get(CALENDAR).status_code == 403


def test_a_reporter_sees_all_and_may_move_only_plans_of_their_own(client, clock):
    reporter = make_reporter()
    edition = scheduled("By an editor", "2026-03-11T12:00", moment=clock.now)
    make_story("My plan", by=reporter, desk={"planned_for": local("2026-03-12T12:00")})
    make_story("Their plan", desk={"planned_for": local("2026-03-12T13:00")})
    at_desk(client, reporter)
    movable = {line.entry.headline for line in lines_of(client) if line.move}
    assert len(lines_of(client)) == 3
    assert movable == {"My plan"}
    assert text(client.get(CALENDAR)).count("data-move=") == 1
    address = move_url(edition.article, "reschedule", edition)
    assert client.get(address).status_code == 403
    assert client.post(address, {"seen": 2, "at_local": "2026-03-12T12:00", "at_which": ""}).status_code == 403
    other = Article.objects.get(headline="Their plan")
    assert client.post(move_url(other, "plan"), {"seen": 1, "at_local": "", "at_which": ""}).status_code == 403


def test_what_is_past_cannot_be_moved(client, clock):
    make_live("Past", at=clock.now - timedelta(hours=1))
    assert [line.move for line in lines_of(at_desk(client))] == [""]
