"""Which addresses does a search engine learn, and when did each change? https://www.sitemaps.org/protocol.html"""

from datetime import UTC, datetime, timedelta

from django.db.models import CharField, Func, Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles import reading
from articles.facts import last_change
from articles.models import Edition, EditionTag, Tag
from articles.models.words import Genre
from newsroom import imprint, languages
from newsroom.clock import TimedRequest
from newsroom.public import public_page
from newsroom.site_address import absolute, origin
from newsroom.text import plain

NEWS_HOURS = 48
MOST_NEWS = 1000
MOST_URLS = 50_000
XML = "application/xml"


class MonthOf(Func):
    """The month (UTC) of a time, as 2026-03. Django's own TruncMonth is a function in Python on SQLite: eight times
    slower over an archive."""

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 7)", **context)

    def as_postgresql(self, compiler, connection, **context):
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=template, **context)


@public_page
def index(request: TimedRequest) -> HttpResponse:
    """One sitemap for each month in which a live story was first published, with its newest change; one for lists."""
    changed = (
        Edition.objects.live_at(request.moment)
        .order_by()
        .annotate(month=MonthOf("published_at"))
        .values_list("month")
        .annotate(published=Max("published_at"), updated=Max("updated_at"))
        .order_by("-month")
    )
    shards = [
        _url(request, reverse("sitemap-month", args=month.split("-")), max(published, updated or published))
        for month, published, updated in changed
    ]
    shards.append(_url(request, reverse("sitemap-lists")))
    return render(request, "sitemap_index.xml", {"sitemaps": shards}, content_type=XML)


@public_page
def month(request: TimedRequest, year: str, month: str) -> HttpResponse:
    """The live stories first published in one month (UTC)."""
    try:
        begins = datetime(int(year), int(month), 1, tzinfo=UTC)
        ends = datetime(begins.year + begins.month // 12, begins.month % 12 + 1, 1, tzinfo=UTC)
    except ValueError:
        raise Http404("There is no such month.") from None
    rows = (
        Edition.objects.live_at(request.moment)
        .filter(published_at__gte=begins, published_at__lt=ends)
        .order_by("-published_at", "-article_id")
        .values_list("article__slug", "published_at", "updated_at")[:MOST_URLS]
    )
    urls = [
        _url(request, reverse("story", args=[slug]), last_change(published, updated))
        for slug, published, updated in rows
    ]
    if not urls:
        raise Http404("No story was published in that month.")
    return render(request, "sitemap.xml", {"urlset": urls}, content_type=XML)


@public_page
def lists(request: TimedRequest) -> HttpResponse:
    """The front page, the feed, sections, and every author and tag that is public."""
    live = EditionTag.objects.filter(content_object__in=Edition.objects.live_at(request.moment).values("pk"))
    tags = Tag.objects.filter(pk__in=live.values("tag_id"))
    authors = reading.authors(moment=request.moment, size=MOST_URLS)
    paths = [*(one.front for one in languages.of_the_paper()), reverse("feed"), reverse("authors")]
    paths += [thing.get_absolute_url() for things in (reading.sections(), authors, tags) for thing in things]
    return render(request, "sitemap.xml", {"urlset": [_url(request, path) for path in paths]}, content_type=XML)


@public_page
def news(request: TimedRequest) -> HttpResponse:
    """What was first published in the last 48 hours, without what was paid for.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    rows = (
        Edition.objects.live_at(request.moment)
        .filter(published_at__gt=request.moment - timedelta(hours=NEWS_HOURS), published_at__lte=request.moment)
        .exclude(genre=Genre.SPONSORED)
        .order_by("-published_at", "-article_id")
        .values_list("article__slug", "headline", "language", "published_at")[:MOST_NEWS]
    )
    stories = [
        _url(request, reverse("story", args=[slug]))
        | {"headline": plain(headline), "language": news_language(language), "published_at": published}
        for slug, headline, language, published in rows
    ]
    context = {"stories": stories, "site_name": imprint.name()}
    return render(request, "articles/news_sitemap.xml", context, content_type=XML)


def news_language(tag: str) -> str:
    """Return a language as news sitemaps name it: ISO 639 without a region, but for the two kinds of Chinese."""
    return tag.lower() if tag.lower() in {"zh-cn", "zh-tw"} else tag.partition("-")[0].lower()


def _url(request: TimedRequest, path: str, changed: datetime | None = None) -> dict[str, object]:
    return {"location": absolute(origin(request), path), "lastmod": changed}
