"""The desk's pages for stories, the feed, sections, tags, and the records of the newsroom."""

from articles.admin import dashboard, feed, log, nouns, records, stories

__all__ = ["dashboard", "feed", "log", "nouns", "records", "stories"]
