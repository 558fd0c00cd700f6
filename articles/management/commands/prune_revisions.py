"""Thins out old revisions."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles import pruning


class Command(BaseCommand):
    help = (
        "Delete old revisions by policy: all stay for --keep-days, then the last one of each hour until --hourly-days, "
        "then the last one of each day. What was ever published or is scheduled, and the first and the newest of each "
        "story, stay for good. Safe to kill at any moment."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")
        parser.add_argument("--keep-days", type=int, default=settings.REVISIONS_KEEP_DAYS, metavar="N")
        parser.add_argument("--hourly-days", type=int, default=settings.REVISIONS_HOURLY_DAYS, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        policy = pruning.Policy(options["keep_days"], options["hourly_days"])
        if not 1 <= policy.keep_days <= policy.hourly_days <= 36_500:
            raise CommandError("Give --keep-days of 1 at least, and --hourly-days that are not fewer.")
        dry = options["dry_run"]
        total, looked_at = pruning.Report(), 0
        for report in pruning.prune(policy=policy, moment=timezone.now(), really=not dry):
            total, looked_at = total + report, looked_at + 1
            if options["verbosity"] > 1 or looked_at % 20 == 0:
                self.stdout.write(f"… {total.revisions} revisions (stories: {total.stories}) so far")
        done = "Would delete" if dry else "Deleted"
        self.stdout.write(
            f"{done} {total.revisions} revisions (stories: {total.stories}), about {total.characters / 1e6:.1f} MB. "
            f"Kept: all of the last {policy.keep_days} days, one an hour up to {policy.hourly_days} days, one a day "
            f"before that, and all that was published or is scheduled."
        )
