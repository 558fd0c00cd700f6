"""What may stand in a text that readers and feed readers get?"""

import re

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Drop the characters that XML 1.0 (section 2.2) cannot carry, so that no feed breaks on them."""
    return UNPRINTABLE.sub("", text)
