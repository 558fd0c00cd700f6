"""What do colleagues tell each other beside a story? Notes are added and nothing is taken back.

A note is no change of the story: it takes no turn, raises no version and makes nobody's page stale.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from articles import notices
from articles.models import Article, Note
from articles.permissions import NotAllowed
from articles.turn import Refused
from newsroom import acts, people, zones
from newsroom.keyset import Page
from newsroom.text import plain

LONGEST = 5000
IN_THE_PANEL = 5
ON_A_PAGE = 50
SAME_PRESS = timedelta(minutes=1)
"""The same words by the same person within this time are a button that was pressed twice."""
MENTION = re.compile(r"(?<![\w.@+-])@((?:[\w.+-][\w.@+-]*)?[\w+-])")
"""A user name after an @ that begins a word: a mail address mentions nobody, and a full stop ends a sentence. User
names may hold an @ and a + themselves: some newsrooms make them of mail addresses."""


@dataclass(frozen=True)
class Part:
    words: str
    is_mention: bool = False


@dataclass(frozen=True)
class Shown:
    """A note as a page shows it."""

    pk: int
    who: str
    when: str
    parts: list[Part]


@dataclass(frozen=True)
class Panel:
    """What stands beside the story's form."""

    notes: list[Shown]
    older: int
    may_write: bool
    colleagues: list[User]
    longest: int = LONGEST


def may_read(user: Any) -> bool:
    """Say whether `user` sees stories at the desk, and the notes beside them."""
    sees_stories = user.has_perm("articles.view_article") or user.has_perm("articles.change_article")
    return sees_stories and user.has_perm("articles.view_note")


def may_write(user: Any) -> bool:
    return may_read(user) and user.has_perm("articles.add_note")


def write(article: Article, text: str, *, by: Any, at: datetime) -> Note:
    """Add a note, and owe a mail to everybody whom it mentions.

    Raises NotAllowed, and Refused if the note is empty or too long. The same note pressed twice is written once.
    """
    if not may_write(by):
        raise NotAllowed("You may not write notes. Ask the chief for it.")
    text = "\n".join(plain(text).splitlines()).strip()
    if not text:
        raise Refused("The note is empty: write something first.")
    if len(text) > LONGEST:
        raise Refused(f"The note has {len(text)} signs, and {LONGEST} fit. Make two of it.")
    with transaction.atomic():
        story = Article.objects.select_for_update().filter(pk=article.pk).first()
        if story is None:
            raise Refused("Somebody deleted this story while you wrote.")
        last = story.notes.first()
        if last is not None and (last.by_id, last.text) == (by.pk, text) and at - last.at < SAME_PRESS:
            return last
        note = Note.objects.create(article=story, by=by, at=at, text=text)
        colleagues = _colleagues_named(names_in(text))
        note.mentioned.set(colleagues)
        notices.mentioned(note, colleagues)
    return note


def names_in(text: str) -> list[str]:
    """List the user names that a text mentions, each once, in the order of their first mention."""
    return list(dict.fromkeys(found.group(1) for found in MENTION.finditer(text)))


def parts(text: str, names: Iterable[str]) -> list[Part]:
    """Cut a text at the mentions of those who are named so; the parts, joined, are the text."""
    known = {name.casefold() for name in names}
    cut, end = [], 0
    for found in MENTION.finditer(text):
        if found.group(1).casefold() in known:
            cut += [Part(text[end : found.start()]), Part(found.group(), is_mention=True)]
            end = found.end()
    return [part for part in (*cut, Part(text[end:])) if part.words]


def panel(article: Article, *, user: Any, moment: datetime) -> Panel | None:
    """Gather what stands beside the form: the newest notes, and how many more there are. None for who may not read."""
    if not may_read(user):
        return None
    newest = page(article, size=IN_THE_PANEL)
    older = article.notes.count() - len(newest) if newest.older else 0
    writes = may_write(user)
    return Panel(
        [shown(note, moment=moment) for note in newest], older, writes, list(colleagues_of(user)) if writes else []
    )


def page(article: Article, *, before: int | None = None, size: int = ON_A_PAGE) -> Page[Note]:
    """Cut a page of a story's notes, the newest first, from those older than the note numbered `before`."""
    rows = article.notes.select_related("by").prefetch_related("mentioned")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], found[size - 1].pk if len(found) > size else None)


def shown(note: Note, *, moment: datetime) -> Shown:
    names = [colleague.username for colleague in note.mentioned.all()]
    when = zones.in_words(note.at, moment=moment)
    return Shown(note.pk, acts.name_of(note.by), when, parts(note.text, names))


def colleagues_of(user: Any) -> QuerySet[User]:
    """Find whom `user` can mention."""
    return _colleagues().exclude(pk=user.pk)


def _colleagues() -> QuerySet[User]:
    """Find all who see stories at the desk: nobody else is sent words from there."""
    return people.who_may("articles.view_article").filter(is_staff=True).order_by("username").distinct()


def _colleagues_named(names: list[str]) -> QuerySet[User]:
    """Find whom the names mean, however they are capitalised; databases disagree on capitals beyond ASCII."""
    if not names:
        return User.objects.none()
    meant = {name.casefold() for name in names}
    keys = [key for key, name in _colleagues().values_list("pk", "username") if name.casefold() in meant]
    return User.objects.filter(pk__in=keys)
