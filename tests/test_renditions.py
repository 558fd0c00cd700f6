"""Which files do readers get of a picture, where do they lie, and who makes them?"""

import re
import threading
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.template.loader import render_to_string
from PIL import Image as Pillow

from images import crops, layouts, making, renditions
from images.focus import CENTRE, Focus
from images.models import Image
from images.renditions import Crop
from newsroom.worker import Worker
from tests.factories import NOON, hour, make_editor, make_image, make_live, picture_bytes

pytestmark = pytest.mark.django_db


def stored_names():
    folders, _ = default_storage.listdir(renditions.FOLDER)
    return {
        f"{renditions.FOLDER}/{one}/{name}"
        for one in folders
        for name in default_storage.listdir(f"{renditions.FOLDER}/{one}")[1]
    }


def opened(client, rendition):
    return Pillow.open(BytesIO(client.get(rendition.url).getvalue()))


@pytest.mark.parametrize(
    ("size", "crop", "focus", "box"),
    [
        ((1600, 900), "whole", (0.1, 0.1), (0, 0, 1600, 900)),
        ((1600, 900), "wide", (0.1, 0.1), (0, 0, 1600, 900)),
        ((1600, 900), "square", (0.5, 0.5), (350, 0, 900, 900)),
        ((1600, 900), "square", (0, 0), (0, 0, 900, 900)),
        ((1600, 900), "square", (1, 1), (700, 0, 900, 900)),
        ((900, 1600), "wide", (0.5, 0.25), (0, 147, 900, 506)),
        ((900, 1600), "tall", (0.9, 0.9), (0, 0, 900, 1600)),
        ((40, 4000), "wide", (0.5, 1), (0, 3978, 40, 22)),
    ],
)
def test_a_crop_is_the_largest_part_around_the_focus(size, crop, focus, box):
    assert crops.box(size, crop, Focus(*focus)) == box


def test_a_crop_shows_what_lies_at_the_focus(client):
    picture = Pillow.new("RGB", (1500, 500), "white")
    picture.paste((220, 20, 20), (1300, 0, 1500, 500))
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    image = make_image(content=buffer.getvalue(), focus_x=0.95, focus_y=0.5)
    right = opened(client, Crop(image, "square", image.focus).in_widths((240,), "jpg")[0])
    middle = opened(client, Crop(image, "square", CENTRE).in_widths((240,), "jpg")[0])
    assert right.size == middle.size == (240, 240)
    assert right.getpixel((220, 120))[1] < 60 < middle.getpixel((220, 120))[1]


@pytest.mark.parametrize("own", [30, 200, 480, 700, 9000])
def test_a_picture_is_never_made_wider_than_it_is(own):
    widths = Crop(Image(width=own, height=own, digest="0" * 64, pk=1), "whole").widths((320, 640, 960))
    assert widths == sorted(set(widths))
    assert widths[-1] == min(own, 960)
    assert set(widths[:-1]) <= {320, 640, 960}


def test_an_address_follows_from_the_file_the_focus_and_the_secret_alone(settings):
    image = make_image((900, 700))
    crop = Crop(image, "photo", image.focus)
    before = crop.folder
    assert Crop(Image.objects.get(), "photo", image.focus).folder == before
    assert Crop(image, "photo", Focus(0.5, 0.4)).folder != before
    assert Crop(image, "square", image.focus).folder[-22:] != before[-22:]
    image.digest = "0" * 64
    assert Crop(image, "photo", image.focus).folder != before
    settings.SECRET_KEY = "another"
    assert Crop(Image.objects.get(), "photo", image.focus).folder != before


def test_a_new_recipe_is_at_new_addresses(monkeypatch):
    image = make_image()
    before = Crop(image, "whole").folder
    monkeypatch.setattr(renditions, "RECIPE", renditions.RECIPE + 1)
    assert Crop(image, "whole").folder != before


def test_nobody_who_knows_the_file_can_compute_its_address():
    image = make_image()
    token = Crop(image, "whole").folder[-22:]
    assert re.fullmatch(r"[\w-]{22}", token)  # 132 bits, 128 of them a keyed hash
    assert image.digest[:8] not in token


@pytest.mark.parametrize("size", [(700, 500), (1931, 900), (45, 300)])
def test_the_worker_makes_the_complete_set_once(client, size):
    image = make_image(size)
    assert making.make_next(NOON)
    image.refresh_from_db()
    assert (image.recipe, image.leased_until, image.make_error) == (renditions.RECIPE, None, "")
    wanted = {one.name: one for one in renditions.complete_set(image)}
    assert stored_names() == set(wanted)
    for one in wanted.values():
        with default_storage.open(one.name) as file:
            picture = Pillow.open(file)
            assert picture.size == (one.width, one.height)
            assert Pillow.MIME[picture.format] == renditions.KINDS[one.kind]
    assert not making.make_next(NOON)


def test_whatever_a_page_asks_for_is_in_the_complete_set():
    image = make_image((2600, 1900))
    names = {one.name for one in renditions.complete_set(image)}
    for layout in layouts.LAYOUTS:
        for eager in (True, False):
            html = render_to_string("articles/_picture.html", {"image": image, "layout": layout, "eager": eager})
            asked = set(re.findall(r"/media/(\S+?\.(?:avif|webp|jpg))", html))
            assert asked
            assert asked <= names
    assert {image.largest.name, image.fallback.name, image.thumbnail.name} <= names
    assert {renditions.largest(image, crop).name for crop in layouts.SHARED} <= names


def test_without_a_worker_the_first_look_makes_just_what_is_asked(client):
    image = make_image((900, 700))
    asked = renditions.largest(image, "square")
    response = client.get(asked.url)
    assert Pillow.open(BytesIO(response.getvalue())).size == (700, 700)
    assert stored_names() == {asked.name}
    image.refresh_from_db()
    assert image.leased_until is None


def test_the_second_look_asks_neither_the_database_nor_the_original(client, django_assert_num_queries):
    image = make_image()
    asked = image.thumbnail
    client.get(asked.url).getvalue()
    default_storage.delete(image.file.name)
    with django_assert_num_queries(0):
        assert client.get(asked.url).getvalue()


def test_another_point_for_one_use_is_made_at_the_first_look(client):
    image = make_image((900, 500))
    asked = Crop(image, "photo", Focus(0.1, 0.9)).in_widths((480,), "avif")[0]
    assert opened(client, asked).size == (480, 320)


def test_a_rendition_never_changes_and_says_so(client):
    address = make_image().thumbnail.url
    response = client.get(address)
    assert response.getvalue()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_what_is_compressed_already_is_not_compressed_again(client):
    response = client.get(make_image((900, 700)).largest.url, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == len(response.getvalue())


def altered(rendition):
    yield rendition.url.replace("-whole-", "-square-")
    yield rendition.url.replace("500x500", "501x500")
    yield rendition.url.replace("/320.", "/321.")
    yield rendition.url.replace("/320.", "/10000.")
    yield rendition.url.replace("/320.jpg", "/320.png")
    yield rendition.url.replace("renditions/", "renditions/1")
    token = rendition.crop.folder[-22:]
    yield rendition.url.replace(token, token[::-1])
    yield rendition.url.replace(token, "A" * 22)
    yield rendition.url.replace(token, token[:-1])


def test_an_address_that_we_did_not_give_makes_nothing(client):
    image = make_image((900, 700))
    for address in altered(image.thumbnail):
        assert client.get(address).status_code == 404, address
    assert not default_storage.exists(renditions.FOLDER)


@pytest.mark.parametrize(
    "path",
    ["/media/{file}", "/{file}", "/static/{file}", "/media/renditions/../{file}", "/media/renditions/%2e%2e/{file}",
     "/media/renditions/..%2f{file}", "/media//{file}", "/media/renditions/{digest}.jpg", "/media/originals/",
     "/media/renditions/{folder}/../../{file}", "/media/./{file}", "/media/renditions/{folder}/320.jpg%00",
     "/media/renditions/{folder}/99999.jpg", "/static/../var/media/{file}", "/media/renditions/{folder}/",
     "/media/renditions/{folder}/%2e%2e/%2e%2e/{file}"],
)  # fmt: skip
def test_no_address_reaches_an_original(client, path):
    image = make_image()
    path = path.format(file=image.file.name, digest=image.digest, folder=image.thumbnail.crop.folder)
    assert client.get(path).status_code == 404


# Who is at it


def test_a_picture_that_somebody_is_at_is_left_to_them(client, clock, monkeypatch):
    image = make_image()
    Image.objects.update(leased_until=clock.ahead(seconds=30))
    assert not making.make_next(clock.now)
    monkeypatch.setattr(making, "PATIENCE", 0.1)
    response = client.get(image.thumbnail.url)
    assert (response.status_code, response["Retry-After"]) == (503, "2")
    clock.advance(minutes=1)  # they died
    assert client.get(image.thumbnail.url).status_code == 200
    assert making.make_next(clock.now)


def test_a_picture_that_cannot_be_made_is_tried_again_later_and_stops_no_other(clock, caplog):
    lost, fine = make_image(), make_image()
    default_storage.delete(lost.file.name)
    while making.make_next(clock.now):
        pass
    lost.refresh_from_db()
    fine.refresh_from_db()
    assert (fine.recipe, lost.recipe) == (renditions.RECIPE, 0)
    assert (lost.make_attempts, lost.make_error) == (1, "Its original is missing.")
    assert lost.make_at == clock.ahead(minutes=1)
    assert lost.leased_until is None


def test_a_picture_whose_focus_moved_while_it_was_made_is_still_due(monkeypatch):
    image = make_image((900, 500))
    drawn = making.drawing.draw

    def slow(content, wanted):
        Image.objects.filter(pk=image.pk).update(focus_x=0.1)
        return drawn(content, wanted)

    monkeypatch.setattr(making.drawing, "draw", slow)
    assert making.make_next(NOON)
    image.refresh_from_db()
    assert image.recipe == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_at_once_make_nothing_twice(monkeypatch, client):
    image = make_image((1300, 900))
    saved, lock = [], threading.Lock()
    drawn = making.drawing.draw

    def counted(content, wanted):
        for one, data in drawn(content, wanted):
            with lock:
                saved.append(one.name)
            yield one, data

    monkeypatch.setattr(making.drawing, "draw", counted)
    asked = image.largest
    read = {"folder": asked.crop.folder, "width": asked.width, "kind": asked.kind}
    results, start = [], threading.Barrier(4)

    def run(act):
        try:
            start.wait()
            results.append(act())
        finally:
            connection.close()

    acts = [lambda: making.make_next(NOON)] * 2 + [lambda: bool(making.make_asked(**read, at=NOON))] * 2
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    while making.make_next(NOON):
        pass
    assert sorted(saved) == sorted({one.name for one in renditions.complete_set(image)})


def test_no_half_file_is_ever_seen(monkeypatch, client):
    image = make_image()

    def dies(*args):
        raise OSError("the disk is full")

    monkeypatch.setattr("images.storage.os.replace", dies)
    with pytest.raises(OSError, match="disk is full"):
        client.get(image.thumbnail.url)
    assert not stored_names()
    image.refresh_from_db()
    assert image.leased_until is None


# On the page


def test_the_lead_picture_is_preloaded_in_the_kind_that_most_browsers_take(client, clock):
    image = make_image((2000, 1400))
    make_live(lead_picture_id=image.pk, lead_focus="0.2,0.2", slug="flood", at=hour(-1), by=make_editor())
    for address in ("/", "/articles/flood/"):
        html = client.get(address).content.decode()
        (preload,) = re.findall(r'<link rel="preload"[^>]*imagesrcset="([^"]+)"[^>]*>', html)
        first = re.search(r'<source type="image/avif" srcset="([^"]+)"', html)
        assert preload == first[1]
        assert html.count('fetchpriority="high"') == 2  # the link and its picture
    assert "200x200" in client.get("/").content.decode()


def test_a_picture_says_how_large_it_is_and_what_colour_stands_in_its_place():
    image = make_image((2000, 1000), content=picture_bytes((2000, 1000), (200, 40, 90)))
    html = render_to_string("articles/_picture.html", {"image": image, "layout": "card"})
    assert 'width="640" height="427"' in html
    assert 'class="tone r6 g1 b2"' in html
    assert 'loading="lazy"' in html
    assert "style=" not in html


def test_a_worker_makes_one_picture_between_two_announcements(settings, monkeypatch):
    calls = []
    left = {"pictures": 3, "letters": 2}

    def work(name):
        def piece(moment):
            calls.append(name)
            left[name] -= 1
            return left[name] >= 0

        return piece

    worker = Worker("a", stopping=threading.Event(), now=lambda: NOON + timedelta(seconds=1))
    worker.works = [work("letters"), work("pictures")]
    worker.round()
    assert calls[:4] == ["letters", "pictures", "letters", "pictures"]
    assert min(left.values()) < 0
