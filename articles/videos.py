"""Which video does an address mean, and where does it play without following the reader around?"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
VIMEO_ID = re.compile(r"[0-9]{6,12}", re.ASCII)


@dataclass(frozen=True)
class Video:
    provider: str
    id: str

    @property
    def page_url(self) -> str:
        """Where a reader may watch it at the provider's."""
        if self.provider == "YouTube":
            return f"https://www.youtube.com/watch?v={self.id}"
        return f"https://vimeo.com/{self.id}"

    @property
    def player_url(self) -> str:
        """What a frame loads, once the reader has asked for it."""
        if self.provider == "YouTube":
            return f"https://www.youtube-nocookie.com/embed/{self.id}"
        return f"https://player.vimeo.com/video/{self.id}?dnt=1"


def video_at(address: str) -> Video | None:
    """Read an address of a known provider's video; None for all others."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    path = parts.path.strip("/").split("/")
    if host == "youtu.be":
        return _video("YouTube", YOUTUBE_ID, path[0])
    if host in YOUTUBE_HOSTS:
        named = path[1] if len(path) == 2 and path[0] in {"embed", "shorts", "live"} else ""
        asked = parse_qs(parts.query).get("v", [""])[0] if path == ["watch"] else ""
        return _video("YouTube", YOUTUBE_ID, named or asked)
    if host in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        return _video("Vimeo", VIMEO_ID, path[-1])
    return None


def _video(provider: str, pattern: re.Pattern[str], identity: str) -> Video | None:
    return Video(provider, identity) if pattern.fullmatch(identity) else None


def video_address(address: str) -> None:
    """Raise ValidationError unless `address` is that of a video we can show."""
    if video_at(address) is None:
        raise ValidationError("Give the address of a YouTube or Vimeo video.")
