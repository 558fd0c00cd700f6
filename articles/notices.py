"""Who is told by mail of what happened to a story? Owed by the verb, in its transaction; sent after its commit.

Whoever did it themselves is not told, and each may switch each kind of mail off.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from articles.models import Article, Edition, Note
from authors.models import Author
from newsroom import acts, mail, zones
from newsroom.models import Act
from newsroom.people import who_may


def submitted(story: Article, act: Act) -> None:
    """Tell all who may approve it that a story waits for them."""
    _post("submission", "Waiting for review", story, who_may("articles.approve_article"), act=act)


def returned(story: Article, act: Act) -> None:
    _post("return", "Returned", story, _reporters(story), act=act)


def approved(story: Article, act: Act) -> None:
    _post("approval", "Approved", story, _reporters(story), act=act)


OF_A_MOVE = {"submit": submitted, "return": returned, "approve": approved}


def assigned(story: Article, *, by: Any, at: datetime) -> None:
    """Tell a colleague that a story is theirs now."""
    assignee = User.objects.filter(pk__in=[story.assignee_id])
    key = f"assignment-{story.pk}-{story.version}-{story.assignee_id}"
    _write("assignment", "Yours now", story, assignee, key=key, by=by, at=at)


def mentioned(note: Note, people: QuerySet[User]) -> None:
    """Tell colleagues that a note names them, with its words."""
    _write(
        "mention", "You are mentioned", note.article, people, key=f"note-{note.pk}", by=note.by, at=note.at, note=note
    )


def published(edition: Edition, *, by: Any, moment: datetime) -> None:
    """Tell a story's reporter that readers see it, or see it anew. `by` is who made it so just now, or None."""
    facts = {
        "edition": edition,
        "is_first": edition.published_at == edition.live_from,
        "kind_of_edition": edition.get_kind_display().lower(),
        "live_from": zones.in_words(edition.live_from, moment=moment),
        "public_address": settings.SITE_URL + edition.article.get_absolute_url(),
    }
    what = "Live" if facts["is_first"] else f"Live, {facts['kind_of_edition']}"
    key = f"edition-{edition.pk}-{edition.live_from.isoformat()}"
    people = _reporters(edition.article)
    _write("publication", what, edition.article, people, key=key, by=by, at=moment, title=edition.headline, **facts)


def withdrawn(story: Article, act: Act, *, at: datetime) -> None:
    """Tell the chiefs, whoever of them did it included, that a story is, or will be, withdrawn."""
    facts = {"when": zones.in_words(at, moment=act.at), "is_now": at == act.at}
    _post("withdrawal", "Withdrawn" if at == act.at else "To be withdrawn", story, _chiefs(), act=act, **facts)


def withdrawn_in_bulk(source: Author, stories: Sequence[Article], *, by: Any, at: datetime, reason: str) -> None:
    """Tell the chiefs, in one letter each, which stories of a source were withdrawn at `at`."""
    if not stories:
        return
    count = f"{len(stories)} stor{'y' if len(stories) == 1 else 'ies'}"
    facts = {"source": source, "stories": stories, "reason": reason, "when": zones.in_words(at, moment=at)}
    address = reverse("admin:newsroom_act_changelist") + "?what=withdrawing"
    key = f"bulk-{source.pk}-{stories[0].pk}-{at.isoformat()}"
    subject = f"Withdrawn: {count} of {source}"
    _send("withdrawal", "withdrawals", subject, _chiefs(), address, key=key, by=by, at=at, **facts)


def _chiefs() -> QuerySet[User]:
    return User.objects.filter(groups__name="Chief editor")


def _reporters(story: Article) -> QuerySet[User]:
    """Whose story it is: who began it, and to whom it is assigned."""
    return User.objects.filter(pk__in=[pk for pk in (story.created_by_id, story.assignee_id) if pk])


def _post(kind: str, what: str, story: Article, people: QuerySet[User], *, act: Act, **facts: Any) -> None:
    _write(kind, what, story, people, key=f"act-{act.pk}", by=act.by, at=act.at, reason=act.note, **facts)


def _write(
    kind: str,
    what: str,
    story: Article,
    people: QuerySet[User],
    *,
    key: str,
    by: Any,
    at: datetime,
    title: str = "",
    **facts: Any,
) -> None:
    title = title or str(story)
    address = reverse("admin:articles_article_change", args=[story.pk])
    facts |= {"title": title, "story": story}
    _send(kind, kind, f"{what}: {title}", people, address, key=key, by=by, at=at, **facts)


def _send(
    kind: str,
    template: str,
    subject: str,
    people: QuerySet[User],
    address: str,
    *,
    key: str,
    by: Any,
    at: datetime,
    **facts: Any,
) -> None:
    """Owe a letter to those of `people` who want this kind of mail; it leads to `address` at the desk."""
    wanting = people.filter(is_active=True).exclude(email="").exclude(**{f"preferences__mail_on_{kind}": False})
    receivers = wanting if by is None or kind == "withdrawal" else wanting.exclude(pk=by.pk)
    context = {
        "who": acts.name_of(by),
        "address": settings.SITE_URL + address,
        "desk": settings.SITE_URL + reverse("admin:preferences"),
        **facts,
    }
    letters = {
        user.pk: mail.Letter(
            key=f"{kind}-{key}-{user.pk}",
            to=user.email,
            subject=subject,
            text=render_to_string(f"desk/mail/{template}.txt", context),
        )
        for user in receivers.distinct()
    }
    mail.post(letters.values(), at=at)
