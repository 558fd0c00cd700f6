"""What may stand in a text that readers and feed readers get?"""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Drop the characters that XML 1.0 (section 2.2) cannot carry, so that no feed breaks on them."""
    return UNPRINTABLE.sub("", text)


def shortened(text: str, length: int) -> str:
    """Return `text` on one line of at most `length` characters, cut where a word ends if one does."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[:length].rsplit(" ", 1)[0] if " " in text[:length] else text[: length - 1]
    return f"{cut.rstrip('.,:;–— ')[: length - 1]}…"
