"""Are the same stories in different languages linked on equal terms, and are readers led to those that are live?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from articles import reading, translating
from articles.models import Article, Edition, TranslationGroup
from articles.turn import Refused, Stale
from tests.conftest import NOON
from tests.desk import change_url, form_of, text
from tests.factories import (
    last_act,
    last_keys,
    make_editor,
    make_live,
    make_reporter,
    make_story,
    publish,
    rewrite,
    withdraw,
)

pytestmark = pytest.mark.django_db

LANGUAGES = [("en", "English"), ("uk", "Українська"), ("pl", "Polski")]


@pytest.fixture
def english(clock):
    return make_live("The flood", slug="flood", at=NOON - timedelta(hours=2))


@pytest.fixture
def ukrainian(clock):
    return make_live("Повінь", slug="povin", at=NOON - timedelta(hours=1), language="uk")


def link(story, other, by=None):
    story.refresh_from_db()
    translating.link(story, other, by=by or make_editor(), seen=story.version, at=NOON)


def unlink(story):
    story.refresh_from_db()
    translating.unlink(story, by=make_editor(), seen=story.version, at=NOON)


def seen_beside(story, *, at=NOON):
    edition = Edition.objects.live_at(at).get(article=story)
    return [(other.language, other.headline) for other in reading.translations(edition, moment=at)]


def test_each_leads_to_the_other_in_its_own_language(client, english, ukrainian):
    link(english, ukrainian)
    page = text(client.get("/articles/flood/"))
    assert 'href="/articles/povin/" lang="uk" hreflang="uk" rel="alternate" title="Повінь">Українська</a>' in page
    assert "Also in:" in page
    page = text(client.get("/articles/povin/"))
    assert 'href="/articles/flood/" lang="en" hreflang="en" rel="alternate" title="The flood">English</a>' in page
    assert "Також:" in page


def test_only_what_is_live_is_named(client, clock, english):
    draft = make_story("Чернетка", slug="chernetka", language="uk")
    link(english, draft)
    assert "Also in:" not in text(client.get("/articles/flood/"))
    publish(draft, at=NOON + timedelta(hours=1), moment=NOON)
    assert seen_beside(english) == []
    assert seen_beside(english, at=NOON + timedelta(hours=1)) == [("uk", "Чернетка")]
    clock.advance(hours=2)
    withdraw(draft, at=2, now=2)
    assert "Also in:" not in text(client.get("/articles/flood/"))


def test_readers_see_the_words_of_the_live_edition_not_of_the_working_copy(client, english, ukrainian):
    link(english, ukrainian)
    ukrainian.refresh_from_db()
    rewrite(ukrainian, headline="Ще не опубліковано")
    assert "Ще не опубліковано" not in text(client.get("/articles/flood/"))


def test_several_languages_make_one_group_whichever_way_they_are_linked(settings, english, ukrainian):
    settings.LANGUAGES = LANGUAGES
    polish = make_live("Powódź", slug="powodz", at=NOON, language="pl")
    link(ukrainian, polish)
    link(polish, english)
    assert seen_beside(english) == [("uk", "Повінь"), ("pl", "Powódź")]
    assert seen_beside(polish) == [("en", "The flood"), ("uk", "Повінь")]
    unlink(ukrainian)
    assert seen_beside(english) == [("pl", "Powódź")]
    assert seen_beside(ukrainian) == []
    unlink(polish)
    assert seen_beside(english) == []
    assert not Article.objects.filter(translation_group__isnull=False).exists()


def test_two_groups_become_one(settings, english, ukrainian):
    settings.LANGUAGES = [*LANGUAGES, ("ro", "Română")]
    polish = make_live("Powódź", slug="powodz", at=NOON, language="pl")
    romanian = make_live("Inundația", slug="inundatia", at=NOON, language="ro")
    link(english, ukrainian)
    link(polish, romanian)
    link(romanian, english)
    assert [language for language, _ in seen_beside(english)] == ["uk", "pl", "ro"]


def test_a_group_has_one_story_of_each_language(english, ukrainian):
    link(english, ukrainian)
    other = make_story("Друга повінь", language="uk")
    with pytest.raises(Refused, match="are both in Українська"):
        link(english, other)
    with pytest.raises(Refused, match="are both in English"):
        link(make_story("Another"), english)
    with pytest.raises(Refused, match="no translation of itself"):
        link(english, english)
    with pytest.raises(Refused, match="linked already"):
        link(ukrainian, english)
    with pytest.raises(Refused, match="linked with no other"):
        unlink(other)


def test_a_linked_storys_language_cannot_become_that_of_another(client, english, ukrainian):
    link(english, ukrainian)
    client.force_login(make_editor())
    ukrainian.refresh_from_db()
    answer = client.post(change_url(ukrainian), form_of(ukrainian, language="en"))
    assert "“The flood” is linked as the translation into this language" in text(answer)
    ukrainian.refresh_from_db()
    assert ukrainian.language == "uk"


def test_a_page_that_is_stale_links_nothing(english, ukrainian):
    seen = english.version
    rewrite(english, headline="Another headline")
    with pytest.raises(Stale, match="saved this story"):
        translating.link(english, ukrainian, by=make_editor(), seen=seen, at=NOON)
    assert not TranslationGroup.objects.exists()


def test_linking_is_the_editors_is_logged_on_both_and_touches_both_pages(english, ukrainian):
    with pytest.raises(PermissionDenied):
        link(english, ukrainian, by=make_reporter())
    link(english, ukrainian)
    assert (last_act(english).verb, last_act(ukrainian).verb) == ("link translations", "link translations")
    assert last_keys() == {f"article-{english.pk}", f"article-{ukrainian.pk}"}
    unlink(english)
    assert last_keys() == {f"article-{english.pk}", f"article-{ukrainian.pk}"}


def test_the_translations_cost_a_story_page_one_question(english, ukrainian, django_assert_num_queries):
    link(english, ukrainian)
    linked = Edition.objects.select_related("article").get(article=english)
    with django_assert_num_queries(1):
        assert len(reading.translations(linked, moment=NOON)) == 1
    unlink(english)
    alone = Edition.objects.select_related("article").get(article=english)
    with django_assert_num_queries(0):
        assert reading.translations(alone, moment=NOON) == []


def test_at_the_desk_a_translation_is_linked_and_unlinked(client, english, ukrainian):
    client.force_login(make_editor("marta"))
    assert "Link a translation…" in text(client.get(change_url(english)))
    page = f"/admin/articles/article/{english.pk}/translations/"
    assert client.get(page).status_code == 200
    english.refresh_from_db()
    answer = client.post(page, {"seen": english.version, "other": ukrainian.pk})
    assert answer.status_code == 302
    panel = text(client.get(change_url(english)))
    assert "Повінь" in panel
    assert "Link another, or unlink…" in panel
    assert "Повінь" in text(client.get(page))
    stale = client.post(page, {"seen": english.version, "unlink": "1"})
    assert stale.status_code == 409
    assert "Look at it as it is now" in text(stale)
    english.refresh_from_db()
    assert client.post(page, {"seen": english.version, "unlink": "1"}).status_code == 302
    assert "Link a translation…" in text(client.get(change_url(english)))


def test_a_reporter_sees_the_links_and_may_not_change_them(client, english, ukrainian):
    link(english, ukrainian)
    client.force_login(make_reporter())
    page = text(client.get(change_url(english)))
    assert "Повінь" in page
    assert "Link another" not in page
    assert client.get(f"/admin/articles/article/{english.pk}/translations/").status_code == 403
