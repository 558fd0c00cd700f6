"""Can each colleague switch their own mail off and on again?"""

import pytest

from newsroom.models import Preferences
from tests.desk import text
from tests.factories import make_editor, make_stranger

pytestmark = pytest.mark.django_db
URL = "/admin/preferences/"
SWITCHES = [field.name for field in Preferences._meta.fields if field.name.startswith("mail_on_")]


def test_all_mail_is_on_until_somebody_switches_it_off(client):
    client.force_login(make_editor())
    page = client.get(URL)
    assert set(page.context["form"].fields) == set(SWITCHES)
    assert all(page.context["form"][name].value() for name in SWITCHES)
    assert not Preferences.objects.exists()


@pytest.mark.parametrize("name", SWITCHES)
def test_each_switch_is_saved_for_oneself_alone(client, name):
    marta, other = make_editor("marta"), make_editor()
    kept = Preferences.objects.create(user=other)
    client.force_login(marta)
    sent = {switch: "on" for switch in SWITCHES if switch != name} | {"user": other.pk, "calendar_key": "stolen"}
    assert client.post(URL, sent).status_code == 302
    own = Preferences.objects.get(user=marta)
    assert [switch for switch in SWITCHES if not getattr(own, switch)] == [name]
    assert own.calendar_key == ""
    kept.refresh_from_db()
    assert all(getattr(kept, switch) for switch in SWITCHES)
    assert "Your preferences are saved." in text(client.get(URL))


def test_saving_keeps_the_calendar_key(client):
    marta = make_editor("marta")
    Preferences.objects.create(user=marta, calendar_key="secret")
    client.force_login(marta)
    client.post(URL, {})
    own = Preferences.objects.get(user=marta)
    assert (own.calendar_key, own.mail_on_mention) == ("secret", False)
    assert "secret" not in text(client.get(URL))


def test_the_page_says_where_mail_goes_or_that_it_goes_nowhere(client):
    client.force_login(make_stranger(email="marta@example.org"))
    assert "It goes to marta@example.org." in text(client.get(URL))
    client.force_login(make_stranger())
    assert "no mail address" in text(client.get(URL))


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    assert client.get(URL)["Location"] == f"/admin/login/?next={URL}"
    assert client.post(URL, {}).status_code == 302
    assert not Preferences.objects.exists()
