"""The desk's pages for stories, the calendar, the feed, sections, tags, and the records of the newsroom."""

from articles.admin import calendar, feed, nouns, records, stories

__all__ = ["calendar", "feed", "nouns", "records", "stories"]
