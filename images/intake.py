"""Is this file a picture that we take? Decided by its content, within limits of bytes, pixels, memory and time."""

import atexit
import hashlib
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError

from images.judging import Refused
from images.trial import Trial

MOST_BYTES = 40 * 1024 * 1024

_trial = Trial()
atexit.register(_trial.end)


@dataclass(frozen=True)
class Taken:
    """A checked picture: upright size in pixels, the file's bytes, their SHA-256, true extension and average colour."""

    content: bytes
    digest: str
    extension: str
    width: int
    height: int
    colour: str


def take(file: IO[bytes]) -> Taken:
    """Read and check an uploaded file; nothing of it is stored.

    Raises ValidationError, with a sentence for whoever chose the file, if it is too large, no still picture of a known
    kind, broken, or something else as well (`judging.py`).
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(f"This file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        judged = _trial.judge(content)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from None
    return Taken(content, hashlib.sha256(content).hexdigest(), *judged)
