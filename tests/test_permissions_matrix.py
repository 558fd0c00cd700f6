"""Does docs/permissions.md say what is so? Each of its acts is really tried by each role."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from articles import permissions
from newsroom import people
from tests.acts import accounts, paper, stories
from tests.factories import make_chief, make_editor, make_reporter, make_stranger, make_user

pytestmark = pytest.mark.django_db

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "permissions.md"
ROLES = {
    "staff": make_stranger,
    "Reporter": make_reporter,
    "Editor": make_editor,
    "Chief editor": make_chief,
    "superuser": lambda: make_user(is_superuser=True),
}
ACTS = stories.ACTS | paper.ACTS | accounts.ACTS


def rows():
    """Yield (act, role, yes or no) for every cell of the document's tables."""
    heads = []
    for line in DOCUMENT.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or re.fullmatch(r"[|\-: ]+", line):
            continue
        if cells[0] == "act":
            heads = cells[1:]
            continue
        for role, said in zip(heads, cells[1:], strict=True):
            yield cells[0], role, said


@pytest.mark.parametrize(("words", "role", "said"), list(rows()))
def test_the_document_says_what_is_so(clock, words, role, said):
    actor = ROLES[role]()
    if said == "yes":
        assert ACTS[words](actor), f"{role} may {words}, but it was not done"
    else:
        assert said == "no", f"{words}, {role}: say yes or no, not {said!r}"
        with pytest.raises(PermissionDenied):
            ACTS[words](actor)


def test_every_act_that_is_tried_is_in_the_document_and_the_other_way_round():
    assert {words for words, _, _ in rows()} == set(ACTS)
    assert len(ACTS) == len(stories.ACTS) + len(paper.ACTS) + len(accounts.ACTS)
    assert len({(words, role) for words, role, _ in rows()}) == len(ACTS) * len(ROLES)


def test_every_verb_on_stories_is_in_the_document():
    assert set(permissions.NEEDS) == stories.ACTS.verbs


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Chief editor"])
def test_each_group_may_do_what_the_one_before_it_may(role):
    order = ["staff", "Reporter", "Editor", "Chief editor"]
    before = ROLES[order[order.index(role) - 1]]()
    assert people.may_manage(ROLES[role](), before)
