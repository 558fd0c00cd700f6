"""What if several people press buttons on one story at the same time? Real threads, real locks."""

import random
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from articles import publishing, revisions, workflow
from articles.models import Article, Edition, NewsFeedItem
from articles.retime import HistoryWouldChange
from articles.timeline import Timeline, stamps
from articles.turn import Refused
from newsroom.models import Act, ContentChange
from tests.conftest import NOON
from tests.factories import make_chief, make_story

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

THREADS = 4
MOVES_EACH = 25


class Colleague(threading.Thread):
    """Makes random moves on one story, from what their own page shows, which is often old."""

    def __init__(self, number, story, user, barrier):
        super().__init__()
        self.chance = random.Random(number)
        self.story_pk, self.user, self.barrier = story.pk, user, barrier
        self.done, self.refused, self.failed = 0, 0, []

    def run(self):
        try:
            self.barrier.wait(timeout=20)
            story = Article.objects.get(pk=self.story_pk)
            for step in range(MOVES_EACH):
                if self.chance.random() < 0.6:
                    story = Article.objects.get(pk=self.story_pk)
                try:
                    self.move(story, NOON + timedelta(minutes=step))
                    self.done += 1
                except (Refused, PermissionDenied):
                    self.refused += 1
        except Exception as error:
            self.failed.append(error)
        finally:
            connection.close()

    def move(self, story, moment):
        common = {"by": self.user, "seen": story.version}
        at = moment + timedelta(minutes=self.chance.choice([0, 0, 3, 10, 30]))
        kind = self.chance.choice(["minor", "update"])
        ahead = list(Edition.objects.filter(article=story, live_from__gt=moment))
        match self.chance.randrange(7):
            case 0 | 1:
                publishing.publish(
                    story, at=at, moment=moment, kind=kind, keep_scheduled=self.chance.random() < 0.5, **common
                )
            case 2 if ahead:
                publishing.cancel(self.chance.choice(ahead), moment=moment, **common)
            case 3 if ahead:
                publishing.reschedule(self.chance.choice(ahead), at=at, moment=moment, **common)
            case 4:
                publishing.withdraw(story, at=at, moment=moment, reason="x", **common)
            case 5:
                workflow.submit(story, at=moment, **common)
            case _:
                draft = revisions.Draft(words={"headline": f"Words {self.chance.random()}"})
                revisions.save(story, draft, at=moment, **common)


def test_random_moves_of_several_threads_leave_one_true_timeline(clock):
    chief = make_chief()
    story = make_story(by=chief, at=NOON - timedelta(hours=1), tags=["T"])
    first_version = story.version
    acts, changes = Act.objects.count(), ContentChange.objects.count()
    barrier = threading.Barrier(THREADS)
    colleagues = [Colleague(number, story, chief, barrier) for number in range(THREADS)]
    for colleague in colleagues:
        colleague.start()
    for colleague in colleagues:
        colleague.join(timeout=120)
    assert [error for colleague in colleagues for error in colleague.failed] == []
    done = sum(colleague.done for colleague in colleagues)
    assert done > 0
    assert sum(colleague.refused for colleague in colleagues) > 0
    story.refresh_from_db()
    # every move that was made took one turn, and no two the same one
    assert story.version == first_version + done
    assert Act.objects.count() == acts + done
    assert ContentChange.objects.count() <= changes + done
    timeline = Timeline.of(story, moment=NOON)
    for stamp in stamps(timeline.events):
        edition = stamp.edition
        assert (edition.live_until, edition.published_at, edition.updated_at, edition.corrections) == stamp[1:]
        assert {tag.published_at for tag in edition.tag_items.all()} == {stamp.published_at}
    assert NewsFeedItem.objects.filter(article=story).count() == (1 if timeline.published_at else 0)


def test_two_editors_who_publish_at_once_publish_once(clock):
    editors = [make_chief("olha"), make_chief("marta")]
    story = make_story(by=editors[0])
    barrier, told = threading.Barrier(2), []

    def press(editor):
        own = Article.objects.get(pk=story.pk)
        barrier.wait(timeout=20)
        try:
            publishing.publish(own, by=editor, seen=own.version, at=NOON, moment=NOON)
            told.append("published")
        except Refused as refusal:
            told.append(str(refusal))
        except HistoryWouldChange as fault:
            told.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(words.startswith("published") for words in told) == [False, True]
    refusal = next(words for words in told if words != "published")
    assert "published this story a moment ago" in refusal
    assert Edition.objects.count() == 1
