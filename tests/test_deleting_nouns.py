"""Are tags, sections, authors and pictures deleted only if nothing uses them, and is it said what does?"""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from articles.models import Tag
from newsroom import uses
from newsroom.models import Act, ContentChange
from tests.desk import text
from tests.factories import make_author, make_chief, make_image, make_live, make_section, make_story, make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def chief(client):
    user = make_chief("ihor")
    client.force_login(user)
    return user


def list_of(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_changelist")


def delete_ticked(client, *things, **confirmed):
    data = {"action": "delete_selected", "index": 0, ACTION_CHECKBOX_NAME: [thing.pk for thing in things]}
    return client.post(list_of(things[0]), data | confirmed, follow=True)


def test_what_a_live_story_uses_is_not_deleted_and_the_page_names_the_story(client, clock):
    author, section, image = make_author("Olena"), make_section("City"), make_image()
    story = make_live(
        "Flood", at=clock.now, tags=["Used"], authors=[author], section_id=section.pk, lead_picture_id=image.pk
    )
    for thing in (Tag.objects.get(), author, section, image):
        page = text(delete_ticked(client, thing))
        assert f"“{thing}” is used by story “Flood”" in page
        delete_ticked(client, thing, post="yes")
        thing.refresh_from_db()
    assert story.pk
    assert not Act.objects.filter(verb="deleted").exists()


def test_what_nothing_uses_is_deleted_one_by_one_each_in_the_log_and_announced(client, clock, chief):
    one, two = make_tag("One"), make_tag("Two")
    before = ContentChange.objects.count()
    delete_ticked(client, one, two, post="yes")
    assert not Tag.objects.exists()
    assert set(Act.objects.filter(verb="deleted", by=chief).values_list("subject_name", flat=True)) == {"One", "Two"}
    assert ContentChange.objects.count() == before + 2


def test_of_what_many_stories_use_only_a_few_are_named(client, clock, django_assert_max_num_queries):
    for number in range(15):
        make_story(f"Story {number}", tags=["Everywhere"])
    tag = Tag.objects.get()
    with django_assert_max_num_queries(20):
        sentences = uses.of(tag)
    assert len(sentences) == 11
    assert sentences[-1] == "“Everywhere” is used by more of this kind: article tag"


def test_a_draft_holds_what_it_uses_as_well(client, clock):
    make_story("Half written", tags=["Used"])
    assert "“Used” is used by story “Half written”" in text(delete_ticked(client, Tag.objects.get()))
