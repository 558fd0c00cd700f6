"""Where in a text do the words stand that were asked for? For readers' eyes, alike on every database.

The indexes hold dictionary words, so the databases' own highlighters could only show those. This reads the few texts of
one page as they are written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articles.search.questions import Question, Term
from newsroom.word_forms import Word, readings, words_in

WIDTH = 34
"""Words of a passage."""
BEFORE = 8
"""Words of it before the first that was asked for."""


@dataclass(frozen=True)
class Piece:
    """A run of text that was asked for, or one that was not."""

    words: str
    found: bool = False


@dataclass(frozen=True)
class _Place:
    """Where a term stands: the number of its first word, and the signs it covers."""

    term: Term
    number: int
    start: int
    end: int


def marked(text: str, question: Question) -> list[Piece]:
    """Cut a text into what was asked for and the rest; joined, the pieces are the text."""
    pieces, done = [], 0
    for place in _places(list(words_in(text)), question):
        if place.end <= done:
            continue
        start = max(place.start, done)
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start : place.end], found=True))
        done = place.end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces


def terms_in(text: str, question: Question) -> set[Term]:
    """Say which of the terms stand in a text."""
    return {place.term for place in _places(list(words_in(text)), question)}


def passage(text: str, question: Question) -> list[Piece]:
    """Cut out the passage that has the most terms, the first of such; nothing if no term stands in the text."""
    words = list(words_in(text))
    best, most = None, 0
    seen: list[_Place] = []
    for place in _places(words, question):
        seen = [one for one in seen if one.number > place.number - WIDTH + BEFORE] + [place]
        terms = len({one.term for one in seen})
        if terms > most:
            best, most = seen[0].number, terms
        if most == len(question.terms):
            break
    if best is None:
        return []
    first = max(0, best - BEFORE)
    last = min(len(words), first + WIDTH) - 1
    start = 0 if first == 0 else words[first].start
    end = len(text) if last == len(words) - 1 else words[last].end
    opening, closing = [Piece("… ")] if start else [], [Piece(" …")] if end < len(text) else []
    return [*opening, *marked(text[start:end], question), *closing]


def _places(words: list[Word], question: Question) -> Iterator[_Place]:
    """List where terms stand, in the order of the text; of several that begin with one word, the longest first."""
    terms = sorted(question.terms, key=lambda term: -len(term.words))
    asked = {reading for term in terms for reading in term.words[0]}
    for number, word in enumerate(words):
        if asked.isdisjoint(readings(word.written)):
            continue
        for term in terms:
            following = words[number : number + len(term.words)]
            if len(following) == len(term.words) and all(
                not set(wanted).isdisjoint(readings(one.written))
                for wanted, one in zip(term.words, following, strict=True)
            ):
                yield _Place(term, number, word.start, following[-1].end)
