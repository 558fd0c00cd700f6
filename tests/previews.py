"""What a test of previews needs: their addresses, a link for somebody outside, and typing that is not saved."""

from uuid import uuid4

from django.urls import reverse

from articles import previewing
from articles.models import Autosave
from tests.conftest import NOON
from tests.desk import form_of
from tests.factories import make_editor


def preview_of(story):
    return reverse("admin:article-preview", args=[story.pk])


def links_page(story):
    return reverse("admin:article-previews", args=[story.pk])


def address_of(link):
    return f"/preview/{previewing.token_of(link)}/"


def share(story, *, at=NOON):
    return previewing.share(story, by=make_editor(), at=at, for_whom="Halyna, lawyer")


def typed(story, user, **values):
    """Keep what stands in the form of somebody who types, as an autosave does."""
    posted = {
        name: [str(v) for v in value] if isinstance(value, list) else [str(value)]
        for name, value in form_of(story, **values).items()
    }
    row = {"form": uuid4(), "values": posted, "typed_at": NOON}
    return Autosave.objects.update_or_create(user=user, article=story, base_version=story.version, defaults=row)[0]
