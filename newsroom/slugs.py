"""Which address does a name get? Latin letters, digits and hyphens, whatever the alphabet."""

import re
import unicodedata

from slugify import slugify

# Where Ukrainian is written otherwise than a general transliteration would have it
# (Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010)
FIRST_IN_A_WORD = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
ELSEWHERE = str.maketrans(
    {
        "г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "х": "kh", "ц": "ts", "щ": "shch",
        "ю": "iu", "я": "ia", "ь": "", "'": "", "’": "", "ʼ": "",
    }
)  # fmt: skip
WORD_BEGINS = re.compile(r"(?<![\w'’ʼ])[єїйюя]")


def slug_of(text: str, *, longest: int) -> str:
    """Make an address of `text`, cut at a word where one ends before `longest` characters; "" if nothing is left."""
    text = unicodedata.normalize("NFC", text).lower().replace("зг", "zgh")
    text = WORD_BEGINS.sub(lambda letter: FIRST_IN_A_WORD[letter.group()], text)
    return slugify(text.translate(ELSEWHERE), max_length=longest, word_boundary=True)
