"""Checks that every story's record follows from its events."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import soundness


class Command(BaseCommand):
    help = "Say whether every story's stamps follow from its events and no two editions overlap; exit with 1 if not."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(soundness.faults(moment=timezone.now()))
        for fault in found:
            self.stderr.write(fault)
        if found:
            sys.exit(1)
        self.stdout.write("Every story's record follows from its events.")
