"""How does the form of a story find out, when the story moved on, what to ask and whose words to take?"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import cached_property

from articles import history, revisions
from articles.conflicts import BOTH, MINE, THEIRS, Choice, State, Telling, choices, desk_state
from articles.models import Article, Revision
from articles.revisions import Draft
from newsroom import acts


def state_of(article: Article) -> dict[str, Any]:
    return desk_state(
        assignee_id=article.assignee_id, planned_for=article.planned_for, show_in_feed=article.show_in_feed
    )


class Conflict:
    """One story, changed by others since its form was opened, and what was typed into that form."""

    def __init__(
        self, article: Article, *, told: str, base_revision: int | None, base_desk: str, user: Any, moment: datetime
    ) -> None:
        self.article, self.told, self.user, self.moment = article, told, user, moment
        self.base_revision = base_revision
        self.base_desk = _read(base_desk)

    @cached_property
    def theirs(self) -> State:
        return {**revisions.snapshot(self.article), **state_of(self.article)}

    @cached_property
    def base(self) -> State:
        """What the form was opened with; without words if that revision is not kept any more."""
        found = self.article.revisions.filter(number=self.base_revision).first() if self.base_revision else None
        return {**(found.words if found else {}), **self.base_desk}

    def choices(self, mine: Draft, asked: Mapping[str, str]) -> list[Choice]:
        """List the fields in which what was saved meanwhile differs from what was typed."""
        typed = {**revisions.as_saved(self.article, mine), **desk_state(**_desk_of(mine, self.article))}
        telling = Telling(history.names_of([self.theirs, typed]), self._people(typed), self.moment)
        return choices(self.base, self.theirs, typed, asked, telling)

    def _people(self, typed: State) -> dict[int, str]:
        keys = {state["assignee_id"] for state in (self.theirs, typed) if state["assignee_id"]}
        return {pk: acts.name_of(user) for pk, user in User.objects.in_bulk(keys).items()} if keys else {}

    @cached_property
    def savers(self) -> list[Any]:
        """Who saved words since the form was opened, each once, the last first."""
        saved = Revision.objects.filter(article=self.article, number__gt=self.base_revision or 0)
        rows = saved.exclude(note=revisions.SET_ASIDE).defer("words").select_related("saved_by")
        if not self.base_revision:
            rows = rows[:1]
        return list(dict.fromkeys(row.saved_by for row in rows))

    @property
    def is_own(self) -> bool:
        """Say whether it was this user's own other tab."""
        return bool(self.savers) and all(user is not None and user.pk == self.user.pk for user in self.savers)

    @property
    def who(self) -> str:
        return "you, in another tab" if self.is_own else ", ".join(acts.name_of(user) for user in self.savers)


TOLD = {  # who changed a field: if it was a colleague, and if it was one's own other tab
    BOTH: ("Both of you changed this", "Both tabs changed this"),
    THEIRS: ("Only they changed this", "Only the other tab changed this"),
    MINE: ("Only you changed this", "Only this tab changed this"),
}


class Merge:
    """What the page asks once a save was refused: the fields, sorted by who changed them."""

    def __init__(self, conflict: Conflict, found: list[Choice]) -> None:
        self.article, self.told = conflict.article, conflict.told
        self.who, self.is_own = conflict.who, conflict.is_own
        self.groups = [
            (name, words[self.is_own], group)
            for name, words in TOLD.items()
            if (group := [choice for choice in found if choice.changed_by == name])
        ]
        self.asks = any(name != MINE for name, _, _ in self.groups)
        """Whether there is anything to choose: somebody else changed a field that differs from what was typed."""


def merge_of(context: Mapping[str, Any]) -> Merge | None:
    """Find, in what a story's form is drawn with, whether the page has a choice to offer."""
    form = context["adminform"].form
    if form.conflict is None:
        return None
    formset = context["inline_admin_formsets"][0].formset
    return Merge(form.conflict, form.choices(formset.credits()))


def drops(found: list[Choice]) -> bool:
    """Say whether something that I typed is not taken over."""
    return any(choice.take == THEIRS and choice.changed_by != THEIRS for choice in found)


def _desk_of(draft: Draft, article: Article) -> dict[str, Any]:
    return {name: draft.desk.get(name, getattr(article, name)) for name in revisions.DESK_FIELDS}


def _read(text: str) -> dict[str, Any]:
    """Read what `state_of` wrote into the form; nothing of it if it is not that."""
    try:
        value = json.loads(text or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
