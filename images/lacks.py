"""What does a picture lack for being printed? Said wherever one is chosen."""

from datetime import datetime

from images.models import Image


def lacks(image: Image, *, at: datetime) -> str:
    """Say what is missing, or nothing."""
    missing = [what for what, value in (("alternative text", image.alt), ("credit", image.credit)) if not value]
    said = [f"It has no {' and no '.join(missing)}: add that in the library."] if missing else []
    if image.rights_until is not None and image.rights_until <= at:
        said.append("The right to publish it has run out.")
    return " ".join(said)
