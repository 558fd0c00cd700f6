"""Which way does a language run? For templates that show words in another language than their page's."""

from django import template
from django.utils import translation

register = template.Library()


@register.filter
def direction(language: str) -> str:
    """Say "rtl" of languages that run from right to left, "ltr" of all others, and of unknown ones."""
    try:
        return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"
