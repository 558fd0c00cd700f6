"""Does the form of a story keep what is typed, and lose nothing when it refuses?"""

import pytest

from articles.models import Article, Revision
from tests.desk import LIST, change_url, form_of, new_story, text
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


def test_a_reporter_writes_a_story_with_bylines_in_order_and_tags(client, clock):
    client.force_login(make_reporter())
    first, second = make_author("First"), make_author("Second")
    bylines = {
        "bylines-TOTAL_FORMS": 2,
        "bylines-0-author": first.pk,
        "bylines-0-role": "author",
        "bylines-0-position": 2,
        "bylines-1-author": second.pk,
        "bylines-1-role": "photo",
        "bylines-1-position": 1,
    }
    image = make_image()
    body = f'<p>Words <script>x()</script></p><figure data-block="image" data-image="{image.pk}"></figure>'
    data = new_story(
        headline="Міст зачинено", body=body, tags=[make_tag("Harbour").pk], section=make_section("City").pk, **bylines
    )
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.context["errors"]
    story = Article.objects.get()
    assert story.slug == "mist-zachyneno"
    assert "script" not in story.body
    assert [line.author.name for line in story.bylines.all()] == ["Second", "First"]
    assert [tag.name for tag in story.tags.all()] == ["Harbour"]
    assert story.picture_items.get().image == image
    assert story.revisions.get().words["bylines"] == [[second.pk, "photo"], [first.pk, "author"]]


def test_saving_makes_a_revision_and_an_unchanged_save_makes_none(client, clock):
    reporter = make_reporter()
    client.force_login(reporter)
    story = make_story(by=reporter)
    client.post(change_url(story), form_of(story, headline="Better headline"))
    story.refresh_from_db()
    assert (story.headline, story.revision) == ("Better headline", 2)
    client.post(change_url(story), form_of(story))
    assert Revision.objects.filter(article=story).count() == 2


def test_a_stale_form_is_refused_names_who_was_first_and_keeps_all_that_was_typed(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story, headline="What I typed for an hour", body="<p>My long words</p>")
    rewrite(story, by=make_editor("olha"), at=clock.now, headline="What Olha typed")
    clock.advance(minutes=2)
    client.force_login(make_editor())
    response = client.post(change_url(story), opened)
    assert response.status_code == 200
    assert "Olha saved this story 2 min ago" in text(response)
    assert "What I typed for an hour" in text(response)
    assert "My long words" in text(response)
    story.refresh_from_db()
    assert story.headline == "What Olha typed"


def test_after_a_refusal_one_may_save_over_it_knowingly_and_the_other_words_stay_in_the_history(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story, headline="Mine")
    rewrite(story, at=clock.now, headline="Theirs")
    client.force_login(make_editor())
    client.post(change_url(story), opened | {"save_over": story.version})
    story.refresh_from_db()
    assert story.headline == "Mine"
    assert [r.words["headline"] for r in story.revisions.all()] == ["Mine", "Theirs", "A headline"]


def test_saving_over_does_not_cover_a_save_that_came_after_the_warning(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story, headline="Mine")
    rewrite(story, headline="Theirs")
    warned = story.version
    rewrite(story, headline="Theirs again")
    client.force_login(make_editor())
    assert client.post(change_url(story), opened | {"save_over": warned}).status_code == 200
    story.refresh_from_db()
    assert story.headline == "Theirs again"


def test_a_reporter_may_read_but_not_change_a_colleagues_story(client, clock):
    story = make_story(by=make_reporter())
    client.force_login(make_reporter())
    page = client.get(change_url(story))
    assert page.status_code == 200
    assert 'name="headline"' not in text(page)
    assert client.post(change_url(story), form_of(story, headline="Mischief")).status_code == 403
    story.refresh_from_db()
    assert story.headline == "A headline"


def test_an_assigned_reporter_may_change_it(client, clock):
    reporter = make_reporter()
    story = make_story(desk={"assignee_id": reporter.pk})
    client.force_login(reporter)
    assert client.post(change_url(story), form_of(story, headline="Worked on")).status_code == 302


@pytest.mark.parametrize("slug", ["Bad Slug", "a--b", "тест", "a/b", "x" * 121, "../x", "a%2f"])
def test_an_address_that_is_none_is_refused_at_its_field(client, clock, slug):
    client.force_login(make_reporter())
    response = client.post(f"{LIST}add/", new_story(headline="H", slug=slug))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["slug"]
    assert not Article.objects.exists()


def test_a_taken_address_is_refused_and_a_colliding_headline_gets_a_number(client, clock):
    make_story("Flood", slug="flood")
    client.force_login(make_reporter())
    response = client.post(f"{LIST}add/", new_story(headline="Other", slug="flood"))
    assert "is the address of “Flood” already" in text(response)
    client.post(f"{LIST}add/", new_story(headline="Flood"))
    assert Article.objects.filter(slug="flood-2").exists()


def test_a_body_of_more_than_ten_megabytes_is_refused_in_words_and_a_large_one_is_taken(client, clock):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    huge = "<p>" + "word " * (2_200_000) + "</p>"
    response = client.post(change_url(story), form_of(story, body=huge))
    assert response.status_code == 200
    assert "larger than 10 MB" in text(response)
    large = "<p>" + "word " * 400_000 + "</p>"
    assert client.post(change_url(story), form_of(story, body=large)).status_code == 302


@pytest.mark.parametrize("local", ["yesterday", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59", "<b>"])
def test_an_absurd_date_is_refused_at_its_field(client, clock, local):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    response = client.post(change_url(story), form_of(story, planned_for_local=local))
    assert response.context["adminform"].form.errors["planned_for"]


def with_bylines(story, **changes):
    """The form of a story as a browser sends it, with the keys of the byline rows that it was shown."""
    lines = list(story.bylines.all())
    data = {"bylines-TOTAL_FORMS": len(lines) + 1, "bylines-INITIAL_FORMS": len(lines)}
    for place, line in enumerate(lines):
        data |= {f"bylines-{place}-id": line.pk, f"bylines-{place}-author": line.author_id}
        data |= {f"bylines-{place}-role": line.role, f"bylines-{place}-position": line.position}
    data |= {f"bylines-{len(lines)}-role": "author", f"bylines-{len(lines)}-position": 0}
    return form_of(story, **data) | changes


def test_saving_over_works_though_the_byline_rows_were_made_anew_meanwhile(client, clock):
    story = make_story(by=make_editor(), authors=[make_author("Olena"), make_author("Taras")])
    mine = with_bylines(story, headline="Mine")
    client.force_login(make_editor())
    client.post(change_url(story), with_bylines(story, headline="Theirs"))
    refused = client.post(change_url(story), mine)
    assert refused.context["conflict"]
    story.refresh_from_db()
    assert client.post(change_url(story), mine | {"save_over": story.version}).status_code == 302
    story.refresh_from_db()
    assert story.headline == "Mine"
    assert [line.author.name for line in story.bylines.all()] == ["Olena", "Taras"]


def test_the_version_to_save_over_stands_in_the_form_once(client, clock):
    story = make_story(by=make_editor())
    opened = form_of(story)
    rewrite(story, headline="Theirs")
    client.force_login(make_editor())
    page = text(client.post(change_url(story), opened))
    assert page.count('name="save_over"') == 1
    assert f'type="hidden" name="save_over" value="{story.version}"' in page


def test_an_author_credited_twice_is_refused(client, clock):
    author = make_author("Olena")
    story = make_story(by=make_editor(), authors=[author])
    client.force_login(make_editor())
    twice = with_bylines(story) | {"bylines-1-author": author.pk}
    assert "credited twice" in text(client.post(change_url(story), twice))


def test_a_double_click_on_add_begins_one_story(client, clock):
    client.force_login(make_reporter())
    once = client.get(f"{LIST}add/").context["adminform"].form["once"].value()
    data = new_story(headline="H", once=once)
    assert client.post(f"{LIST}add/", data).status_code == 302
    assert "You have added this story already" in text(client.post(f"{LIST}add/", data))
    assert Article.objects.count() == 1


def test_a_body_of_more_markup_than_any_story_needs_is_refused_in_words(client, clock):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    for body in ('<a href="' * 50_000, "&" * 200_000, "<div>" * 5_000):
        assert "more markup than any story needs" in text(client.post(change_url(story), form_of(story, body=body)))


def test_a_reporter_chooses_an_assignee_among_the_staff(client, clock):
    reporter, colleague = make_reporter(), make_editor("marta")
    story = make_story(by=reporter)
    client.force_login(reporter)
    assert "marta" in text(client.get(change_url(story)))
    client.post(change_url(story), form_of(story, assignee=colleague.pk))
    story.refresh_from_db()
    assert story.assignee == colleague


def test_a_language_that_the_paper_does_not_have_is_refused(client, clock):
    story = make_story(by=make_editor())
    client.force_login(make_editor())
    response = client.post(change_url(story), form_of(story, language='"><x'))
    assert response.context["adminform"].form.errors["language"]
