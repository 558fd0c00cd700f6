"""What has somebody typed and not saved? Kept for them alone, offered back to them, and dropped when they save.

Nothing here is a revision or raises a version, and nothing of it is ever published: it goes back into a form only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict

from articles import body
from articles.models import Article, Autosave
from articles.turn import Gone, Refused
from newsroom.text import plain

KEPT_FOR = timedelta(days=30)
MOST_FORMS = 6
"""So many open forms of one user, story and version are kept apart; the oldest beyond them go."""
MOST_BEGUN = 20
"""So many stories that one user began and never saved are kept."""
LONGEST_NAME = 100
NOT_TYPING = {"csrfmiddlewaretoken", "seen", "save_over", "once", "form_number", "user"}

Values = Mapping[str, list[str]]


@dataclass(frozen=True)
class Typing:
    """What was typed in one form, until when, and on which version of the story it was based."""

    form: UUID
    article_id: int | None
    base_version: int
    typed_at: datetime
    values: Values

    def data(self) -> QueryDict:
        return as_posted(self.values)

    @property
    def headline(self) -> str:
        return " ".join(" ".join(self.values.get("headline", [])).split())[:200]


def as_posted(values: Values) -> QueryDict:
    """Return what was typed as a browser would post it."""
    data = QueryDict(mutable=True)
    for name, texts in values.items():
        data.setlist(name, list(texts))
    return data


def keep(
    user: Any,
    *,
    form: UUID,
    values: Mapping[str, Iterable[str]],
    at: datetime,
    article: Article | None = None,
    base_version: int = 0,
) -> Autosave:
    """Keep what is in a form now, in place of what the same form held before.

    Without an `article`, the form is that of a story not begun yet. Raises Refused if it is beyond reason, and Gone if
    the story is deleted.
    """
    cleaned = _cleaned(values)
    key: dict[str, Any] = {"user": user, "article": article, "base_version": base_version}
    if article is None:
        key |= {"begun_form": form}
    try:
        with transaction.atomic():
            return _write(key, form, cleaned, at)
    except IntegrityError:  # another tab made the row at the same instant: now there is one
        if article is not None and not Article.objects.filter(pk=article.pk).exists():
            raise Gone from None
        with transaction.atomic():
            return _write(key, form, cleaned, at)


def typed(user: Any, *, article: Article | None) -> list[Typing]:
    """List all that this user typed and did not save in one story, or in stories not begun yet; the newest first."""
    rows = Autosave.objects.filter(user=user, article=article)
    return sorted((one for row in rows for one in _forms_of(row)), key=lambda one: one.typed_at, reverse=True)


def find(user: Any, form: UUID) -> Typing | None:
    """Return what this user typed in one form, if it is still kept. Nobody else's is ever found."""
    rows = _rows(user, form)
    return next((one for row in rows for one in _forms_of(row) if one.form == form), None)


def drop(user: Any, form: UUID) -> None:
    """Forget what this user typed in one form, for it is saved, or discarded."""
    with transaction.atomic():
        for row in _rows(user, form).select_for_update():
            _forget(row, form)


def tidy(moment: datetime) -> bool:
    """Forget what nobody asked back for as long as KEPT_FOR. Return whether there was any."""
    return bool(Autosave.objects.filter(typed_at__lt=moment - KEPT_FOR).delete()[0])


def _rows(user: Any, form: UUID) -> QuerySet[Autosave]:
    return Autosave.objects.filter(Q(form=form) | Q(others__has_key=str(form)), user=user)


def _write(key: dict[str, Any], form: UUID, values: dict[str, list[str]], at: datetime) -> Autosave:
    row, is_new = Autosave.objects.select_for_update().get_or_create(
        **key, defaults={"form": form, "values": values, "typed_at": at}
    )
    if is_new:
        if row.article_id is None:
            begun = Autosave.objects.filter(user=row.user, article=None).order_by("-typed_at", "-pk")
            Autosave.objects.filter(pk__in=list(begun.values_list("pk", flat=True)[MOST_BEGUN:])).delete()
        return row
    if row.form != form:
        row.others[str(row.form)] = {"typed_at": row.typed_at.isoformat(), "values": row.values}
    row.others.pop(str(form), None)
    newest = sorted(row.others.items(), key=lambda item: item[1]["typed_at"], reverse=True)
    row.others = dict(newest[: MOST_FORMS - 1])
    row.form, row.values, row.typed_at = form, values, at
    row.save()
    return row


def _forms_of(row: Autosave) -> list[Typing]:
    whose = (row.article_id, row.base_version)
    return [Typing(row.form, *whose, row.typed_at, row.values)] + [
        Typing(UUID(form), *whose, datetime.fromisoformat(other["typed_at"]), other["values"])
        for form, other in row.others.items()
    ]


def _forget(row: Autosave, form: UUID) -> None:
    """Take one form out of its row; the next newest takes its place, and an empty row goes."""
    if row.others.pop(str(form), None) is not None:
        row.save(update_fields=["others"])
        return
    if row.form != form:
        return
    if not row.others:
        row.delete()
        return
    newest = max(row.others, key=lambda other: row.others[other]["typed_at"])
    other = row.others.pop(newest)
    row.form, row.values = UUID(newest), other["values"]
    row.typed_at = datetime.fromisoformat(other["typed_at"])
    row.save()


def _cleaned(values: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    cleaned: dict[str, list[str]] = {}
    size = 0
    for name, texts in values.items():
        if name in NOT_TYPING or name.startswith("_") or len(name) > LONGEST_NAME:
            continue
        cleaned[plain(name)] = [plain(text) for text in texts]
        size += sum(len(text.encode()) for text in cleaned[plain(name)])
    if size > body.MOST_BYTES:
        raise Refused("This is larger than 10 MB and is not kept. Was a picture pasted into it? Use the library.")
    return cleaned
