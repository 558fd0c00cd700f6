"""Do readers find what the paper promises, in their language, and does only a chief write it?"""

import json
import re

import pytest
from django.urls import reverse

from articles.models import Policy
from newsroom import outbox
from newsroom.models import Act
from tests.conftest import NOON
from tests.factories import last_keys, make_author, make_live

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_policy_add")


def write(kind="ethics", language="en", title="How we work", body="<p>We name our sources.</p>"):
    page = Policy.objects.create(kind=kind, language=language, title=title, body=body)
    outbox.announce(page.page_keys, at=NOON)
    return page


def paper_in(page):
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode()).group(1)
    return next(one for one in json.loads(text)["@graph"] if one["@type"] == "NewsMediaOrganization")


def test_a_page_stands_at_its_address_and_in_every_foot(client, clock):
    write()
    write("about", title="About the Courier")
    answer = client.get("/about/ethics/").content.decode()
    assert "We name our sources." in answer
    foot = client.get("/").content.decode().partition("<footer")[2]
    assert '<a href="/about/ethics/">How we work</a>' in foot
    assert '<a href="/about/">About the Courier</a>' in foot


@pytest.mark.parametrize(
    "path",
    ["/about/", "/about/privacy/", "/about/nonsense/", "/about/about/", "/uk/about/ethics/", "/en/about/ethics/"],
)
def test_what_is_not_written_is_not_found(client, clock, path):
    write()
    assert client.get(path).status_code == 404


def test_another_language_has_an_address_of_its_own_and_stands_in_the_feet_of_its_pages(client, clock):
    write()
    write(language="uk", title="Як ми працюємо", body="<p>Ми називаємо джерела.</p>")
    make_live(slug="povin", at=clock.now, language="uk")
    page = client.get("/uk/about/ethics/").content.decode()
    assert '<html lang="uk"' in page
    assert "Ми називаємо джерела." in page
    assert '<a href="/uk/about/ethics/">Як ми працюємо</a>' in client.get("/articles/povin/").content.decode()
    assert '<html lang="en"' in client.get("/about/ethics/").content.decode()


def test_what_is_written_in_another_language_only_stands_at_the_plain_address(client, clock):
    write(language="uk", title="Як ми працюємо")
    assert '<html lang="uk"' in client.get("/about/ethics/").content.decode()
    assert client.get("/uk/about/ethics/").status_code == 404


def test_search_engines_learn_where_the_policies_stand(client, clock):
    write()
    write("corrections")
    write("ownership")
    write("masthead")
    for page in (client.get("/"), client.get("/about/ethics/")):
        paper = paper_in(page)
        assert paper["ethicsPolicy"] == "http://testserver/about/ethics/"
        assert paper["correctionsPolicy"] == "http://testserver/about/corrections/"
        assert paper["ownershipFundingInfo"] == "http://testserver/about/ownership/"
        assert paper["masthead"] == "http://testserver/about/masthead/"
        assert "privacy" not in str(paper)


def test_a_chief_writes_one_cleaned_and_logged_with_what_it_said_before(desk, chief, client, clock):
    data = {"kind": "ethics", "language": "en", "title": "Ethics", "body": "<p>Ours<script>alert(1)</script></p>"}
    assert desk.post(ADD, data).status_code == 302
    page = Policy.objects.get()
    assert page.body == "<p>Ours</p>"
    assert last_keys() == {"policies"}
    change = reverse("admin:articles_policy_change", args=[page.pk])
    form = desk.get(change).context["adminform"].form
    stale = {name: form[name].value() for name in form.fields}
    assert desk.post(change, stale | {"body": "<p>Better</p>"}).status_code == 302
    assert Act.objects.latest("id").details["said_before"] == {"title": "Ethics", "body": "<p>Ours</p>"}
    assert "Better" in client.get("/about/ethics/").content.decode()
    refused = desk.post(change, stale | {"body": "<p>Worse</p>"})
    assert refused.status_code == 200
    assert "Better" in client.get("/about/ethics/").content.decode()
    again = desk.post(ADD, data)
    assert "There is this page in this language already" in again.content.decode()


def test_an_authors_page_says_what_they_know_what_they_speak_and_how_they_are_reached(client, clock):
    author = make_author(
        "Olena", listed=True, expertise="Ports, grain", languages="Ukrainian, English", email="olena@courier.example"
    )
    page = client.get(author.get_absolute_url()).content.decode()
    assert "Ports, grain" in page
    assert "mailto:olena@courier.example" in page
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1)
    person = json.loads(text)["@graph"][0]["mainEntity"]
    assert person["knowsAbout"] == ["Ports", "grain"]
    assert person["knowsLanguage"] == ["Ukrainian", "English"]
    assert person["email"] == "olena@courier.example"
