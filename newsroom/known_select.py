"""How is a choice drawn whose chosen things are at hand already? Without asking the database for their names again.

What was posted and is no key chooses nothing: Django's own fields would break the page that refuses it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Model

from newsroom.keyset import cursor_number


def _keys(value: Iterable[Any]) -> list[Any]:
    return [one for one in value if not one or cursor_number(str(one))]


class KnownSelect(AutocompleteSelect):
    """Django's field that searches as one types; whoever has the chosen thing puts it into `known`."""

    known: Model | None = None

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:  # type: ignore[override]
        value = _keys(value)
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, True, 0))
        return [(None, options, 0)]


class KnownSelectMultiple(AutocompleteSelectMultiple):
    """The same for several: whoever has what is chosen puts it into `known`, by key."""

    known: Mapping[str, Model] = {}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:  # type: ignore[override]
        value = _keys(value)
        if not all(str(key) in self.known for key in value):
            return super().optgroups(name, value, attr)
        labels = {key: self.choices.field.label_from_instance(self.known[str(key)]) for key in value}
        ordered = enumerate(sorted(labels.items(), key=lambda pair: pair[1]))
        return [(None, [self.create_option(name, key, label, True, place) for place, (key, label) in ordered], 0)]
