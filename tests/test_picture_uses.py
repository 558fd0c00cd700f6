"""Is it known where each picture is used, whether it may be, and are readers told whose it is and how it was made?"""

import json
import re
from datetime import timedelta

import pytest

from articles import checks, picture_rights, picture_uses
from articles.models import Edition
from images import usage
from images.models import Image
from tests.conftest import NOON
from tests.factories import (
    hour,
    make_author,
    make_chief,
    make_image,
    make_item,
    make_live,
    make_reporter,
    make_story,
    publish,
    rewrite,
    withdraw,
)

pytestmark = pytest.mark.django_db


def inside(image, words=""):
    return f'<p>{words or "Words"}.</p><figure data-block="image" data-image="{image.pk}"></figure>'


def gallery(*images):
    frames = "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)
    return f'<p>Words.</p><div data-block="gallery">{frames}</div>'


def used(image, at=NOON):
    return [(use.words, use.place, use.state.split(" ")[0], use.is_public) for use in usage.of(image, at=at).uses]


# Used in


def test_everything_that_shows_a_picture_is_named_what_readers_see_first(clock):
    image = make_image()
    make_story("Draft", body=gallery(make_image(), image))
    make_live("Live", at=NOON, lead_picture_id=image.pk, body=inside(image))
    ahead = make_story("Ahead", lead_picture_id=image.pk)
    publish(ahead, at=hour(3), moment=NOON)
    make_item("Sirens", at=NOON, kind="photo", picture_id=image.pk)
    make_author("Olena", portrait=image)
    found = used(image)
    assert [is_public for *_, is_public in found] == sorted([is_public for *_, is_public in found], reverse=True)
    assert set(found) == {
        ("Live", "lead picture, in the text", "live", True),
        ("Live", "lead picture, in the text", "working", False),
        ("Ahead", "lead picture", "goes", False),
        ("Ahead", "lead picture", "working", False),
        ("Draft", "in a gallery", "working", False),
        ("Sirens", "in the news feed", "live", True),
        ("Olena", "portrait", "", True),
    }


def test_what_only_an_earlier_version_shows_is_named_as_that(clock):
    image = make_image()
    story = make_live("Flood", at=NOON, lead_picture_id=image.pk)
    rewrite(story, lead_picture_id=None)
    publish(story, at=hour(1))
    assert used(image, hour(2)) == [("Flood", "lead picture", "in", False)]


def test_naming_uses_asks_the_same_however_many_there_are(clock, django_assert_num_queries):
    image = make_image()
    for number in range(3):
        make_live(f"Story {number}", at=NOON, lead_picture_id=image.pk)
    with django_assert_num_queries(8):
        usage.of(image, at=hour(1))
    for number in range(3, 30):
        make_live(f"Story {number}", at=NOON, lead_picture_id=image.pk)
    with django_assert_num_queries(8):
        found = usage.of(image, at=hour(1))
    assert found.more


def test_the_page_of_a_picture_leads_to_what_uses_it(client, clock):
    image = make_image()
    story = make_live("Flood", at=NOON, lead_picture_id=image.pk)
    client.force_login(make_reporter())
    page = client.get(f"/admin/images/image/{image.pk}/change/").content.decode()
    assert f'<a href="/admin/articles/article/{story.pk}/change/">Flood</a>' in page
    assert f'<a href="{story.get_absolute_url()}">see it as readers do</a>' in page


# Limits


@pytest.mark.parametrize("place", ["lead_picture", "body"])
def test_a_picture_for_one_story_stops_the_second(clock, place):
    image = make_image(use_limit=1)
    shown = {"lead_picture_id": image.pk} if place == "lead_picture" else {"body": gallery(image)}
    story = make_live("First", at=NOON, **shown)
    assert checks.findings(story, at=hour(1)) == []  # an update of the same story is no second one
    second = make_story("Second", **shown)
    (finding,) = checks.findings(second, at=hour(1))
    assert (finding.name, finding.field) == ("error", place)
    assert "may stand in 1 story only" in finding.words
    with pytest.raises(checks.Unfit):
        publish(second, at=hour(1))
    withdraw(story, now=1, at=1)
    assert [one.name for one in checks.findings(second, at=hour(2))] == ["error"]  # readers have seen it


def test_what_is_scheduled_counts_against_the_limit_and_the_limit_is_reached_exactly(clock):
    image = make_image(use_limit=2)
    publish(make_story("First", lead_picture_id=image.pk), at=hour(5), moment=NOON)
    second = make_story("Second", lead_picture_id=image.pk)
    assert checks.findings(second, at=NOON) == []
    publish(second, at=NOON)
    assert picture_uses.stories_beside(image, make_story(), most=9) == 2
    assert len(checks.findings(make_story("Third", lead_picture_id=image.pk), at=NOON)) == 1


# Rights that end


def ending(image, at=NOON + timedelta(hours=4)):
    Image.objects.filter(pk=image.pk).update(rights_until=at)
    return image


def listed(moment):
    return [(one.image, {use.words for use in one.uses}) for one in picture_rights.endings(moment)]


def test_what_readers_see_after_the_rights_ended_is_listed_and_nothing_else(clock):
    image = make_image()
    make_live("Lead", at=NOON, lead_picture_id=image.pk)
    make_live("Body", at=NOON, body=gallery(image))
    make_story("Draft", lead_picture_id=image.pk)
    gone = make_live("Gone", at=NOON, lead_picture_id=image.pk)
    withdraw(gone, now=1, at=3)  # before the rights end
    item = make_item("Item", at=NOON, kind="photo", picture_id=image.pk)
    make_author("Olena", portrait=image)
    unused, later = make_image(), make_image()
    make_live("Later", at=NOON, lead_picture_id=later.pk)
    ending(image)
    ending(unused)
    ending(later, NOON + timedelta(days=40))
    assert listed(hour(2)) == [(image, {"Lead", "Body", "Item", "Olena"})]
    assert listed(hour(5)) == [(image, {"Lead", "Body", "Item", "Olena"})]
    assert item.pk


def test_the_page_and_the_dashboard_tell_the_editors(client, clock, django_assert_num_queries):
    image = make_image()
    story = make_live("Flood", at=NOON, lead_picture_id=image.pk)
    ending(image)
    client.force_login(make_chief())
    assert "Flood" in client.get("/admin/pictures/rights/").content.decode().partition("Run out within")[2]
    clock.set(hour(5))
    page = client.get("/admin/pictures/rights/").content.decode()
    assert story.get_absolute_url() in page.partition("Run out within")[0]
    parts = {part.name: part for part in client.get("/admin/").context["parts"]}
    assert parts["rights"].urgent
    assert parts["rights"].rows[0].facts[1] == "1 page shows it"
    with django_assert_num_queries(4):
        picture_rights.endings(hour(5))
    client.force_login(make_reporter())
    assert "rights" not in {part.name for part in client.get("/admin/").context["parts"]}


# What readers are told


def test_the_credit_is_printed_wherever_a_picture_is_shown_and_what_is_generated_is_said(client, clock):
    image = make_image(credit="Olha Bilyk", source_type="trainedAlgorithmicMedia")
    author = make_author("Olena", portrait=image, listed=True)
    story = make_live(at=NOON, lead_picture_id=image.pk, body=inside(image) + gallery(image, image), authors=[author])
    item = make_item(at=NOON, kind="photo", picture_id=image.pk)
    counts = {story: 4, item: 1, author: 1}
    for thing, number in counts.items():
        page = client.get(thing.get_absolute_url()).content.decode()
        article = page.partition('class="after-story"')[0]
        assert article.count("</span>Olha Bilyk</span>") == number
        assert article.count('class="generated"') == number
    assert "(Generated picture)" in client.get("/rss.xml").content.decode()


@pytest.mark.parametrize(
    ("language", "source", "words"),
    [
        ("en", "trainedAlgorithmicMedia", "Generated picture"),
        ("uk", "trainedAlgorithmicMedia", "Згенероване зображення"),
        ("en", "compositeWithTrainedAlgorithmicMedia", "Picture with generated parts"),
        ("uk", "compositeWithTrainedAlgorithmicMedia", "Зображення зі згенерованими частинами"),
        ("en", "digitalCapture", ""),
    ],
)
def test_readers_are_told_in_the_storys_language_how_a_picture_was_made(client, clock, language, source, words):
    image = make_image(source_type=source)
    page = client.get(make_live(at=NOON, lead_picture_id=image.pk, language=language).get_absolute_url())
    label = re.search(r'<strong class="generated"[^>]*>(.*?)</strong>', page.content.decode())
    assert (label[1] if label else "") == words


def test_search_engines_are_told_who_made_a_picture_and_where_its_licence_stands(client, clock):
    image = make_image(
        creator="Olha Bilyk; Taras",
        copyright_notice="© 2026 The Courier",
        license_url="https://courier.example/rights",
        acquire_url="https://courier.example/buy",
        source_type="digitalCapture",
    )
    page = client.get(make_live(at=NOON, lead_picture_id=image.pk).get_absolute_url()).content.decode()
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])["@graph"]
    told = next(thing["image"] for thing in graph if "image" in thing)
    told = told[0] if isinstance(told, list) else told
    assert told["creator"] == [{"@type": "Person", "name": "Olha Bilyk"}, {"@type": "Person", "name": "Taras"}]
    assert told["license"] == "https://courier.example/rights"
    assert told["acquireLicensePage"] == "https://courier.example/buy"
    assert told["copyrightNotice"] == "© 2026 The Courier"
    assert told["digitalSourceType"] == "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"


def test_a_storys_page_has_the_keys_of_its_pictures(clock):
    lead, shown = make_image(), make_image()
    make_live(at=NOON, lead_picture_id=lead.pk, body=gallery(shown))
    assert {f"image-{lead.pk}", f"image-{shown.pk}"} <= set(Edition.objects.get().page_keys)
