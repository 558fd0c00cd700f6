"""Who is told by mail?"""

from datetime import timedelta

import pytest

from articles import publishing, revisions, workflow
from articles.models import Article
from newsroom.models import Announcement, Preferences
from tests.factories import make_chief, make_editor, make_live, make_reporter, make_story, make_stranger, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Do something, and all that follows its commit."""

    def do(verb, *args, **options):
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **options)

    return do


@pytest.fixture
def olena():
    return make_reporter("olena", email="olena@example.org")


@pytest.fixture
def story(olena):
    return make_story("The bridge", by=olena)


def withdraw(story, *, at, moment):
    publishing.withdraw(story, by=make_editor("olha"), seen=story.version, at=at, moment=moment, reason="Legal advice")


def submit(story, *, by, at):
    workflow.submit(story, by=by, seen=story.version, at=at)


def assign(story, user, *, by, at):
    draft = revisions.Draft(desk={"assignee_id": user.pk if user else None})
    revisions.save(Article.objects.get(pk=story.pk), draft, by=by, seen=Article.objects.get(pk=story.pk).version, at=at)


def to(mailoutbox):
    return sorted((letter.to[0], letter.subject) for letter in mailoutbox)


def test_a_submission_is_told_to_all_who_may_approve_it(clock, mailoutbox, send, story, olena):
    make_editor("marta", email="marta@example.org")
    make_chief("ihor", email="ihor@example.org")
    make_editor("away", email="away@example.org", is_active=False)
    make_editor("mute", email="")
    make_reporter("ivan", email="ivan@example.org")
    make_stranger(email="stranger@example.org")
    send(submit, story, by=olena, at=clock.now)
    what = "[The Newsroom] Waiting for review: The bridge"
    assert to(mailoutbox) == [("ihor@example.org", what), ("marta@example.org", what)]
    assert "Olena submitted “The bridge” for review." in mailoutbox[0].body
    assert f"http://testserver/admin/articles/article/{story.pk}/change/" in mailoutbox[0].body


def test_an_editor_who_submits_tells_the_others_only(clock, mailoutbox, send, story):
    marta = make_editor("marta", email="marta@example.org")
    make_editor("petro", email="petro@example.org")
    send(submit, story, by=marta, at=clock.now)
    assert [address for address, _ in to(mailoutbox)] == ["petro@example.org"]


def test_a_return_is_told_to_the_reporter_with_the_note(clock, mailoutbox, send, story, olena):
    submit(story, by=olena, at=clock.now)
    note = "Who says so?\nCall the ministry & <ask>."
    send(workflow.send_back, story, by=make_editor("marta"), seen=story.version, at=clock.now, note=note)
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["olena@example.org"], "[The Newsroom] Returned: The bridge")
    assert f"Marta returned “The bridge” to you:\n\n{note}\n" in letter.body


def test_an_approval_is_told_to_who_began_the_story_and_to_whom_it_is_assigned(clock, mailoutbox, send, story, olena):
    ivan = make_reporter("ivan", email="ivan@example.org")
    assign(story, ivan, by=make_editor(), at=clock.now)
    story.refresh_from_db()
    submit(story, by=olena, at=clock.now)
    send(workflow.approve, story, by=make_editor(), seen=story.version, at=clock.now)
    what = "[The Newsroom] Approved: The bridge"
    assert to(mailoutbox) == [("ivan@example.org", what), ("olena@example.org", what)]


def test_an_editor_who_publishes_their_own_story_is_not_told_so(clock, mailoutbox, send):
    marta = make_editor("marta", email="marta@example.org")
    send(publish, make_story(by=marta), by=marta, at=clock.now)
    assert mailoutbox == []


def test_a_new_assignee_is_told_and_the_same_one_not_again(clock, mailoutbox, send, story):
    ivan = make_reporter("ivan", email="ivan@example.org")
    editor = make_editor("marta")
    send(assign, story, ivan, by=editor, at=clock.now)
    assert to(mailoutbox) == [("ivan@example.org", "[The Newsroom] Yours now: The bridge")]
    story.refresh_from_db()
    send(
        revisions.save, story, revisions.Draft(words={"kicker": "Harbour"}), by=editor, seen=story.version, at=clock.now
    )
    send(assign, story, None, by=editor, at=clock.now)
    assert len(mailoutbox) == 1
    send(assign, story, ivan, by=editor, at=clock.now)
    assert len(mailoutbox) == 2


def test_who_takes_a_story_themself_is_not_told(clock, mailoutbox, send, story):
    marta = make_editor("marta", email="marta@example.org")
    send(assign, story, marta, by=marta, at=clock.now)
    assert mailoutbox == []


def test_a_story_begun_for_somebody_is_told_to_them(clock, mailoutbox, send):
    ivan = make_reporter("ivan", email="ivan@example.org")
    send(make_story, "The bridge", desk={"assignee_id": ivan.pk}, at=clock.now)
    assert [address for address, _ in to(mailoutbox)] == ["ivan@example.org"]


@pytest.mark.parametrize("kind", ["submission", "return", "approval", "publication", "withdrawal", "assignment"])
def test_each_kind_of_mail_can_be_switched_off(clock, mailoutbox, send, story, olena, kind):
    chief = make_chief("ihor", email="ihor@example.org")
    for user in (olena, chief):
        Preferences.objects.create(user=user, **{f"mail_on_{kind}": False})

    def everything():
        editor = make_editor("marta")
        submit(story, by=olena, at=clock.now)
        workflow.send_back(story, by=editor, seen=story.version, at=clock.now, note="More.")
        submit(story, by=olena, at=clock.now)
        workflow.approve(story, by=editor, seen=story.version, at=clock.now)
        publish(story, by=editor, at=clock.now)
        assign(story, olena, by=editor, at=clock.now)
        story.refresh_from_db()
        withdraw(story, at=clock.ahead(hours=1), moment=clock.now)

    send(everything)
    kinds = {row.key.partition("-")[0] for row in Announcement.objects.filter(consumer="mail")}
    assert kinds == {"submission", "return", "approval", "publication", "withdrawal", "assignment"} - {kind}


def test_each_letter_says_why_it_came_and_how_to_switch_it_off(clock, mailoutbox, send, story, olena, settings):
    settings.SITE_URL = "https://news.example"
    submit(story, by=olena, at=clock.now)
    send(workflow.send_back, story, by=make_editor("marta"), seen=story.version, at=clock.now, note="More.")
    tail = mailoutbox[0].body.partition("\n-- \n")[2]
    assert "You get this mail because the story is yours." in tail
    assert "switch it off in your preferences at the desk: https://news.example/admin/preferences/" in tail


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
    assert Announcement.objects.get().done_at is None
