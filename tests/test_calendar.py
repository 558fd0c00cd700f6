"""Does the calendar show all that is published and planned, on its day, and let nothing move without being asked?"""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from articles import publishing, revisions, workflow
from articles.models import Article, Edition
from newsroom import zones
from newsroom.models import Act
from tests.desk import move_url, text
from tests.factories import (
    cancel,
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

pytestmark = pytest.mark.django_db

CALENDAR = "/admin/calendar/"


@pytest.fixture(autouse=True)
def in_kyiv(settings):
    settings.TIME_ZONE = "Europe/Kyiv"


def local(words):
    return zones.resolve(datetime.fromisoformat(words), zones.newsroom_zone())


def at_desk(client, user=None):
    client.force_login(user or make_editor())
    return client


def days_of(client, **query):
    return {day.date: day for day in client.get(CALENDAR, query).context["days"]}


def lines_of(client, **query):
    return [line for day in days_of(client, **query).values() for line in day.lines]


def told(client, **query):
    """What stands in the calendar: kind, headline, local time, and whether it is ahead."""
    return [
        (line.entry.kind.value, line.entry.headline, line.local, line.entry.ahead) for line in lines_of(client, **query)
    ]


def scheduled(headline, words, *, moment, **fields):
    story = make_story(headline, **fields)
    return publish(story, at=local(words), moment=moment)


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

    def fill():
        for hours in (1, 2, 3):
            scheduled("Ahead", f"2026-03-10T{15 + hours}:00", moment=clock.now, section_id=section.pk, authors=[author])
            make_live("Past", at=clock.now - timedelta(hours=hours), section_id=section.pk)
            make_story("Meant", section_id=section.pk, desk={"planned_for": clock.ahead(hours=hours)})
            gone = make_live("Gone", at=clock.now - timedelta(hours=hours))
            publishing.withdraw(gone, **turn_of(gone), at=clock.ahead(hours=hours), moment=clock.now, reason="x")
            make_item("Said", at=clock.now - timedelta(hours=hours))

    ContentType.objects.clear_cache()
    at_desk(client)
    client.get(CALENDAR)
    query = {"view": view, "on": "2026-03-10", "feed": "on"}
    # session, user, permissions (2); sections, authors; the address; editions past, in a crowd, ahead; withdrawals;
    # plans; feed items ahead, ending, past; rights
    with django_assert_num_queries(16):
        client.get(CALENDAR, query)
    for _ in range(3):
        fill()
    with django_assert_num_queries(16):
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


# Moving


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
