"""Who is told by mail?"""

from datetime import timedelta

import pytest

from articles import publishing
from tests.factories import make_chief, make_editor, make_live

pytestmark = pytest.mark.django_db


def withdraw(story, *, at, moment):
    publishing.withdraw(story, by=make_editor("olha"), seen=story.version, at=at, moment=moment, reason="Legal advice")


def test_a_withdrawal_mails_the_chiefs(clock, mailoutbox, django_capture_on_commit_callbacks):
    make_chief(email="chief@example.org")
    make_chief(email="away@example.org", is_active=False)
    make_editor(email="editor@example.org")
    story = make_live("The bridge", at=clock.now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story, at=clock.ahead(hours=2), moment=clock.now)
    (mail,) = mailoutbox
    assert mail.to == ["chief@example.org"]
    assert "The bridge" in mail.subject
    assert "Olha planned to withdraw “The bridge” (today 16:00 Kyiv, in 2 h)" in mail.body
    assert "Reason: Legal advice" in mail.body


def test_a_headline_cannot_write_the_mails_headers(clock, mailoutbox, django_capture_on_commit_callbacks):
    make_chief(email="chief@example.org")
    story = make_live("The bridge\nBcc: everybody@example.org", at=clock.now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story, at=clock.now, moment=clock.now)
    assert "\n" not in mailoutbox[0].subject


def test_a_mail_that_cannot_be_sent_undoes_nothing(clock, settings, django_capture_on_commit_callbacks, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_chief(email="chief@example.org")
    story = make_live(at=clock.now - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story, at=clock.now, moment=clock.now)
    assert story.withdrawals.exists()
    assert "could not be told" in caplog.text
