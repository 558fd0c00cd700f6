"""Can editors lead readers on from addresses that are no page's, in one hop and never in a circle?"""

import pytest

from newsroom.models import Act, MissedAddress, Redirect
from tests.conftest import NOON
from tests.desk import text
from tests.factories import make_live, withdraw

pytestmark = pytest.mark.django_db

ADD = "/admin/newsroom/redirect/add/"


def lead(client, old, new, reason="The old site's"):
    return client.post(ADD, {"old_path": old, "new_path": new, "reason": reason})


def leads():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_readers_are_led_on_and_the_log_says_why(client, olha, clock):
    make_live(slug="flood")
    assert lead(client, "/2019/flood.html", "/articles/flood/").status_code == 302
    answer = client.get("/2019/flood.html")
    assert (answer.status_code, answer["Location"]) == (301, "/articles/flood/")
    act = Act.objects.get(verb="added")
    assert (act.by, act.note, act.subject_name) == (olha, "The old site's", "/2019/flood.html → /articles/flood/")


def test_a_way_is_one_hop_in_whatever_order_it_was_built(client, olha, clock):
    lead(client, "/b/", "/c/")
    lead(client, "/a/", "/b/")
    lead(client, "/c/", "/feed/")
    assert leads() == {"/a/": "/feed/", "/b/": "/feed/", "/c/": "/feed/"}


def test_a_circle_is_refused(client, olha, clock):
    lead(client, "/a/", "/b/")
    assert "would lead in a circle" in text(lead(client, "/b/", "/a/"))
    assert "would lead in a circle" in text(lead(client, "/c/", "/c/"))
    assert leads() == {"/a/": "/b/"}


def test_no_page_that_readers_can_open_leads_away(client, olha, clock):
    story = make_live(slug="flood")
    for path in ("/", "/feed/", "/articles/flood/", "/healthz"):
        assert "is a page already" in text(lead(client, path, "/corrections/"))
    withdraw(story)
    clock.advance(hours=1)
    assert "is a page already" in text(lead(client, "/articles/flood/", "/feed/"))
    assert leads() == {}


@pytest.mark.parametrize("path", ["/admin/old/", "/media/old.pdf", "/static/old.css"])
def test_the_desk_and_files_are_left_alone(client, olha, clock, path):
    assert "nothing leads to or from them" in text(lead(client, path, "/feed/"))
    assert "nothing leads to or from them" in text(lead(client, "/old/", path))
    assert leads() == {}


def test_an_address_copied_from_a_browser_is_read_with_its_letters(client, olha, clock):
    lead(client, "/%D0%BC%D1%96%D1%81%D1%82%D0%BE/", "/feed/")
    assert leads() == {"/місто/": "/feed/"}
    assert client.get("/місто/")["Location"] == "/feed/"


def test_whoever_leads_to_where_no_page_stands_is_told(client, olha, clock):
    lead(client, "/old/", "/articles/not-yet/")
    assert "No page stands at /articles/not-yet/ now." in text(client.get("/admin/newsroom/redirect/"))
    lead(client, "/older/", "/feed/")
    assert "No page stands" not in text(client.get("/admin/newsroom/redirect/"))


def test_each_act_needs_a_reason(desk, clock):
    assert "This field is required" in text(lead(desk, "/old/", "/feed/", reason=" "))
    lead(desk, "/old/", "/feed/")
    page = f"/admin/newsroom/redirect/{Redirect.objects.get().pk}/delete/"
    assert "Say why" in text(desk.post(page, {"post": "yes"}, follow=True))
    assert leads() == {"/old/": "/feed/"}
    desk.post(page, {"post": "yes", "reason": "Wrong page"})
    assert leads() == {}
    assert Act.objects.get(verb="deleted").note == "Wrong page"


def test_what_was_asked_for_in_vain_is_filled_in(client, olha, clock):
    row = MissedAddress.objects.create(path="/2019/<flood>/", day=NOON.date(), times=3)
    assert client.get(f"{ADD}?missed={row.pk}").context["adminform"].form["old_path"].value() == "/2019/<flood>/"
    for words in ("missed=99", "missed=x", "old_path=/evil/"):
        assert not client.get(f"{ADD}?{words}").context["adminform"].form["old_path"].value()
