"""Is everybody told of what the clock brought about, once, whatever happened in between?"""

import threading
from datetime import timedelta

import pytest

from articles import announcing, publishing
from articles.models import Edition, Withdrawal
from articles.turn import who_was_first
from newsroom.models import Act, Announcement
from newsroom.worker import Worker
from tests.factories import make_chief, make_live, make_reporter, make_story, publish, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(clock):
    """One round of a worker, at the hour that it is."""
    return Worker("here:1", stopping=threading.Event(), now=lambda: clock.now).round


@pytest.fixture
def planned(clock):
    """A reporter's story that goes live in an hour."""
    story = make_story("The flood", by=make_reporter("olena", email="olena@example.org"))
    publish(story, at=clock.ahead(hours=1), moment=clock.now)
    return story


def acts_by_the_clock():
    return [(act.verb, act.at) for act in Act.objects.filter(by=None).exclude(verb="start").order_by("id")]


def to(mailoutbox):
    return [(letter.to[0], letter.subject) for letter in mailoutbox]


def test_what_was_scheduled_is_logged_and_its_reporter_told_when_it_is_live(clock, planned, work, mailoutbox):
    work()
    assert mailoutbox == []
    clock.advance(hours=1, seconds=3)
    work()
    assert to(mailoutbox) == [("olena@example.org", "[The Newsroom] Live: The flood")]
    assert "Readers see “The flood” now. Live since today 15:00 Kyiv, now." in mailoutbox[0].body
    assert f"http://testserver/articles/{planned.slug}/" in mailoutbox[0].body
    act = Act.objects.get(verb="went live")
    assert (act.subject_id, act.by, act.at) == (planned.pk, None, clock.now - timedelta(seconds=3))
    assert act.details["announced"] == clock.now.isoformat()
    assert Edition.objects.get().announced_at == clock.now


def test_it_is_told_once_however_many_rounds_there_are(clock, planned, work, mailoutbox):
    clock.advance(hours=1)
    for _ in range(3):
        work()
        clock.advance(minutes=1)
    assert len(mailoutbox) == 1
    assert len(acts_by_the_clock()) == 1


def test_told_again_after_a_crash_it_does_nothing(clock, planned, work, mailoutbox):
    clock.advance(hours=1)
    work()
    Announcement.objects.update(done_at=None, retry_at=clock.now)
    Announcement.objects.filter(consumer="mail").update(done_at=clock.now)
    work()
    assert len(mailoutbox) == 1
    assert len(acts_by_the_clock()) == 1


def test_what_was_cancelled_is_never_announced(clock, planned, work, mailoutbox):
    publishing.cancel(Edition.objects.get(), by=make_chief(), seen=planned.version, moment=clock.now)
    clock.advance(hours=2)
    work()
    assert (mailoutbox, acts_by_the_clock()) == ([], [])


def test_what_was_moved_is_announced_at_its_new_hour(clock, planned, work, mailoutbox):
    edition, later = Edition.objects.get(), clock.ahead(hours=3)
    publishing.reschedule(edition, by=make_chief(), seen=planned.version, at=later, moment=clock.now)
    clock.advance(hours=2)
    work()
    assert mailoutbox == []
    clock.set(later)
    work()
    assert len(mailoutbox) == 1
    assert acts_by_the_clock() == [("went live", later)]


def test_what_was_moved_after_it_was_owed_is_announced_at_its_new_hour(clock, planned, work, mailoutbox):
    """A verb that read the clock a moment before the instant may end after a worker has owed the event."""
    edition, later = Edition.objects.get(), clock.ahead(hours=3)
    announcing.owe_due(clock.ahead(hours=1))
    publishing.reschedule(edition, by=make_chief(), seen=planned.version, at=later, moment=clock.now)
    clock.advance(hours=1)
    work()
    assert acts_by_the_clock() == []
    clock.set(later)
    work()
    assert acts_by_the_clock() == [("went live", later)]
    assert len(mailoutbox) == 1


def test_publishing_now_announces_itself_in_its_own_turn(clock, work, mailoutbox, django_capture_on_commit_callbacks):
    story = make_story("The flood", by=make_reporter(email="olena@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        publish(story, at=clock.now)
    assert to(mailoutbox) == [("olena@example.org", "[The Newsroom] Live: The flood")]
    assert Edition.objects.get().announced_at == clock.now
    clock.advance(minutes=1)
    work()
    assert len(mailoutbox) == 1
    assert acts_by_the_clock() == []  # the editor did it, and the log says so


def test_rescheduling_to_now_announces_itself(clock, planned, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publishing.reschedule(
            Edition.objects.get(), by=make_chief(), seen=planned.version, at=clock.now, moment=clock.now
        )
    assert len(mailoutbox) == 1
    assert Edition.objects.get().announced_at == clock.now


def test_an_update_and_a_correction_are_called_so(clock, planned, work, mailoutbox):
    clock.advance(hours=1)
    work()
    rewrite(planned, headline="The flood ebbs")
    publish(planned, at=clock.ahead(hours=1), moment=clock.now, kind="correction", note="It was Tuesday, not Monday.")
    clock.advance(hours=1)
    work()
    assert mailoutbox[-1].subject == "[The Newsroom] Live, correction: The flood ebbs"
    assert "It was Tuesday, not Monday." in mailoutbox[-1].body


def test_a_planned_withdrawal_is_logged_when_its_hour_has_come(clock, work):
    story = make_live("The flood", at=clock.now - timedelta(hours=1))
    gone = clock.ahead(hours=2)
    publishing.withdraw(story, by=make_chief(), seen=story.version, at=gone, moment=clock.now, reason="Rights end")
    work()
    clock.set(gone + timedelta(minutes=5))
    work()
    act = Act.objects.get(verb="went off line")
    assert (act.at, act.note, act.by) == (gone, "Rights end", None)
    assert Withdrawal.objects.get().announced_at == clock.now


def test_what_was_replaced_before_a_worker_came_is_logged_and_nobody_mailed(clock, planned, work, mailoutbox):
    clock.advance(hours=2)
    rewrite(planned, headline="The flood ebbs")
    publish(planned, at=clock.now, kind="update")
    work()
    assert [subject for _, subject in to(mailoutbox)] == ["[The Newsroom] Live, update: The flood ebbs"]
    assert acts_by_the_clock() == [("went live", clock.now - timedelta(hours=1))]


def test_what_was_struck_before_a_worker_came_is_not_told_by_mail(clock, planned, work, mailoutbox):
    chief, first = make_chief(), Edition.objects.get()
    clock.advance(hours=2)
    rewrite(planned, headline="Other words")
    publish(planned, at=clock.now, by=chief)
    clock.advance(minutes=1)
    publishing.strike(first, by=chief, seen=planned.version, moment=clock.now, reason="Court order 7")
    work()
    assert all("The flood" not in letter.subject + letter.body for letter in mailoutbox)
    assert not announcing.unannounced_editions(clock.now).exists()


def test_after_a_long_sleep_the_log_is_made_whole_and_nobody_gets_old_news(clock, planned, work, mailoutbox):
    clock.advance(days=3)
    work()
    assert mailoutbox == []
    assert len(acts_by_the_clock()) == 1


def test_one_that_cannot_be_told_stops_nobody_else_and_says_why(clock, planned, work, mailoutbox, monkeypatch):
    other = make_story("The fire", by=make_reporter(email="ivan@example.org"))
    publish(other, at=clock.ahead(minutes=90), moment=clock.now)
    published = announcing.notices.published

    def fail(edition, **options):
        if edition.article_id == planned.pk:
            raise ValueError("no such template")
        published(edition, **options)

    monkeypatch.setattr(announcing.notices, "published", fail)
    clock.advance(hours=2)
    work()
    assert to(mailoutbox) == [("ivan@example.org", "[The Newsroom] Live: The fire")]
    bad = Announcement.objects.get(consumer="event", done_at=None)
    assert "no such template" in bad.last_error
    assert acts_by_the_clock() == [("went live", clock.now - timedelta(minutes=30))]  # of the other one
    monkeypatch.undo()
    clock.advance(minutes=1)
    work()
    assert len(mailoutbox) == 2


def test_the_clocks_doing_is_not_called_somebodys_when_a_save_is_refused(clock, planned, work):
    clock.advance(hours=1)
    work()
    assert "published" not in who_was_first(planned, moment=clock.now)
    assert "scheduled this story 1 h ago" in who_was_first(planned, moment=clock.now)
