"""Who helps the last chief, whose telephone is lost? Whoever runs the server."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from newsroom import acts, second_factor


class Command(BaseCommand):
    help = "Remove the two-factor sign-in of an account: the app and the recovery codes are forgotten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"Nobody has the user name {options['username']}.")
        if second_factor.app_of(person) is None:
            raise CommandError(f"{person} has no two-factor sign-in.")
        second_factor.forget(person)
        acts.log("remove two-factor sign-in", person, by=None, at=timezone.now(), note="By the server's own command")
        self.stdout.write(f"{person} signs in with the password alone, until a new app is set up.")
