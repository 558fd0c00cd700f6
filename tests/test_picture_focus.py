"""Which point of a picture do crops keep in sight, in the library and in one story?"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Edition
from images import focus, sources
from images.models import Image
from tests.factories import hour, make_image, make_live, make_story, rewrite


@pytest.mark.parametrize("text", ["0,0", "1,1", "0.5,0.5", "0.31,0.625", "0.001,0.999"])
def test_a_point_is_read_as_it_is_written(text):
    assert str(focus.read(text)) == text


@pytest.mark.parametrize("text", ["", "0.5", "0.5,", "1.1,0", "-0.1,0", "0.5;0.5", "0.1234,0", "nan,0", "٠,٠", "0,0,0"])
def test_what_is_no_point_is_refused(text):
    assert focus.read(text) is None
    with pytest.raises(ValidationError, match="Two numbers from 0 to 1"):
        focus.check(text)


@pytest.mark.django_db
@pytest.mark.parametrize("point", [{"focus_x": 1.01}, {"focus_y": -0.01}])
def test_the_database_refuses_a_focus_outside_the_picture(point):
    image = make_image()
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(**point)


@pytest.mark.django_db
def test_a_story_crops_its_lead_picture_around_a_point_of_its_own_and_an_edition_keeps_it():
    image = make_image(focus_x=0.2, focus_y=0.3)
    story = make_live(lead_picture_id=image.pk, lead_focus="0.9,0.1", at=hour(-1))
    rewrite(story, lead_focus="")
    assert story.lead_picture_focus == (0.2, 0.3)
    assert Edition.objects.get(article=story).lead_picture_focus == (0.9, 0.1)
    with pytest.raises(ValidationError):
        make_story(lead_focus="somewhere")


@pytest.mark.parametrize(
    ("address", "term"),
    [
        ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        ("https://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture/", "digitalCapture"),
        ("compositeCapture", "compositeCapture"),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/minorHumanEdits", "humanEdits"),
        ("http://example.org/anything", ""),
        ("", ""),
    ],
)
def test_how_a_picture_was_made_is_told_in_the_iptcs_terms(address, term):
    assert sources.read(address) == term
