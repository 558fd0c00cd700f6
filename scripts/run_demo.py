#!/usr/bin/env python3
"""Serves the demonstration newsroom as production would: granian, a worker, DEBUG off, hashed static files.

`make run` calls it.

Secrets are made at the first start and kept in var/.
"""

import argparse
import os
import secrets
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def kept_secret(path: Path, length: int) -> str:
    """Read a secret, made at the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(length))
    return path.read_text().strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    var = Path(os.environ.setdefault("VAR_DIR", str(HOME / "var")))
    os.environ.setdefault("DEBUG", "off")
    os.environ.setdefault("HTTPS", "off")  # on this machine only; a real site leaves it on
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or kept_secret(var / "secret-key", 50)
    os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
    address = f"http://127.0.0.1:{port}"
    os.environ.setdefault("SITE_URL", address)
    os.environ.setdefault("SITE_NAME", "The Velmyn Courier")
    os.environ.setdefault("SITE_TAGLINE", "The daily of the city at the river's mouth")
    password = os.environ.get("DEMO_PASSWORD") or kept_secret(var / "demo-password", 9)
    os.environ["DEMO_PASSWORD"] = password
    manage = [sys.executable, str(HOME / "manage.py")]
    print("Setting up the database …", flush=True)
    subprocess.run([*manage, "migrate", "--verbosity", "0"], check=True)
    print("Building the demonstration newsroom (drawing its pictures takes a moment the first time) …", flush=True)
    subprocess.run([*manage, "demo"], check=True)
    subprocess.run([*manage, "collectstatic", "--noinput", "--verbosity", "0"], check=True)
    print(
        f"\n  The paper:  {address}/\n  The desk:   {address}/admin/   (reporter, editor, chief; password {password})\n"
    )
    print("  Ctrl+C stops it.\n", flush=True)
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    options += ["--blocking-threads", "2", "--workers-kill-timeout", "2", "--no-ws", "--log-level", "warning"]
    os.chdir(HOME)
    # This process becomes granian and stays the worker's parent; the worker leaves when it is gone, however it ends.
    subprocess.Popen([*manage, "worker", "--while", str(os.getpid())], stdin=subprocess.DEVNULL)
    os.execv(BIN / "granian", ["granian", *options, "newsroom.wsgi:application"])  # noqa: S606 - fixed program and arguments


if __name__ == "__main__":
    main()
