"""Does a picture with another file stay the same picture, at new addresses, and does nobody overwrite a colleague?"""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from images import intake, replacing
from images.models import Image
from newsroom.models import Act
from tests.conftest import NOON
from tests.factories import (
    last_keys,
    make_author,
    make_editor,
    make_image,
    make_item,
    make_live,
    make_stranger,
    picture_bytes,
)

pytestmark = pytest.mark.django_db


def other(colour=(9, 9, 200), size=(600, 300)):
    return picture_bytes(size, colour=colour)


def taken(content):
    return intake.take(BytesIO(content))


def test_the_words_stay_the_addresses_change_and_the_former_original_is_kept(clock):
    image = make_image((400, 300), caption="The quay", focus_x=0.2)
    before, original = image.thumbnail.url, image.file.name
    replacing.replace(image, taken(other()), by=make_editor(), seen=image.digest, at=NOON)
    assert (image.width, image.height, image.caption, image.focus_x) == (600, 300, "The quay", 0.2)
    assert image.thumbnail.url != before
    assert image.file.storage.exists(original)
    assert image.file.name != original


def test_every_page_that_shows_it_is_told_and_the_log_says_who_did_it(clock):
    image = make_image()
    author = make_author(portrait=image)
    story = make_live(at=NOON, lead_picture_id=image.pk, tags=["Port"], authors=[author])
    item = make_item(at=NOON, kind="photo", picture_id=image.pk)
    marta = make_editor("marta")
    replacing.replace(image, taken(other()), by=marta, seen=image.digest, at=NOON)
    tag = story.tag_items.get().tag_id
    assert last_keys() == {
        f"image-{image.pk}", f"article-{story.pk}", f"section-{story.section_id}", f"tag-{tag}",
        f"author-{author.pk}", "authors", f"feed-item-{item.pk}", "front", "stories", "feed",
    }  # fmt: skip
    act = Act.objects.latest("id")
    assert (act.verb, act.by, act.details["becomes"]) == ("replaced the file of", marta, image.digest[:32])


def test_who_comes_second_replaces_nothing(clock):
    image = make_image()
    seen = image.digest
    replacing.replace(image, taken(other()), by=make_editor("marta"), seen=seen, at=NOON)
    with pytest.raises(replacing.NotReplaced, match="Marta has replaced this file"):
        replacing.replace(image, taken(other((1, 2, 3))), by=make_editor(), seen=seen, at=NOON)


def test_a_file_that_the_library_has_is_no_second_picture(clock):
    image, twin = make_image(), make_image()
    with twin.file.open() as original:
        content = original.read()
    with pytest.raises(replacing.NotReplaced, match="use that one"):
        replacing.replace(image, taken(content), by=make_editor(), seen=image.digest, at=NOON)


def test_the_page_replaces_refuses_in_words_and_is_for_the_newsroom_only(client, clock):
    image = make_image()
    address = f"/admin/pictures/{image.pk}/replace/"
    client.force_login(make_editor())
    assert 'enctype="multipart/form-data"' in client.get(address).content.decode()
    refused = client.post(address, {"seen": image.digest, "upload": SimpleUploadedFile("a.jpg", b"words")})
    assert "This is not a JPEG" in refused.content.decode()
    file = SimpleUploadedFile("a.jpg", other())
    assert client.post(address, {"seen": image.digest, "upload": file}).status_code == 302
    assert Image.objects.get().width == 600
    client.force_login(make_stranger())
    assert client.get(address).status_code == 403
