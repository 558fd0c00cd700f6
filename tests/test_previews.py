"""Does a preview show just what readers would get, to just those who may look, and leave no trace among readers?"""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.signing import Signer
from django.test import Client

from articles import permissions, previewing, revisions, turn, workflow
from articles.admin.typed_words import read
from articles.models import Article, Autosave, Credit, Edition, PreviewLink, PreviewOpening, Revision
from articles.timeline import Timeline
from articles.turn import Refused
from newsroom.models import Act, ContentChange
from tests.conftest import NOON
from tests.desk import change_url, form_of, text
from tests.factories import (
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    publish,
    rewrite,
    turn_of,
    withdraw,
)
from tests.test_security_headers import READERS, policy_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def preview_of(story):
    return f"/admin/articles/article/{story.pk}/preview/"


def links_page(story):
    return f"/admin/articles/article/{story.pk}/previews/"


def address_of(link):
    return f"/preview/{previewing.token_of(link)}/"


def listed(values):
    """Write a form's values as an autosave keeps them."""
    return {
        name: [str(v) for v in value] if isinstance(value, list) else [str(value)] for name, value in values.items()
    }


def typed(story, user, *, base_version=None, **values):
    return Autosave.objects.create(
        user=user,
        article=story,
        base_version=base_version or story.version,
        form=uuid4(),
        values=listed(form_of(story, **values)),
        typed_at=NOON,
    )


@pytest.fixture
def editor(client, db):
    editor = make_editor("marta")
    client.force_login(editor)
    return editor


@pytest.fixture
def story(clock):
    return make_story("DRAFTWORDS", slug="draft", standfirst="STANDFIRST")


@pytest.fixture
def link(story, clock):
    return previewing.share(story, by=make_editor(), at=NOON, for_whom="Halyna, lawyer")


# The page


def test_a_preview_shows_the_working_copy_with_all_that_goes_with_it(client, editor, clock):
    author, image, inner = make_author("Olena Marchuk", bio="Writes."), make_image(), make_image(caption="INNER")
    section, related = make_section("City"), make_live("RELATED", at=NOON - HOUR)
    blocks = f'<figure data-block="image" data-image="{inner.pk}"></figure>'
    blocks += f'<aside data-block="related" data-article="{related.pk}"></aside>'
    story = make_story(
        "HEADLINE",
        standfirst="STANDFIRST",
        body=f"<p>BODY</p>{blocks}",
        section_id=section.pk,
        lead_picture_id=image.pk,
        lead_caption="LEADCAPTION",
        tags=["Harbour"],
        authors=[author],
    )
    page = text(client.get(preview_of(story)))
    for words in ("HEADLINE", "STANDFIRST", "BODY", "INNER", "RELATED", "City", "LEADCAPTION", "Harbour", "Olena"):
        assert words in page, words
    assert image.fallback.url in page
    assert "Preview of revision 1, not published" in page


def test_a_preview_is_what_readers_get_if_it_is_published_at_that_moment(client, editor, clock):
    author = make_author("Olena", portrait=make_image())
    story = make_story(
        "Words", tags=["B", "A"], authors=[author], lead_picture_id=make_image().pk, section_id=make_section().pk
    )
    article = re.compile(r"<article.*</article>", re.DOTALL)
    before = article.search(text(client.get(preview_of(story)))).group()
    publish(story, at=NOON)
    assert before == article.search(text(client.get("/articles/" + story.slug + "/"))).group()


def test_a_preview_of_a_first_publication_has_no_stamp(client, editor, story):
    page = text(client.get(preview_of(story)))
    assert "10 March 2026, 14:00" in page
    assert "Updated:" not in page


def test_a_preview_of_a_live_story_claims_no_update_that_did_not_happen(client, editor, clock):
    story = make_live("FIRST", at=NOON - 3 * HOUR)
    rewrite(story, headline="CHANGED")
    page = text(client.get(preview_of(story)))
    assert "CHANGED" in page
    assert "10 March 2026, 11:00" in page
    assert "Updated:" not in page
    publish(story, at=NOON - HOUR, kind="correction", note="It was wrong")
    rewrite(story, headline="CHANGED AGAIN")
    page = text(client.get(preview_of(story)))
    assert "10 March 2026, 13:00" in page
    assert "It was wrong" in page


def test_a_preview_of_what_readers_see_says_that_they_do(client, editor, clock):
    story = make_live("LIVE", at=NOON - HOUR)
    assert "Revision 1, as readers see it now" in text(client.get(preview_of(story)))


def test_looking_writes_nothing(client, editor, story):
    typed(story, editor, headline="TYPED")
    counts = [
        model.objects.count() for model in (Article, Edition, Revision, Act, ContentChange, PreviewOpening, Autosave)
    ]
    version = story.version
    client.get(preview_of(story))
    client.get(preview_of(story) + "frames/")
    story.refresh_from_db()
    assert (story.version, story.headline) == (version, "DRAFTWORDS")
    assert counts == [
        model.objects.count() for model in (Article, Edition, Revision, Act, ContentChange, PreviewOpening, Autosave)
    ]


def test_the_preview_may_stand_in_a_frame_of_ours_and_nothing_else_may(client, editor, story):
    response = client.get(preview_of(story))
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    policy = policy_of(response)
    assert policy["frame-ancestors"] == "'self'"
    others = {name: value for name, value in READERS.items() if name != "frame-ancestors"}
    assert {name: policy.get(name) for name in others} == others
    for address in (preview_of(story) + "frames/", change_url(story), "/admin/"):
        response = client.get(address)
        assert response["X-Frame-Options"] == "DENY"
        assert policy_of(response)["frame-ancestors"] == "'none'"
        assert policy_of(response)["frame-src"] == "'self'"


def test_nobody_keeps_or_lists_a_preview(client, editor, story, link):
    for address in (preview_of(story), address_of(link)):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert response["X-Robots-Tag"].startswith("noindex, nofollow")
        assert '<meta name="robots" content="noindex, nofollow">' in text(response)
        assert "ETag" not in response
        assert "og:title" not in text(response)
        assert "application/ld+json" not in text(response)
        assert 'rel="canonical"' not in text(response)


def test_who_may_see_the_story_at_the_desk_may_preview_it(client, story):
    addresses = [preview_of(story), preview_of(story) + "frames/"]
    for address in addresses:
        assert client.get(address)["Location"].startswith("/admin/login/")
    client.force_login(make_stranger())
    assert [client.get(address).status_code for address in addresses] == [403, 403]
    client.force_login(make_reporter())
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert client.get("/admin/articles/article/999999/preview/").status_code == 404
    assert client.post(addresses[0]).status_code == 405


def test_the_screens_have_three_widths(client, editor, story):
    page = text(client.get(preview_of(story) + "frames/?screen=tablet"))
    assert f'data-screen="tablet" src="{preview_of(story)}?framed"' in page
    assert 'data-screen="phone" src' in text(client.get(preview_of(story) + "frames/?screen=nonsense"))


# What is typed and not saved


def test_a_preview_shows_what_its_user_has_typed_and_not_saved(client, editor, story):
    author = make_author("TYPEDAUTHOR")
    bylines = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-role": "author"}
    bylines["bylines-0-position"] = 1
    typed(
        story,
        editor,
        headline="TYPED  HEADLINE",
        body="<p>TYPEDBODY</p><script>alert(1)</script>",
        lead_picture=make_image(caption="TYPEDPICTURE").pk,
        **bylines,
    )
    page = text(client.get(preview_of(story)))
    for words in ("TYPED HEADLINE", "TYPEDBODY", "TYPEDAUTHOR", "TYPEDPICTURE"):
        assert words in page, words
    assert "DRAFTWORDS" not in page
    assert "alert(1)" not in page
    assert "Preview of what you are typing, not saved and not published" in page


def test_nobody_else_sees_what_somebody_types(client, story, link):
    reporter = make_reporter()
    typed(story, reporter, headline="TYPED")
    client.force_login(make_editor())
    assert "TYPED" not in text(client.get(preview_of(story)))
    assert "TYPED" not in text(client.get(address_of(link)))
    client.force_login(reporter)
    assert "TYPED" in text(client.get(preview_of(story)))
    assert "TYPED" not in text(client.get(address_of(link)))


def test_typing_on_an_older_version_shows_only_beside_the_form_that_holds_it(client, editor, story):
    typed(story, editor, headline="TYPED")
    seen = story.version
    rewrite(story, headline="SAVEDSINCE")
    assert "SAVEDSINCE" in text(client.get(preview_of(story)))
    assert "TYPED" in text(client.get(f"{preview_of(story)}?seen={seen}"))


def test_a_field_that_cannot_be_saved_as_typed_shows_what_was_saved_and_says_so(client, editor, story):
    typed(story, editor, headline="", standfirst="TYPEDSTANDFIRST", section="99999", tags=["99999"], language="xx")
    page = text(client.get(preview_of(story)))
    assert "DRAFTWORDS" in page
    assert "TYPEDSTANDFIRST" in page
    left_out = re.search(r"the preview shows what was saved: ([^<]*)\.</span>", page).group(1)
    assert set(left_out.split(", ")) == {"Headline", "Section", "Tags", "Language"}


def test_a_beginning_of_a_form_leaves_the_rest_as_it_is_saved(clock):
    story = make_story("SAVED", standfirst="STANDFIRST", tags=["Harbour"], authors=[make_author()])
    draft, left_out = read(story, {"headline": ["TYPED"]})
    assert left_out == []
    assert draft.words["headline"] == "TYPED"
    assert draft.words["standfirst"] == "STANDFIRST"
    assert draft.words["body"] == story.body
    assert [credit.author_id for credit in draft.credits] == [line.author_id for line in story.bylines.all()]


def test_previewed_typing_is_what_a_save_of_it_would_publish(client, editor, story):
    words = {"headline": "A <b>bold</b>\x07 claim", "body": "<p>One<p>Two <i onclick=x>three</i></p>"}
    typed(story, editor, **words)
    article = re.compile(r"<article.*</article>", re.DOTALL)
    before = article.search(text(client.get(preview_of(story)))).group()
    client.post(change_url(story), form_of(story, **words))
    publish(Article.objects.get(), at=NOON)
    assert before == article.search(text(client.get("/articles/draft/"))).group()


# Nothing leaks


def test_readers_never_see_a_previewed_word(client, editor, story, link):
    typed(story, editor, headline="TYPEDWORDS")
    client.get(preview_of(story))
    client.get(address_of(link))
    for path in ("/", "/feed/", "/rss.xml", "/articles/draft/", "/sitemap.xml", "/authors/"):
        page = text(client.get(path))
        assert "DRAFTWORDS" not in page
        assert "TYPEDWORDS" not in page
        assert "banner" not in page
    assert client.get("/articles/draft/").status_code == 404


def test_the_robots_are_told_to_stay_away(client, db):
    assert "Disallow: /preview/" in text(client.get("/robots.txt"))


def test_an_edition_made_for_looking_is_never_in_the_database(clock, story):
    edition = previewing.edition_of(story, previewing.SAVED, Timeline.of(story, moment=NOON))
    assert not Edition.objects.filter(pk=edition.pk).exists()
    assert edition._state.adding


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
    link = previewing.share(story, by=make_editor(), at=NOON, for_whom="Halyna")
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
    assert "articles.previewing.tidy" in settings.WORKS
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
    other = previewing.share(story, by=editor, at=NOON, for_whom="Another")
    assert client.get(address_of(other)).status_code == 200


def test_the_link_to_a_spiked_story_is_closed(client, story, link):
    workflow.spike(story, **turn_of(story), at=NOON)
    assert client.get(address_of(link)).status_code == 410


def test_the_link_to_a_withdrawn_story_is_closed(client, clock):
    story = make_live("LIVE", at=NOON - HOUR)
    link = previewing.share(story, by=make_editor(), at=NOON - HOUR, for_whom="Halyna")
    withdraw(story, at=0)
    assert client.get(address_of(link)).status_code == 410


def test_a_token_that_we_did_not_sign_is_not_found(client, story, link):
    other = previewing.share(story, by=make_editor(), at=NOON, for_whom="Another")
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
    for user in (make_reporter(), make_stranger(), story.created_by):
        if user == story.created_by:
            continue
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


def test_credits_of_a_draft_keep_their_order_and_roles(story, clock):
    first, second = make_author("First"), make_author("Second")
    draft = revisions.Draft(credits=[Credit(second.pk, "photo"), Credit(first.pk)])
    edition = previewing.edition_of(story, draft, Timeline.of(story, moment=NOON))
    assert [(line.author.name, line.role) for line in edition.bylines.all()] == [
        ("Second", "photo"),
        ("First", "author"),
    ]
