"""What does the database itself refuse, whoever writes to it? Rows are written past all doors, on purpose."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from articles.models import Article, Edition, EditionByline, EditionPicture, EditionTag, NewsFeedItem, Tag, Withdrawal
from tests.conftest import NOON
from tests.factories import EARLY, hour, make_author, make_image, make_live, make_section, make_story, put

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has no exclusion constraints; check_timelines looks instead"
)


def write_edition(story, **fields):
    """Write an edition of a story without asking anybody."""
    period = {"live_from": NOON, "live_until": hour(1), "published_at": EARLY}
    return Edition.objects.create(**{"article": story, "headline": "Forced", "revision": 1} | period | fields)


def refuses(name):
    """Expect the constraint of that name; SQLite names the columns of a unique one instead."""
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("edition_ends_after_it_starts", {"live_until": NOON}),
        ("edition_ends_after_it_starts", {"live_until": NOON - timedelta(microseconds=1)}),
        ("edition_does_not_precede_publication", {"published_at": hour(1)}),
        ("update_follows_publication", {"updated_at": EARLY}),
        ("update_follows_publication", {"updated_at": hour(1)}),
        ("edition_kind_is_known", {"kind": "rumour"}),
        ("correction_says_what_was_wrong", {"kind": "correction"}),
    ],
)
def test_an_edition_that_makes_no_sense_is_refused(rule, fields):
    story = make_story()
    with refuses(rule), transaction.atomic():
        write_edition(story, **fields)


def test_an_edition_that_makes_sense_is_taken():
    story = make_story()
    write_edition(story, updated_at=NOON, kind="correction", note="The year")
    write_edition(story, live_from=hour(1), live_until=None)
    connection.check_constraints()
    assert story.editions.count() == 2


def test_two_editions_of_a_story_do_not_start_at_one_instant():
    story = make_story()
    write_edition(story)
    with refuses("one_edition_of_a_story_per_instant|article_id, .*live_from"), transaction.atomic():
        write_edition(story, live_until=hour(2))


def test_a_story_has_one_open_ended_edition_at_most():
    story = make_story()
    write_edition(story, live_until=None)
    with refuses("one_open_ended_edition_per_story|article_id"), transaction.atomic():
        write_edition(story, live_from=hour(1), live_until=None)


@on_postgresql
def test_editions_of_a_story_do_not_overlap():
    story = make_story()
    write_edition(story, live_until=hour(2))
    with refuses("editions_of_a_story_do_not_overlap"), transaction.atomic():
        write_edition(story, live_from=hour(1), live_until=hour(3))
        connection.check_constraints()


@on_postgresql
def test_an_edition_does_not_stand_behind_an_open_ended_one():
    story = make_story()
    write_edition(story, live_until=None)
    with refuses("editions_of_a_story_do_not_overlap"), transaction.atomic():
        write_edition(story, live_from=hour(1), live_until=hour(3))
        connection.check_constraints()


@on_postgresql
def test_an_overlap_within_a_transaction_is_forgiven_if_it_ends_before_commit():
    story = make_story()
    first = write_edition(story, live_until=hour(2))
    write_edition(story, live_from=hour(1), live_until=hour(3))
    Edition.objects.filter(pk=first.pk).update(live_until=hour(1))
    connection.check_constraints()


def test_editions_of_two_stories_may_overlap():
    write_edition(make_story())
    write_edition(make_story())
    connection.check_constraints()
    assert Edition.objects.live_at(NOON).count() == 2


def test_an_edition_bears_a_tag_once():
    edition = make_live(tags=["Port"]).editions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionTag.objects.create(
            content_object=edition, tag=Tag.objects.get(), article=edition.article, published_at=EARLY
        )


def test_an_edition_credits_an_author_once():
    author = make_author()
    edition = make_live(authors=[author]).editions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        EditionByline.objects.create(
            edition=edition, author=author, role="photo", article=edition.article, published_at=EARLY
        )


def test_two_withdrawals_of_a_story_do_not_fall_on_one_instant():
    story = make_live()
    Withdrawal.objects.create(article=story, at=NOON, reason="Legal advice")
    with pytest.raises(IntegrityError), transaction.atomic():
        Withdrawal.objects.create(article=story, at=NOON, reason="Legal advice")


def test_a_story_stands_at_a_known_stage():
    story = make_story()
    with refuses("article_stage_is_known"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(stage="published")


def test_two_stories_do_not_have_one_address():
    make_story(slug="flood")
    other = make_story()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(slug="flood")


def test_two_revisions_of_a_story_do_not_have_one_number():
    story = make_story()
    with pytest.raises(IntegrityError), transaction.atomic():
        story.revisions.create(number=1, words={}, saved_at=NOON)


# What an edition points to is kept


def test_a_story_that_was_ever_live_is_not_deleted():
    story = make_live()
    with pytest.raises(ProtectedError):
        story.delete()


def test_a_story_that_never_ran_can_be_deleted():
    story = make_story(tags=["Port"], authors=[make_author()])
    story.delete()
    assert not Article.objects.exists()


@pytest.mark.parametrize("thing", ["tag", "author", "section", "lead picture", "picture in the body", "publisher"])
def test_what_a_version_shows_is_not_deleted_though_the_working_copy_has_dropped_it(thing):
    author, section, lead, inside = make_author(), make_section(), make_image((400, 300)), make_image((500, 300))
    body = f'<figure data-block="image" data-image="{inside.pk}"></figure>'
    story = make_live(tags=["Port"], authors=[author], section_id=section.pk, lead_picture_id=lead.pk, body=body)
    edition = story.editions.get()
    story.tag_items.all().delete()
    story.bylines.all().delete()
    story.picture_items.all().delete()
    Article.objects.update(section=None, lead_picture=None, body="", created_by=None)
    shown = {
        "tag": Tag.objects.get(),
        "author": author,
        "section": section,
        "lead picture": lead,
        "picture in the body": inside,
        "publisher": edition.published_by,
    }
    with pytest.raises(ProtectedError) as refusal:
        shown[thing].delete()
    assert any(
        isinstance(row, Edition | EditionTag | EditionByline | EditionPicture)
        for row in refusal.value.protected_objects
    )


def test_an_author_is_kept_by_the_byline_of_a_version_that_is_over():
    author = make_author()
    story = make_live(authors=[author])
    story.bylines.update(author=make_author())
    put(story, "Signed by another")
    with pytest.raises(ProtectedError):
        author.delete()


# The feed


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("newsfeeditem_ends_after_it_starts", {"live_until": NOON}),
        ("feed_item_says_something", {"text": ""}),
        ("video_item_has_a_video", {"kind": "video"}),
        ("photo_item_has_a_picture", {"kind": "photo"}),
        ("feed_item_kind_is_known", {"kind": "poll"}),
        ("feed_update_follows_publication", {"updated_at": NOON}),
    ],
)
def test_an_item_that_makes_no_sense_is_refused(rule, fields):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        NewsFeedItem.objects.create(**{"live_from": NOON, "text": "Words"} | fields)


@pytest.mark.parametrize("words", [{"text": "Mine"}, {"headline": "Mine"}, {"video_url": "https://vimeo.com/123456"}])
def test_a_storys_entry_has_no_words_of_its_own(words):
    entry = make_live().feed_item
    with pytest.raises(IntegrityError, match="story_entry_has_no_words_of_its_own"), transaction.atomic():
        NewsFeedItem.objects.filter(pk=entry.pk).update(**words)


def test_a_story_has_one_entry():
    story = make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsFeedItem.objects.create(article=story, live_from=hour(1))
