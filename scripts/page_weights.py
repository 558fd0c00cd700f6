#!/usr/bin/env python3
"""What does a reader's first visit cost? Opens every page of the demonstration in a browser and adds up what it loads.

    .venv/bin/python scripts/page_weights.py            # prints the table; ends with 1 if a page is over its budget
    .venv/bin/python scripts/page_weights.py --write    # puts the table into README.md as well

Sizes are what is sent, compressed, without headers, in kilobytes of 1000 bytes. Each page is opened as a first
visit, on a phone's screen, and read to its end. Pictures are left out: they come at the size of the screen.
"""

import argparse
import gzip
import re
import sys
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from demonstration import HOME, chromium, get, pages, served
from playwright.sync_api import Browser, Request, sync_playwright

BUDGET = {"HTML": 15_000, "without the body": 8_000, "CSS": 10_000, "JS": 6_000, "fonts": 120_000, "third party": 0}
README = HOME / "README.md"
TABLE = re.compile(r"(?<=<!-- weights -->\n).*?(?=<!-- end of weights -->)", re.DOTALL)
BODY = re.compile(r'<div class="body">.*?</div>(?=\s*<(?:footer|p class="onward"))', re.DOTALL)
TYPES = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "font": "fonts"}


@dataclass
class Weight:
    """What one page loads, by part."""

    path: str
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BUDGET, 0))

    @property
    def faults(self) -> list[str]:
        return [
            f"{self.path}: {part} {self.parts[part]} > {limit}"
            for part, limit in BUDGET.items()
            if self.parts[part] > limit
        ]


def weigh(browser: Browser, base: str, path: str) -> Weight:
    """Visit a page for the first time and read it to its end."""
    weight, asked = Weight(path), []
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    page.route("**/*.{webp,jpg,jpeg,png,avif}", lambda route: route.fulfill(status=204))
    page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108 - it marks what it calls
    page.on("requestfailed", lambda request: asked.append(request))  # noqa: PLW0108 - it marks what it calls
    page.goto(base + path)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    for request in asked:
        _add(weight, request, base)
    context.close()
    rest, bodies = BODY.subn("", get(base + path)[2])
    if bodies:
        weight.parts["without the body"] = len(gzip.compress(rest.encode(), 6))
    return weight


def _add(weight: Weight, request: Request, base: str) -> None:
    if urlsplit(request.url).netloc not in (urlsplit(base).netloc, ""):
        weight.parts["third party"] += 1
    elif (part := TYPES.get(request.resource_type)) is not None:
        weight.parts[part] += request.sizes()["responseBodySize"]


def table(kinds: dict[str, list[Weight]]) -> str:
    """Draw the heaviest of each kind of page, part by part."""
    lines = ["| page | of them | " + " | ".join(BUDGET) + " |", "|---|" + "---:|" * (len(BUDGET) + 1)]
    for kind, weights in kinds.items():
        heaviest = {part: max(weight.parts[part] for weight in weights) for part in BUDGET}
        lines.append(
            f"| {kind} | {len(weights)} | " + " | ".join(_shown(part, heaviest[part]) for part in BUDGET) + " |"
        )
    lines.append("| **budget** | | " + " | ".join(_shown(part, limit) for part, limit in BUDGET.items()) + " |")
    return "\n".join(lines) + "\n"


def _shown(part: str, size: int) -> str:
    if part == "third party":
        return str(size)
    return f"{size / 1000:.1f}" if size else "–"


def measure(base: str) -> dict[str, list[Weight]]:
    found: dict[str, list[Weight]] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for kind, paths in pages(base).items():
            found[kind] = [weigh(browser, base, path) for path in paths]
            print(f"  {kind}: {len(paths)}", file=sys.stderr, flush=True)
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    wishes = parser.parse_args()
    with served("demonstration") as base:
        kinds = measure(base)
    print(table(kinds))
    if wishes.write:
        README.write_text(TABLE.sub(lambda _: table(kinds), README.read_text()))
    faults = [fault for weights in kinds.values() for weight in weights for fault in weight.faults]
    if faults:
        raise SystemExit("Over budget:\n" + "\n".join(faults))


if __name__ == "__main__":
    main()
