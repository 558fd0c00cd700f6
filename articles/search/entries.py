"""What of an edition can be found? Its words as readers see them, each as the dictionary words it may be a form of."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from articles import body
from articles.models import Edition
from newsroom.word_forms import plain, readings, words_in

MOST_WORDS = 20_000
"""Of a field: an index cannot hold endless texts, and a story that long is found by its beginning."""

Readings = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """The words of an edition, field by field. `forms` are those of headline and standfirst as they are written."""

    headline: tuple[Readings, ...]
    standfirst: tuple[Readings, ...]
    body: tuple[Readings, ...]
    forms: str


def text_of(edition: Edition) -> str:
    """Return what stands under the headline and the standfirst, as plain text."""
    return " ".join(part for part in (edition.dateline, body.text_of(edition.body)) if part)


def entry_of(edition: Edition) -> Entry:
    above = f"{edition.standfirst} {edition.kicker}"
    forms = dict.fromkeys(plain(word.written) for word in words_in(f"{edition.headline} {above}"))
    return Entry(
        headline=_readings(edition.headline),
        standfirst=_readings(above),
        body=_readings(f"{text_of(edition)} {edition.lead_caption}"),
        forms=" ".join(forms),
    )


def _readings(text: str) -> tuple[Readings, ...]:
    return tuple(islice(_known(text), MOST_WORDS))


def _known(text: str) -> Iterator[Readings]:
    return (found for word in words_in(text) if (found := readings(word.written)))
