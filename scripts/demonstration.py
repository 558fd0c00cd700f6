"""How do the scripts get a demonstration newsroom to look at, served as production would be, and which pages has it?"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)"')

KINDS = [
    ("front page", r"/|/[a-z]{2}/"),
    ("story", r"/articles/[^/]+/"),
    ("record of a story", r"/articles/[^/]+/history/"),
    ("news feed", r"/feed/"),
    ("feed item", r"/feed/\d+/"),
    ("authors", r"/authors/"),
    ("author", r"/authors/[^/]+/"),
    ("section", r"/sections/[^/]+/"),
    ("tag", r"/tags/[^/]+/"),
]


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("No Chromium is installed (Debian and Ubuntu: apt-get install chromium). CHROMIUM=… names it.")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(name: str, **surroundings: str) -> Iterator[str]:
    """Serve a demonstration newsroom of its own from build/<name>; yield its address once it answers."""
    port = free_port()
    surroundings = {**os.environ, "VAR_DIR": str(HOME / "build" / name), **surroundings}
    server = subprocess.Popen([sys.executable, HOME / "scripts" / "run_demo.py", "--port", str(port)], env=surroundings)
    try:
        _wait(server, f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(1800):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                raise SystemExit("The demonstration did not start.") from None
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The demonstration did not answer within fifteen minutes.")


def get(address: str) -> tuple[int, str, str]:
    """Ask for an address; return status, media type and text."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers.get_content_type(), answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read().decode("utf-8", "replace")


def kind_of(path: str) -> str:
    """Name the kind of page that stands at a path; a kind that is not listed above goes by its path."""
    return next((name for name, pattern in KINDS if re.fullmatch(pattern, path)), path)


def pages(base: str) -> dict[str, list[str]]:
    """Follow every link from the front page; return the paths of all pages for readers, by kind of page."""
    found: dict[str, list[str]] = {"no such page": ["/nowhere/"]}
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop(0)
        status, media_type, text = get(base + path)
        if status != 200 or media_type != "text/html":
            continue
        found.setdefault(kind_of(path), []).append(path)
        for link in LINK.findall(text):
            if link not in seen and "?" not in link and not link.startswith(("/admin/", "/media/")):
                seen.add(link)
                waiting.append(link)
    return found
