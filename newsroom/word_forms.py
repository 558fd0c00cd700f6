"""Which words does a text hold, and of which dictionary words may each of them be a form?

«війни», «війною» and «війна» are forms of one word; "won" and "winning" of another. Many forms are of several words at
once: «стали» of «стати» and of «сталь», "saw" of "see" and of "saw". All readings are kept, since nothing in a word by
itself says which was meant: two forms are one word to a reader's question if they share a reading.

Cyrillic words are read with pymorphy3's Ukrainian dictionary, Latin ones with lemminflect's English one, both of which
also guess at names that they do not hold. They are loaded when the first word is read, once for the process
(docs/decisions/0021 has what was compared and what it costs).
"""

import re
import threading
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

APOSTROPHES = "'’ʼ‘`´′＇"
"""Those that are typed, those of print and the letter: one sign, however it is written."""
UNSEEN = "\u00ad\u200d\u0300-\u036f\u0591-\u05c7\u064b-\u065f"  # soft hyphens, stress and other marks on letters
WORD = re.compile(rf"(?!ʼ)[^\W_](?:[^\W_]|[{UNSEEN}]|[{APOSTROPHES}](?=[^\W_]))*")
LETTERS_OF_THEIR_OWN = frozenset("йїў")
LONGEST = 60
MOST_REMEMBERED = 50_000

_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_WITHOUT_MARKS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_loading = threading.Lock()


class Word(NamedTuple):
    """A word where it stands in a text."""

    start: int
    end: int
    written: str


def words_in(text: str) -> Iterator[Word]:
    """List the words of a text. A hyphen parts two words, an apostrophe within a word does not."""
    return (Word(found.start(), found.end(), found.group()) for found in WORD.finditer(text))


def plain(word: str) -> str:
    """Write a word without case, stress, accents, soft hyphens and differences between apostrophes."""
    folded = normalize("NFKC", word.translate(_ONE_APOSTROPHE)).casefold()
    return "".join(_bare(letter) for letter in folded).translate(_WITHOUT_MARKS)


def _bare(letter: str) -> str:
    if letter.isascii() or letter in LETTERS_OF_THEIR_OWN:
        return letter
    return "".join(part for part in normalize("NFD", letter) if category(part) not in {"Mn", "Cf"})


@lru_cache(maxsize=MOST_REMEMBERED)
def readings(word: str) -> tuple[str, ...]:
    """Return the dictionary words that a word may be a form of, in letters and figures only."""
    return tuple(sorted({_key(reading) for reading in _readings_of(plain(word)[:LONGEST])} - {""}))


def _readings_of(form: str) -> set[str]:
    if "Ѐ" <= form[:1] <= "ԯ":
        return _ukrainian()(form)
    if form[:1].isascii() and form[:1].isalpha():
        form = form.removesuffix("'s")
        return _english()(form) if form.isascii() and form.isalpha() else {form}
    return {form}


def _key(reading: str) -> str:
    """Write a dictionary word as an index keeps it: «ґанок» is found by «ганок», and «п'ять» by «пять»."""
    letters = plain(reading).replace("ґ", "г").replace("ё", "е")
    return "".join(letter for letter in letters if letter.isalnum())


def load() -> None:
    """Load both dictionaries now, so that nobody waits for it who holds a lock."""
    _ukrainian()
    _english()


def _ukrainian() -> Callable[[str], set[str]]:
    with _loading:
        return _load_ukrainian()


def _english() -> Callable[[str], set[str]]:
    with _loading:
        return _load_english()


@cache
def _load_ukrainian() -> Callable[[str], set[str]]:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 (25 MB that a process which reads no words does without)

    analyzer = MorphAnalyzer(lang="uk")
    return lambda form: set(analyzer.normal_forms(form))


@cache
def _load_english() -> Callable[[str], set[str]]:
    from lemminflect import getAllLemmas, getAllLemmasOOV  # noqa: PLC0415 (as above: 50 MB)

    def read(form: str) -> set[str]:
        known = getAllLemmas(form) or getAllLemmasOOV(form, "NOUN")
        return {lemma for lemmas in known.values() for lemma in lemmas}

    read("words")  # the dictionary itself is loaded with the first word
    read("velmyns")  # and the rules with the first unknown one
    return read
