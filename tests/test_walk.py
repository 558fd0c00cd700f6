"""Does anything that is not public show anywhere? Every public address is asked, at every hour that matters.

Each working copy holds MARKER, which no edition has. Each edition's words name the edition, and the test knows from
the story's plan, not from the product, when readers may see them.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles import front_desk, publishing, revisions, share_cards, translating, workflow
from articles.models import Article, Credit, Edition, NewsFeedItem, Note, Place
from authors.models import Author
from images.models import Image
from tests.factories import (
    MARKER,
    make_author,
    make_chief,
    make_image,
    make_item,
    make_section,
    make_story,
    publish,
    rewrite,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Cast:
    """Stories in every state, and `plans`: words → the hours (offsets from the start) between which they show."""

    def __init__(self, start):
        self.start = start
        self.chief = make_chief()
        self.section = make_section("Harbour section")
        self.plans = {}
        self.slugs = []
        self.private_authors = []
        self.authors = {}
        self.marked_author = make_author(f"{MARKER} author", bio=f"{MARKER} bio")

    def story(self, name, **words):
        author = make_author(f"Author of {name}", bio=f"Bio of {name}")
        story = make_story(
            f"{MARKER} {name}",
            slug=name,
            by=self.chief,
            at=self.start - 5 * HOUR,
            tags=[f"Tag of {name}"],
            authors=[author],
            section_id=self.section.pk,
            lead_picture_id=make_image(caption=f"Picture of {name}").pk,
            **self._words(MARKER, name),
        )
        self.slugs.append(name)
        self.authors[name] = author
        return story, author

    def _words(self, mark, name):
        return {
            "standfirst": f"{mark} standfirst {name}",
            "kicker": f"{mark} {name}"[:60],
            "dateline": f"{mark} place",
            "body": f"<p>{mark} body {name}</p>",
            "search_title": f"{mark} search {name}",
            "search_description": f"{mark} description {name}",
            "social_title": f"{mark} social {name}",
            "social_description": f"{mark} social description {name}",
            "lead_caption": f"{mark} caption {name}",
        }

    def edition(self, story, words, *, at, moment=None, until=None, **options):
        """Publish `words` for the hours from `at` to `until`, then put the marker back into the working copy."""
        moment = self.start + (moment if moment is not None else min(at, timedelta(0)))
        shown = revisions.Draft(
            words={"headline": words, **self._words(words, "")},
            tags=[f"Tag of {story.slug}"],
            credits=[Credit(self.authors[story.slug].pk)],
        )
        revisions.save(story, shown, by=self.chief, seen=story.version, at=moment)
        publish(story, by=self.chief, at=self.start + at, moment=moment, keep_scheduled=True, **options)
        words_now = {"headline": f"{MARKER} {story.slug}", **self._words(MARKER, story.slug)}
        marked = revisions.Draft(
            words=words_now,
            tags=[f"{MARKER} tag"],
            credits=[Credit(self.marked_author.pk)],
        )
        revisions.save(story, marked, by=self.chief, seen=story.version, at=moment)
        Note.objects.create(article=story, by=self.chief, at=moment, text=f"{MARKER} note")
        self.plans[words] = (at, until)


@pytest.fixture
def cast(clock):
    cast = Cast(clock.now)
    start, chief = cast.start, cast.chief

    for stage in ("draft", "in-review", "ready", "spiked"):
        story, author = cast.story(f"only-{stage}")
        cast.private_authors.append(author)
        if stage in ("in-review", "ready"):
            workflow.submit(story, by=chief, seen=story.version, at=start)
        if stage == "ready":
            workflow.approve(story, by=chief, seen=story.version, at=start)
        if stage == "spiked":
            workflow.spike(story, by=chief, seen=story.version, at=start)

    story, _ = cast.story("live")
    cast.edition(story, "LIVEWORDS", at=-HOUR)

    story, _ = cast.story("scheduled")
    cast.edition(story, "SCHEDULEDWORDS", at=HOUR)

    story, _ = cast.story("updated-twice")
    cast.edition(story, "FIRSTWORDS", at=-2 * HOUR, until=HOUR)
    cast.edition(story, "SECONDWORDS", at=HOUR, until=2 * HOUR, kind="update")
    cast.edition(story, "THIRDWORDS", at=2 * HOUR, kind="correction", note="THIRDWORDS were wrong before")

    story, _ = cast.story("leaving")
    cast.edition(story, "LEAVINGWORDS", at=-HOUR, until=2 * HOUR)
    publishing.withdraw(
        story, by=chief, seen=story.version, at=start + 2 * HOUR, moment=start, reason=f"{MARKER} reason"
    )

    story, _ = cast.story("gone-and-back")
    cast.edition(story, "GONEWORDS", at=-3 * HOUR, until=-HOUR)
    publishing.withdraw(
        story, by=chief, seen=story.version, at=start - HOUR, moment=start - HOUR, reason=f"{MARKER} reason"
    )
    cast.edition(story, "BACKWORDS", at=HOUR, kind="minor")

    story, _ = cast.story("struck")
    cast.edition(story, "STRUCKWORDS", at=-3 * HOUR, until=-2 * HOUR)
    cast.edition(story, "CLEANWORDS", at=-2 * HOUR)
    edition = story.editions.get(live_from=start - 3 * HOUR)
    publishing.strike(edition, by=chief, seen=story.version, moment=start, reason=f"{MARKER} court")

    story, _ = cast.story("pointing")
    targets = "".join(
        f'<aside data-block="related" data-article="{pk}"></aside>'
        for pk in Article.objects.values_list("pk", flat=True)
    )
    rewrite(story, by=chief, at=start, headline="POINTINGWORDS", **cast._words("POINTINGWORDS", "") | {"body": targets})
    publish(story, by=chief, at=start - MINUTE)
    cast.plans["POINTINGWORDS"] = (-MINUTE, None)

    # everything is placed on the front page, whatever its state, and told in Ukrainian too
    stories = list(Article.objects.exclude(stage=Article.Stage.SPIKED))
    by_editor = {"by": chief, "when": front_desk.When(start, start)}
    front_desk.place("en", Place.LEAD, Article.objects.get(slug="scheduled"), seen=0, **by_editor)
    front_desk.package("en", Place.PACKAGE_1, "In the harbour", stories[:6], seen=1, **by_editor)
    told = make_story(f"{MARKER} told", slug="told", by=chief, at=start - HOUR, language="uk")
    live = Article.objects.get(slug="live")
    translating.link(live, told, by=chief, seen=live.version, at=start)

    for words, at, until in (("ITEMNOW", -HOUR, None), ("ITEMLATER", HOUR, None), ("ITEMOVER", -HOUR, HOUR)):
        make_item(f"{words} text", at=start + at, until=start + until if until else None, headline=f"{words} head")
        cast.plans[words] = (at, until)
    return cast


def patterns(entries, prefix=""):
    for entry in entries:
        if isinstance(entry, URLResolver):
            if str(entry.pattern) != "admin/":
                yield from patterns(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield entry.name, prefix + str(entry.pattern)


def addresses(cast):  # noqa: PLR0912 - one branch for each kind
    """Every public address, of everything there is. A new kind of address must be named here to pass."""
    items = NewsFeedItem.objects.values_list("pk", flat=True)
    stories = list(Article.objects.values_list("pk", flat=True))
    sections, tags = [cast.section.slug], [item.tag.slug for a in Article.objects.all() for item in a.tag_items.all()]
    authors = list(Author.objects.values_list("slug", flat=True))
    slugs = {"section": sections, "tag": tags, "author": authors, "story": cast.slugs}
    found = []
    for name, _pattern in patterns(get_resolver().url_patterns):
        noun = name.split("-")[0]
        if noun in {"about", "policy"}:
            found += [f"{language}/about/{kind}" for language in ("", "/uk", "/en") for kind in ("", "ethics/")]
        elif name in ("feed-item", "feed-since", "feed-since-in"):
            codes = [["uk"], ["en"], ["xx"]] if name == "feed-since-in" else [[]]
            found += [reverse(name, args=[pk, *code]) for pk in items for code in codes]
        elif name == "sitemap-month":
            found += [reverse(name, args=[2026, month]) for month in ("02", "03", "04")]
        elif noun == "in" or name == "front-in":  # the feeds of those languages
            found += [reverse(name, args=[code]) for code in ("uk", "en", "xx")]
        elif name == "rendition":
            found += [image.fallback.url for image in Image.objects.all()[:1]]
        elif name == "share-card":
            found.append(share_cards.of_story(Edition.objects.get(headline="LIVEWORDS")).path)
            unseen = Article.objects.exclude(pk__in=Edition.objects.live_at(timezone.now()).values("article"))
            found += [reverse(name, args=["story", story.pk, "0" * 32]) for story in unseen]
        elif name == "shared-preview":
            found += [reverse(name, args=[token]) for token in ("1", "1.nonsense")]
        elif name == "calendar-subscription":  # the staff's own, signed: a reader can only guess at one
            found += [reverse(name, args=[f"{pk}.guessed"]) for pk in User.objects.values_list("pk", flat=True)]
        elif noun in slugs:
            found += [reverse(name, args=[slug]) for slug in slugs[noun]]
        elif "<" in _pattern or "(?P" in _pattern:
            raise AssertionError(f"{name}: say here which addresses of this kind there are")
        else:
            found.append(reverse(name))
    found += [f"/feed/?before={pk}" for pk in items]
    found += ["/search/?q=standfirst", "/search/?q=body+OR+text"]
    found += [f"/search/?q=standfirst&before={pk}" for pk in Edition.objects.values_list("pk", flat=True)]
    for path in (f"/sections/{slug}/" for slug in sections):
        found += [f"{path}?before={pk}" for pk in stories]
    found += [f"/tags/{slug}/?before={pk}" for slug in tags[:4] for pk in stories[:6]]
    return [*found, "/nowhere/"]


def ask(client, address):
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content.decode("utf-8", "replace")


OFFSETS = [-MINUTE, timedelta(0), HOUR - timedelta(microseconds=1), HOUR, HOUR + MINUTE, 2 * HOUR, 3 * HOUR]


@pytest.mark.parametrize("offset", OFFSETS, ids=str)
def test_no_address_shows_what_is_not_public_at_that_hour(cast, clock, offset):
    clock.set(cast.start + offset)
    client = Client()
    for address in addresses(cast):
        status, text = ask(client, address)
        assert status in (200, 301, 404, 410), (address, status)
        assert MARKER not in text, f"{address} shows a working copy"
        for words, (since, until) in cast.plans.items():
            was_there = since <= offset and status == 200 and address.endswith("/history/")  # which tells what was
            if not since <= offset or (until is not None and until <= offset and not was_there):
                assert words not in text, f"{address} shows {words} at {offset}"
        assert "STRUCKWORDS" not in text


@pytest.mark.parametrize("offset", OFFSETS, ids=str)
def test_what_is_public_at_that_hour_shows_on_its_page_and_in_the_lists(cast, clock, offset):
    clock.set(cast.start + offset)
    client = Client()
    lists = {path: ask(client, path)[1] for path in ("/", "/feed/", "/rss.xml", "/atom.xml", "/feed.json")}
    search = ask(client, "/search/?q=standfirst")[1]
    for words, (since, until) in cast.plans.items():
        if since <= offset and (until is None or until > offset) and words != "STRUCKWORDS":
            edition = Edition.objects.filter(headline=words).first()
            if edition is not None:
                status, page = ask(client, edition.get_absolute_url())
                assert status == 200
                assert words in page
                assert [path for path, text in lists.items() if words not in text] == [], words
                assert words in search
            else:
                assert words in lists["/"]
                assert words in lists["/feed/"]


def test_authors_and_tags_of_unpublished_stories_are_not_found(cast, client):
    for author in cast.private_authors:
        assert client.get(author.get_absolute_url()).status_code == 404
        assert author.name not in client.get("/authors/").content.decode()
    assert client.get("/tags/tag-of-only-draft/").status_code == 404
    assert client.get("/tags/tag-of-live/").status_code == 200


def test_the_walk_would_notice_a_page_that_reads_working_copies(cast, client, settings, tmp_path):
    """The guard itself: a template that prints `edition.article.headline` must be caught."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "story.html").write_text("{{ edition.article.headline }}")
    engine = {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    settings.TEMPLATES = [engine]
    assert MARKER in client.get("/articles/live/").content.decode()
