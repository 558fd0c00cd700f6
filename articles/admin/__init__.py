"""The desk's pages for stories, the calendar, the feed, sections, tags, and the records of the newsroom."""

from articles.admin import (
    calendar,
    dashboard,
    feed,
    feed_agency,
    feed_quick,
    front_desk_page,
    imprint,
    log,
    nouns,
    other_times,
    picture_rights,
    policies,
    previews,
    records,
    stories,
    translations_page,
)

__all__ = [
    "calendar",
    "dashboard",
    "feed",
    "feed_agency",
    "feed_quick",
    "front_desk_page",
    "imprint",
    "log",
    "nouns",
    "other_times",
    "picture_rights",
    "policies",
    "previews",
    "records",
    "stories",
    "translations_page",
]
