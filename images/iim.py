"""What stands in a picture's IIM block, the oldest form of news metadata?

Source: IPTC-NAA Information Interchange Model 4.2 (1999); the block's place and checksum are Adobe's image resources
0x0404 and 0x0425.
"""

import hashlib
from collections.abc import Mapping

BLOCK, CHECKSUM = 0x0404, 0x0425
MARK = 0x1C
CHARSET = (1, 90)
UTF8 = b"\x1b%G"
MOST = 4000
"""Data sets that are read, at most."""


def read(block: bytes) -> dict[tuple[int, int], list[str]]:
    """Map record and data set to its texts, in order. What is cut off or longer than its block ends the reading."""
    raw: dict[tuple[int, int], list[bytes]] = {}
    at, count = 0, 0
    while at + 5 <= len(block) and block[at] == MARK and count < MOST:
        key, size = (block[at + 1], block[at + 2]), int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # an extended data set: the size of its size
            length = size & 0x7FFF
            size = int.from_bytes(block[at : at + min(length, 4)], "big")
            at += length
        if at + size > len(block):
            break
        raw.setdefault(key, []).append(block[at : at + size])
        at += size
        count += 1
    is_utf8 = raw.get(CHARSET, [b""])[0] == UTF8
    return {key: [_text(value, is_utf8) for value in values] for key, values in raw.items() if key[0] == 2}


def was_changed_alone(resources: Mapping[int, bytes]) -> bool:
    """Say whether the block was changed by a program that knows no XMP: its checksum is there and is another's."""
    checksum = resources.get(CHECKSUM, b"")
    block = resources.get(BLOCK, b"")
    return len(checksum) == 16 and checksum != hashlib.md5(block, usedforsecurity=False).digest()


def _text(value: bytes, is_utf8: bool) -> str:
    """Decode as the block says; one that says nothing is UTF-8 if it can be, or else what Windows wrote in the West."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if is_utf8 else "cp1252", "replace")
