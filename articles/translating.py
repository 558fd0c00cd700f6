"""Which stories tell the same in different languages? They are joined and parted here, on equal terms.

It is no word of any of them: no revision, and what is live now says so at once.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Article, TranslationGroup
from articles.turn import Gone, Refused, turn
from newsroom import acts, languages, locks, outbox


def others(article: Article) -> list[Article]:
    """List the stories that are linked with this one, in the order of the paper's languages."""
    if article.translation_group_id is None:
        return []
    rows = Article.objects.filter(translation_group=article.translation_group_id).exclude(pk=article.pk).defer("body")
    order = [language.code for language in languages.of_the_paper()]
    return sorted(
        rows, key=lambda one: (one.language not in order, one.language in order and order.index(one.language))
    )


def check_language(article: Article, language: str) -> None:
    """Raise ValidationError, with a sentence, if another of the linked stories has this language already."""
    if article.translation_group_id is None:
        return
    same = Article.objects.filter(translation_group=article.translation_group_id, language=language)
    other = same.exclude(pk=article.pk).first()
    if other is not None:
        raise ValidationError(f"“{other}” is linked as the translation into this language: unlink it first.")


def link(article: Article, other: Article, *, by: Any, seen: int, at: datetime) -> None:
    """Say that two stories tell the same; whatever either was linked with already is linked with all of them."""
    with transaction.atomic():
        locks.hold(locks.TRANSLATIONS)  # before either story: of two who link crosswise, one waits
        with turn(article, "link_translations_of", by=by, seen=seen, at=at) as story:
            there = Article.objects.select_for_update().filter(pk=other.pk).first()
            if there is None:
                raise Gone
            if there.pk == story.pk:
                raise Refused("A story is no translation of itself: choose another.")
            group = story.translation_group or there.translation_group
            if group is not None and story.translation_group_id == there.translation_group_id:
                raise Refused(f"They are linked already: “{story}” and “{there}”.")
            joined = [story, *others(story), there, *others(there)]
            _check_languages(joined)
            group = group or TranslationGroup.objects.create()
            for one in joined:
                one.translation_group = group
            _write(joined, group)
            for one, beside in ((story, there), (there, story)):
                acts.log("link translations", one, by=by, at=at, note=f"{beside} ({beside.language})", other=beside.pk)
            outbox.announce([key for one in joined for key in one.page_keys], at=at)


def unlink(article: Article, *, by: Any, seen: int, at: datetime) -> None:
    """Take a story out of its translations; those that stay remain linked with each other."""
    with transaction.atomic():
        locks.hold(locks.TRANSLATIONS)
        with turn(article, "link_translations_of", by=by, seen=seen, at=at) as story:
            left = others(story)
            if not left:
                raise Refused("This story is linked with no other.")
            story.translation_group = None
            if len(left) == 1:
                _write(left, None)
            acts.log("unlink translations", story, by=by, at=at, note=", ".join(str(one) for one in left))
            outbox.announce([key for one in (story, *left) for key in one.page_keys], at=at)


def _check_languages(joined: Iterable[Article]) -> None:
    """One story of each language, as the working copies have it."""
    names = {language.code: language.name for language in languages.of_the_paper()}
    seen: dict[str, Article] = {}
    for one in joined:
        if one.language in seen:
            name = names.get(one.language, one.language)
            raise Refused(f"“{seen[one.language]}” and “{one}” are both in {name}: link one story of each language.")
        seen[one.language] = one


def _write(stories: Iterable[Article], group: TranslationGroup | None) -> None:
    """Which group a story is in is no word of it: the others' open forms stay good."""
    Article.objects.filter(pk__in=[one.pk for one in stories]).update(translation_group=group)
