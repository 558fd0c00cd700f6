"""What does a reader ask for? Words, "phrases", either OR either, and -not, as search engines read them.

What stands side by side is all wanted; "or" (also «або» and |) parts alternatives; a minus before a word or a phrase
leaves out the stories that hold it. Words joined by a hyphen or a full stop are a phrase. Words that stand in nearly
every story are passed over, except within a phrase.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.search.common_words import is_common
from newsroom.word_forms import readings, words_in

LONGEST = 200
"""Letters in a question."""
MOST_WORDS = 12
TOO_LONG = _("That is too long. Ask with a few words.")
QUOTES = '"“”„‟«»″＂'
PIECE = re.compile(
    rf"(?P<minus>(?<![^\s(])[-−])?(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]?|(?P<words>[^\s{QUOTES}]+))"
)
EITHER = frozenset({"or", "або", "|", "||"})


class Unanswerable(Exception):
    """No story could answer that; the sentence says what to ask instead."""


@dataclass(frozen=True)
class Term:
    """A word, or several that follow one another. Each is given by its readings."""

    words: tuple[tuple[str, ...], ...]

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1


@dataclass(frozen=True)
class Alternative:
    """One way to answer: a text with all that is wanted and nothing that is unwanted."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]


@dataclass(frozen=True)
class Question:
    alternatives: tuple[Alternative, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """All that is wanted, each once."""
        return tuple(dict.fromkeys(term for one in self.alternatives for term in one.wanted))


def read(text: str) -> Question:
    """Read a question. Raises Unanswerable if nothing in it can be looked for."""
    if len(text) > LONGEST:
        raise Unanswerable(TOO_LONG)
    reader = _Reader()
    for piece in PIECE.finditer(text):
        reader.take(piece)
    return reader.question()


class _Reader:
    def __init__(self) -> None:
        self.alternatives: list[tuple[list[Term], list[Term]]] = [([], [])]
        self.passed_over = self.excluded = False
        self.words = 0

    def take(self, piece: re.Match[str]) -> None:
        written = piece["words"] if piece["words"] is not None else piece["phrase"]
        if piece["words"] is not None and not piece["minus"] and written.casefold() in EITHER:
            self.alternatives.append(([], []))
            return
        found = [word.written for word in words_in(written)]
        words = tuple(reading for reading in map(readings, found) if reading)
        self.words += len(words)
        if not words:
            return
        if all(is_common(word) for word in found):
            self.passed_over = True
            return
        wanted, unwanted = self.alternatives[-1]
        self.excluded = self.excluded or bool(piece["minus"])
        (unwanted if piece["minus"] else wanted).append(Term(words))

    def question(self) -> Question:
        if self.words > MOST_WORDS:
            raise Unanswerable(TOO_LONG)
        found = tuple(
            Alternative(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))
            for wanted, unwanted in self.alternatives
            if wanted
        )
        if found:
            return Question(found)
        if self.excluded:
            raise Unanswerable(_("Say also what it should be about, not only what it should not."))
        if self.passed_over:
            raise Unanswerable(_("Nearly every story has these words. Add one that says what you look for."))
        raise Unanswerable(_("Type a word or two that the story should have."))
