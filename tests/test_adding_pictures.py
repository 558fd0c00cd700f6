"""How do pictures come into the library, many at once, and what does somebody look at before their words are kept?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from images.models import Image
from newsroom.models import Act
from tests.factories import last_keys, make_chief, make_image, make_reporter, make_stranger, picture_bytes

pytestmark = pytest.mark.django_db

ADD = "/admin/pictures/add/"
CHECK = "/admin/pictures/check/"
JSON = {"headers": {"Accept": "application/json"}}
RED, BLUE = (200, 30, 30), (30, 30, 200)


def file(name="DSC_0041.jpg", content=None, colour=RED):
    return SimpleUploadedFile(name, content or picture_bytes(colour=colour), "image/jpeg")


@pytest.fixture
def reporter(client, clock):
    user = make_reporter("olena")
    client.force_login(user)
    return user


def words_of(image, page, **changes):
    """What a browser would send from the page for checking, opened now."""
    form = next(row["form"] for row in page.context["rows"] if row["image"] == image)
    sent = {f"{image.pk}-{name}": form[name].value() or "" for name in form.fields}
    sent |= {f"{image.pk}-{name}_{part}": "" for name in ("taken_at", "rights_until") for part in ("local", "which")}
    return sent | {"id": image.pk} | {f"{image.pk}-{name}": value for name, value in changes.items()}


def test_all_good_files_go_in_and_each_that_is_refused_says_why(client, reporter):
    page = client.post(ADD, {"files": [file(), file("notes.txt", b"words"), file("b.jpg", colour=BLUE)]})
    assert Image.objects.count() == 2
    content = page.content.decode()
    assert "Refused: This is not a JPEG" in content
    assert "notes.txt" in content
    first, second = Image.objects.order_by("pk")
    assert page.context["check"] == f"{CHECK}?id={first.pk}&id={second.pk}"


def test_files_that_are_all_new_lead_to_checking_them_at_once(client, reporter):
    answer = client.post(ADD, {"files": [file()]})
    assert answer.url == f"{CHECK}?id={Image.objects.get().pk}"


def test_no_file_is_asked_for_again(client, reporter):
    assert "Choose at least one file." in client.post(ADD, {}).content.decode()
    assert client.post(ADD, {}, **JSON).status_code == 400


def test_the_same_file_again_offers_the_picture_that_is_there(client, reporter):
    there = make_image()
    with there.file.open() as original:
        content = original.read()
    page = client.post(ADD, {"files": [file(content=content)]})
    assert Image.objects.count() == 1
    assert f'<a href="/admin/images/image/{there.pk}/change/">{there}</a>. Use that one.' in page.content.decode()


def test_a_files_name_is_its_title_at_the_desk_and_never_its_alternative_text(client, reporter):
    client.post(ADD, {"files": [file("old_harbour.jpg")]})
    image = Image.objects.get()
    assert (image.title, image.alt, image.caption) == ("old harbour", "", "")
    page = client.get(f"{CHECK}?id={image.pk}")
    assert page.context["rows"][0]["form"]["alt"].value() == ""


def test_what_a_file_says_is_shown_and_counts_once_somebody_keeps_it(client, reporter):
    client.post(ADD, {"files": [file()]})
    image = Image.objects.get()
    Image.objects.update(found={"title": "Quay", "credit": "Olha / Courier", "source_type": "digitalCapture"})
    page = client.get(f"{CHECK}?id={image.pk}")
    assert 'value="Olha / Courier"' in page.content.decode()
    image.refresh_from_db()
    assert image.credit == ""
    answer = client.post(CHECK, words_of(image, page, alt="Cranes on a quay"))
    assert answer.status_code == 302
    image.refresh_from_db()
    assert (image.title, image.credit, image.alt, image.found) == ("Quay", "Olha / Courier", "Cranes on a quay", None)
    assert image.source_type == "digitalCapture"
    assert (Act.objects.latest("id").verb, Act.objects.latest("id").by) == ("checked", reporter)
    assert last_keys() == {f"image-{image.pk}"}


def test_one_mistake_keeps_all_words_of_all_pictures_on_the_page(client, reporter):
    client.post(ADD, {"files": [file(), file(colour=BLUE)]})
    first, second = Image.objects.order_by("pk")
    page = client.get(f"{CHECK}?id={first.pk}&id={second.pk}")
    sent = words_of(first, page, title="") | words_of(second, page, alt="A quay") | {"id": [first.pk, second.pk]}
    again = client.post(CHECK, sent)
    assert "nothing was kept yet" in again.content.decode()
    assert "A quay</textarea>" in again.content.decode()
    assert not Image.objects.filter(found=None).exists()


def test_somebody_who_checked_it_first_is_named_and_nothing_is_lost(client, reporter):
    client.post(ADD, {"files": [file()]})
    image = Image.objects.get()
    page = client.get(f"{CHECK}?id={image.pk}")
    Image.objects.update(credit="Another")
    again = client.post(CHECK, words_of(image, page, alt="Typed"))
    assert "after you opened it" in again.content.decode()
    assert "Typed</textarea>" in again.content.decode()


def test_who_added_it_takes_an_unchecked_picture_back_and_the_rest_of_the_typing_stays(
    client, reporter, django_capture_on_commit_callbacks
):
    client.post(ADD, {"files": [file(), file(colour=BLUE)]})
    first, second = Image.objects.order_by("pk")
    page = client.get(f"{CHECK}?id={first.pk}&id={second.pk}")
    sent = words_of(first, page) | words_of(second, page, alt="A quay") | {"id": [first.pk, second.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        again = client.post(CHECK, sent | {"discard": first.pk})
    assert list(Image.objects.all()) == [second]
    assert "A quay</textarea>" in again.content.decode()
    assert not second.file.storage.exists(first.file.name)
    client.post(CHECK, words_of(second, again))
    client.post(CHECK, words_of(second, again) | {"discard": second.pk})
    assert Image.objects.filter(pk=second.pk).exists()


def test_a_deleted_pictures_original_goes_with_it(client, clock, django_capture_on_commit_callbacks):
    client.force_login(make_chief())
    image = make_image()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/images/image/{image.pk}/delete/", {"post": "yes"})
    assert not Image.objects.exists()
    assert not image.file.storage.exists(image.file.name)


def test_nobody_takes_back_what_a_colleague_added(client, clock):
    client.force_login(make_reporter())
    client.post(ADD, {"files": [file()]})
    image = Image.objects.get()
    client.force_login(make_reporter())
    page = client.get(f"{CHECK}?id={image.pk}")
    client.post(CHECK, words_of(image, page) | {"discard": image.pk})
    assert Image.objects.exists()


def test_a_script_sends_one_file_and_is_told_what_became_of_it(client, reporter):
    told = client.post(ADD, {"files": [file()]}, **JSON)
    image = Image.objects.get()
    assert (told.status_code, told.json()["id"], told.json()["is_new"]) == (201, image.pk, True)
    assert client.post(ADD, {"files": [file()]}, **JSON).json()["is_new"] is False
    refused = client.post(ADD, {"files": [file(content=b"x")]}, **JSON)
    assert refused.json()["refused"].startswith("This is not a JPEG")


def test_a_script_gets_the_words_of_one_picture_and_gives_them_back_checked(client, reporter):
    client.post(ADD, {"files": [file()]})
    image = Image.objects.get()
    address = f"/admin/pictures/{image.pk}/words/"
    fields = client.get(address).json()["fields"]
    assert 'name="picture-alt"' in fields
    seen = fields.split('name="picture-seen_state" value="')[1].split('"')[0]
    sent = {"picture-title": "Quay", "picture-alt": "Cranes", "picture-credit": "Olha", "picture-seen_state": seen}
    assert client.post(address, sent).json()["warning"] == ""
    image.refresh_from_db()
    assert (image.alt, image.found) == ("Cranes", None)
    refused = client.post(address, sent | {"picture-title": ""})
    assert "errorlist" in refused.json()["fields"]


@pytest.mark.parametrize("path", [ADD, CHECK, "/admin/pictures/1/words/"])
def test_who_has_no_part_in_the_newsroom_is_refused_by_the_server(client, clock, path):
    client.force_login(make_stranger())
    assert client.get(path).status_code == 403
    assert client.post(path, {"files": [file()]}, **JSON).status_code == 403
    assert not Image.objects.exists()


def test_the_library_is_narrowed_to_what_needs_somebody(client, clock):
    client.force_login(make_chief())
    whole, bare = make_image(), make_image(alt="", credit="")
    soon = make_image(rights_until=clock.ahead(days=3))
    ended = make_image(rights_until=clock.now)
    made = make_image(source_type="trainedAlgorithmicMedia")

    def shown(query):
        return set(client.get(f"/admin/images/image/?{query}").context["cl"].result_list)

    assert shown("lacks=alt") == shown("lacks=credit") == {bare}
    assert shown("rights=soon") == {soon}
    assert shown("rights=ended") == {ended}
    assert shown("made=generated") == {made}
    assert shown("used=no") == {whole, bare, soon, ended, made}
    page = client.get("/admin/images/image/").content.decode()
    for words in ("No alternative text", "No credit", "Rights ended", "Rights end ", "Generated"):
        assert words in page


def test_a_page_of_the_library_asks_the_same_however_many_pictures_it_shows(
    client, clock, django_assert_max_num_queries
):
    client.force_login(make_chief())
    for _ in range(3):
        make_image()
    client.get("/admin/images/image/")
    with django_assert_max_num_queries(8) as few:
        client.get("/admin/images/image/?used=no")
    for _ in range(12):
        make_image()
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/images/image/?used=no")
