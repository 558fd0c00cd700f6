"""What may an address stand for in a body: a video, a post, or nothing that we can show?"""

from articles.posts import NAMES, post_at
from articles.videos import video_at

REFUSED = (
    f"We can show YouTube and Vimeo videos, and single posts on {NAMES}. For anything else, make a link in the text."
)


def at(address: str) -> dict[str, str]:
    """Tell the editor's dialog what it has: `kind`, the address in its one form, and `told` in words; or `refused`."""
    address = address.strip()
    if video := video_at(address):
        return {"kind": "video", "address": video.page_url, "told": f"A video on {video.provider}"}
    if post := post_at(address):
        by = f" by {post.handle}" if post.handle else ""
        return {"kind": "post", "address": post.url, "told": f"A post on {post.network}{by}"}
    return {"refused": REFUSED}
