"""What does a form hold when its user takes unsaved typing back, and how does that differ from what is saved?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from articles import body
from articles.autosave import Typing
from articles.models import Article, Byline
from articles.models.words import CreditRole
from authors.models import Author
from newsroom.moment_field import MomentField, MomentWidget

BYLINES = "bylines"
MOST_ROWS = 100


@dataclass(frozen=True)
class Difference:
    label: str
    saved: str
    typed: str


def fill(form: forms.ModelForm, typing: Typing) -> None:
    """Let an unbound form show what was typed, without judging it; the save that follows is based on what it was."""
    data = typing.data()
    for name, field in form.fields.items():
        widget: Any = field.widget
        key = form.add_prefix(name)
        if not widget.value_omitted_from_data(data, {}, key):
            form.initial[name] = _fit(field, widget.value_from_datadict(data, {}, key))
    if typing.article_id is None:
        form.initial["once"] = typing.form
    else:
        form.initial["seen"] = typing.base_version


def byline_rows(typing: Typing) -> list[dict[str, Any]]:
    """Read the rows of the byline table that name somebody and were not ticked away."""
    data = typing.data()
    rows = []
    for number in range(min(_number(data.get(f"{BYLINES}-TOTAL_FORMS")) or 0, MOST_ROWS)):
        row = {name: data.get(f"{BYLINES}-{number}-{name}", "") for name in ("author", "role", "position", "DELETE")}
        if _number(row["author"]) and not row.pop("DELETE"):
            rows.append(row)
    return rows


def is_different(saved: forms.ModelForm, typing: Typing, lines: Iterable[Byline]) -> bool:
    """Say whether what was typed differs from an open form and its bylines, without asking the database."""
    data = typing.data()
    for name, field in saved.fields.items():
        widget: Any = field.widget
        key = saved.add_prefix(name)
        if widget.is_hidden or name == "save_over" or widget.value_omitted_from_data(data, {}, key):
            continue
        old, new = saved[name].value(), _fit(field, widget.value_from_datadict(data, {}, key))
        if isinstance(field, forms.ModelChoiceField):
            if _keys(old) != _keys(new):
                return True
        elif not _same(name, field, old, new):
            return True
    if f"{BYLINES}-TOTAL_FORMS" not in typing.values:
        return False
    rows = sorted(byline_rows(typing), key=lambda row: _number(row["position"]) or 0)
    return [(str(row["author"]), row["role"]) for row in rows] != [(str(line.author_id), line.role) for line in lines]


def differences(saved: forms.ModelForm, typed: forms.ModelForm, typing: Typing) -> list[Difference]:
    """Compare, field by field, two unbound forms of the same story: as it is saved, and filled with what was typed."""
    found = []
    for name, field in typed.fields.items():
        if field.widget.is_hidden or name == "save_over":
            continue
        old, new = saved[name].value(), typed[name].value()
        if _same(name, field, old, new):
            continue
        was, becomes = _shown(name, field, old), _shown(name, field, new)
        if was == becomes:
            becomes = "The same words, with other pictures, captions, links or headings."
        found.append(Difference(str(typed[name].label), was, becomes))
    was, becomes = _credits(_saved_rows(saved.instance)), _credits(byline_rows(typing))
    if was != becomes and f"{BYLINES}-TOTAL_FORMS" in typing.values:
        found.append(Difference("Bylines", was, becomes))
    return found


def _number(text: Any) -> int | None:
    """Read a key or a count; what no page of ours sends is nothing."""
    text = str(text or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def _fit(field: forms.Field, value: Any) -> Any:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [key for key in value if _number(key)]
    if isinstance(field, forms.ModelChoiceField):
        return value if _number(value) else ""
    return value


def _same(name: str, field: forms.Field, old: Any, new: Any) -> bool:
    if name == "body":
        return body.sanitise(str(old or "")).strip() == body.sanitise(str(new or "")).strip()
    return _shown(name, field, old) == _shown(name, field, new)


def _keys(value: Any) -> set[str]:
    values = value if isinstance(value, list | tuple | QuerySet) else [value] if value else []
    return {str(getattr(one, "pk", one)) for one in values}


def _shown(name: str, field: forms.Field, value: Any) -> str:
    """Say a field's value, as posted or as saved, in the words that its form shows."""
    if name == "body":
        return body.text_of(body.sanitise(str(value or "")))
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, MomentField):
        values = MomentWidget().decompress(value) if value is None or isinstance(value, datetime) else value
        return " ".join(text for text in values if text)
    text = str(value or "")
    return " ".join(text.split()) if name == "headline" else "\n".join(text.strip().splitlines())


def _chosen(field: Any, value: Any) -> str:
    if not isinstance(field, forms.ModelMultipleChoiceField):
        value = [value] if value else []
    keys = [getattr(one, "pk", one) for one in value or []]
    return ", ".join(sorted(str(one) for one in field.queryset.filter(pk__in=keys)))


def _saved_rows(article: Article) -> list[dict[str, Any]]:
    rows = Byline.objects.filter(article=article.pk) if article.pk else Byline.objects.none()
    return [{"author": row.author_id, "role": row.role, "position": row.position} for row in rows]


def _credits(rows: Iterable[dict[str, Any]]) -> str:
    """Say who is credited, in order."""
    rows = sorted(rows, key=lambda row: _number(row["position"]) or 0)
    names = dict(Author.objects.filter(pk__in=[row["author"] for row in rows]).values_list("pk", "name"))
    return "; ".join(
        f"{dict(CreditRole.choices).get(row['role'], row['role'])} {names.get(int(row['author']), '–')}" for row in rows
    )
