"""Writes the search index anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from articles.search import index


class Command(BaseCommand):
    help = (
        "Write the words of every published version into the search index anew. Publishing keeps the index by itself: "
        "this is for stories that were there before it, and after changes of its dictionaries. Readers search and "
        "editors publish meanwhile. Safe to stop at any moment, and to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        began = said = time.monotonic()
        for progress in index.rebuild():
            if progress.written and time.monotonic() - said > 2:
                said = time.monotonic()
                each = (said - began) / progress.written
                left = round(each * (progress.total - progress.written))
                self.stdout.write(f"… {progress.written} of {progress.total}, about {left} s to go")
        seconds = time.monotonic() - began
        self.stdout.write(f"Search finds {progress.written} published versions. It took {seconds:.0f} s.")
