"""Does every story's record follow from its events? What SQLite has no constraint for, and a look at the copies."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from articles.models import Article, Edition, EditionByline, EditionTag, NewsFeedItem
from articles.timeline import Timeline, stamps


def faults(*, moment: datetime) -> Iterator[str]:
    """Yield a sentence for each fault found, over all stories that have editions."""
    with_editions = Edition.objects.values_list("article_id", flat=True).distinct()
    for article in Article.objects.filter(pk__in=with_editions).only("pk", "slug").iterator(chunk_size=500):
        yield from _faults_of(article, moment)


def _faults_of(article: Article, moment: datetime) -> Iterator[str]:
    timeline = Timeline.of(article, moment=moment)
    rows = list(stamps(timeline.events))
    for row in rows:
        edition = row.edition
        stored = (edition.live_until, edition.published_at, edition.updated_at, edition.corrections)
        if stored != row[1:]:
            yield f"{article.slug}: edition {edition.pk} says {stored}, its events say {row[1:]}."
    for earlier, later in pairwise(rows):
        if earlier.edition.live_until is None or earlier.edition.live_until > later.edition.live_from:
            yield f"{article.slug}: editions {earlier.edition.pk} and {later.edition.pk} overlap."
    for model, owner in ((EditionTag, "content_object_id"), (EditionByline, "edition_id")):
        true_times = {row.edition.pk: row.published_at for row in rows}
        for copy in model.objects.filter(article=article):
            if copy.published_at != true_times.get(getattr(copy, owner)):
                yield f"{article.slug}: {model.__name__} {copy.pk} stands at a wrong time in its list."
    item = NewsFeedItem.objects.filter(article=article).first()
    if item is not None and item.live_from != timeline.published_at:
        yield f"{article.slug}: its entry in the feed stands at a wrong time."
