"""Which address does a name get? Latin letters, digits and hyphens, whatever the alphabet."""

from slugify import slugify

# Where Ukrainian is written otherwise than a general transliteration would have it
# (Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010; the rule for the beginnings of words is left out)
UKRAINIAN = str.maketrans(
    {
        "г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "х": "kh", "ц": "ts", "щ": "shch",
        "ю": "iu", "я": "ia", "ь": "", "'": "", "’": "", "ʼ": "",
    }
)  # fmt: skip


def slug_of(text: str, *, longest: int) -> str:
    """Make an address of `text`, cut at a word where one ends before `longest` characters; "" if nothing is left."""
    return slugify(text.lower().translate(UKRAINIAN), max_length=longest, word_boundary=True)
