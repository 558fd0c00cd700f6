"""Does a link for somebody outside show the working copy to whoever has it, until it ends, and to nobody else?"""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.core.signing import Signer
from django.test import Client

from articles import permissions, previewing, revisions, turn, workflow
from articles.models import PreviewLink, PreviewOpening
from articles.turn import Refused
from newsroom.models import Act
from tests.conftest import NOON
from tests.desk import change_url, text
from tests.factories import (
    make_chief,
    make_editor,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    rewrite,
    turn_of,
    withdraw,
)
from tests.previews import address_of, links_page, share

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def editor(client, db):
    editor = make_editor("marta")
    client.force_login(editor)
    return editor


@pytest.fixture
def story(clock):
    return make_story("DRAFTWORDS")


@pytest.fixture
def link(story):
    return share(story)


# Links for people outside


def test_an_outsider_reads_the_working_copy_by_the_link(client, story, link):
    response = client.get(address_of(link))
    page = text(response)
    assert response.status_code == 200
    assert "DRAFTWORDS" in page
    assert "Not published." in page
    assert "This link works until Fri 13 Mar 14:00 Kyiv, in 3 d." in page
    assert "Halyna" not in page
    assert "/admin/" not in page
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Frame-Options"] == "DENY"


def test_the_link_shows_the_words_as_they_are_now(client, story, link):
    rewrite(story, headline="NEWERWORDS")
    assert "NEWERWORDS" in text(client.get(address_of(link)))


def test_the_link_says_nothing_false_of_a_story_that_is_live(client, clock):
    story = make_live("LIVE", at=NOON - HOUR)
    link = share(story)
    assert "Published: readers see this version now." in text(client.get(address_of(link)))
    rewrite(story, headline="CHANGED")
    assert "Changes not published." in text(client.get(address_of(link)))


def test_the_link_shows_everybody_the_same_and_asks_no_session(client, story, link):
    stranger = client.get(address_of(link))
    client.force_login(make_chief())
    client.get("/admin/")
    chief = client.get(address_of(link))
    assert chief.content == stranger.content
    assert not chief.cookies
    assert "cookie" not in chief.get("Vary", "").lower()


def test_each_opening_is_written_down_with_the_words_that_were_shown(client, story, link, clock):
    client.get(address_of(link), REMOTE_ADDR="203.0.113.7")
    rewrite(story, headline="NEWER")
    clock.advance(hours=1)
    client.get(address_of(link), REMOTE_ADDR="2001:db8::1")
    told = list(PreviewOpening.objects.order_by("id").values_list("link", "at", "address", "revision"))
    assert told == [(link.pk, NOON, "203.0.113.7", 1), (link.pk, NOON + HOUR, "2001:db8::1", 2)]


def test_an_opening_through_a_socket_is_written_down_without_an_address(client, link):
    client.get(address_of(link), REMOTE_ADDR="")
    assert PreviewOpening.objects.get().address is None


def test_openings_are_forgotten_by_the_worker_after_three_months_and_the_link_is_not_listed_then(
    client, editor, story, link, clock, settings
):
    assert "articles.previewing.tidy" in settings.TIDYING
    client.get(address_of(link))
    clock.advance(days=89)
    later = previewing.share(story, by=editor, at=clock.now, for_whom="A lawyer")
    client.get(address_of(later))
    assert not previewing.tidy(clock.now)
    assert [row.opened for row in previewing.links_of(story, moment=clock.now)] == [1, 1]
    clock.advance(days=1, seconds=1)
    assert [previewing.tidy(clock.now) for _ in range(2)] == [True, False]
    assert PreviewOpening.objects.get().link == later
    assert list(previewing.links_of(story, moment=clock.now)) == [later]


def test_asking_for_the_head_or_fetching_ahead_is_no_opening(client, link):
    assert client.head(address_of(link)).status_code == 200
    for headers in ({"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}):
        response = client.get(address_of(link), headers=headers)
        assert response.status_code == 503
        assert response.content == b""
    assert not PreviewOpening.objects.exists()


def test_a_link_ends_at_its_hour(client, link, clock):
    clock.set(NOON + 3 * DAY - timedelta(seconds=1))
    assert client.get(address_of(link)).status_code == 200
    clock.set(NOON + 3 * DAY)
    response = client.get(address_of(link))
    assert response.status_code == 410
    assert "This preview is no longer open" in text(response)
    assert "DRAFTWORDS" not in text(response)
    assert PreviewOpening.objects.count() == 1


def test_a_revoked_link_is_closed_at_once_and_for_good(client, story, link):
    editor = make_editor()
    previewing.revoke(link, by=editor, at=NOON)
    assert client.get(address_of(link)).status_code == 410
    with pytest.raises(Refused, match="closed already"):
        previewing.revoke(link, by=editor, at=NOON)
    other = share(story)
    assert client.get(address_of(other)).status_code == 200


def test_the_link_to_a_spiked_story_is_closed(client, story, link):
    workflow.spike(story, **turn_of(story), at=NOON)
    assert client.get(address_of(link)).status_code == 410


def test_the_link_to_a_withdrawn_story_is_closed(client, clock):
    story = make_live("LIVE", at=NOON - HOUR)
    link = share(story, at=NOON - HOUR)
    withdraw(story, at=0)
    assert client.get(address_of(link)).status_code == 410


def test_a_token_that_we_did_not_sign_is_not_found(client, story, link):
    other = share(story)
    number, _, signature = previewing.token_of(link).partition(".")
    changed = ("A" if signature[0] != "A" else "B") + signature[1:]
    forged = [
        f"{number}.{changed}",
        f"{other.pk}.{signature}",
        f"0{number}.{signature}",
        f"{number}.",
        number,
        signature,
        f"{number}.{signature}x",
        Signer(sep=".").sign(number),
        Signer(salt="articles.previewing", sep=".", key="another").sign(number),
        "%00",
    ]
    for token in forged:
        response = client.get(f"/preview/{token}/")
        assert response.status_code == 404, token
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
    assert not PreviewOpening.objects.exists()


def test_the_token_of_a_link_whose_story_is_deleted_is_not_found(client, story, link):
    address = address_of(link)
    story.picture_items.all().delete()
    story.delete()
    assert client.get(address).status_code == 404


def test_closed_and_unknown_links_are_told_to_nobody(client, link):
    previewing.revoke(link, by=make_editor(), at=NOON)
    closed = text(client.get(address_of(link)))
    assert "DRAFTWORDS" not in closed
    assert "Halyna" not in closed
    assert "/admin/" not in closed


def test_a_link_is_only_read(client, link):
    assert client.post(address_of(link)).status_code == 405


# Who may share, and what the newsroom sees of it


def test_sharing_takes_the_permission_and_the_right_to_edit_the_story(story, clock):
    for user in (make_reporter(), make_stranger()):
        with pytest.raises(permissions.NotAllowed):
            previewing.share(story, by=user, at=NOON, for_whom="Halyna")
    own = make_reporter()
    mine = make_story(by=own)
    with pytest.raises(permissions.NotAllowed):
        previewing.share(mine, by=own, at=NOON, for_whom="Halyna")
    own.user_permissions.add(Permission.objects.get(codename="share_preview"))
    own = type(own).objects.get(pk=own.pk)
    link = previewing.share(mine, by=own, at=NOON, for_whom="Halyna")
    with pytest.raises(permissions.NotAllowed):
        previewing.share(story, by=own, at=NOON, for_whom="Halyna")
    with pytest.raises(permissions.NotAllowed):
        previewing.revoke(link, by=make_reporter(), at=NOON)
    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize(("for_whom", "days"), [("", 3), ("  ", 3), ("Halyna", 2), ("Halyna", 3650)])
def test_a_link_names_somebody_and_ends_within_a_week(story, for_whom, days):
    with pytest.raises(Refused):
        previewing.share(story, by=make_editor(), at=NOON, for_whom=for_whom, days=days)
    assert not PreviewLink.objects.exists()


def test_a_spiked_story_is_not_shared(story):
    workflow.spike(story, **turn_of(story), at=NOON)
    with pytest.raises(Refused, match="spiked or withdrawn"):
        previewing.share(story, by=make_editor(), at=NOON, for_whom="Halyna")


def test_sharing_and_revoking_are_logged_and_make_no_page_stale(story, clock):
    editor, seen = make_editor("marta"), story.version
    link = previewing.share(story, by=editor, at=NOON, for_whom="Halyna", days=1)
    previewing.revoke(link, by=editor, at=NOON)
    story.refresh_from_db()
    assert story.version == seen
    verbs = list(Act.objects.filter(subject_id=story.pk).order_by("id").values_list("verb", "note", "by__username"))
    assert verbs[-2:] == [("share preview", "Halyna", "marta"), ("revoke preview", "Halyna", "marta")]
    revisions.save(story, revisions.Draft(words={"headline": "New"}), by=make_editor(), seen=seen, at=NOON)


def test_sharing_is_not_told_as_a_change_of_the_story(story, clock):
    make_editor("olha")
    rewrite(story, by=make_editor("ivan"), at=NOON, headline="New")
    previewing.share(story, by=make_editor("marta"), at=NOON, for_whom="Halyna")
    assert turn.who_was_first(story, moment=NOON).startswith("Ivan saved this story")


def test_an_editor_makes_copies_and_revokes_a_link_at_the_desk(client, editor, story, clock):
    response = client.post(links_page(story), {"for_whom": " Halyna,  lawyer ", "days": "7"}, follow=True)
    link = PreviewLink.objects.get()
    assert (link.for_whom, link.expires_at, link.made_by) == ("Halyna, lawyer", NOON + 7 * DAY, editor)
    address = response.context["links"][0]["address"]
    assert address == f"http://testserver{address_of(link)}"
    assert address in text(response)
    outsider = Client()
    assert "DRAFTWORDS" in text(outsider.get(urlsplit(address).path))
    assert "Opened 1 time, last a moment ago." in text(client.get(links_page(story)))
    panel = text(client.get(change_url(story)))
    assert "Halyna, lawyer" in panel
    assert "Opened 1 time" in panel
    response = client.post(f"{links_page(story)}{link.pk}/revoke/", follow=True)
    assert "Closed: revoked a moment ago." in text(response)
    assert outsider.get(urlsplit(address).path).status_code == 410
    assert address not in text(response)


def test_the_desk_refuses_a_link_for_nobody_in_words(client, editor, story):
    response = client.post(links_page(story), {"for_whom": "", "days": "3"})
    assert response.status_code == 200
    assert "This field is required." in text(response)
    workflow.spike(story, **turn_of(story), at=NOON)
    response = client.post(links_page(story), {"for_whom": "Halyna", "days": "3"})
    assert response.status_code == 409
    assert "spiked or withdrawn" in text(response)


def test_whoever_may_not_share_finds_neither_page_nor_links(client, story, link):
    client.force_login(make_reporter())
    assert client.get(links_page(story)).status_code == 403
    assert client.post(f"{links_page(story)}{link.pk}/revoke/").status_code == 403
    panel = text(client.get(change_url(story)))
    assert "shared-links" not in panel
    assert "Share with somebody outside" not in panel
    assert address_of(link) not in panel
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_link_is_revoked_only_on_the_page_of_its_own_story(client, editor, link):
    other = make_story()
    assert client.post(f"{links_page(other)}{link.pk}/revoke/").status_code == 404
    assert client.get(f"{links_page(link.article)}{link.pk}/revoke/").status_code == 405
