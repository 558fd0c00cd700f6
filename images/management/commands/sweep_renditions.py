"""Which renditions can go, and how much space does that give back?"""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from images.sweeping import sweep


class Command(BaseCommand):
    help = (
        "Say which stored renditions nobody needs any more: of pictures that are gone, replaced or cropped otherwise. "
        "Nothing is removed without --delete. Originals are never touched."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--delete", action="store_true", help="remove them")
        parser.add_argument(
            "--older-than", type=int, default=30, metavar="DAYS", help="leave what was made since (30 days)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        older_than = timedelta(days=options["older_than"])
        swept = sweep(moment=timezone.now(), older_than=older_than, delete=options["delete"])
        done = "removed" if options["delete"] else "would go (--delete removes them)"
        size = swept.bytes / 1_000_000
        self.stdout.write(f"{swept.files} renditions; {swept.orphans} of them, {size:.1f} MB, {done}.")
