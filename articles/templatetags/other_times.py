"""Where is the site to be seen as of an event? For templates of the desk."""

from datetime import datetime

from django import template

from newsroom import time_machine

register = template.Library()


@register.simple_tag
def site_then(at: datetime, path: str = "/") -> str:
    """Say where the staff see `path` once what happens at `at` has happened."""
    return time_machine.address(time_machine.minute_after(at), path)
