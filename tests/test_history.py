"""Does the desk show all that happened to a story, compare any two versions, and bring any back?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import revisions
from articles.models import Credit, Edition, Revision
from tests.conftest import NOON
from tests.desk import LIST, change_url, text
from tests.factories import (
    cancel,
    hour,
    make_author,
    make_editor,
    make_image,
    make_live,
    make_reporter,
    make_story,
    make_stranger,
    publish,
    put,
    rewrite,
    strike,
    turn_of,
)

pytestmark = pytest.mark.django_db


def history_url(story):
    return reverse("admin:articles_article_history", args=[story.pk])


def compare_url(story, old="", new="", **more):
    query = "&".join(f"{name}={value}" for name, value in {"old": old, "new": new, **more}.items() if value)
    return f"{reverse('admin:articles_article_compare', args=[story.pk])}?{query}"


@pytest.fixture
def desk(client, clock):
    client.force_login(make_editor("ivan"))
    return client


def entries(desk, story, query=""):
    return desk.get(f"{history_url(story)}{query}").context["page"].entries


def entry(desk, story, number):
    return next(e for e in entries(desk, story) if e.revision and e.revision.number == number)


# The history


def test_every_save_and_every_move_is_there_with_who_and_when_the_newest_first(desk):
    story = make_story("Flood", by=make_reporter("olha"), at=hour(-3))
    rewrite(story, headline="Flood rises", by=make_editor("taras"), at=hour(-2))
    publish(story, by=make_editor("marta"), at=hour(-1))
    told = [(e.who, e.at, e.revision.number if e.revision else e.what) for e in entries(desk, story)]
    assert told == [("Marta", hour(-1), "published"), ("Taras", hour(-2), 2), ("Olha", hour(-3), 1)]


def test_each_save_says_in_a_few_words_what_it_changed(desk):
    story = make_story("Flood", body="<p>One two three.</p>", tags=["Port"])
    rewrite(story, headline="Flood rises", body="<p>One two four five.</p>")
    assert entry(desk, story, 2).summary == "headline, body +2 −1 words"


def test_what_readers_see_saw_and_will_see_is_marked(desk):
    story = make_live("First", at=hour(-5))
    put(story, "Second", at=-2, now=-2)
    put(story, "Third", at=4)
    rewrite(story, headline="Fourth")
    kinds = {number: [kind for kind, _ in entry(desk, story, number).states] for number in (1, 2, 3, 4)}
    assert kinds == {1: ["past"], 2: ["live"], 3: ["scheduled"], 4: []}
    assert entry(desk, story, 4).is_held


def test_a_cancelled_version_leaves_the_marks_but_stays_in_the_history(desk):
    story = make_live("First", at=hour(-5))
    cancel(put(story, "Second", at=4))
    assert entry(desk, story, 2).states == ()
    assert "cancelled a scheduled version of" in text(desk.get(history_url(story)))


def test_two_thousand_revisions_are_paged_and_cost_as_much_as_twenty(desk, django_assert_max_num_queries):
    story = make_story("Flood")
    words = story.revisions.get().words
    Revision.objects.bulk_create(
        Revision(
            article=story, number=n, words=words | {"headline": f"H{n}"}, saved_at=NOON - timedelta(minutes=3000 - n)
        )
        for n in range(2, 2001)
    )
    type(story).objects.update(revision=2000)
    with django_assert_max_num_queries(20):
        page = desk.get(history_url(story)).context["page"]
    assert ([e.revision.number for e in page.entries][:2], page.older) == ([2000, 1999], 1981)
    seen, older = [], 201
    while older is not None:
        page = desk.get(history_url(story), {"before": older}).context["page"]
        seen += [e.revision.number for e in page.entries if e.revision]
        older = page.older
    assert seen == list(range(200, 0, -1))


def test_acts_stand_on_one_page_only(desk):
    story = make_live("Save 1", at=hour(-100))
    for number in range(2, 50):
        rewrite(story, headline=f"Save {number}", at=hour(number - 60))
    acts, cursor = [], ""
    while True:
        page = desk.get(f"{history_url(story)}{cursor}").context["page"]
        acts += [e.what for e in page.entries if not e.revision]
        if page.older is None:
            break
        cursor = f"?before={page.older}"
    assert acts == ["published"]


def test_a_save_whose_revision_was_pruned_is_still_told(desk):
    story = make_story("Flood", at=hour(-3))
    rewrite(story, headline="Two", at=hour(-2))
    rewrite(story, headline="Three", at=hour(-1))
    story.revisions.filter(number=2).delete()
    page = text(desk.get(history_url(story)))
    assert "this revision is not kept any more" in page
    assert entry(desk, story, 3).previous == 1


def test_huge_bodies_are_not_read_for_a_list(desk):
    story = make_story("Flood", body="<p>" + "word " * 70_000 + "</p>")
    rewrite(story, headline="Flood rises")
    assert entry(desk, story, 2).summary == "too long to say what changed: compare it"


def test_after_a_merge_the_summary_leaves_out_what_was_set_aside(desk):
    story = make_story("Flood")
    aside = revisions.Draft(words={"headline": "Aside", "kicker": "Aside"})
    merged = revisions.Draft(words={"headline": "Merged"})
    revisions.save(story, merged, **turn_of(story), at=NOON, aside=aside)
    assert (entry(desk, story, 3).summary, entry(desk, story, 3).previous) == ("headline", 1)
    assert entry(desk, story, 2).summary == "headline, kicker"


def test_who_may_see_a_story_may_see_its_history_and_others_may_not(client, clock):
    story = make_story("Flood", by=make_editor())
    client.force_login(make_reporter())
    page = client.get(history_url(story))
    assert page.status_code == 200
    assert "Restore" not in text(page)
    assert client.get(compare_url(story)).status_code == 200
    client.force_login(make_stranger())
    assert client.get(history_url(story)).status_code == 403
    assert client.get(compare_url(story)).status_code == 403


@pytest.mark.parametrize("query", ["?before=x", "?before=0", "?before=999999999999999999999", "?before=-1"])
def test_nonsense_in_the_address_shows_the_newest(desk, query):
    assert entries(desk, make_story("Flood"), query)[0].revision.number == 1


# Comparing


def test_two_revisions_are_compared_word_by_word(desk):
    story = make_story("Bridge shut until May", at=hour(-2))
    rewrite(story, headline="Bridge shut until August", by=make_editor("taras"), at=hour(-1))
    page = text(desk.get(compare_url(story, "r1", "r2")))
    assert '<del class="">May</del>' in page
    assert '<ins class="">August</ins>' in page
    assert "Taras, " in page


def test_text_tags_bylines_and_pictures_are_all_compared(desk):
    old, new = make_image(), make_image((500, 300))
    story = make_story("Flood", tags=["Port"], authors=[make_author("Olha")], lead_picture_id=old.pk)
    draft = revisions.Draft(
        words={"lead_picture_id": new.pk, "lead_caption": "New"},
        tags=["Harbour"],
        credits=[Credit(make_author("T").pk)],
    )
    revisions.save(story, draft, **turn_of(story), at=NOON)
    page = desk.get(compare_url(story, "r1", "r2"))
    assert [c.name for c in page.context["changes"]] == ["bylines", "lead_picture_id", "lead_caption", "tags"]
    assert all(words in text(page) for words in (old.title, new.title, old.thumbnail.url, new.thumbnail.url, "By Olha"))


def test_an_edition_is_compared_with_a_revision(desk):
    story = make_live("Live", at=hour(-2))
    rewrite(story, headline="Live and kicking")
    edition = Edition.objects.get()
    page = desk.get(compare_url(story, f"e{edition.pk}", "r2"))
    assert [change.name for change in page.context["changes"]] == ["headline"]
    assert "What readers see, since" in text(page)


def test_what_is_live_and_the_form_are_compared_unless_others_are_asked_for(desk):
    story = make_live("Live", at=hour(-2))
    rewrite(story, headline="Form")
    page = desk.get(compare_url(story)).context
    assert (page["old"].reference, page["new"].reference) == (f"e{Edition.objects.get().pk}", "r2")


def test_the_same_words_say_so(desk):
    story = make_story("Flood")
    assert "word for word" in text(desk.get(compare_url(story, "r1", "r1")))


@pytest.mark.parametrize("reference", ["r7", "e7", "x", "r0", "r99999999999", "1"])
def test_a_version_that_is_not_there_gets_a_sentence(desk, reference):
    story = make_story("Flood")
    page = desk.get(compare_url(story, reference, "r1"))
    assert page.status_code == 404
    assert {"r7": "Revision 7 of this story is not kept any more", "e7": "That edition is not there"}.get(
        reference, "names no version"
    ) in text(page)


def test_another_storys_edition_is_not_shown(desk):
    other = make_live("Other", at=hour(-2))
    story = make_story("Flood")
    assert desk.get(compare_url(story, f"e{other.editions.get().pk}", "r1")).status_code == 404


def test_struck_words_are_gone_from_the_history_too(desk):
    story = make_live("Slander", at=hour(-5))
    put(story, "Truth", at=-2, now=-2)
    edition = story.editions.order_by("live_from").first()
    strike(edition)
    for reference in ("r1", f"e{edition.pk}"):
        page = text(desk.get(compare_url(story, reference, "r2")))
        assert "struck on legal grounds" in page
        assert "Slander" not in page
    page = text(desk.get(history_url(story)))
    assert "Struck on legal grounds" in page
    assert "Slander" not in page
    assert not entry(desk, story, 2).summary


@pytest.mark.parametrize(("view", "columns", "one"), [("side", True, False), ("inline", False, True), ("", True, True)])
def test_the_layout_is_chosen_by_the_address(desk, view, columns, one):
    story = make_story("One")
    rewrite(story, headline="Two")
    page = text(desk.get(compare_url(story, "r1", "r2", view=view)))
    assert ("diff-old" in page, "diff-both" in page) == (columns, one)


def test_from_a_change_one_goes_on_to_the_next(desk):
    story = make_story("One")
    for headline in ("Two", "Three", "Four"):
        rewrite(story, headline=headline)
    page = desk.get(compare_url(story, "r2", "r3")).context
    assert (page["earlier"], page["later"]) == ("old=r1&new=r2", "old=r3&new=r4")
    assert desk.get(compare_url(story, "r1", "r2")).context["earlier"] == ""


def test_an_older_version_is_restored_from_the_comparison(desk):
    story = make_story("One")
    rewrite(story, headline="Two")
    first = story.revisions.get(number=1)
    link = f"{LIST}{story.pk}/do/restore/{first.pk}/"
    assert link in text(desk.get(compare_url(story, "r1", "r2")))
    assert link in text(desk.get(history_url(story)))
    desk.post(link, {"seen": story.version})
    story.refresh_from_db()
    assert (story.headline, story.revision, story.revisions.count()) == ("One", 3, 3)


def test_the_history_writes_nothing(desk):
    story = make_live("Live", at=hour(-2))
    before = (story.version, Revision.objects.count())
    desk.get(history_url(story))
    desk.get(compare_url(story))
    desk.get(change_url(story))
    story.refresh_from_db()
    assert (story.version, Revision.objects.count()) == before
