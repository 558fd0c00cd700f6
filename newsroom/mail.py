"""How does a letter leave the building? One plain text to one address, owed first and sent after that."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from newsroom import announcements, imprint
from newsroom.announcements import Failed, Owed
from newsroom.text import plain

CONSUMER = "mail"
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """`key` names the letter for good: owed again, it is the same letter, and is sent once."""

    key: str
    to: str
    subject: str
    text: str


def post(letters: Iterable[Letter], *, at: datetime) -> None:
    """Owe letters, in the caller's transaction. They are sent after its commit; a dead mail server breaks nothing."""
    announcements.owe(CONSUMER, [_owed(letter) for letter in letters], at=at)


def _owed(letter: Letter) -> Owed:
    subject = " ".join(plain(f"[{imprint.name()}] {letter.subject}").split())[:LONGEST_SUBJECT]
    payload = {"to": letter.to, "subject": subject, "text": plain(letter.text), "id": _message_id(letter.key)}
    return Owed(letter.key, f"Mail to {letter.to}: {subject}", payload)


def _message_id(key: str) -> str:
    """Name the message by its key, so that a mail program that gets it twice, after a crash, shows it once."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def send(payload: dict[str, Any], moment: datetime) -> None:
    """Send one letter: the consumer of what `post` owes. Raises Failed with a sentence."""
    message = EmailMessage(
        subject=payload["subject"],
        body=payload["text"],
        to=[payload["to"]],
        headers={"Message-ID": payload["id"], "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        raise Failed(f"The mail server refuses the address {payload['to']}: {_reasons(error)}.") from error
    except SMTPAuthenticationError as error:
        raise Failed("The mail server refuses our name and password (EMAIL_USER, EMAIL_PASSWORD).") from error
    except SMTPException as error:
        raise Failed(f"The mail server would not take the letter: {error}.") from error
    except TimeoutError as error:
        raise Failed(f"The mail server {_server()} does not answer within {settings.EMAIL_TIMEOUT} seconds.") from error
    except OSError as error:
        raise Failed(f"The mail server {_server()} cannot be reached: {error.strerror or error}.") from error


def _reasons(error: SMTPRecipientsRefused) -> str:
    answers = [answer for _, answer in error.recipients.values()]
    return "; ".join(a.decode(errors="replace") if isinstance(a, bytes) else str(a) for a in answers)


def _server() -> str:
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
