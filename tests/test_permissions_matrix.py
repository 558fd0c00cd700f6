"""Does docs/permissions.md say what is so? Each of its acts is really tried by each role."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from articles import (
    addresses,
    agency_copy,
    feed_desk,
    note_book,
    permissions,
    previewing,
    publishing,
    revisions,
    workflow,
)
from articles.models import Article, Edition, NewsFeedItem, Section, Tag, Withdrawal
from authors.models import Author
from images.models import Image
from newsroom import people, redirects, second_factor
from newsroom.models import Act, GroupRule, Redirect
from tests.conftest import NOON
from tests.desk import change_url, form_of
from tests.factories import (
    hour,
    make_author,
    make_chief,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    make_tag,
    make_user,
    picture_bytes,
    put,
    rewrite,
    turn_of,
    withdraw,
)
from tests.people import PASSWORD, give_app, seen_by

pytestmark = pytest.mark.django_db

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "permissions.md"
ROLES = {
    "staff": make_stranger,
    "Reporter": make_reporter,
    "Editor": make_editor,
    "Chief editor": make_chief,
    "superuser": lambda: make_user(is_superuser=True),
}
ACTS = {}
VERBS = set()


def act(words, *verbs):
    """Name how an act of the document is tried. It raises PermissionDenied, or does it and says whether it was done."""

    def register(way):
        assert words not in ACTS
        ACTS[words] = way
        VERBS.update(verbs)
        return way

    return register


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


def browser(actor):
    client = Client()
    client.force_login(actor)
    return client


def get(actor, address):
    answer = browser(actor).get(address)
    if answer.status_code == 403:
        raise PermissionDenied
    return answer.status_code == 200


def post(actor, address, data=None):
    answer = browser(actor).post(address, data or {})
    if answer.status_code == 403:
        raise PermissionDenied
    assert answer.status_code == 302, answer.context and answer.context.get("errors")


def turn(story, actor):
    return {**turn_of(story, actor), "at": NOON}


def delete(actor, thing):
    address = reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_delete", args=[thing.pk])
    post(actor, address, {"post": "yes"})
    return not type(thing).objects.filter(pk=thing.pk).exists()


def add(actor, model, **data):
    before = model.objects.count()
    post(actor, reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add"), data)
    return model.objects.count() == before + 1


def change(actor, thing, **data):
    """Send the form that was opened, with other words: `data` names what is different."""
    address = reverse(f"admin:{thing._meta.label_lower.replace('.', '_')}_change", args=[thing.pk])
    opened = browser(make_user(is_superuser=True)).get(address).context["adminform"].form
    words = {name: opened[name].value() for name in opened.fields}
    words = {name: value for name, value in words.items() if value is not None and value is not False}
    post(actor, address, words | data)
    thing.refresh_from_db()
    return all(getattr(thing, name) == value for name, value in data.items())


# Stories


@act("begin a story")
def _(actor):
    return revisions.start(revisions.Draft(words={"headline": "Flood"}), by=actor, at=NOON).pk


@act("read a story at the desk")
def _(actor):
    return get(actor, change_url(make_story()))


@act("change a story of one's own", "save")
def _(actor):
    story = make_story()
    Article.objects.filter(pk=story.pk).update(created_by=actor)
    return rewrite_by(actor, story)


@act("change a story that was assigned to one", "save")
def _(actor):
    return rewrite_by(actor, make_story(desk={"assignee_id": actor.pk}))


@act("change a colleague's story", "save")
def _(actor):
    return rewrite_by(actor, make_story(by=make_reporter()))


def rewrite_by(actor, story):
    """Through the verb, and through the form."""
    story.refresh_from_db()
    draft = revisions.Draft(words={"headline": "Another"})
    denied = False
    try:
        done = revisions.save(story, draft, by=actor, seen=story.version, at=NOON) is not None
    except PermissionDenied:
        denied = True
    story.refresh_from_db()
    answer = browser(actor).post(change_url(story), form_of(story, headline="By the form"))
    story.refresh_from_db()
    assert (answer.status_code == 403) == denied
    if denied:
        raise PermissionDenied
    return done and story.headline == "By the form"


def assign(actor, story):
    colleague = make_reporter("taras")
    revisions.save(story, revisions.Draft(desk={"assignee_id": colleague.pk}), **turn(story, actor))
    return story.assignee == colleague


@act("assign a story of one's own to a colleague", "save")
def _(actor):
    return assign(actor, own(actor))


@act("assign a colleague's story to somebody", "save")
def _(actor):
    return assign(actor, make_story())


@act("restore an earlier revision of a colleague's story", "save")
def _(actor):
    story = make_story("First")
    rewrite(story, headline="Second")
    story.refresh_from_db()
    return revisions.restore(story, 1, **turn(story, actor))


@act("edit what is live of a colleague's story", "save")
def _(actor):
    story = make_live("Live")
    rewrite(story, headline="Tomorrow")
    story.refresh_from_db()
    return revisions.edit_what_is_live(story, story.editions.get(), **turn(story, actor))


def own(actor, **fields):
    story = make_story(**fields)
    Article.objects.filter(pk=story.pk).update(created_by=actor)
    story.refresh_from_db()
    return story


def at_stage(story, *moves):
    for move in moves:
        getattr(workflow, move)(story, **turn(story, make_chief()))
    story.refresh_from_db()
    return story


@act("submit a story of one's own", "submit")
def _(actor):
    story = own(actor)
    workflow.submit(story, **turn(story, actor))
    return story.stage == "in_review"


@act("submit a colleague's story", "submit")
def _(actor):
    story = make_story()
    workflow.submit(story, **turn(story, actor))
    return story.stage == "in_review"


@act("return a story", "return")
def _(actor):
    story = at_stage(make_story(), "submit")
    workflow.send_back(story, note="Call the mayor", **turn(story, actor))
    return story.stage == "draft"


@act("approve a story", "approve")
def _(actor):
    story = at_stage(make_story(), "submit")
    workflow.approve(story, **turn(story, actor))
    return story.stage == "ready"


@act("approve a story of one's own", "approve")
def _(actor):
    story = at_stage(own(actor), "submit")
    workflow.approve(story, **turn(story, actor))
    return story.stage == "ready"


@act("spike a story", "spike")
def _(actor):
    story = make_story()
    workflow.spike(story, **turn(story, actor))
    return story.stage == "spiked"


@act("revive a story", "revive")
def _(actor):
    story = at_stage(make_story(), "spike")
    workflow.revive(story, **turn(story, actor))
    return story.stage == "draft"


def publish_by(actor, story, at=0):
    publishing.publish(story, **turn_of(story, actor), at=hour(at), moment=NOON)
    return Edition.objects.filter(article=story, live_from=hour(at)).exists()


@act("publish a story", "publish")
def _(actor):
    return publish_by(actor, make_story())


@act("publish a story of one's own", "publish")
def _(actor):
    return publish_by(actor, own(actor))


@act("schedule a story", "publish")
def _(actor):
    return publish_by(actor, make_story(), at=3)


def scheduled():
    story = make_story()
    put(story, "Later", at=3)
    return story, story.editions.get()


@act("reschedule a version", "reschedule")
def _(actor):
    story, edition = scheduled()
    publishing.reschedule(edition, **turn_of(story, actor), at=hour(4), moment=NOON)
    return story.editions.get().live_from == hour(4)


@act("cancel a scheduled version", "cancel")
def _(actor):
    story, edition = scheduled()
    publishing.cancel(edition, **turn_of(story, actor), moment=NOON)
    return not story.editions.exists()


@act("withdraw a story", "withdraw")
def _(actor):
    story = make_live()
    withdraw(story, by=actor)
    return not Edition.objects.live_at(NOON).exists()


@act("plan a withdrawal", "withdraw")
def _(actor):
    withdraw(make_live(), at=3, by=actor)
    return Withdrawal.objects.exists()


@act("take a planned withdrawal back", "cancel_withdrawal")
def _(actor):
    story = make_live()
    withdraw(story, at=3)
    publishing.cancel_withdrawal(story, **turn_of(story, actor), moment=NOON)
    return not Withdrawal.objects.exists()


@act("change a story's address", "move")
def _(actor):
    story = make_story()
    addresses.move(story, "elsewhere", **turn(story, actor))
    return story.slug == "elsewhere"


@act("strike a version", "strike")
def _(actor):
    story = make_live()
    put(story, "Other words")
    first = story.editions.earliest("live_from")
    publishing.strike(first, **turn_of(story, actor), moment=hour(1), reason="Court order 7")
    first.refresh_from_db()
    return first.struck_at is not None


@act("delete a story that was never live")
def _(actor):
    return delete(actor, make_story())


@act("read the notes beside a story")
def _(actor):
    return get(actor, reverse("admin:articles_article_notes", args=[make_story().pk]))


@act("write a note beside a story")
def _(actor):
    return note_book.write(make_story(), "Call the mayor", by=actor, at=NOON).pk


@act("preview a story")
def _(actor):
    return get(actor, reverse("admin:article-preview", args=[make_story().pk]))


@act("share a preview with somebody outside", "share_preview")
def _(actor):
    return previewing.share(make_story(), by=actor, at=NOON, for_whom="A lawyer") is not None


@act("browse the site at other times")
def _(actor):
    return get(actor, "/admin/at/20260310T1000Z/")


@act("see what is planned in the calendar")
def _(actor):
    return get(actor, reverse("admin:calendar"))


@act("see what is still to be announced")
def _(actor):
    return get(actor, reverse("admin:overdue"))


# The news feed


@act("add an item to the feed")
def _(actor):
    return feed_desk.add({"text": "Sirens"}, by=actor, at=NOON, moment=NOON).pk


@act("change an item of the feed")
def _(actor):
    item = make_item(at=NOON)
    feed_desk.change(item, {"text": "No sirens"}, by=actor, seen=item.version, moment=NOON, stamp=False)
    return item.text == "No sirens"


@act("take an item off the feed")
def _(actor):
    item = make_item(at=NOON - timedelta(hours=1))
    feed_desk.take_down(item, by=actor, seen=item.version, moment=NOON)
    return not NewsFeedItem.objects.live_at(NOON).exists()


@act("take an agency's copy back in bulk")
def _(actor):
    wire = make_author("Harbour Wire", kind="organisation")
    item = make_item(at=NOON - timedelta(hours=1), source_id=wire.pk)
    shown = {"item": {item.pk: item.version}}
    copy = agency_copy.Copy(wire, NOON, NOON)
    return agency_copy.withdraw(copy, shown, by=actor, reason="Licence ended").done == ["An item"]


# The paper


ACTS |= {
    "add a tag": lambda actor: add(actor, Tag, name="Rivers"),
    "change a tag": lambda actor: change(actor, make_tag(), name="Bridges"),
    "delete a tag": lambda actor: delete(actor, make_tag()),
    "add a section": lambda actor: add(actor, Section, name="Harbour", slug="harbour", position=9),
    "change a section": lambda actor: change(actor, make_section(), name="Port"),
    "delete a section": lambda actor: delete(actor, make_section()),
    "add an author": lambda actor: add(actor, Author, kind="person", name="Olena", slug="olena", active="on"),
    "change an author": lambda actor: change(actor, make_author(), name="Olena"),
    "delete an author without bylines": lambda actor: delete(actor, make_author()),
    "change a picture's words": lambda actor: change(actor, make_image(), caption="A bridge"),
    "delete a picture that is not used": lambda actor: delete(actor, make_image()),
    "add a redirect": lambda actor: add(actor, Redirect, old_path="/old/", new_path="/new/"),
    "delete a redirect": lambda actor: delete(actor, redirect()),
}


def redirect():
    redirects.leave("/old/", "/new/", at=NOON)
    return Redirect.objects.get()


@act("add a picture")
def _(actor):
    file = BytesIO(picture_bytes())
    file.name = "bridge.jpg"
    return add(actor, Image, upload=file, title="Bridge", alt="A bridge", caption="", credit="Pavlo")


@act("change a redirect")
def _(actor):
    row = redirect()
    post(actor, reverse("admin:newsroom_redirect_change", args=[row.pk]), {"old_path": "/old/", "new_path": "/newer/"})
    return Redirect.objects.get().new_path == "/newer/"


# People


def invitation(actor):
    post(
        actor,
        reverse("admin:invite"),
        {"email": "o@courier.example", "first_name": "O", "groups": [Group.objects.get(name="Reporter").pk]},
    )
    return User.objects.filter(email="o@courier.example").exists()


def awaited():
    return make_reporter(email="o@courier.example")


def press(actor, person, name):
    post(actor, reverse("admin:person_act", args=[person.pk, name]))
    person.refresh_from_db()


def account(actor, person, **changes):
    data = {"seen_state": seen_by(browser(actor), person)}
    data |= {"username": person.username, "is_active": "on", "is_staff": "on", "email": person.email}
    data |= {"groups": [group.pk for group in person.groups.all()]} | changes
    post(actor, reverse("admin:auth_user_change", args=[person.pk]), {k: v for k, v in data.items() if v != ""})
    person.refresh_from_db()


@act("send an invitation again")
def _(actor):
    person = awaited()
    before = person.password
    press(actor, person, "invite-again")
    return person.password != before


@act("withdraw an invitation")
def _(actor):
    person = awaited()
    press(actor, person, "revoke")
    return not person.is_active


@act("change a colleague's account")
def _(actor):
    person = make_chief()
    account(actor, person, email="new@courier.example")
    return person.email == "new@courier.example"


@act("give a colleague a new password by hand")
def _(actor):
    person = make_editor()
    password = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    post(actor, reverse("admin:auth_user_password_change", args=[person.pk]), password)
    person.refresh_from_db()
    return person.check_password(PASSWORD)


@act("close a colleague's account")
def _(actor):
    person = make_editor()
    account(actor, person, is_active="")
    return not person.is_active


@act("remove a colleague's two-factor sign-in")
def _(actor):
    person = make_editor()
    give_app(person)
    press(actor, person, "forget-app")
    return second_factor.app_of(person) is None


@act("ask a group for two-factor sign-in")
def _(actor):
    group = Group.objects.get(name="Reporter")
    rule = {"rule-TOTAL_FORMS": 1, "rule-INITIAL_FORMS": 0, "rule-0-group": group.pk}
    words = {"name": group.name, "permissions": [p.pk for p in group.permissions.all()]}
    page = reverse("admin:auth_group_change", args=[group.pk])
    post(actor, page, {**words, **rule, "rule-0-needs_second_factor": "on"})
    return GroupRule.objects.filter(group=group, needs_second_factor=True).exists()


@act("change what a group may do")
def _(actor):
    group = Group.objects.get(name="Reporter")
    before = set(group.permissions.values_list("pk", flat=True))
    more = Permission.objects.get(codename="publish_article").pk
    rule = {"rule-TOTAL_FORMS": 0, "rule-INITIAL_FORMS": 0}
    data = {"name": "Lords", "permissions": [*before, more], **rule}
    post(actor, reverse("admin:auth_group_change", args=[group.pk]), data)
    group.refresh_from_db()
    if set(group.permissions.values_list("pk", flat=True)) == before and group.name == "Reporter":
        raise PermissionDenied
    return True


@act("make a superuser")
def _(actor):
    person = make_editor()
    account(actor, person, is_superuser="on")
    if not person.is_superuser:
        raise PermissionDenied
    return True


@act("change a superuser's account")
def _(actor):
    person = make_user(is_superuser=True)
    account(actor, person, email="new@courier.example", is_superuser="on")
    return person.email == "new@courier.example"


ACTS |= {
    "open one's own account": lambda actor: get(actor, reverse("admin:account")),
    "see who works here": lambda actor: get(actor, reverse("admin:auth_user_changelist")),
    "invite a colleague": invitation,
    "delete an account": lambda actor: delete(actor, make_stranger()),
    "read the log": lambda actor: get(actor, reverse("admin:newsroom_act_changelist")),
    "see whether the worker lives": lambda actor: get(actor, reverse("admin:newsroom_heartbeat_changelist")),
}


@act("change the log")
def _(actor):
    make_story()
    return delete(actor, Act.objects.latest("pk"))


# The walk


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
    assert len({(words, role) for words, role, _ in rows()}) == len(ACTS) * len(ROLES)


def test_every_verb_on_stories_is_in_the_document():
    assert set(permissions.NEEDS) == VERBS


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Chief editor"])
def test_each_group_may_do_what_the_one_before_it_may(role):
    order = ["staff", "Reporter", "Editor", "Chief editor"]
    before = ROLES[order[order.index(role) - 1]]()
    assert people.may_manage(ROLES[role](), before)
