"""Where do pictures lie: on this machine, in a bucket, and until when?"""

import os
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.utils import timezone

from images import making, renditions
from images.focus import Focus
from images.models import Image
from images.renditions import Crop
from newsroom import environment
from tests.factories import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(monkeypatch, settings):
    """A bucket of a real server on this machine, spoken to over HTTP."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    said = {"BUCKET": "pictures", "ENDPOINT": f"http://{host}:{port}", "REGION": "eu-central-1", "ADDRESSING": "path"}
    for name, value in {**said, "ACCESS_KEY": "key", "SECRET_KEY": "secret"}.items():
        monkeypatch.setenv(f"S3_{name}", value)
    settings.STORAGES = settings.STORAGES | {"default": environment.pictures("S3_BUCKET")}
    connection = storages["default"].connection
    made = connection.create_bucket(Bucket="pictures", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    yield made
    connection.meta.client.close()
    server.stop()


@pytest.mark.filterwarnings("default::ResourceWarning", "default::DeprecationWarning")
def test_a_bucket_holds_originals_and_renditions_and_the_site_hands_out_renditions_alone(bucket, client):
    image = make_image((900, 700))
    assert making.make_next(timezone.now())
    image.refresh_from_db()
    assert image.make_error == ""
    names = {one.key for one in bucket.objects.all()}
    assert names == {image.file.name} | {one.name for one in renditions.complete_set(image)}
    response = client.get(image.largest.url)
    assert response.getvalue()[:3] == b"\xff\xd8\xff"
    assert client.get(f"/media/{image.file.name}").status_code == 404
    another = Crop(image, "photo", Focus(0.2, 0.2)).in_widths((240,), "webp")[0]
    assert client.get(another.url).getvalue()[8:12] == b"WEBP"  # made now, from the bucket's original
    assert another.name in {one.key for one in bucket.objects.all()}
    for one in bucket.objects.all():  # nothing is for everybody
        grants = one.Object().Acl().grants
        assert all(grant["Grantee"].get("URI") is None for grant in grants)


def sweep(*arguments):
    out = StringIO()
    call_command("sweep_renditions", *arguments, stdout=out)
    return out.getvalue()


def made(image):
    while making.make_next(timezone.now()):
        pass
    return [one.name for one in renditions.complete_set(image)]


def make_old(names):
    for name in names:
        os.utime(default_storage.path(name), (0, 0))


def test_a_sweep_says_first_and_removes_what_nobody_needs_and_nothing_else():
    kept, gone = make_image((300, 300)), make_image((300, 300))
    wanted, orphans = made(kept), [one.name for one in renditions.complete_set(gone)]
    make_old([*wanted, *orphans])
    original = gone.file.name
    gone.delete()
    size = sum(default_storage.size(name) for name in orphans) / 1_000_000
    said = f"{len(wanted) + len(orphans)} renditions; {len(orphans)} of them, {size:.1f} MB"
    assert sweep() == f"{said}, would go (--delete removes them).\n"
    assert all(default_storage.exists(name) for name in orphans)
    assert sweep("--delete") == f"{said}, removed.\n"
    assert not any(default_storage.exists(name) for name in orphans)
    assert all(default_storage.exists(name) for name in wanted)
    assert default_storage.exists(original)
    assert " 0 of them" in sweep("--delete")


def test_a_sweep_leaves_what_was_made_lately():
    image = make_image((300, 300))
    made(image)
    Image.objects.all().delete()
    assert " 0 of them" in sweep("--delete")
    assert " 0 of them" not in sweep("--older-than", "0")


def test_a_crop_of_before_is_swept_and_made_again_if_somebody_still_asks(client):
    image = make_image((900, 300))
    before = Crop(image, "square", image.focus).in_widths((120,), "jpg")[0]
    make_old(made(image))
    Image.objects.update(focus_x=0.1, recipe=0)
    sweep("--delete")
    assert not default_storage.exists(before.name)
    assert client.get(before.url).status_code == 200


def test_what_a_crash_left_half_written_is_swept():
    name = f"{renditions.FOLDER}/{make_image().thumbnail.crop.folder}/320.jpg.0123456789abcdef.part"
    default_storage.save(name, ContentFile(b"half"))
    make_old([name])
    sweep("--delete")
    assert not default_storage.exists(name)


def test_a_sweep_of_nothing_says_so():
    assert sweep() == "0 renditions; 0 of them, 0.0 MB, would go (--delete removes them).\n"
