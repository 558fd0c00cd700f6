"""Is an agency's copy found by source and age, and taken back in bulk by the verbs alone?"""

from datetime import timedelta

import pytest

from articles import agency_copy
from articles.agency_copy import BOTH, ITEMS, STORIES, Copy
from articles.models import Article, Edition, NewsFeedItem
from articles.permissions import NotAllowed
from articles.turn import Refused
from newsroom.models import Act
from tests.conftest import NOON
from tests.desk import text
from tests.factories import make_author, make_chief, make_editor, make_item, make_live, make_reporter, rewrite

pytestmark = pytest.mark.django_db

PAGE = "/admin/feed/agency/"
OLD = NOON - timedelta(days=10)


@pytest.fixture
def wire(clock):
    return make_author("Harbour Wire", kind="organisation")


@pytest.fixture
def desk(client, wire):
    client.force_login(make_editor("marta"))
    return client


def ask(wire, **changes):
    return {"source": wire.pk, "age": 7, "unit": "days", "what": "both"} | changes


def address(wire, **changes):
    return PAGE + "?" + "&".join(f"{name}={value}" for name, value in ask(wire, **changes).items())


def confirm(client, wire, **changes):
    """Press the button of the page as it is now."""
    page = client.get(address(wire, **changes))
    data = {"reason": "Licence of Harbour Wire ended", "item": [], "story": []}
    for one in page.context["first"]:
        data[one["kind"]].append(f"{one['pk']}:{one['version']}")
    return client.post(address(wire, **changes), data)


def live():
    items = NewsFeedItem.objects.live_at(NOON).filter(article=None).values_list("text", flat=True)
    return {*items, *Edition.objects.live_at(NOON).values_list("headline", flat=True)}


def test_what_is_live_and_old_and_of_that_source_alone_is_found(wire):
    make_item("Old item", at=OLD, source_id=wire.pk)
    make_item("New item", at=NOON, source_id=wire.pk)
    make_item("Our item", at=OLD)
    make_item("Ended", at=OLD, until=NOON - timedelta(days=1), source_id=wire.pk)
    make_live("Their story", at=OLD, authors=[wire])
    make_live("Shared story", at=OLD, authors=[wire, make_author("Olha")])
    make_live("Our story", at=OLD)
    found = {
        what: [*(i.text for i in copy.items()), *(e.headline for e in copy.stories())]
        for what in (BOTH, ITEMS, STORIES)
        for copy in [Copy(wire, NOON - timedelta(days=7), NOON, what)]
    }
    assert found == {BOTH: ["Old item", "Their story"], ITEMS: ["Old item"], STORIES: ["Their story"]}


def test_a_look_changes_nothing_and_a_confirmation_takes_it_back(desk, wire):
    make_item("Theirs", at=OLD, source_id=wire.pk)
    make_item("Ours", at=OLD)
    make_live("Their story", at=OLD, authors=[wire])
    assert "1 feed item, 1 story" in text(desk.get(address(wire)))
    assert live() == {"Theirs", "Ours", "Their story"}
    page = text(confirm(desk, wire))
    assert "2 taken back" in page
    assert live() == {"Ours"}
    assert Act.objects.filter(verb="withdraw", note="Licence of Harbour Wire ended").count() == 1


def test_what_changed_after_the_look_is_refused_by_name_and_the_rest_goes(desk, wire):
    make_item("Theirs", at=OLD, source_id=wire.pk)
    story = make_live("Their story", at=OLD, authors=[wire])
    page = desk.get(address(wire))
    data = {"reason": "Ended", "item": [], "story": []}
    for one in page.context["first"]:
        data[one["kind"]].append(f"{one['pk']}:{one['version']}")
    rewrite(story, by=make_editor("olha"), standfirst="Reworked")
    answer = desk.post(address(wire), data)
    assert answer.context["report"].done == ["Theirs"]
    [(name, why)] = answer.context["report"].refused
    assert name == "Their story"
    assert "Olha saved this story" in why
    assert live() == {"Their story"}


def test_each_chief_gets_one_mail_that_names_all_stories_that_went(
    desk, wire, mailoutbox, django_capture_on_commit_callbacks
):
    for name in ("olga", "ihor"):
        make_chief(name, email=f"{name}@example.org")
    for headline in ("Salt", "Mud", "Ours now"):
        make_live(headline, at=OLD, authors=[wire])
    stale = Article.objects.get(headline="Ours now")
    page = desk.get(address(wire))
    shown = [f"{one['pk']}:{one['version']}" for one in page.context["first"]]
    rewrite(stale, standfirst="Reworked")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(wire), {"reason": "Licence ended", "story": shown})
    assert sorted(mail.to[0] for mail in mailoutbox) == ["ihor@example.org", "olga@example.org"]
    mail = mailoutbox[0]
    assert mail.subject.endswith("Withdrawn: 2 stories of Harbour Wire")
    assert "Marta withdrew 2 stories of Harbour Wire at once" in mail.body
    assert "- Salt\n- Mud\n\nReason: Licence ended" in mail.body
    assert "Ours now" not in mail.body
    assert "/admin/newsroom/act/?what=withdrawing" in mail.body


def test_feed_items_alone_make_no_mail(desk, wire, mailoutbox, django_capture_on_commit_callbacks):
    make_chief(email="chief@example.org")
    make_item("Theirs", at=OLD, source_id=wire.pk)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(desk, wire)
    assert mailoutbox == []


def test_numbers_that_are_not_the_sources_are_left_alone(desk, wire):
    ours = make_item("Ours", at=OLD)
    make_item("Theirs", at=OLD, source_id=wire.pk)
    answer = desk.post(address(wire), {"reason": "Ended", "item": [f"{ours.pk}:1"]})
    assert answer.context["report"].refused == [
        ("1 more", "Not live any more, or not this source's alone: left as it is.")
    ]
    assert live() == {"Ours", "Theirs"}


def test_no_more_than_a_bounded_number_goes_at_once(desk, wire, monkeypatch):
    monkeypatch.setattr("articles.admin.feed_agency.AT_ONCE", 2)
    for number in range(5):
        make_item(f"Item {number}", at=OLD, source_id=wire.pk)
    page = desk.get(address(wire))
    assert "3 more, press again" in text(page)
    confirm(desk, wire)
    assert len(live()) == 3
    with pytest.raises(Refused, match="take them in turns"):
        many = {"item": dict.fromkeys(range(1, 202), 1)}
        agency_copy.withdraw(Copy(wire, NOON, NOON), many, by=make_editor(), reason="Ended")


def test_a_count_is_bounded(desk, wire, monkeypatch):
    monkeypatch.setattr("articles.admin.feed_agency.BOUND", 3)
    for number in range(5):
        make_item(f"Item {number}", at=OLD, source_id=wire.pk)
    assert "3+ feed items" in text(desk.get(address(wire)))


def test_a_reason_is_asked_for(desk, wire):
    item = make_item("Theirs", at=OLD, source_id=wire.pk)
    desk.post(address(wire), {"reason": "", "item": [f"{item.pk}:1"]})
    assert live() == {"Theirs"}


def test_reporters_do_not_withdraw_in_bulk(client, wire):
    client.force_login(make_reporter())
    assert client.get(PAGE).status_code == 403
    with pytest.raises(NotAllowed):
        agency_copy.withdraw(Copy(wire, NOON, NOON), {}, by=make_reporter(), reason="Ended")
