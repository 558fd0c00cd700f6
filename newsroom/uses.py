"""What still uses a thing, and keeps it from being deleted?"""

from collections.abc import Iterator

from django.db import models

MOST_NAMED = 10


def of(thing: models.Model) -> list[str]:
    """Name what protects `thing`, a few of each kind: a tag may stand on a hundred thousand stories."""
    return list(dict.fromkeys(_named(thing)))


def _named(thing: models.Model) -> Iterator[str]:
    for relation in thing._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is not models.PROTECT:
            continue
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
