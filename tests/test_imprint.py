"""Is what the paper says of itself told everywhere, and only by those who may?"""

import json
import re
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from newsroom import imprint, outbox, zones
from newsroom.models import Act, Imprint
from tests.conftest import NOON
from tests.factories import last_keys, make_image, make_live

pytestmark = pytest.mark.django_db

ADD = reverse("admin:newsroom_imprint_add")


def write(**words):
    """What a chief wrote, told to every process."""
    row, _ = Imprint.objects.update_or_create(only=1, defaults=words)
    outbox.announce(row.page_keys, at=NOON)
    return row


def form_of(desk, row):
    form = desk.get(reverse("admin:newsroom_imprint_change", args=[row.pk])).context["adminform"].form
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


def test_a_paper_that_wrote_nothing_is_as_the_environment_says(client, settings, clock):
    settings.SITE_NAME, settings.SITE_TAGLINE, settings.TIME_ZONE = "The Bay", "Salt and news", "Asia/Tokyo"
    page = client.get("/").content.decode()
    assert "The Bay" in page
    assert "Salt and news" in page
    assert zones.newsroom_zone() == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    "path", ["/", "/feed/", "/rss.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/nowhere/"]
)
def test_its_name_stands_on_every_page_and_in_every_feed(client, clock, settings, path):
    make_live(at=clock.now)
    assert settings.SITE_NAME in client.get(path).content.decode()
    write(name="The Harbour Post")
    answer = client.get(path).content.decode()
    assert "The Harbour Post" in answer
    assert settings.SITE_NAME not in answer


def test_times_are_those_of_its_zone_for_readers_and_at_the_desk(client, desk, clock, in_kyiv):
    make_live(slug="flood", at=NOON)
    assert "14:00" in client.get("/articles/flood/").content.decode()
    write(zone="Asia/Tokyo")
    page = client.get("/articles/flood/").content.decode()
    assert "21:00" in page
    assert "14:00" not in page
    assert "All times are those of Asia/Tokyo" in page
    assert "<span>Asia/Tokyo</span>" in desk.get("/admin/").content.decode()
    assert timezone.get_current_timezone_name() == "Europe/Kyiv", "the zone of a page outlived its request"


def test_its_own_language_is_that_of_pages_without_one(client, clock):
    write(languages=["uk", "en"])
    make_live(slug="flood", at=NOON, language="en")
    for path in ("/", "/feed/", "/nowhere/"):
        assert '<html lang="uk"' in client.get(path).content.decode()
    assert '<html lang="en"' in client.get("/articles/flood/").content.decode()
    assert "<language>uk</language>" in client.get("/rss.xml").content.decode()


def test_languages_that_the_newsroom_no_longer_knows_are_passed_over():
    write(languages=["de", "uk"])
    assert imprint.languages() == ["uk"]
    write(languages=["de"])
    assert imprint.languages() == ["en", "uk"]


def test_search_engines_read_who_publishes_it(client, clock):
    logo = make_image((600, 200))
    write(
        name="The Post", publisher="Post Society", founded="1911", street="Quay 12", town="Velmyn", country="UA",
        email="desk@post.example", corrections_email="wrong@post.example", logo=logo,
        accounts="https://social.example/@post\nhttps://video.example/post",
    )  # fmt: skip
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', client.get("/").content.decode()).group(1)
    paper = next(one for one in json.loads(text)["@graph"] if one["@type"] == "NewsMediaOrganization")
    assert paper["legalName"] == "Post Society"
    assert paper["address"]["streetAddress"] == "Quay 12"
    assert "postalCode" not in paper["address"]
    assert paper["sameAs"] == ["https://social.example/@post", "https://video.example/post"]
    assert paper["logo"]["width"] == 600
    assert [one["email"] for one in paper["contactPoint"]] == ["desk@post.example", "wrong@post.example"]


def test_a_chief_writes_it_once_and_then_changes_it(desk, chief, clock):
    assert desk.get("/admin/newsroom/imprint/").url == ADD
    assert (
        desk.post(ADD, {"name": "The Post", "language": "uk", "others": ["en"], "zone": "Europe/Kyiv"}).status_code
        == 302
    )
    row = Imprint.objects.get()
    assert (row.name, row.languages, row.zone) == ("The Post", ["uk", "en"], "Europe/Kyiv")
    assert last_keys() == {"paper"}
    assert Act.objects.latest("id").subject_name == "The paper"
    assert desk.get("/admin/newsroom/imprint/").url == reverse("admin:newsroom_imprint_change", args=[row.pk])
    assert desk.get(ADD).status_code == 403
    data = form_of(desk, row) | {"tagline": "Tides and timetables"}
    assert desk.post(reverse("admin:newsroom_imprint_change", args=[row.pk]), data).status_code == 302
    assert imprint.tagline() == "Tides and timetables"
    assert imprint.language() == "uk"


def test_a_stale_form_is_refused_also_if_only_languages_changed(desk, chief, clock):
    row = write(name="The Post", languages=["en"])
    opened = form_of(desk, row)
    write(languages=["uk"])
    answer = desk.post(reverse("admin:newsroom_imprint_change", args=[row.pk]), opened | {"name": "The Other"})
    assert answer.status_code == 200
    assert imprint.name() == "The Post"


@pytest.mark.parametrize(
    ("field", "nonsense"),
    [
        ("zone", "Europe/Atlantis"), ("founded", "long ago"), ("country", "Ukraine"), ("accounts", "@post"),
        ("accounts", "javascript:alert(1)"), ("email", "nobody"), ("others", "klingon"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_its_field(desk, clock, field, nonsense):
    answer = desk.post(ADD, {"language": "en", field: nonsense})
    assert field in answer.context["adminform"].form.errors
    assert not Imprint.objects.exists()


def test_other_languages_need_one_that_is_the_papers_own(desk, clock):
    assert "language" in desk.post(ADD, {"others": ["uk"]}).context["adminform"].form.errors


def test_there_is_one_paper():
    Imprint.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Imprint.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Imprint.objects.create(only=2)


def test_whether_the_process_lives_is_said_without_asking_anybody(client, django_assert_num_queries):
    imprint.written._kept = None
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200
