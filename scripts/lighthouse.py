#!/usr/bin/env python3
"""What does Lighthouse say of readers' pages? Median of several runs on the demonstration, served as production would.

    .venv/bin/python scripts/lighthouse.py [--runs 5] [PATH …]

Its own settings: a mid-range phone on a slow connection, simulated. It needs Chromium, and npm, which fetches it
into build/ once. A busy machine spoils the figures, so its load is told with them. Ends with 1 if a page falls short.
"""

import argparse
import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any

from demonstration import HOME, chromium, served

PROGRAM = HOME / "build" / "npm" / "node_modules" / "lighthouse" / "cli" / "index.js"
PACKAGE = "lighthouse@12.8.2"
PAGES = ["/", "/articles/tram-bridge-repair-delayed/", "/feed/", "/authors/olena-marchuk/"]
WANTED = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = {"first-contentful-paint": "FCP ms", "largest-contentful-paint": "LCP ms", "total-blocking-time": "TBT ms"}
SHIFT, SHIFT_LIMIT = "cumulative-layout-shift", 0.01


def install() -> None:
    if not PROGRAM.exists():
        subprocess.run(["npm", "install", "--no-save", "--prefix", HOME / "build" / "npm", PACKAGE], check=True)  # noqa: S607


def run(address: str) -> dict[str, Any]:
    """Ask Lighthouse about a page, once."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    command: list[str | Path] = ["node", PROGRAM, address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium()}, capture_output=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def complaints(report: dict[str, Any]) -> set[str]:
    """Name the audits that cost a page its full score in what must be perfect."""
    perfect = [name for name, score in WANTED.items() if score == 100]
    audits = {part["id"] for name in perfect for part in report["categories"][name]["auditRefs"] if part["weight"]}
    return {name for name in audits if report["audits"][name]["score"] not in (None, 1)}


def measure(base: str, path: str, runs: int) -> tuple[list[str], list[str]]:
    """Return a row of the table, and what falls short."""
    reports = [run(base + path) for _ in range(runs)]
    row, short = [path], []
    for name, wanted in WANTED.items():
        score = statistics.median(report["categories"][name]["score"] * 100 for report in reports)
        row.append(f"{score:.0f}")
        if score < wanted:
            short.append(f"{path}: {name} {score:.0f} < {wanted} {sorted(set().union(*map(complaints, reports)))}")
    for name in TIMES:
        row.append(f"{statistics.median(report['audits'][name]['numericValue'] for report in reports):.0f}")
    shift = statistics.median(report["audits"][SHIFT]["numericValue"] for report in reports)
    row.append(f"{shift:.3f}")
    if shift > SHIFT_LIMIT:
        short.append(f"{path}: layout shift {shift:.3f}")
    return row, short


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("paths", nargs="*", default=PAGES)
    wishes = parser.parse_args()
    install()
    short: list[str] = []
    with served("demonstration") as base:
        print(f"load of the machine at the start and end: {os.getloadavg()[0]:.1f}", end=" ", flush=True)
        rows = []
        for path in wishes.paths:
            row, missing = measure(base, path, wishes.runs)
            rows.append(row)
            short += missing
        print(f"and {os.getloadavg()[0]:.1f}, on {os.cpu_count()} cores; median of {wishes.runs} runs\n")
    heads = ["page", *WANTED, *TIMES.values(), "layout shift"]
    print("| " + " | ".join(heads) + " |\n|---|" + "---:|" * (len(heads) - 1))
    print("\n".join("| " + " | ".join(row) + " |" for row in rows))
    if short:
        raise SystemExit("Short of what is wanted:\n" + "\n".join(short))


if __name__ == "__main__":
    main()
