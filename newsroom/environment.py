"""What does the environment say? Each bad value is refused in a sentence that names its variable."""

import os
import secrets
import zoneinfo
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

Proxies = int | tuple[IPv4Network | IPv6Network, ...]

ON = {"1", "true", "yes", "on"}
ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
OFF = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """Read an on/off variable; anything but on, off, true, false, yes, no, 1 and 0 is refused."""
    value = text(name).lower()
    if not value:
        return default
    if value not in ON | OFF:
        raise ImproperlyConfigured(f"{name} must be 'on' or 'off', not {value!r}.")
    return value in ON


def words(name: str, default: list[str] | None = None) -> list[str]:
    """Read a list whose parts are separated by commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or (default or [])


def required(name: str, why: str) -> str:
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: {why}")
    return value


def choice(name: str, default: str, allowed: Iterable[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def address(name: str, default: str) -> str:
    """Read a site's address, such as https://news.example: a scheme and a host, no path."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or value != f"{parts.scheme}://{parts.netloc}":
        raise ImproperlyConfigured(f"{name} must be the site's address, such as https://news.example, not {value!r}.")
    return value


def contact(name: str) -> str:
    """Read a mail address or a web address (https://…) as a URI; "" if there is none."""
    value = text(name)
    if not value or (value.startswith("https://") and not any(letter.isspace() for letter in value)):
        return value
    try:
        validate_email(value.removeprefix("mailto:"))
    except ValidationError:
        raise ImproperlyConfigured(f"{name} must be a mail address or begin with https://, not {value!r}.") from None
    return f"mailto:{value.removeprefix('mailto:')}"


def number(name: str, default: int, *, least: int) -> int:
    """Read a whole number, `least` or more."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of {least} or more, not {value!r}.")
    return int(value)


def zone(name: str, default: str) -> str:
    """Read an IANA time zone's name, such as Europe/Kyiv."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(f"{name} must be an IANA time zone such as Europe/Kyiv, not {value!r}.") from error
    return value


def database(name: str, default: str) -> dict[str, Any]:
    """Read a database's address: `postgres://user:password@host/name` or `sqlite:///path`."""
    value = text(name, default)
    try:
        found = dict(dj_database_url.parse(value))
        if found["ENGINE"] not in ENGINES:
            raise ValueError(found["ENGINE"])
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} must look like postgres://user:password@host/name or sqlite:///path (its scheme is "
            f"{value.partition(':')[0]!r})."
        ) from error
    return found


def pictures(bucket_name: str) -> dict[str, Any]:
    """Say where originals and renditions lie: in a bucket of any S3-compatible store, or on this machine.

    All of a bucket stays private: the site hands out renditions itself. Names say what is in a file, so the same name
    is written over.
    """
    bucket = text(bucket_name)
    if not bucket:
        return {"BACKEND": "images.storage.WholeFiles"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": text("S3_ENDPOINT") or None,
            "region_name": text("S3_REGION") or None,
            "access_key": text("S3_ACCESS_KEY") or None,
            "secret_key": text("S3_SECRET_KEY") or None,
            "addressing_style": choice("S3_ADDRESSING", "auto", ["auto", "path", "virtual"]),
            "location": text("S3_FOLDER"),
            "file_overwrite": True,
        },
    }


def proxies(name: str) -> Proxies:
    """Read which proxies are believed: how many stand in front, or the networks they are in, separated by commas."""
    value = text(name, "0")
    if value.isascii() and value.isdigit() and len(value) < 3:
        return int(value)
    try:
        return tuple(ip_network(part) for part in words(name))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be a number of proxies, or addresses and networks such as 10.0.0.0/8, not {value!r}."
        ) from error


def development_key(path: Path) -> str:
    """Give this checkout a secret key of its own, made at the first start and kept in `path`."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()
