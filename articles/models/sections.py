"""Where in the paper a story stands."""

from django.db import models
from django.urls import reverse

from newsroom.in_languages import InLanguages


class Section(InLanguages):
    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField("address", max_length=60, unique=True)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in the menu, smallest first.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    @property
    def label(self) -> str:
        """Its name in the language of the page."""
        return self.told("name")

    @property
    def about(self) -> str:
        return self.told("description")

    @property
    def page_keys(self) -> list[str]:
        return [f"section-{self.pk}", "sections"]
