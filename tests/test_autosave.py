"""Is what somebody typed and did not save kept for them, offered back to them alone, and never taken for more?"""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from articles import autosave
from articles.models import Article, Autosave, Edition, Revision
from newsroom.models import Act, ContentChange
from tests.desk import LIST, change_url, form_of, new_story, text
from tests.factories import (
    make_author,
    make_editor,
    make_image,
    make_reporter,
    make_section,
    make_story,
    make_stranger,
    make_tag,
    rewrite,
)

pytestmark = pytest.mark.django_db


def number():
    return str(uuid.uuid4())


def typing_url(story):
    return reverse("admin:articles_article_typing", args=[story.pk])


def type_into(client, story, user, *, form=None, **changes):
    """Send what an open form sends after a pause."""
    form = form or number()
    data = form_of(story, **changes) | {"user": user.pk, "form_number": form}
    return form, client.post(typing_url(story), data)


def taken_back(client, story, form):
    return client.get(f"{change_url(story)}?typing={form}")


def fields(response):
    return {name: bound.value() for name, bound in ((f.name, f) for f in response.context["adminform"].form)}


@pytest.fixture
def olha(client):
    user = make_editor("olha")
    client.force_login(user)
    return user


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


# Whose it is


def test_nobody_else_is_offered_it_or_can_read_take_or_discard_it(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="Private thought")
    other = Client()
    other.force_login(make_editor("marta"))
    compare = reverse("admin:articles_article_typing_compare", args=[form])
    discard = reverse("admin:articles_article_typing_discard", args=[form])
    assert other.get(compare).status_code == 404
    for page in (other.get(change_url(story)), taken_back(other, story, form)):
        assert "Private thought" not in text(page)
        assert "did not save" not in text(page)
    other.post(discard)
    assert Autosave.objects.exists()


def test_what_stands_in_a_form_of_somebody_who_signed_out_is_not_kept_for_who_signed_in(client, clock, olha):
    story = make_story(by=olha)
    _, response = type_into(client, story, make_editor("marta"), headline="Martas words")
    assert response.status_code == 409
    assert not Autosave.objects.exists()


def test_who_may_not_change_a_story_keeps_nothing_in_it(client, clock):
    reporter, story = make_reporter(), make_story()
    client.force_login(reporter)
    assert type_into(client, story, reporter)[1].status_code == 403
    stranger = make_stranger()
    client.force_login(stranger)
    data = new_story(headline="H", once=number()) | {"user": stranger.pk}
    assert client.post(reverse("admin:articles_article_typing_new"), data).status_code == 403
    assert not Autosave.objects.exists()


def test_who_may_not_change_the_story_any_more_can_still_read_what_they_typed(client, clock):
    reporter, editor = make_reporter(), make_editor()
    story = make_story(by=editor, desk={"assignee_id": reporter.pk})
    client.force_login(reporter)
    form, _ = type_into(client, story, reporter, body="<p>An hour of work</p>")
    Article.objects.filter(pk=story.pk).update(assignee=None)
    page = text(client.get(change_url(story)))
    assert "and did not save" in page
    assert "Take it back" not in page
    assert "An hour of work" in text(client.get(reverse("admin:articles_article_typing_compare", args=[form])))


def test_a_session_that_ended_is_led_to_the_door_and_keeps_nothing(client, clock, olha):
    story = make_story(by=olha)
    client.logout()
    response = type_into(client, story, olha)[1]
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_a_form_can_ask_who_is_signed_in_and_for_a_fresh_token(clock, olha):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(olha)
    story = make_story(by=olha)
    assert type_into(strict, story, olha)[1].status_code == 403
    answer = strict.get(reverse("admin:articles_article_typing_token")).json()
    assert answer["user"] == str(olha.pk)
    data = form_of(story) | {"user": olha.pk, "form_number": number(), "csrfmiddlewaretoken": answer["token"]}
    assert strict.post(typing_url(story), data).status_code == 200


# What cannot be kept


def test_more_than_ten_megabytes_is_refused_in_words(client, clock, olha):
    story = make_story(by=olha)
    response = type_into(client, story, olha, body="x" * (10 * 1024 * 1024 + 1))[1]
    assert response.status_code == 413
    assert "larger than 10 MB" in response.json()["refusal"]


def test_signs_that_no_database_takes_are_left_out(client, clock, olha):
    story = make_story(by=olha)
    form, response = type_into(client, story, olha, headline="a\x00b\x0bc", **{"odd\x00name": "x"})
    assert response.status_code == 200
    assert autosave.find(olha, uuid.UUID(form)).values["headline"] == ["abc"]
    autosave.keep(
        olha, form=uuid.uuid4(), values={"headline": ["\ud800x"]}, at=clock.now, article=story, base_version=1
    )
    assert autosave.typed(olha, article=story)[0].headline in {"x", "abc"}


@pytest.mark.parametrize(
    "nonsense",
    [{"form_number": "x"}, {"form_number": ""}, {"seen": "x"}, {"seen": ""}, {"seen": "99"}, {"seen": "-1"}],
    ids=str,
)
def test_what_no_form_of_ours_sends_is_a_bad_request(client, clock, olha, nonsense):
    story = make_story(by=olha)
    data = form_of(story) | {"user": olha.pk, "form_number": number()} | nonsense
    assert client.post(typing_url(story), data).status_code == 400


def test_nonsense_that_was_kept_does_not_break_the_form(client, clock, olha):
    story = make_story(by=olha)
    odd = {"tags": ["x", "-1", "9" * 30], "section": "x", "assignee": "'", "genre": "no", "lead_picture": "9" * 30}
    odd |= {"bylines-TOTAL_FORMS": "9" * 9, "bylines-0-author": "x", "bylines-1-author": "9" * 17}
    odd |= {"bylines-1-role": "no", "bylines-1-position": "x", "planned_for_local": "yesterday", "language": "xx"}
    form, _ = type_into(client, story, olha, headline="Odd", **odd)
    assert client.get(change_url(story)).status_code == 200
    assert taken_back(client, story, form).status_code == 200
    assert client.get(reverse("admin:articles_article_typing_compare", args=[form])).status_code == 200


@pytest.mark.parametrize("typing", ["x", "", "1", "0a5d7b34-9a2b-42e6-9d64-c5b090159873", "%00"])
def test_asking_back_what_is_not_there_opens_the_story_as_it_is(client, clock, olha, typing):
    story = make_story(by=olha)
    response = client.get(f"{change_url(story)}?typing={typing}")
    assert response.status_code == (400 if typing == "%00" else 200)


def test_what_was_typed_in_one_story_does_not_go_into_another(client, clock, olha):
    story, other = make_story(by=olha), make_story("Another", by=olha)
    form, _ = type_into(client, story, olha, headline="Mine")
    assert fields(taken_back(client, other, form))["headline"] == "Another"
    assert fields(client.get(f"{LIST}add/?typing={form}"))["headline"] is None


def test_markup_that_was_kept_is_shown_as_text(client, clock, olha):
    story = make_story(by=olha)
    form, _ = type_into(client, story, olha, headline="<script>x()</script>", body="</textarea><script>y()</script>")
    for page in (taken_back(client, story, form), client.get(change_url(story))):
        assert "<script>x()" not in text(page)
        assert "</textarea><script>" not in text(page)


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
