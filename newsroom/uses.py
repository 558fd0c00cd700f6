"""What still uses a thing, and keeps it from being deleted?"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

MOST_NAMED = 10


def of(thing: models.Model) -> list[str]:
    """Name what protects `thing`, a few of each kind: a tag may stand on a hundred thousand stories."""
    return list(dict.fromkeys(_named(thing)))


def unused(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the things that nothing protects. Each relation is asked by its own index."""
    for relation in _protecting(rows.model):
        users = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        rows = rows.filter(~Exists(users))
    return rows


def _protecting(model: type[models.Model]) -> Iterator[models.ManyToOneRel]:
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.PROTECT:
            yield relation


def _named(thing: models.Model) -> Iterator[str]:
    for relation in _protecting(type(thing)):
        rows = relation.related_model._base_manager.filter(**{relation.field.name: thing})
        found = list(rows.order_by("-pk")[: MOST_NAMED + 1])
        for row in found[:MOST_NAMED]:
            user = _user_of(row, relation.field.name)
            yield f"“{thing}” is used by {user._meta.verbose_name} “{user}”"
        if len(found) > MOST_NAMED:
            yield f"“{thing}” is used by more of this kind: {relation.related_model._meta.verbose_name}"


def _user_of(row: models.Model, known: str) -> models.Model:
    """Return the row, or, if it is only a part of something (it would be deleted with it), that."""
    for field in row._meta.fields:
        falls_with = isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
        if falls_with and field.name != known:
            return getattr(row, field.name)
    return row
