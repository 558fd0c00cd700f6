#!/usr/bin/env python3
"""Is every page of the demonstration valid HTML? Asks the Nu validator, the one that the W3C runs.

    .venv/bin/python scripts/validate.py

It needs Java, and npm to fetch the validator into build/ once. `tests/test_html.py` checks without either.
"""

import shutil
import subprocess

from demonstration import HOME, get, pages, served

VALIDATOR = HOME / "build" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PACKAGE = "vnu-jar@26.9.27"


def main() -> None:
    if not VALIDATOR.exists():
        subprocess.run(["npm", "install", "--no-save", "--prefix", HOME / "build" / "npm", PACKAGE], check=True)  # noqa: S607
    folder = HOME / "build" / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with served("demonstration") as base:
        paths = [path for of_kind in pages(base).values() for path in of_kind]
        for path in paths:
            (folder / f"{path.strip('/').replace('/', '-') or 'front'}.html").write_text(get(base + path)[2])
    print(f"{len(paths)} pages", flush=True)
    raise SystemExit(subprocess.run(["java", "-jar", VALIDATOR, "--skip-non-html", folder], check=False).returncode)  # noqa: S607


if __name__ == "__main__":
    main()
