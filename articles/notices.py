"""Who is told by mail, and what? Called by name, after commit; a mail that cannot be sent undoes nothing."""

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.template.loader import render_to_string

from articles.models import Article
from newsroom import acts, zones

logger = logging.getLogger(__name__)


def withdrawn(article: Article, *, by: Any, at: datetime, moment: datetime, reason: str) -> None:
    """Mail the chiefs that a story is, or will be, withdrawn."""
    chiefs = User.objects.filter(groups__name="Chief editor", is_active=True).exclude(email="")
    addresses = list(chiefs.values_list("email", flat=True))
    if not addresses:
        return
    context = {
        "article": article,
        "who": acts.name_of(by),
        "when": zones.in_words(at, moment=moment),
        "is_now": at == moment,
        "reason": reason,
    }
    subject = f"[{settings.SITE_NAME}] Withdrawn: {article}"
    try:
        send_mail(" ".join(subject.split()), render_to_string("desk/mail_withdrawn.txt", context), None, addresses)
    except (OSError, SMTPException):
        logger.exception("The chiefs could not be told that story %s was withdrawn.", article.pk)
