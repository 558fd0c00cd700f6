"""Is every word that readers see there in Ukrainian, and does each page speak one language?"""

import ast
import gettext
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from articles.body import WORDS_A_MINUTE
from tests.factories import make_item, make_live, publish

HOUSE = Path(settings.BASE_DIR)
CATALOGUE = HOUSE / "locale" / "uk" / "LC_MESSAGES"
MODELS = [HOUSE / "articles" / "models" / name for name in ("words.py", "feed.py")]
DESK = {"admin", "desk"}

LITERAL = r"""(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
CALL = re.compile(rf"\b(?:n?gettext|_)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?")
PLACE = re.compile(r"%\(\w+\)s")


class Untranslated(gettext.NullTranslations):
    def gettext(self, message):
        return ""

    def ngettext(self, one, many, number):
        return ""


@pytest.fixture
def catalogue():
    """The compiled catalogue, which says nothing where it has no translation."""
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    compiled.add_fallback(Untranslated())
    return compiled


def text_of(response):
    """Return what is read on the page: no head, no tags, no choice of languages."""
    body = response.content.decode().partition("<body")[2]
    spoken = re.sub(r'<nav class="languages".*?</nav>', "", body, flags=re.DOTALL)  # each language by its own name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", spoken))


def words_of_readers():
    """Yield (where, message, plural or None) as makemessages finds them in the readers' templates and the models."""
    templates = HOUSE / "templates"
    for path in sorted(path for path in templates.rglob("*.*") if path.relative_to(templates).parts[0] not in DESK):
        for one, many in CALL.findall(templatize(path.read_text(), origin=str(path))):
            yield path.name, ast.literal_eval(one), ast.literal_eval(many) if many else None
    for path in MODELS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                yield path.name, ast.literal_eval(node.args[0]), None


def entries_of(source):
    """Read a .po file: what gettext would keep of it, by message (and number of the form, where there is a plural)."""
    entries = {}
    for block in source.split("\n\n"):
        said, field = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                assert "fuzzy" not in line, block
                continue
            name, text = re.fullmatch(r'(?:(msg\S+) )?(".*")', line).groups()
            field = name or field
            said[field] = said.get(field, "") + ast.literal_eval(text)
        for name, text in said.items():
            if name == "msgstr":
                entries[said["msgid"]] = text
            elif name.startswith("msgstr["):
                entries[said["msgid"], int(name[7:-1])] = text
    return entries


def test_every_word_that_readers_see_is_translated(catalogue):
    missing, found = [], list(words_of_readers())
    for where, one, many in found:
        said = [catalogue.gettext(one)] if many is None else [catalogue.ngettext(one, many, n) for n in (1, 2, 5)]
        if not all(said):
            missing.append((where, one))
    assert missing == []
    assert {"feed.py", "words.py", "story.html", "404.html"} <= {where for where, *_ in found}


def test_every_translation_keeps_the_places_of_its_message(catalogue):
    for where, one, many in words_of_readers():
        said = [catalogue.gettext(one)] if many is None else [catalogue.ngettext(one, many, n) for n in (1, 2, 5)]
        for words in said:
            assert sorted(PLACE.findall(words)) == sorted(PLACE.findall(one)), (where, one)


def test_the_compiled_catalogue_is_that_of_the_source(catalogue):
    assert catalogue._catalog == entries_of((CATALOGUE / "django.po").read_text())


@pytest.mark.parametrize(
    ("form", "numbers"), [(0, (1, 21, 101)), (1, (2, 3, 4, 22, 104)), (2, (0, 5, 11, 12, 14, 20, 25, 111, 112))]
)
def test_ukrainian_counts_in_three_forms(catalogue, form, numbers):
    assert {catalogue.plural(number) for number in numbers} == {form}


@pytest.mark.django_db
@pytest.mark.parametrize("language_of_the_paper", ["en", "uk"])
def test_a_ukrainian_story_has_ukrainian_labels_and_its_months_are_in_the_genitive(
    client, clock, settings, language_of_the_paper
):
    settings.LANGUAGE_CODE = language_of_the_paper
    story = make_live("Повінь", slug="povin", at=clock.now, language="uk", genre="analysis", tags=["Гальна"])
    clock.advance(hours=2)
    publish(story, at=clock.now, kind="correction", note="Не 61, а 16")
    page = client.get("/articles/povin/")
    words = text_of(page)
    assert '<html lang="uk"' in page.content.decode()
    for expected in (
        "Стрічка новин", "Аналітика", "Опубліковано 10 березня 2026, 14:00", "Оновлено: 10 березня 2026, 16:00",
        "1 хв читання", "Виправлено", "Виправлення 10 березня 2026, 16:00", "Автори",
    ):  # fmt: skip
        assert expected in words, expected
    for english in ("News feed", "Published", "Updated", "read", "Correct", "Front page", "March"):
        assert english not in words, english


@pytest.mark.django_db
def test_an_english_story_has_english_labels_in_a_ukrainian_paper(client, clock, settings):
    settings.LANGUAGE_CODE = "uk"
    make_live("The flood", slug="flood", at=clock.now, language="en", genre="analysis")
    page = client.get("/articles/flood/")
    words = text_of(page)
    assert '<html lang="en"' in page.content.decode()
    for expected in ("News feed", "Analysis", "Published 10 March 2026, 14:00", "1 min read", "Front page"):
        assert expected in words, expected
    assert re.findall(r"[а-яіїєґ]+", words, re.IGNORECASE) == []


@pytest.mark.django_db
@pytest.mark.parametrize("minutes", [1, 2, 5, 11, 21])
def test_reading_time_is_told_in_ukrainian_whatever_the_number(client, clock, minutes):
    make_live(slug="povin", at=clock.now, language="uk", body=f"<p>{'слово ' * WORDS_A_MINUTE * minutes}</p>")
    assert f"<span>{minutes} хв читання</span>" in client.get("/articles/povin/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 2, 5])
def test_corrections_have_a_ukrainian_title_however_many_they_are(client, clock, number):
    story = make_live(slug="povin", at=clock.now, language="uk")
    for _ in range(number):
        clock.advance(hours=1)
        publish(story, at=clock.now, kind="correction", note="Помилка")
    assert '<h2 id="corrections-title">Виправлення</h2>' in client.get("/articles/povin/").content.decode()


@pytest.mark.django_db
def test_other_pages_speak_the_language_of_the_paper(client, clock, settings):
    settings.LANGUAGE_CODE = "uk"
    make_live("Повінь", at=clock.now - timedelta(days=1), language="uk")
    make_item("Yesterday", at=clock.now - timedelta(days=1))
    make_item("Last year", at=clock.now - timedelta(days=365))
    front = text_of(client.get("/"))
    assert "Вівторок, 10 березня 2026" in front
    assert "9 березня" in front
    feed = text_of(client.get("/feed/"))
    assert re.search(r"\b9 березня 14:00", feed)
    assert re.search(r"\b10 березня 2025 14:00", feed)
    assert "Автори" in text_of(client.get("/authors/"))
    assert "Такої сторінки немає" in text_of(client.get("/nowhere/"))
    for address in ("/", "/feed/", "/authors/", "/nowhere/"):
        assert '<html lang="uk"' in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("own", "other"), [("en", "uk"), ("uk", "en")])
def test_each_language_has_its_front_page(client, clock, settings, own, other):
    settings.LANGUAGE_CODE = own
    words = {"en": ("The flood", "Water rises", "More stories"), "uk": ("Повінь", "Вода прибуває", "Інші матеріали")}
    for code, (headline, item, _) in words.items():
        for number in range(6):  # one more than lead and secondary take
            make_live(f"{headline} {number}", at=clock.now, language=code)
        make_item(item, at=clock.now, language=code, breaking_until=clock.ahead(hours=1))
    for code, address, beside in ((own, "/", other), (other, f"/{other}/", own)):
        page = client.get(address)
        shown, html = text_of(page), page.content.decode()
        assert f'<html lang="{code}"' in html
        for expected in words[code]:
            assert expected in shown
        assert not any(foreign in shown for foreign in words[beside])
        home = "/" if beside == own else f"/{beside}/"
        assert f'<a href="{home}" lang="{beside}" hreflang="{beside}">' in html
    for address in (f"/{own}/", "/xx/", "/uk", "/zz-yy/"):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_storys_nameplate_leads_to_the_front_page_of_its_language(client, clock):
    make_live("Повінь", slug="povin", at=clock.now, language="uk")
    page = client.get("/articles/povin/").content.decode()
    assert '<p class="nameplate"><a href="/uk/">' in page
    make_live("The flood", slug="flood", at=clock.now)
    assert '<p class="nameplate"><a href="/">' in client.get("/articles/flood/").content.decode()
