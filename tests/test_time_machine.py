"""Does the staff see the site as it was or will be, and never by accident the site of now?"""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.urls import get_script_prefix

from articles.models import Edition, NewsFeedItem
from newsroom import redirects, time_machine
from tests.conftest import NOON
from tests.desk import change_url, text
from tests.factories import (
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
    put,
    rewrite,
    withdraw,
)
from tests.test_security_headers import READERS, policy_of
from tests.test_walk import HOUR, addresses, ask, cast  # noqa: F401 - `cast` is a fixture

pytestmark = pytest.mark.django_db


def at(moment, path="/"):
    return f"/admin/at/{moment:%Y%m%dT%H%MZ}{path}"


@pytest.fixture
def editor(client, db):
    editor = make_editor("marta")
    client.force_login(editor)
    return editor


def test_the_site_shows_as_it_was_and_as_it_will_be(client, editor, clock):
    story = make_story(slug="bridge")
    put(story, "FIRSTWORDS", at=-3, now=-3)
    put(story, "LIVEWORDS", at=-1, now=-1)
    put(story, "LATERWORDS", at=2, keep_scheduled=True)
    for hours, words in ((-2, "FIRSTWORDS"), (0, "LIVEWORDS"), (3, "LATERWORDS")):
        for path in ("/", "/articles/bridge/", "/feed/", "/rss.xml"):
            assert words in text(client.get(at(NOON + timedelta(hours=hours), path))), (hours, path)
    assert client.get(at(NOON - timedelta(hours=4), "/articles/bridge/")).status_code == 404
    assert client.get(at(NOON + timedelta(hours=4), "/articles/bridge/")).status_code == 200


def test_a_scheduled_story_shows_from_its_very_minute(client, editor, clock):
    story = make_story(slug="bridge")
    put(story, "LATERWORDS", at=2)
    then = NOON + timedelta(hours=2)
    assert client.get(at(then - timedelta(minutes=1), "/articles/bridge/")).status_code == 404
    assert client.get(at(then, "/articles/bridge/")).status_code == 200


def test_the_banner_says_which_moment_it_is_and_what_it_cannot_show(client, editor, clock):
    for moment, words, when in (
        (NOON - timedelta(days=1), "The site as it was", "yesterday 14:00 Kyiv, 1 d ago"),
        (NOON + timedelta(hours=2), "The site as it is planned", "today 16:00 Kyiv, in 2 h"),
        (NOON, "The site as it is", "today 14:00 Kyiv, now"),
    ):
        page = text(client.get(at(moment)))
        assert words in page
        assert when in page
        assert "Names, portraits, bios, captions, sections and addresses are today’s" in page


def test_pages_that_are_not_there_and_pages_withdrawn_carry_the_banner_too(client, editor, clock):
    story = make_live(slug="bridge", at=NOON - timedelta(hours=2))
    withdraw(story, at=-1, now=-1)
    gone, nowhere = client.get(at(NOON, "/articles/bridge/")), client.get(at(NOON, "/nowhere/"))
    assert (gone.status_code, nowhere.status_code) == (410, 404)
    for page in map(text, (gone, nowhere)):
        assert 'class="banner ' in page
        assert f'href="{at(NOON)}"' in page
    assert client.get(at(NOON - timedelta(hours=2), "/articles/bridge/")).status_code == 200


def test_the_banner_leads_through_time_on_the_same_page_and_out(client, editor, clock):
    page = text(client.get(at(NOON + 2 * HOUR, "/feed/")))
    assert f'href="{at(NOON + HOUR, "/feed/")}"' in page
    assert f'href="{at(NOON + 3 * HOUR, "/feed/")}"' in page
    assert f'href="{at(NOON, "/feed/")}"' in page
    assert 'href="/admin/at/?page=%2Ffeed%2F"' in page
    assert '<a data-leave href="/feed/">Leave</a>' in page


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "///evil.example"])
def test_no_link_of_the_banner_leads_to_another_site(client, editor, clock, path):
    links = re.findall(r'href="([^"]*evil[^"]*)"', text(client.get(at(NOON, path))))
    assert links
    for link in links:
        assert urlsplit(link).netloc == ""
        assert "\\" not in link
        assert not link.startswith("//")


# Links stay inside


WRITTEN = """<p><a href="/articles/live/">root</a> <a href="http://testserver/articles/live/?x=1&amp;y=2#top">whole</a>
<a href="//testserver/feed/">scheme</a> <a href="../../feed/">up</a> <a href="../../../../../feed/">far up</a>
<a href="/nowhere/">none</a> <a href="https://elsewhere.example/articles/live/">other</a>
<a href="mailto:desk@example.org">mail</a></p>"""
OURS = re.compile(r"""(?:href|src|action|content)=\\?["']([^"'\\]+)|(https?://testserver[^\s"'<>\\)]*)""")


def links_of(page, address):
    for first, second in OURS.findall(page):
        link = (first or second).replace("&amp;", "&")
        parts = urlsplit(urljoin(f"http://testserver{address}", link))
        if parts.scheme in ("http", "https") and parts.netloc == "testserver":
            yield parts.path


def escapes(page, address, folder):
    """List the links of ours that lead out, but for files and the banner's own ways out."""
    public = re.sub(r'<aside class="banner .*?</aside>', "", page, flags=re.DOTALL)
    return [path for path in links_of(public, address) if not path.startswith((folder, "/static/", "/media/"))]


def test_the_guard_itself_would_notice_an_escape():
    folder = "/admin/at/20260310T1200Z/"
    page = f'<a href="{folder}feed/">in</a><a href="/feed/">out</a><loc>http://testserver/rss.xml</loc>'
    assert escapes(page, folder, folder) == ["/feed/", "/rss.xml"]


@pytest.mark.parametrize("offset", [-HOUR, HOUR], ids=str)
def test_no_link_on_any_page_escapes(client, cast, clock, offset):  # noqa: F811
    client.force_login(make_chief())
    story = make_live("WRITTEN", slug="written", at=clock.now - 2 * HOUR, body=WRITTEN)
    make_live("OTHER", slug="other", at=clock.now - 2 * HOUR, tags=["Harbour"])
    cast.slugs += [story.slug, "other"]
    moment = cast.start + offset
    folder = at(moment)
    seen = set()
    for address in addresses(cast):
        if address.startswith(("/media/", "/preview/", "/healthz")):
            continue
        there = at(moment, address)
        status, page = ask(client, there)
        assert status in (200, 302, 404, 410), (there, status)
        assert escapes(page, there, folder) == [], there
        seen.add(status)
        for words, (since, until) in cast.plans.items():
            was_there = since <= offset and status == 200 and address.endswith("/history/")  # which tells what was
            if not since <= offset or (until is not None and until <= offset and not was_there):
                assert words not in page, f"{there} shows {words}"
    assert {200, 404} <= seen
    assert get_script_prefix() == "/"


def test_links_that_writers_typed_stay_inside_and_others_leave(client, editor, clock):
    make_live(slug="written", at=NOON, body=WRITTEN)
    page = text(client.get(at(NOON, "/articles/written/")))
    for link in ("articles/live/", "articles/live/?x=1&amp;y=2#top", "feed/", "nowhere/"):
        assert f'href="{at(NOON)}{link}"' in page
    assert 'href="https://elsewhere.example/articles/live/"' in page
    assert 'href="mailto:desk@example.org"' in page
    for feed in ("/rss.xml", "/atom.xml", "/feed.json"):
        assert escapes(text(client.get(at(NOON, feed))), at(NOON, feed), at(NOON)) == []


def test_a_former_address_leads_on_inside(client, editor, clock):
    make_live(slug="new", at=NOON - HOUR)
    redirects.leave("/articles/old/", "/articles/new/", at=NOON)
    response = client.get(at(NOON, "/articles/old/"))
    assert response.status_code == 302
    assert response["Location"] == at(NOON, "/articles/new/")
    assert client.get(at(NOON, "/articles/old/?x=1"))["Location"] == at(NOON, "/articles/new/?x=1")
    assert "no-store" in response["Cache-Control"]


def test_lists_go_on_by_their_cursor(client, editor, clock):
    for number in range(25):
        make_item(f"Item {number:02}", at=NOON - timedelta(minutes=number))
    cursor = NewsFeedItem.objects.get(text="Item 10").pk
    page = text(client.get(at(NOON, f"/feed/?before={cursor}")))
    assert "Item 11" in page
    assert "Item 10" not in page
    assert re.search(rf'href="{at(NOON, "/feed/")}\?before=\d+" data-more', text(client.get(at(NOON, "/feed/"))))


def test_what_is_not_a_readers_page_is_not_found_inside(client, editor, clock):
    image = make_image()
    for path in ("/admin/", "/healthz", image.fallback.url, "/preview/1/", "/admin/at/20260310T1200Z/"):
        assert client.get(at(NOON, path)).status_code == 404, path


@pytest.mark.parametrize("path", ["/%00/", "/" + "x" * 5000, "/%ff/", "/articles/%D0%BC%D1%96%D1%81%D1%82/"])
def test_an_address_that_is_nonsense_is_not_found_inside(client, editor, clock, path):
    assert client.get(at(NOON, path)).status_code == 404


# Nobody keeps it, nobody finds it, nobody else sees it


@pytest.mark.parametrize("path", ["/", "/feed/", "/rss.xml", "/sitemap.xml", "/robots.txt", "/nowhere/"])
def test_nobody_keeps_or_lists_it_and_it_has_the_readers_policy(client, editor, clock, path):
    response = client.get(at(NOON, path), headers={"if-none-match": "*"})
    assert response.status_code in (200, 404)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert response["X-Robots-Tag"].startswith("noindex, nofollow")
    assert "ETag" not in response
    assert "Last-Modified" not in response
    policy = policy_of(response)
    assert {name: policy.get(name) for name in READERS} == READERS
    assert response["X-Frame-Options"] == "DENY"


def test_the_validator_of_a_public_page_does_not_open_it(client, editor, clock):
    tag = client.get("/")["ETag"]
    assert client.get(at(NOON), headers={"if-none-match": tag}).status_code == 200


def test_readers_pages_have_no_trace_of_it(client, editor, clock):
    make_live(slug="bridge", at=NOON - HOUR)
    before = client.get("/articles/bridge/").content
    client.get(at(NOON + HOUR, "/articles/bridge/"))
    after = client.get("/articles/bridge/")
    assert after.content == before
    assert b"banner" not in before
    assert b"/admin/" not in before


def test_an_error_inside_leaves_the_addresses_of_readers_as_they_were(client, editor, clock, monkeypatch):
    client.raise_request_exception = False

    def broken(**_):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("articles.reading.sections", broken)
        assert client.get(at(NOON)).status_code == 500
    assert get_script_prefix() == "/"
    assert b"/admin/at/" not in client.get("/").content


def test_the_pages_inside_know_no_user(client, editor, clock, settings, tmp_path):
    (tmp_path / "404.html").write_text("{{ user.is_authenticated }} {{ request.session }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    assert text(client.get(at(NOON, "/nowhere/"))).split() == ["False"]


def test_it_is_for_those_who_have_the_permission(client, db, clock):
    paths = ["/admin/at/", at(NOON), at(NOON, "/feed/"), at(NOON, "/nowhere/")]
    for path in paths:
        assert client.get(path)["Location"].startswith("/admin/login/")
    for user in (make_reporter(), make_stranger()):
        client.force_login(user)
        assert [client.get(path).status_code for path in paths] == [403] * 4
    allowed = make_stranger()
    allowed.user_permissions.add(Permission.objects.get(codename="see_other_times"))
    client.force_login(allowed)
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 404]


def test_it_is_only_read(client, editor, clock):
    for path in ("/admin/at/", at(NOON), at(NOON, "/nowhere/")):
        assert client.post(path).status_code == 405
    assert client.head(at(NOON)).status_code == 200


@pytest.mark.parametrize("moment", ["20261324T0600Z", "20261124T2560Z", "20261124T0600", "now", "99991124T0600Z"])
def test_a_moment_that_is_none_is_not_found(client, editor, moment):
    assert client.get(f"/admin/at/{moment}/").status_code == 404


# Choosing


def test_a_moment_is_chosen_in_the_newsrooms_own_time_and_the_page_is_kept(client, editor, clock):
    data = {"at_local": "2026-03-11T08:00", "at_which": "", "page": "/feed/"}
    assert client.get("/admin/at/", data)["Location"] == "/admin/at/20260311T0600Z/feed/"
    response = client.get("/admin/at/", data | {"page": "//evil.example"})
    assert response["Location"] == "/admin/at/20260311T0600Z/evil.example"


def test_a_time_that_the_clocks_skip_is_refused(client, editor, clock):
    response = client.get("/admin/at/", {"at_local": "2026-03-29T03:30", "at_which": ""})
    assert response.status_code == 200
    assert "does not exist on that day" in text(response)


def test_the_page_offers_what_is_planned_next_and_leads_past_the_event(client, editor, clock):
    story = make_story("FERRIES", slug="ferries")
    publish(story, at=NOON + timedelta(hours=5, seconds=1), moment=NOON)
    withdraw(story, at=7)
    make_item("Tide tables", at=NOON + timedelta(hours=6))
    page = text(client.get("/admin/at/"))
    assert f'href="{at(NOON + timedelta(hours=5, minutes=1))}">“FERRIES” goes live' in page
    assert f'href="{at(NOON + timedelta(hours=6))}">Feed: Tide tables' in page
    assert f'href="{at(NOON + timedelta(hours=7))}">“FERRIES” is withdrawn' in page
    assert f'href="{at(datetime(2026, 3, 11, 6, 0, tzinfo=UTC))}">Tomorrow morning' in page


def test_a_storys_timeline_leads_to_the_site_as_of_each_plan(client, editor, clock):
    story = make_live("LIVE", slug="bridge", at=NOON - HOUR)
    rewrite(story, headline="LATER")
    publish(story, at=NOON + timedelta(hours=2), moment=NOON)
    then = at(NOON + timedelta(hours=2), "/articles/bridge/")
    page = text(client.get(change_url(story)))
    assert page.count("See the site then") == 1
    assert f'href="{then}"' in page
    assert "LATER" in text(client.get(then))
    client.force_login(make_reporter())
    assert "See the site then" not in text(client.get(change_url(story)))


def test_an_address_is_made_of_a_moment_in_any_zone():
    assert time_machine.minute_after(NOON + timedelta(microseconds=1)) == NOON + timedelta(minutes=1)
    assert time_machine.minute_after(NOON) == NOON
    assert time_machine.address(NOON, "/feed/") == "/admin/at/20260310T1200Z/feed/"


def test_sections_and_authors_are_reached_inside(client, editor, clock):
    section, author = make_section("City"), make_author("Olena")
    make_live("FUTURE", at=NOON - HOUR, section_id=section.pk, authors=[author])
    Edition.objects.update(live_from=NOON + HOUR, published_at=NOON + HOUR)
    assert client.get(author.get_absolute_url()).status_code == 404
    page = text(client.get(at(NOON + HOUR, author.get_absolute_url())))
    assert "FUTURE" in page
    assert "FUTURE" in text(client.get(at(NOON + HOUR, section.get_absolute_url())))
