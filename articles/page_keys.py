"""Which pages show a story? The keys by which caches know them."""

from datetime import datetime

from articles.models import Article, EditionByline, EditionTag


def of_story(story: Article, *, moment: datetime) -> set[str]:
    """List the keys of every page on which a version that is not over shows, or will show."""
    keys = {f"article-{story.pk}", "feed", "front", "stories"}
    editions = list(story.editions.unended_at(moment).values_list("pk", "section_id"))
    keys |= {f"section-{section}" for _, section in editions if section}
    numbers = [pk for pk, _ in editions]
    tags = EditionTag.objects.filter(content_object__in=numbers).values_list("tag_id", flat=True)
    authors = EditionByline.objects.filter(edition__in=numbers).values_list("author_id", flat=True)
    return keys | {f"tag-{tag}" for tag in tags} | {f"author-{author}" for author in authors}
