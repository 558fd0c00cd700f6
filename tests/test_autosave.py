"""Is what somebody typed and did not save kept for them, offered back to them alone, and never taken for more?"""

import uuid

import pytest
from django.urls import reverse

from articles import autosave
from articles.models import Article, Autosave, Edition, Revision
from newsroom.models import Act, ContentChange
from tests.desk import LIST, change_url, fields, form_of, new_story, number, taken_back, text, type_into, typing_url
from tests.factories import (
    make_author,
    make_editor,
    make_image,
    make_reporter,
    make_section,
    make_story,
    make_tag,
    rewrite,
)

pytestmark = pytest.mark.django_db


def test_typing_is_kept_without_a_revision_a_version_a_log_entry_or_a_change_for_readers(client, clock, olha):
    story = make_story(by=olha)
    before = (Revision.objects.count(), Act.objects.count(), ContentChange.objects.count(), Edition.objects.count())
    _, response = type_into(client, story, olha, headline="Half a headl")
    assert response.json()["kept"] == "14:00:00"
    story.refresh_from_db()
    assert (story.version, story.headline) == (1, "A headline")
    after = (Revision.objects.count(), Act.objects.count(), ContentChange.objects.count(), Edition.objects.count())
    assert after == before


def test_one_row_holds_what_a_user_types_in_one_version_of_a_story(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="One")
    type_into(client, story, olha, form=form, headline="Two")
    row = Autosave.objects.get()
    assert row.values["headline"] == ["Two"]
    assert not row.others
    assert {"seen", "csrfmiddlewaretoken", "user", "form_number"} & set(row.values) == set()


def test_what_was_typed_is_offered_when_the_story_is_opened_again(client, clock, olha):
    story = make_story(by=olha)
    type_into(client, story, olha, headline="Half a headl")
    clock.advance(hours=1)
    page = text(client.get(change_url(story)))
    assert "You typed here until 10 Mar 14:00 and did not save" in page
    assert "Half a headl" not in page


def test_taking_it_back_fills_the_whole_form_without_saving_or_complaining(client, clock, olha):
    story = make_story(by=olha)
    tag, section, image = make_tag("Harbour"), make_section("City"), make_image()
    colleague, first, second = make_reporter("taras"), make_author("First"), make_author("Second")
    bylines = {
        "bylines-TOTAL_FORMS": 4,
        "bylines-0-author": first.pk, "bylines-0-role": "photo", "bylines-0-position": 1,
        "bylines-1-author": second.pk, "bylines-1-role": "author", "bylines-1-position": 0,
        "bylines-2-author": make_author().pk, "bylines-2-role": "author", "bylines-2-DELETE": "on",
        "bylines-3-author": "", "bylines-3-role": "author",
    }  # fmt: skip
    typed = {
        "headline": "", "standfirst": "Under it", "body": "<p>Words &amp; <strong>more</strong></p>",
        "section": section.pk, "genre": "opinion", "dateline": "Lviv", "language": "uk", "tags": [tag.pk],
        "lead_picture": image.pk, "lead_caption": "Here", "assignee": colleague.pk,
        "planned_for_local": "2026-03-11T08:00", "search_title": "S", "social_description": "D",
    }  # fmt: skip
    data = form_of(story, **typed, **bylines) | {"user": olha.pk, "form_number": (form := number())}
    del data["show_in_feed"]
    client.post(typing_url(story), data)
    response = taken_back(client, story, form)
    filled = fields(response)
    for name in ("headline", "standfirst", "body", "dateline", "language", "genre", "search_title"):
        assert filled[name] == typed[name]
    for name in ("section", "lead_picture", "assignee"):
        assert filled[name] == str(typed[name])
    assert filled["tags"] == [str(tag.pk)]
    assert filled["planned_for"][0] == "2026-03-11T08:00"
    assert filled["show_in_feed"] is False
    assert filled["seen"] == story.version
    rows = [row["author"].value() for row in response.context["inline_admin_formsets"][0].formset]
    assert rows[:2] == [str(first.pk), str(second.pk)]
    assert len(rows) == 3
    page = text(response)
    assert "errornote" not in page
    assert "This is what you typed until 10 Mar 14:00" in page
    assert f'name="form_number" value="{form}"' in page
    assert Revision.objects.count() == 1


def test_saving_forgets_what_was_typed_in_that_form(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Whole")
    client.post(change_url(story), form_of(story, headline="Whole") | {"form_number": form})
    assert not Autosave.objects.exists()


def test_a_refused_save_forgets_nothing(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Mine")
    opened = form_of(story, headline="Mine") | {"form_number": form}
    rewrite(story, headline="Theirs")
    assert client.post(change_url(story), opened).context["conflict"]
    assert Autosave.objects.exists()


def test_taken_back_after_the_story_moved_on_a_save_is_checked_against_the_old_version(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Mine")
    rewrite(story, by=make_editor("marta"), at=clock.now, headline="Theirs")
    assert "The story was changed since." in text(client.get(change_url(story)))
    filled = fields(taken_back(client, story, form))
    assert (filled["headline"], filled["seen"]) == ("Mine", 1)
    opened = form_of(story, headline="Mine", seen=filled["seen"]) | {"form_number": form}
    refused = client.post(change_url(story), opened)
    assert "Marta saved this story" in text(refused)
    story.refresh_from_db()
    assert story.headline == "Theirs"


def test_typing_anew_beside_an_offer_that_was_not_answered_loses_neither(client, clock, olha):
    story = make_story(by=olha)
    type_into(client, story, olha, headline="Before the crash")
    clock.advance(minutes=5)
    type_into(client, story, olha, headline="After it")
    clock.advance(minutes=1)
    assert [one.headline for one in autosave.typed(olha, article=story)] == ["After it", "Before the crash"]
    assert text(client.get(change_url(story))).count("and did not save") == 2
    assert Autosave.objects.count() == 1


def test_the_same_words_typed_in_two_forms_are_offered_once(client, clock, olha):
    story = make_story(by=olha)
    for _ in range(2):
        clock.advance(minutes=1)
        type_into(client, story, olha, headline="The same")
    assert text(client.get(change_url(story))).count("and did not save") == 1


def test_saving_one_form_keeps_what_another_tab_typed(client, clock, olha):
    story = make_story(by=olha)
    one, _ = type_into(client, story, olha, headline="One")
    two, _ = type_into(client, story, olha, headline="Two")
    client.post(change_url(story), form_of(story, headline="Two") | {"form_number": two})
    assert [str(left.form) for left in autosave.typed(olha, article=story)] == [one]


def test_only_so_many_forms_are_kept_apart(clock):
    olha, story = make_editor(), make_story()
    for count in range(10):
        at = clock.ahead(minutes=count)
        values = {"headline": [str(count)]}
        autosave.keep(olha, form=uuid.uuid4(), values=values, at=at, article=story, base_version=1)
    assert [one.headline for one in autosave.typed(olha, article=story)] == ["9", "8", "7", "6", "5", "4"]


def test_discarding_forgets_it(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Mine")
    discard = reverse("admin:articles_article_typing_discard", args=[form])
    assert client.get(discard).status_code == 405
    assert client.post(discard).status_code == 302
    assert not Autosave.objects.exists()
    assert "did not save" not in text(client.get(change_url(story)))


def test_what_was_typed_can_be_compared_with_what_is_saved(client, clock, olha):
    story = make_story(by=olha, standfirst="The same", tags=["Old"])
    tag, author = make_tag("New"), make_author("Olena Marchuk")
    form, _ = type_into(
        client, story, olha, headline="Mine <b>", body="<p>Other words</p>", tags=[tag.pk], **{
            "bylines-TOTAL_FORMS": 1, "bylines-0-author": author.pk, "bylines-0-role": "author",
        },
    )  # fmt: skip
    response = client.get(reverse("admin:articles_article_typing_compare", args=[form]))
    found = {one.label: (one.saved, one.typed) for one in response.context["differences"]}
    assert found == {
        "Headline": ("A headline", "Mine <b>"),
        "Body": ("Words of the story.", "Other words"),
        "Tags": ("Old", "New"),
        "Bylines": ("By Staff writer", "By Olena Marchuk"),
    }
    assert "Mine &lt;b&gt;" in text(response)


def test_what_is_the_same_as_what_is_saved_is_not_offered(client, clock, olha):
    story = make_story(by=olha, standfirst="One\nTwo", tags=["Tag"], authors=[make_author()])
    line = story.bylines.get()
    rows = {"bylines-TOTAL_FORMS": 1, "bylines-0-author": line.author_id, "bylines-0-role": line.role}
    type_into(client, story, olha, standfirst="One\r\nTwo", **rows)
    assert "did not save" not in text(client.get(change_url(story)))
    assert not Autosave.objects.exists()


def test_typing_that_was_undone_is_forgotten(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Mine")
    type_into(client, story, olha, form=form, unchanged="1")
    assert not Autosave.objects.exists()


# A story that is not begun


def test_a_story_that_was_begun_and_not_saved_is_offered_on_the_form_for_a_new_one(client, clock, olha):
    tag = make_tag()
    data = new_story(headline="Flood in the port", tags=[tag.pk], once=(form := number())) | {"user": olha.pk}
    assert client.post(reverse("admin:articles_article_typing_new"), data).status_code == 200
    page = text(client.get(f"{LIST}add/"))
    assert "You began a story and did not save it: “Flood in the port”" in page
    response = client.get(f"{LIST}add/?typing={form}")
    filled = fields(response)
    assert (filled["headline"], filled["tags"], str(filled["once"])) == ("Flood in the port", [str(tag.pk)], form)
    assert client.post(f"{LIST}add/", data).status_code == 302
    assert Article.objects.get().headline == "Flood in the port"
    assert not Autosave.objects.exists()


def test_a_story_that_was_added_is_not_kept_as_one_to_begin(client, clock, olha):
    data = new_story(headline="Flood", once=number()) | {"user": olha.pk}
    client.post(f"{LIST}add/", data)
    refused = client.post(reverse("admin:articles_article_typing_new"), data)
    assert (refused.status_code, refused.json()["refusal"][:28]) == (409, "You have added this story al")


# A copy that a browser held


def test_a_browsers_copy_of_what_was_saved_is_not_kept_again(client, clock, olha):
    story = make_story(by=olha)
    form = number()
    copy = form_of(story, headline="Mine") | {"user": olha.pk, "form_number": form, "leftover": "1"}
    client.post(change_url(story), form_of(story, headline="Mine") | {"form_number": form})
    story.refresh_from_db()
    rewrite(story, headline="Then a colleague changed it")
    assert client.post(typing_url(story), copy).json() == {"kept": ""}
    assert not Autosave.objects.exists()


def test_a_browsers_copy_of_what_was_never_saved_is_kept(client, clock, olha):
    story = make_story(by=olha)
    copy = form_of(story, headline="Mine") | {"user": olha.pk, "form_number": number(), "leftover": "1"}
    assert client.post(typing_url(story), copy).json()["kept"]
    assert autosave.typed(olha, article=story)[0].headline == "Mine"


def test_what_nobody_asked_back_for_long_is_forgotten(client, clock, olha):
    story = make_story(by=olha)
    type_into(client, story, olha, headline="Old")
    clock.advance(days=20)
    other = make_story(by=olha)
    client.force_login(olha)
    type_into(client, other, olha, headline="New")
    clock.advance(days=11)
    assert [autosave.tidy(clock.now) for _ in range(2)] == [True, False]
    assert [one.headline for one in autosave.typed(olha, article=other)] == ["New"]


def test_a_story_that_is_deleted_takes_its_typing_along(client, clock, olha):
    story = make_story(by=olha)
    type_into(client, story, olha)
    story.delete()
    assert not Autosave.objects.exists()
