"""Is what somebody typed an address of the web?"""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator


def each_line_is_a_link(text: str) -> None:
    """Raise ValidationError unless every line of `text` is an http or https address."""
    check = URLValidator(schemes=["http", "https"])
    for line in text.split():
        try:
            check(line)
        except ValidationError:
            raise ValidationError(f"“{line}” is not a web address (https://…).") from None
