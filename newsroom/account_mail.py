"""How does a letter about somebody's account leave? At once, saying whether it did; or soon, saying nothing."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from newsroom import imprint

logger = logging.getLogger(__name__)

_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="account-mail")


def send(letter: str, *, to: str, **context: Any) -> bool:
    """Send `desk/account/mail/<letter>.txt`, whose first line is the subject. Return whether a mail server took it."""
    return _deliver(_message(letter, to, context))


def send_soon(letter: str, *, to: str, **context: Any) -> "Future[bool]":
    """Send it beside the request: the time of an answer must not tell whether there was somebody to write to."""
    return _sender.submit(_deliver, _message(letter, to, context))


def link(route: str, person: User, tokens: PasswordResetTokenGenerator) -> str:
    """Make the link of a letter, good for `person` alone and as long as `tokens` say. No request names its host."""
    where = reverse(route, args=[urlsafe_base64_encode(force_bytes(person.pk)), tokens.make_token(person)])
    return settings.SITE_URL + where


def settle() -> None:
    """Wait until what `send_soon` was given has left."""
    _sender.submit(int).result()


def _message(letter: str, to: str, context: dict[str, Any]) -> EmailMessage:
    whole = {"site_name": imprint.name(), **context}
    subject, _, body = render_to_string(f"desk/account/mail/{letter}.txt", whole).partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[to])


def _deliver(message: EmailMessage) -> bool:
    try:
        message.send()
    except OSError:  # smtplib's errors are of this kind too
        logger.exception("A letter about an account could not be sent.")
        return False
    return settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"
