"""What stories are about: django-taggit tags with a description."""

from django.db import models
from django.urls import reverse
from taggit.models import TagBase

from newsroom.slugs import slug_of


class Tag(TagBase):
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slug_of(tag, longest=90) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])

    @property
    def page_keys(self) -> list[str]:
        return [f"tag-{self.pk}"]
