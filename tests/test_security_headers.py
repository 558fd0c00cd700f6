"""What may a reader's browser do with our pages, and do they say anything about who reads them?"""

from datetime import timedelta

import pytest

from articles.models import NewsFeedItem
from tests.conftest import NOON
from tests.factories import make_author, make_editor, make_image, make_live, make_section, make_tag

READERS = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "img-src": "'self' data:",
    "frame-src": "https://www.youtube-nocookie.com https://player.vimeo.com",
}
PAGES = [
    "/", "/feed/", "/feed/since/{item}/", "/feed/{item}/", "/articles/{story}/", "/authors/", "/authors/{author}/",
    "/tags/{tag}/", "/sections/{section}/", "/rss.xml", "/atom.xml", "/feed.json", "/feed/rss.xml", "/sitemap.xml",
    "/news-sitemap.xml", "/robots.txt", "/manifest.webmanifest", "/offline/", "{picture}",
    "/nowhere/", "/articles/nowhere/",
]  # fmt: skip


@pytest.fixture
def paper(db, clock):
    author, tag, section, image = make_author(), make_tag(), make_section(), make_image()
    story = make_live(
        at=NOON - timedelta(hours=1), authors=[author], tags=[tag.name], section_id=section.pk, lead_picture_id=image.pk
    )
    item = NewsFeedItem.objects.create(text="words", live_from=NOON - timedelta(minutes=5))
    return {
        "item": item.pk, "story": story.slug, "author": author.slug, "tag": tag.slug, "section": section.slug,
        "picture": image.thumbnail.url,
    }  # fmt: skip


def policy_of(response):
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts if name}


@pytest.fixture
def ask(client, paper):
    """Ask for a page of the paper, to its last byte."""

    def get(path):
        response = client.get(path.format(**paper))
        response.whole = response.getvalue()
        return response

    return get


@pytest.mark.parametrize("path", PAGES)
def test_what_readers_get_loads_nothing_from_elsewhere_and_runs_nothing_inline(ask, path):
    policy = policy_of(ask(path))
    assert {name: policy.get(name) for name in READERS} == READERS
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize("path", PAGES)
def test_what_readers_get_is_not_guessed_framed_or_told_on(ask, path):
    response = ask(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_what_readers_get_sets_no_cookie_and_depends_on_none(ask, path):
    response = ask(path)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("path", PAGES)
def test_an_editor_who_is_logged_in_and_a_stranger_get_the_same_bytes(client, ask, path):
    stranger = ask(path)
    client.force_login(make_editor())
    client.get("/admin/")
    editor = ask(path)
    assert editor.status_code == stranger.status_code
    assert editor.whole == stranger.whole
    assert not editor.cookies
    assert editor.get("ETag") == stranger.get("ETag")


@pytest.mark.parametrize("path", ["/", "/articles/{story}/", "/articles/nowhere/"])
def test_a_readers_page_has_no_inline_style_or_handler_and_no_foreign_address(client, paper, path):
    html = client.get(path.format(**paper)).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html
    assert "<form" not in html or "csrfmiddlewaretoken" not in html
    assert 'src="http' not in html


@pytest.mark.parametrize("path", [path for path in PAGES if "nowhere" not in path])
def test_readers_may_only_read(client, paper, path):
    assert client.post(path.format(**paper)).status_code == 405


def test_the_desk_runs_no_inline_script_or_style_without_a_nonce(client, db):
    client.force_login(make_editor())
    policy = policy_of(client.get("/admin/"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)
    assert policy["style-src-attr"] == "'none'"


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/nowhere/"])
def test_the_door_of_the_desk_is_as_closed_as_the_desk(client, db, path):
    response = client.get(path, follow=True)
    policy = policy_of(response)
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in str(policy)
    assert response["X-Frame-Options"] == "DENY"


def test_the_desk_is_kept_by_no_cache(client, db):
    client.force_login(make_editor())
    response = client.get("/admin/")
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_the_session_cookie_is_hidden_from_scripts(client, db):
    editor = make_editor()
    editor.set_password("correct horse battery")
    editor.save()
    response = client.post("/admin/login/", {"username": editor.username, "password": "correct horse battery"})
    assert response.cookies["sessionid"]["httponly"]
    assert response.cookies["sessionid"]["samesite"] == "Lax"


def test_a_host_that_is_not_ours_is_refused(client, db):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
