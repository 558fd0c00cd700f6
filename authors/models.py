"""Somebody readers know: a person or an organisation that signs stories."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from images.models import Image
from newsroom.web_addresses import each_line_is_a_link


class Author(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(max_length=120, db_index=True)
    slug = models.SlugField("address", max_length=120, unique=True)
    job_title = models.CharField(max_length=120, blank=True)
    bio = models.TextField("about", blank=True)
    portrait = models.ForeignKey(Image, null=True, blank=True, on_delete=models.PROTECT, related_name="portrayed")
    links = models.TextField(blank=True, validators=[each_line_is_a_link], help_text="One address on each line.")
    expertise = models.CharField(
        max_length=300, blank=True, help_text="What they know well, in a few words with commas between."
    )
    languages = models.CharField(
        "languages spoken", max_length=200, blank=True, help_text="With commas between: Ukrainian, English."
    )
    email = models.EmailField("e-mail for readers", blank=True, help_text="Everybody sees it on their page.")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="author",
    )
    active = models.BooleanField(default=True, help_text="Former staff keep their page and their bylines.")
    listed = models.BooleanField(
        "always public", default=False, help_text="Show the profile even before a first story is live."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "organisation"]), name="author_is_a_person_or_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    @property
    def page_keys(self) -> list[str]:
        return [f"author-{self.pk}", "authors"]

    @property
    def expertise_list(self) -> list[str]:
        return [part.strip() for part in self.expertise.split(",") if part.strip()]

    @property
    def language_list(self) -> list[str]:
        return [part.strip() for part in self.languages.split(",") if part.strip()]

    @property
    def link_list(self) -> list[str]:
        return self.links.split()
