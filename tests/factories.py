"""Makes what a test needs and shows only what matters to it. Everything goes through the newsroom's own doors."""

import itertools
from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.contrib.auth.models import Group, User
from PIL import Image as Pillow

from articles import feed_desk, publishing, revisions
from articles.models import Credit, Edition, NewsFeedItem, Section, Tag
from authors.models import Author
from images import intake
from images.models import add as add_image
from newsroom import zones
from newsroom.changes import watch
from newsroom.models import Act, ContentChange

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)

MARKER = "WORKINGCOPYONLY"
"""Stands in working copies only: no public page may ever show it."""

EARLY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_user(role=None, name=None, **fields):
    number = next(_numbers)
    user = User.objects.create_user(
        username=name or f"user{number}", first_name=(name or f"User{number}").title(), is_staff=True, **fields
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_reporter(name=None, **fields):
    return make_user("Reporter", name, **fields)


def make_editor(name=None, **fields):
    return make_user("Editor", name, **fields)


def make_chief(name=None, **fields):
    return make_user("Chief editor", name, **fields)


def make_stranger(name=None, **fields):
    """Somebody on the staff with no role in the newsroom."""
    return make_user(None, name, **fields)


def make_section(name=None):
    number = next(_numbers)
    name = name or f"Section {number}"
    section, _ = Section.objects.get_or_create(name=name, defaults={"slug": f"s-{number}"})
    watch.touch(section.page_keys)
    return section


def make_tag(name=None):
    return Tag.objects.create(name=name or f"Tag {next(_numbers)}")


def make_author(name=None, **fields):
    number = next(_numbers)
    return Author.objects.create(name=name or f"Author {number}", slug=f"author-{number}", **fields)


def make_staff_writer():
    """Who signs what no test asks about."""
    return Author.objects.get_or_create(slug="staff-writer", defaults={"name": "Staff writer"})[0]


def picture_bytes(size=(400, 300), colour=(120, 140, 160), kind="JPEG", **options):
    buffer = BytesIO()
    Pillow.new("RGB", size, colour).save(buffer, kind, **options)
    return buffer.getvalue()


def make_image(size=(400, 300), by=None, at=EARLY, content=None, **words):
    number = next(_numbers)
    content = content or picture_bytes(
        size, colour=(number % 256, number // 256 % 256, 90), comment=str(number).encode()
    )
    words = {"alt": "A grey field", "caption": "A field", "credit": "The Courier"} | words
    return add_image(intake.take(BytesIO(content)), title=f"Picture {number}", by=by, at=at, **words)


def make_story(headline="A headline", *, by=None, at=EARLY, slug="", tags=(), authors=None, desk=None, **words):
    """A draft that is fit to be published. `authors=()` and the like leave something out."""
    by = by or make_editor()
    fit = {"headline": headline, "standfirst": "What it is about.", "body": "<p>Words of the story.</p>"}
    if "section" not in words and "section_id" not in words:
        fit["section_id"] = make_section("News").pk
    authors = [make_staff_writer()] if authors is None else authors
    words = fit | words
    draft = revisions.Draft(words=words, tags=list(tags), credits=[Credit(a.pk) for a in authors], desk=desk or {})
    return revisions.start(draft, by=by, at=at, slug=slug or f"story-{next(_numbers)}")


def rewrite(story, *, by=None, at=EARLY, **words):
    """Save other words into the working copy."""
    return revisions.save(story, revisions.Draft(words=words), by=by or make_editor(), seen=story.version, at=at)


def publish(story, *, at, by=None, moment=None, **options):
    """Publish, whatever the checks warn of."""
    by, options = by or make_editor(), {"despite": "The test asks for it"} | options
    return publishing.publish(story, by=by, seen=story.version, at=at, moment=moment or at, **options)


def make_live(headline="A headline", *, at=EARLY, by=None, kind="update", **fields):
    """A story that went live at `at`."""
    story = make_story(headline, by=by, at=at, **fields)
    publish(story, at=at, by=by)
    return story


def make_item(text="An item", *, at, until=None, by=None, **words):
    """An item of the news feed, live from `at` on."""
    by = by or make_editor()
    item = feed_desk.add({"text": text} | words, by=by, at=at, moment=at)
    if until is not None:
        NewsFeedItem.objects.filter(pk=item.pk).update(live_until=until)
        item.refresh_from_db()
    return item


# The publishing verbs, with hours counted from noon and the version of this very moment


def hour(number):
    return NOON + timedelta(hours=number)


def local(words):
    """The instant at which the newsroom's clocks show this."""
    return zones.resolve(datetime.fromisoformat(words), zones.newsroom_zone())


def turn_of(story, by=None):
    """Who acts, and that their screen is fresh."""
    story.refresh_from_db()
    return {"by": by or make_chief(), "seen": story.version}


def put(story, headline, *, at=0, now=0, **options):
    """Write a headline into the working copy and publish it."""
    story.refresh_from_db()
    if headline != story.headline:
        rewrite(story, headline=headline)
    return publish(story, at=hour(at), moment=hour(now), **options)


def withdraw(story, *, at=0, now=0, by=None, reason="Legal advice"):
    publishing.withdraw(story, **turn_of(story, by), at=hour(at), moment=hour(now), reason=reason)


def cancel(edition, *, now=0, by=None):
    return publishing.cancel(edition, **turn_of(edition.article, by), moment=hour(now))


def reschedule(edition, *, at, now=0, by=None):
    publishing.reschedule(edition, **turn_of(edition.article, by), at=hour(at), moment=hour(now))


def cancel_withdrawal(story, *, now=0, by=None):
    publishing.cancel_withdrawal(story, **turn_of(story, by), moment=hour(now))


def strike(edition, *, now=0, by=None, reason="Court order 7"):
    publishing.strike(edition, **turn_of(edition.article, by), moment=hour(now), reason=reason)


def read(story, *, at=0):
    """Return the headline that readers see, or None."""
    return Edition.objects.filter(article=story).live_at(hour(at)).values_list("headline", flat=True).first()


def last_act(story):
    return Act.objects.filter(subject_id=story.pk, subject_type__model="article").latest("id")


def last_keys():
    """Return the pages that the newest change touched."""
    return set(ContentChange.objects.latest("id").keys)
