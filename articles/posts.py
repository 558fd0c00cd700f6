"""Which post on a social network does an address mean? Read from the address alone: nothing is ever fetched."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

LONGEST = 500
NUMBER = r"[0-9]{1,20}"
CODE = r"[A-Za-z0-9_-]{5,40}"
NAME = r"[A-Za-z0-9_.-]{1,60}"
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII)


@dataclass(frozen=True)
class Post:
    """`url` is the post's address in its one form; `handle` who wrote it, where the address says so."""

    network: str
    url: str
    handle: str = ""


def post_at(address: str) -> Post | None:
    """Read an https address of a post on a network we know; None for all others."""
    if len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(address.strip())
        odd = parts.scheme != "https" or parts.port is not None or "@" in parts.netloc
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if odd or not HOST.fullmatch(host):
        return None
    path = re.sub("/+$", "", parts.path)
    read = NETWORKS.get(host.removeprefix("www."))
    if read is not None:
        return read(path, parts.query)
    return _mastodon(host, path)


def _x(path: str, query: str) -> Post | None:
    found = re.fullmatch(rf"/(?:i/web|([A-Za-z0-9_]{{1,15}}))/status/({NUMBER})(?:/(?:photo|video)/[0-9])?", path)
    if found is None:
        return None
    name = found[1] if found[1] and found[1] != "i" else ""
    return Post("X", f"https://x.com/{name or 'i'}/status/{found[2]}", f"@{name}" if name else "")


def _facebook(path: str, query: str) -> Post | None:
    number = r"(?:pfbid[A-Za-z0-9]{10,100}|[0-9]{1,20})"
    base = "https://www.facebook.com"
    if found := re.fullmatch(rf"/({NAME})/(posts|videos)/(?:[A-Za-z0-9_.%-]{{1,200}}/)?({number})", path):
        return Post("Facebook", f"{base}/{found[1]}/{found[2]}/{found[3]}", found[1])
    if found := re.fullmatch(rf"/groups/({NAME})/(?:posts|permalink)/({number})", path):
        return Post("Facebook", f"{base}/groups/{found[1]}/posts/{found[2]}")
    if found := re.fullmatch(rf"/(reel|share/[prv])/({CODE})", path):
        return Post("Facebook", f"{base}/{found[1]}/{found[2]}")
    if path in {"/permalink.php", "/story.php"}:
        asked = parse_qs(query)
        story, owner = asked.get("story_fbid", [""])[0], asked.get("id", [""])[0]
        if re.fullmatch(number, story) and re.fullmatch(NUMBER, owner):
            return Post("Facebook", f"{base}/permalink.php?story_fbid={story}&id={owner}")
    return None


def _instagram(path: str, query: str) -> Post | None:
    found = re.fullmatch(rf"(?:/({NAME}))?/(p|reel|tv)/({CODE})", path)
    if found is None:
        return None
    return Post("Instagram", f"https://www.instagram.com/{found[2]}/{found[3]}/", f"@{found[1]}" if found[1] else "")


def _threads(path: str, query: str) -> Post | None:
    found = re.fullmatch(rf"/@({NAME})/post/({CODE})", path)
    return Post("Threads", f"https://www.threads.com/@{found[1]}/post/{found[2]}", f"@{found[1]}") if found else None


def _bluesky(path: str, query: str) -> Post | None:
    found = re.fullmatch(
        r"/profile/(did:(?:plc|web):[A-Za-z0-9._:-]{1,200}|[A-Za-z0-9.-]{1,253})/post/([a-z0-9]{5,40})", path
    )
    if found is None:
        return None
    handle = "" if found[1].startswith("did:") else f"@{found[1]}"
    return Post("Bluesky", f"https://bsky.app/profile/{found[1]}/post/{found[2]}", handle)


def _telegram(path: str, query: str) -> Post | None:
    found = re.fullmatch(rf"(?:/s)?/([A-Za-z][A-Za-z0-9_]{{3,31}})/({NUMBER})", path)
    return Post("Telegram", f"https://t.me/{found[1]}/{found[2]}", f"@{found[1]}") if found else None


def _tiktok(path: str, query: str) -> Post | None:
    found = re.fullmatch(rf"/@({NAME})/(video|photo)/({NUMBER})", path)
    if found is None:
        return None
    return Post("TikTok", f"https://www.tiktok.com/@{found[1]}/{found[2]}/{found[3]}", f"@{found[1]}")


def _none(path: str, query: str) -> Post | None:
    return None


def _mastodon(host: str, path: str) -> Post | None:
    """Any host may run it: what tells a post is /@name/number, with the name's own host if it is another."""
    found = re.fullmatch(rf"/@([A-Za-z0-9_]{{1,60}})(?:@([A-Za-z0-9.-]{{4,253}}))?/({NUMBER})", path)
    if found is None or (found[2] and not HOST.fullmatch(found[2].lower())):
        return None
    home = (found[2] or host).lower()
    at_home = f"@{home}" if found[2] else ""
    return Post("Mastodon", f"https://{host}/@{found[1]}{at_home}/{found[3]}", f"@{found[1]}@{home}")


NETWORKS: dict[str, Callable[[str, str], Post | None]] = {
    "x.com": _x,
    "twitter.com": _x,
    "mobile.twitter.com": _x,
    "facebook.com": _facebook,
    "m.facebook.com": _facebook,
    "instagram.com": _instagram,
    "threads.net": _threads,
    "threads.com": _threads,
    "bsky.app": _bluesky,
    "t.me": _telegram,
    "telegram.me": _telegram,
    "tiktok.com": _tiktok,
    # these have addresses like Mastodon's, and are not
    **dict.fromkeys(("youtube.com", "m.youtube.com", "medium.com", "vimeo.com"), _none),
}
NAMES = "X, Facebook, Instagram, Threads, Bluesky, Mastodon, Telegram and TikTok"
