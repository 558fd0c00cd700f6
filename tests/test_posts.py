"""Which addresses are posts on a network, and which only look like one?"""

import pytest

from articles import embeds
from articles.posts import Post, post_at


@pytest.mark.parametrize(
    ("address", "post"),
    [
        ("https://x.com/olha/status/17?s=20", Post("X", "https://x.com/olha/status/17", "@olha")),
        ("https://mobile.twitter.com/olha/status/17/photo/1", Post("X", "https://x.com/olha/status/17", "@olha")),
        ("https://twitter.com/i/web/status/17", Post("X", "https://x.com/i/status/17")),
        (
            "https://www.facebook.com/velmyn.port/posts/a-title/pfbid0123456789abc/",
            Post("Facebook", "https://www.facebook.com/velmyn.port/posts/pfbid0123456789abc", "velmyn.port"),
        ),
        (
            "https://m.facebook.com/story.php?story_fbid=12&id=34&spy=1",
            Post("Facebook", "https://www.facebook.com/permalink.php?story_fbid=12&id=34"),
        ),
        ("https://www.facebook.com/groups/9/posts/12", Post("Facebook", "https://www.facebook.com/groups/9/posts/12")),
        ("https://www.facebook.com/share/p/1AbCdE/", Post("Facebook", "https://www.facebook.com/share/p/1AbCdE")),
        ("https://www.instagram.com/p/CxAbC_-1/?igsh=x", Post("Instagram", "https://www.instagram.com/p/CxAbC_-1/")),
        ("https://instagram.com/olha/reel/CxAbC/", Post("Instagram", "https://www.instagram.com/reel/CxAbC/", "@olha")),
        (
            "https://www.threads.net/@olha/post/CxAbC",
            Post("Threads", "https://www.threads.com/@olha/post/CxAbC", "@olha"),
        ),
        (
            "https://bsky.app/profile/olha.bsky.social/post/3kabcd",
            Post("Bluesky", "https://bsky.app/profile/olha.bsky.social/post/3kabcd", "@olha.bsky.social"),
        ),
        (
            "https://bsky.app/profile/did:plc:abc123/post/3kabcd",
            Post("Bluesky", "https://bsky.app/profile/did:plc:abc123/post/3kabcd"),
        ),
        (
            "https://social.example/@olha/17",
            Post("Mastodon", "https://social.example/@olha/17", "@olha@social.example"),
        ),
        (
            "https://social.example/@olha@other.example/17",
            Post("Mastodon", "https://social.example/@olha@other.example/17", "@olha@other.example"),
        ),
        ("https://t.me/s/velmyn_news/17?single", Post("Telegram", "https://t.me/velmyn_news/17", "@velmyn_news")),
        ("https://www.tiktok.com/@olha/video/17?x=1", Post("TikTok", "https://www.tiktok.com/@olha/video/17", "@olha")),
    ],
)
def test_a_post_is_read_from_its_address_and_written_in_one_form(address, post):
    assert post_at(address) == post
    assert post_at(post.url) is not None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x.com/olha/status/17",
        "http://x.com/olha/status/17",
        "https://x.com/olha",
        "https://x.com/olha/status/17/../../evil",
        "https://x.com.evil.example/olha/status/17",
        "https://x.com@evil.example/@a/17@",
        "https://user:pass@social.example/@olha/17",
        "https://social.example:8080/@olha/17",
        "https://localhost/@olha/17",
        "https://127.0.0.1/@olha/17",
        "https://[::1]/@olha/17",
        "https://social.example/@olha",
        'https://social.example/@olha"onclick="x/17',
        "https://www.youtube.com/@olha/17",
        "https://t.me/c/12345/17",
        "https://t.me/+secret",
        "javascript:alert(1)//https://x.com/olha/status/17",
        "https://social.example/@olha/17\u202e",
        "https://social.example/@olha/" + "1" * 600,
    ],
)
def test_what_only_looks_like_a_post_is_none(address):
    assert post_at(address) is None


def test_an_address_is_told_apart_or_refused_with_a_sentence():
    assert embeds.at(" https://youtu.be/dQw4w9WgXcQ ")["kind"] == "video"
    assert embeds.at("https://x.com/olha/status/17")["told"] == "A post on X by @olha"
    assert embeds.at("https://example.org/")["refused"].startswith("We can show YouTube and Vimeo videos")
