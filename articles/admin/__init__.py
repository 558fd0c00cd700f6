"""The desk's pages for stories, the feed, sections, tags, and the records of the newsroom."""

from articles.admin import feed, feed_agency, feed_quick, nouns, records, stories

__all__ = ["feed", "feed_agency", "feed_quick", "nouns", "records", "stories"]
