"""In which languages does the paper appear, and where is the front page of each?"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from newsroom import imprint


@dataclass(frozen=True)
class Language:
    """A language of the paper, by its own name."""

    code: str
    name: str

    @property
    def front(self) -> str:
        """The address of its front page: `/` in the paper's own language, `/<code>/` in the others."""
        return reverse("front") if self.code == imprint.language() else reverse("front-in", args=[self.code])


def of_the_paper() -> list[Language]:
    """List them, the paper's own first."""
    names = dict(settings.LANGUAGES)
    return [Language(code, str(names[code])) for code in imprint.languages()]


def in_code(code: str) -> Language | None:
    """Return the paper's language with this code, if it has it."""
    return next((language for language in of_the_paper() if language.code == code), None)


def of_this_page() -> Language:
    """Return the language in which the page that is being drawn speaks; the paper's own, where that is none of its."""
    return in_code(get_language() or "") or of_the_paper()[0]
