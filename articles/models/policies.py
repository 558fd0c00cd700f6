"""What the paper promises its readers: ethics, corrections, who owns it, how it is reached."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.words import BodyField


class Policy(models.Model):
    """One such page in one language. Readers see it as soon as it is saved; the log keeps what it said before."""

    class Kind(models.TextChoices):
        ABOUT = "about", _("About us")
        MASTHEAD = "masthead", _("Who we are")
        ETHICS = "ethics", _("Ethics")
        CORRECTIONS = "corrections", _("How we correct")
        OWNERSHIP = "ownership", _("Ownership and funding")
        CONTACT = "contact", _("Contact")
        PRIVACY = "privacy", _("Privacy")

    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=15, choices=settings.LANGUAGES)
    title = models.CharField(max_length=120)
    body = BodyField()
    changed_at = models.DateTimeField("last changed", null=True, editable=False)

    class Meta:
        verbose_name = "page about the paper"
        verbose_name_plural = "pages about the paper"
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="one_policy_of_a_kind_in_a_language",
                violation_error_message="There is this page in this language already: change that one.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address(self.kind)

    @property
    def page_keys(self) -> list[str]:
        return ["policies"]


def address(kind: str, language: str = "") -> str:
    """Say where a page of this kind stands, in a language other than the paper's own if one is named."""
    name, args = ("about", []) if kind == Policy.Kind.ABOUT else ("policy", [kind])
    return reverse(f"{name}-in", args=[language, *args]) if language else reverse(name, args=args)
