"""What stories are about: django-taggit tags with a description."""

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from taggit.models import TagBase

from newsroom import redirects
from newsroom.slugs import slug_of


class Tag(TagBase):
    slug = models.SlugField("address", max_length=100, unique=True)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="tag_names_differ_by_more_than_case",
                violation_error_message="There is this tag already.",
            ),
            models.CheckConstraint(
                condition=models.Q(slug__regex=r"^[-a-zA-Z0-9_]+$"),
                name="tag_address_is_in_latin_letters",
                violation_error_message="Use a to z, 0 to 9 and hyphens.",
            ),
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Make an address of a name, the `i`-th try: none by which readers still come to another tag."""
        slug = slug_of(tag, longest=90) or "tag"
        if i is not None:
            slug = f"{slug}-{i}"
        return slug if redirects.owner_of(reverse("tag", args=[slug])) is None else self.slugify(tag, (i or 1) + 1)

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])

    @property
    def page_keys(self) -> list[str]:
        return [f"tag-{self.pk}"]
