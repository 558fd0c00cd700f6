"""Are the rights in a picture kept with it?"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from images.models import Image
from tests.factories import hour, make_editor, make_image, picture_bytes

pytestmark = pytest.mark.django_db
ADD = "/admin/images/image/add/"
WORDS = {"title": "Harbour", "alt": "Cranes", "caption": "", "credit": "The Courier"}


def test_a_new_picture_takes_the_hour_at_which_its_rights_run_out(client, clock):
    client.force_login(make_editor())
    upload = SimpleUploadedFile("harbour.jpg", io.BytesIO(picture_bytes()).getvalue(), "image/jpeg")
    client.post(ADD, {**WORDS, "upload": upload, "rights_until_local": "2026-03-10T16:00", "rights_until_which": ""})
    assert Image.objects.get().rights_until == hour(2)


def test_the_hour_can_be_changed_and_taken_away(client, clock):
    image = make_image()
    address = f"/admin/images/image/{image.pk}/change/"
    client.force_login(make_editor())
    for local, becomes in (("2026-03-10T16:00", hour(2)), ("", None)):
        seen = client.get(address).context["adminform"].form["seen_state"].value()
        client.post(address, {**WORDS, "rights_until_local": local, "rights_until_which": "", "seen_state": seen})
        image.refresh_from_db()
        assert image.rights_until == becomes
