"""How does a desk's list go on without counting? By key, in both directions, looking one row ahead."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured, ValidationError
from django.db.models import Model, Q, QuerySet

BEFORE, AFTER = "before", "after"
"""`?before=12` is the page that follows row 12 in the list's order, `?after=12` the one that leads up to it."""


class Column(NamedTuple):
    """One term of a list's order: a column of the model's own table that is never empty."""

    name: str
    descending: bool


def column_of(model: type[Model], term: Any) -> Column | None:
    """Read a term such as "-live_from", or return None if no key can be made of it."""
    if not isinstance(term, str):
        return None
    name = term.removeprefix("-")
    try:
        field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    is_plain = field.concrete and not field.is_relation and not field.null
    return Column(field.name, term.startswith("-")) if is_plain else None


def beyond(columns: Sequence[Column], values: Sequence[Any], *, forwards: bool) -> Q:
    """Say what lies after (or, not `forwards`, before) the row with these `values` in the order of `columns`."""
    found = Q()
    same = Q()
    for (name, descending), value in zip(columns, values, strict=True):
        found |= same & Q(**{f"{name}__{'lt' if descending == forwards else 'gt'}": value})
        same &= Q(**{name: value})
    first, value = columns[0], values[0]
    if len(columns) > 1:  # one plain bound beside the alternatives: an index can begin there
        found &= Q(**{f"{first.name}__{'lte' if first.descending == forwards else 'gte'}": value})
    return found


class UncountedList(ChangeList):
    """Django's change list, but no page of it asks how many rows there are.

    `older` and `newer` are the cursors of the neighbouring pages, or None at either end. `result_count` is what the
    page shows. Columns by which no key can be made are not sorted by.
    """

    older: int | None = None
    newer: int | None = None

    def __init__(self, request: Any, *args: Any, **kwargs: Any) -> None:
        self.cursors = {name: request.GET[name] for name in (BEFORE, AFTER) if name in request.GET}
        super().__init__(request, *args, **kwargs)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        asked = super().get_filters_params(params)
        return {name: value for name, value in asked.items() if name not in (BEFORE, AFTER)}

    def get_query_string(self, new_params: Any = None, remove: Any = None) -> str:
        """A filter or a search begins at the list's beginning again, so no link but the pager's carries a cursor."""
        new_params = {BEFORE: None, AFTER: None, **(new_params or {})}
        return super().get_query_string(new_params, remove)

    @property
    def older_address(self) -> str:
        return self.get_query_string({BEFORE: self.older}) if self.older is not None else ""

    @property
    def newer_address(self) -> str:
        return self.get_query_string({AFTER: self.newer}) if self.newer is not None else ""

    @property
    def first_address(self) -> str:
        return self.get_query_string() if self.newer is not None else ""

    def get_ordering(self, request: Any, queryset: QuerySet[Any]) -> list[Any]:
        ordering = super().get_ordering(request, queryset)
        if ORDER_VAR in self.params and None in [column_of(self.model, term) for term in ordering]:
            del self.params[ORDER_VAR]
            ordering = super().get_ordering(request, queryset)
        return ordering

    def get_results(self, request: Any) -> None:
        terms = self.queryset.query.order_by
        columns = [column for term in terms if (column := column_of(self.model, term)) is not None]
        if len(columns) < len(terms):
            raise ImproperlyConfigured(f"The list of {self.opts.verbose_name_plural} cannot go on by key: {terms}.")
        self.result_list = self._page(columns)
        self.result_count = len(self.result_list)
        self.full_result_count = None
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = True
        self.paginator = None

    def _page(self, columns: list[Column]) -> list[Any]:
        size, key = self.list_per_page, self.lookup_opts.pk.attname
        backwards = AFTER in self.cursors and BEFORE not in self.cursors
        rows = self.queryset
        if self.cursors:
            place = self._place(self.cursors[AFTER if backwards else BEFORE], columns)
            rows = rows.filter(beyond(columns, place, forwards=not backwards))
        found = list((rows.reverse() if backwards else rows)[: size + 1])
        kept = found[:size][::-1] if backwards else found[:size]
        if not kept:
            return kept
        more = len(found) > size
        if more or backwards:
            self.older = getattr(kept[-1], key)
        if more if backwards else bool(self.cursors):
            self.newer = getattr(kept[0], key)
        return kept

    def _place(self, cursor: str, columns: list[Column]) -> Sequence[Any]:
        """Look up where the cursor's row stands. Raises IncorrectLookupParameters if there is no such row."""
        names = [column.name for column in columns]
        try:
            place = self.model._default_manager.filter(pk=cursor).values_list(*names).first()
        except (ValueError, ValidationError) as error:
            raise IncorrectLookupParameters from error
        if place is None:
            raise IncorrectLookupParameters
        return place
