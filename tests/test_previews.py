"""Does a preview show just what readers would get, and leave no trace among them?"""

import re
from datetime import timedelta

import pytest

from articles import previewing, revisions
from articles.admin.typed_words import read
from articles.models import Article, Autosave, Credit, Edition, PreviewOpening, Revision
from articles.timeline import Timeline
from newsroom.models import Act, ContentChange
from tests.conftest import NOON
from tests.desk import change_url, form_of, text
from tests.factories import (
    make_author,
    make_editor,
    make_image,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    publish,
    rewrite,
)
from tests.previews import address_of, preview_of, share, typed
from tests.test_security_headers import READERS, policy_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(client, db):
    editor = make_editor("marta")
    client.force_login(editor)
    return editor


@pytest.fixture
def story(clock):
    return make_story("DRAFTWORDS", slug="draft", standfirst="STANDFIRST")


@pytest.fixture
def link(story):
    return share(story)


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
    before = words_shown(text(client.get(preview_of(story))))
    publish(story, at=NOON)
    assert before == words_shown(text(client.get("/articles/" + story.slug + "/")))


def words_shown(page):
    """Return a page's story, without the link to its record: what never was live has none."""
    story = re.search(r"<article.*</article>", page, re.DOTALL).group()
    return re.sub(r'<p class="record">.*?</p>', "", story).split()


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
    before = words_shown(text(client.get(preview_of(story))))
    client.post(change_url(story), form_of(story, **words))
    publish(Article.objects.get(), at=NOON)
    assert before == words_shown(text(client.get("/articles/draft/")))


def test_credits_of_a_draft_keep_their_order_and_roles(story, clock):
    first, second = make_author("First"), make_author("Second")
    draft = revisions.Draft(credits=[Credit(second.pk, "photo"), Credit(first.pk)])
    edition = previewing.edition_of(story, draft, Timeline.of(story, moment=NOON))
    assert [(line.author.name, line.role) for line in edition.bylines.all()] == [
        ("Second", "photo"),
        ("First", "author"),
    ]


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
