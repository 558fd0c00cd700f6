"""Builds the demonstration newsroom."""

import os
import secrets
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.demo import building


class Command(BaseCommand):
    help = (
        "Fill an empty database with a small invented paper and three accounts, reporter, editor and chief. Their "
        "password is DEMO_PASSWORD, or is made up and printed. Run again, it adds what is missing and doubles nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("DEMO_PASSWORD", "")
        made_up = ""
        if not password and not User.objects.filter(username=building.STAFF[0][0]).exists():
            password = made_up = secrets.token_urlsafe(9)
        try:
            report = building.build(moment=timezone.now().replace(second=0, microsecond=0), password=password)
        except building.NotEmpty:
            raise CommandError("This database holds a newsroom's own stories: the demonstration stays out.") from None
        if report.made:
            self.stdout.write("Made " + ", ".join(f"{count} {noun}" for noun, count in report.made.items()) + ".")
        else:
            self.stdout.write("The demonstration newsroom is there already; nothing was added.")
        names = ", ".join(username for username, *_ in building.STAFF)
        if made_up:
            self.stdout.write(f"Log in at /admin/ as {names}; password: {made_up}")
        elif password:
            self.stdout.write(f"Log in at /admin/ as {names}; password: as DEMO_PASSWORD says.")
        else:
            self.stdout.write(
                f"Log in at /admin/ as {names} with the password printed before (DEMO_PASSWORD sets a new one)."
            )
