"""The nouns of the newsroom. Each file knows those above it, never those below:

sections, tags → words → stories → editions → feed, search
                           stories → typing, notes, previews, front
"""

from articles.models.editions import Edition, EditionByline, EditionPicture, EditionTag, Withdrawal
from articles.models.feed import NewsFeedItem
from articles.models.front import FrontPage, Place, Slot, SlotStory
from articles.models.notes import Note
from articles.models.policies import Policy
from articles.models.previews import PreviewLink, PreviewOpening
from articles.models.search import SearchEntry
from articles.models.sections import Section
from articles.models.stories import Article, ArticlePicture, ArticleTag, Byline, Revision, TranslationGroup
from articles.models.tags import Tag
from articles.models.typing import Autosave, Presence
from articles.models.words import WORDS, Credit, Words

__all__ = [
    "WORDS",
    "Article",
    "ArticlePicture",
    "ArticleTag",
    "Autosave",
    "Byline",
    "Credit",
    "Edition",
    "EditionByline",
    "EditionPicture",
    "EditionTag",
    "FrontPage",
    "NewsFeedItem",
    "Note",
    "Place",
    "Policy",
    "Presence",
    "PreviewLink",
    "PreviewOpening",
    "Revision",
    "SearchEntry",
    "Section",
    "Slot",
    "SlotStory",
    "Tag",
    "TranslationGroup",
    "Withdrawal",
    "Words",
]
