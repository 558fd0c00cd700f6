"""Whose portrait is a picture?"""

from datetime import datetime

from django.urls import reverse

from authors.models import Author
from images import usage
from images.models import Image
from images.usage import MOST, Found, Use


@usage.finders.append
def as_portrait(image: Image, at: datetime) -> Found:
    authors = list(Author.objects.filter(portrait=image).order_by("name", "pk")[: MOST + 1])
    return Found([use_of_portrait(author) for author in authors[:MOST]], more=len(authors) > MOST)


def use_of_portrait(author: Author) -> Use:
    """A portrait is shown wherever its author is: on the author's page, and with what they sign."""
    address = reverse("admin:authors_author_change", args=[author.pk])
    return Use("portrait", author.name, address, "", is_public=True, page=author.get_absolute_url())


@usage.key_finders.append
def pages(image: Image, at: datetime) -> set[str]:
    return {key for author in Author.objects.filter(portrait=image) for key in author.page_keys}
