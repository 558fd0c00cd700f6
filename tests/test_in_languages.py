"""Is a section called by its name in each language, and the paper's line said in it?"""

import pytest
from django.urls import reverse

from articles.models import Section
from newsroom.changes import watch
from newsroom.models import Imprint
from tests.factories import make_live, make_section

pytestmark = pytest.mark.django_db

HARBOUR = {"name": {"uk": "Порт"}, "description": {"uk": "Про все, що пливе."}}


@pytest.fixture
def harbour():
    section = make_section("Harbour")
    Section.objects.filter(pk=section.pk).update(in_languages=HARBOUR)
    return section


def test_each_front_page_names_sections_in_its_own_language(client, clock, harbour):
    assert "Harbour" in client.get("/").content.decode()
    ukrainian = client.get("/uk/").content.decode()
    assert "Порт" in ukrainian
    assert "Harbour" not in ukrainian


def test_a_story_says_its_section_in_its_own_language_to_readers_and_machines(client, clock, harbour):
    make_live(slug="povin", language="uk", section_id=harbour.pk, at=clock.now)
    page = client.get("/articles/povin/").content.decode()
    assert '"articleSection": "Порт"' in page
    assert "Harbour" not in page


def test_what_is_not_said_in_a_language_is_called_as_everywhere(client, clock):
    make_section("Sport")
    assert "Sport" in client.get("/uk/").content.decode()


def test_the_papers_line_is_said_in_each_language(client, clock, settings):
    row = Imprint.objects.create(tagline="News of the river", in_languages={"tagline": {"uk": "Новини річки"}})
    watch.touch(row.page_keys)
    assert "News of the river" in client.get("/").content.decode()
    assert "Новини річки" in client.get("/uk/").content.decode()


def test_the_desk_asks_for_names_in_each_language_and_refuses_a_stale_form(desk, harbour):
    address = reverse("admin:articles_section_change", args=[harbour.pk])
    form = desk.get(address).context["adminform"].form
    assert form["name_uk"].value() == "Порт"
    data = {field.html_name: "" if field.value() is None else field.value() for field in form} | {
        "name_uk": "Гавань",
        "description_uk": "",
    }
    assert desk.post(address, data).status_code == 302
    harbour.refresh_from_db()
    assert harbour.in_languages == {"name": {"uk": "Гавань"}}
    again = desk.post(address, data | {"name_uk": "Причал"})
    assert again.status_code == 200
    assert again.context["adminform"].form.errors
    harbour.refresh_from_db()
    assert harbour.told("name", "uk") == "Гавань"
