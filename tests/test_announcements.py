"""Is what is owed told, once, however often the mail server, the database or the worker falls over?"""

import threading
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection, transaction

from newsroom import announcements, heartbeats, mail
from newsroom.mail import Letter
from newsroom.management.commands.worker import Command
from newsroom.models import Act, Announcement, ContentChange, Heartbeat
from newsroom.worker import Worker
from tests.factories import make_live, make_story

pytestmark = pytest.mark.django_db

DEAD = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def dead_mail_server(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = DEAD, "127.0.0.1", 1


class Refusing(EmailBackend):
    """Takes every letter but those to nobody@."""

    def send_messages(self, messages):
        if "nobody@example.org" in messages[0].to:
            raise SMTPRecipientsRefused({"nobody@example.org": (550, b"no such mailbox")})
        return super().send_messages(messages)


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise KeyError("surprise")


def owe(*names, at):
    mail.post([Letter(name, f"{name}@example.org", f"To {name}", "Words") for name in names], at=at)


def work(clock):
    worker = Worker("here:1", stopping=threading.Event(), now=lambda: clock.now)
    return worker.round()


def the_one():
    return Announcement.objects.get()


def test_what_is_owed_is_told_once(clock, mailoutbox):
    owe("olha", at=clock.now)
    assert work(clock) == 1
    clock.advance(hours=1)
    assert work(clock) == 0
    assert [letter.subject for letter in mailoutbox] == ["[The Newsroom] To olha"]
    assert the_one().done_at == clock.now - timedelta(hours=1)


def test_owing_the_same_again_owes_it_once(clock, mailoutbox):
    owe("olha", at=clock.now)
    owe("olha", "ivan", at=clock.now)
    assert work(clock) == 2
    assert [letter.to for letter in mailoutbox] == [["olha@example.org"], ["ivan@example.org"]]


def test_what_is_not_due_waits(clock, mailoutbox):
    owe("olha", at=clock.ahead(minutes=5))
    assert work(clock) == 0
    clock.advance(minutes=5)
    assert work(clock) == 1


def test_a_failure_is_kept_in_a_sentence_and_tried_again_later_and_later(clock, dead_mail_server, settings, mailoutbox):
    owe("olha", at=clock.now)
    for minutes in (1, 5, 15, 60, 60):
        assert work(clock) == 1
        assert the_one().retry_at == clock.ahead(minutes=minutes)
        clock.advance(minutes=minutes, seconds=-1)
        assert work(clock) == 0
        clock.advance(seconds=1)
    assert the_one().last_error == "The mail server 127.0.0.1:1 cannot be reached: Connection refused."
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert work(clock) == 1
    assert len(outbox.outbox) == 1
    assert (the_one().last_error, the_one().done_at) == ("", clock.now)


def test_it_is_given_up_after_three_days_and_says_so(clock, dead_mail_server):
    owe("olha", at=clock.now)
    work(clock)
    clock.advance(days=2, hours=23)
    work(clock)
    assert the_one().done_at is None
    clock.advance(hours=2)
    work(clock)
    assert the_one().done_at == clock.now
    assert the_one().last_error.startswith("Given up after 3 attempts. The mail server")


def test_one_bad_address_stops_nobody_else(clock, settings, mailoutbox):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    owe("nobody", "olha", at=clock.now)
    assert work(clock) == 2
    assert [letter.to for letter in outbox.outbox] == [["olha@example.org"]]
    bad = Announcement.objects.get(done_at=None)
    assert bad.last_error == "The mail server refuses the address nobody@example.org: no such mailbox."


def test_a_fault_of_our_own_stops_nobody_else_and_is_said(clock, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    owe("olha", "ivan", at=clock.now)
    assert work(clock) == 2
    assert {row.last_error for row in Announcement.objects.all()} == {
        "Something is wrong in the program (KeyError: 'surprise'). The log of the server says where."
    }
    assert "surprise" in caplog.text


def test_who_dies_in_the_middle_loses_the_lease_and_another_tells_it(clock, mailoutbox):
    owe("olha", at=clock.now)
    announcements._claim(announcements._due(clock.now), clock.now)  # and here the power fails
    assert work(clock) == 0
    clock.advance(minutes=5, seconds=-1)
    assert work(clock) == 0
    clock.advance(seconds=1)
    assert work(clock) == 1
    assert len(mailoutbox) == 1


def test_who_lost_the_lease_cannot_overwrite_what_the_other_wrote(clock, settings, mailoutbox):
    owe("olha", at=clock.now)
    slow = announcements._claim(announcements._due(clock.now), clock.now)
    clock.advance(minutes=6)
    work(clock)
    settings.EMAIL_BACKEND = DEAD
    announcements._deliver(slow, clock.now)
    assert (the_one().done_at, the_one().last_error) == (clock.now, "")


def test_who_lost_the_lease_does_not_end_the_lease_of_who_has_it_now(clock, settings, mailoutbox):
    owe("olha", at=clock.now)
    slow = announcements._claim(announcements._due(clock.now), clock.now)
    clock.advance(minutes=6)
    announcements._claim(announcements._due(clock.now), clock.now)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = DEAD, "127.0.0.1", 1
    announcements._deliver(slow, clock.now)
    assert (the_one().retry_at, the_one().last_error) == (clock.ahead(minutes=5), "")


def test_two_claims_of_one_row_are_one(clock):
    owe("olha", at=clock.now)
    assert announcements._claim(announcements._due(clock.now), clock.now) is not None
    assert announcements._claim(announcements._due(clock.now), clock.now) is None


def test_without_a_worker_mail_goes_out_right_after_the_commit(clock, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        owe("olha", at=clock.now)
        assert mailoutbox == []
    assert len(mailoutbox) == 1
    assert the_one().done_at == clock.now


def test_while_a_worker_lives_the_request_leaves_mail_to_it(clock, mailoutbox, django_capture_on_commit_callbacks):
    heartbeats.beat("elsewhere:7", clock.now - timedelta(seconds=20))
    with django_capture_on_commit_callbacks(execute=True):
        owe("olha", at=clock.now)
    assert mailoutbox == []
    assert work(clock) == 1
    assert len(mailoutbox) == 1


def test_a_request_asks_a_dead_mail_server_once_only(
    clock, dead_mail_server, django_capture_on_commit_callbacks, caplog
):
    with django_capture_on_commit_callbacks(execute=True):
        owe("olha", "ivan", "iryna", at=clock.now)
    assert sorted(Announcement.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert caplog.text.count("could not be told") == 1


def test_nothing_is_owed_of_what_was_rolled_back(clock):
    story = make_story()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        owe("olha", at=clock.now)
        story.version / 0
    assert not Announcement.objects.exists()


def test_a_letter_told_twice_is_one_letter_to_a_mail_program(clock, mailoutbox):
    owe("olha", at=clock.now)
    work(clock)
    Announcement.objects.update(done_at=None, retry_at=clock.now)
    work(clock)
    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_subject_is_one_line_of_bounded_length(clock, mailoutbox):
    mail.post([Letter("k", "olha@example.org", "A\r\nBcc: all@example.org\x00" + "!" * 500, "Words")], at=clock.now)
    work(clock)
    (letter,) = mailoutbox
    assert letter.subject.startswith("[The Newsroom] A Bcc: all@example.org!!!")
    assert len(letter.subject) == 200
    letter.message().as_bytes()


# The worker itself


def test_a_worker_says_that_it_lives_at_most_every_ten_seconds(clock, django_assert_num_queries):
    worker = Worker("here:1", stopping=threading.Event(), now=lambda: clock.now)
    worker.round()
    clock.advance(seconds=9)
    worker.round()
    assert Heartbeat.objects.get().at == clock.now - timedelta(seconds=9)
    clock.advance(seconds=1)
    worker.round()
    assert Heartbeat.objects.get().at == clock.now
    clock.advance(seconds=1)
    with django_assert_num_queries(4):  # editions, withdrawals, announcements, pictures
        worker.round()


def test_a_worker_that_is_asked_to_stop_finishes_its_piece_and_leaves(clock, mailoutbox):
    owe("olha", "ivan", at=clock.now)
    stopping = threading.Event()
    worker = Worker("here:1", stopping=stopping, now=lambda: clock.now)
    works = worker.works

    def last_piece(moment):
        did = works[1](moment)
        stopping.set()
        return did

    worker.works = [works[0], last_piece]
    assert worker.round() == 1
    assert len(mailoutbox) == 1


def test_a_worker_waits_for_a_database_that_is_away_and_says_so_once(clock, monkeypatch, caplog):
    went = iter([OperationalError("no\nroute"), OperationalError("no\nroute"), KeyError("odd"), None])

    class Away:
        def round(self):
            trouble = next(went)
            if trouble:
                raise trouble

    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own
    command, well = Command(), []
    for _ in range(4):
        well.append(command._round(Away(), first_trouble=not well or well[-1]))
    assert well == [False, False, False, True]
    assert caplog.text.count("The database is away (no route). Waiting for it.") == 1
    assert caplog.text.count("All is well again.") == 1


def test_a_worker_clears_away_what_nobody_needs(clock):
    make_live(at=clock.now - timedelta(days=2))
    ContentChange.objects.create(keys=["front"], at=clock.now - timedelta(hours=23))
    owe("old", at=clock.now - timedelta(days=31))
    owe("olha", at=clock.now - timedelta(days=40))
    Announcement.objects.filter(key="old").update(done_at=clock.now - timedelta(days=31))
    heartbeats.beat("gone:1", clock.now - timedelta(days=2))
    acts = Act.objects.count()
    work(clock)
    assert [change.keys for change in ContentChange.objects.all()] == [["front"]]
    assert [row.key for row in Announcement.objects.all()] == ["olha"]
    assert [beat.worker for beat in Heartbeat.objects.all()] == ["here:1"]
    assert Act.objects.count() == acts
