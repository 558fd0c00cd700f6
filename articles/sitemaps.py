"""Which addresses does a search engine learn, and when did each change? https://www.sitemaps.org/protocol.html"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Max, Min
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles import reading
from articles.models import Edition, EditionTag, Tag
from newsroom.clock import TimedRequest
from newsroom.public import public_page

NEWS_HOURS = 48
MOST_NEWS = 1000
MOST_URLS = 50_000
XML = "application/xml"


@public_page
def index(request: TimedRequest) -> HttpResponse:
    """One sitemap for each month in which a story was published, and one for the lists."""
    live = Edition.objects.live_at(request.moment).aggregate(first=Min("published_at"), last=Max("published_at"))
    months = []
    if live["first"]:
        year, month_number = live["last"].year, live["last"].month
        while (year, month_number) >= (live["first"].year, live["first"].month):
            months.append(reverse("sitemap-month", args=[year, month_number]))
            year, month_number = (year, month_number - 1) if month_number > 1 else (year - 1, 12)
    addresses = [request.build_absolute_uri(path) for path in [*months, reverse("sitemap-lists")]]
    return render(request, "sitemap_index.xml", {"sitemaps": [{"location": a} for a in addresses]}, content_type=XML)


@public_page
def month(request: TimedRequest, year: str, month: str) -> HttpResponse:
    """The live stories first published in one month (UTC)."""
    try:
        begins = datetime(int(year), int(month), 1, tzinfo=UTC)
        ends = datetime(begins.year + begins.month // 12, begins.month % 12 + 1, 1, tzinfo=UTC)
    except ValueError:
        raise Http404("There is no such month.") from None
    live = Edition.objects.live_at(request.moment)
    known = live.aggregate(first=Min("published_at"), last=Max("published_at"))
    if known["first"] is None or not known["first"] < ends or not known["last"] >= begins:
        raise Http404("No story was published in that month.")
    rows = (
        live.filter(published_at__gte=begins, published_at__lt=ends)
        .order_by("-published_at", "-article_id")
        .values_list("article__slug", "published_at", "updated_at")[:MOST_URLS]
    )
    urls = [_url(request, reverse("story", args=[slug]), updated or published) for slug, published, updated in rows]
    return render(request, "sitemap.xml", {"urlset": urls}, content_type=XML)


@public_page
def lists(request: TimedRequest) -> HttpResponse:
    """The front page, the feed, sections, and every author and tag that is public."""
    live = EditionTag.objects.filter(content_object__in=Edition.objects.live_at(request.moment).values("pk"))
    tags = Tag.objects.filter(pk__in=live.values("tag_id"))
    authors = reading.authors(moment=request.moment, size=MOST_URLS)
    paths = [reverse("front"), reverse("feed"), reverse("authors")]
    paths += [thing.get_absolute_url() for things in (reading.sections(), authors, tags) for thing in things]
    return render(request, "sitemap.xml", {"urlset": [_url(request, path) for path in paths]}, content_type=XML)


@public_page
def news(request: TimedRequest) -> HttpResponse:
    """What was first published in the last 48 hours.

    https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
    """
    rows = (
        Edition.objects.live_at(request.moment)
        .filter(published_at__gt=request.moment - timedelta(hours=NEWS_HOURS), published_at__lte=request.moment)
        .order_by("-published_at", "-article_id")
        .values("article__slug", "headline", "language", "published_at")[:MOST_NEWS]
    )
    stories = [row | {"location": _absolute(request, row["article__slug"])} for row in rows]
    context = {"stories": stories, "site_name": settings.SITE_NAME}
    return render(request, "articles/news_sitemap.xml", context, content_type=XML)


def _absolute(request: TimedRequest, slug: str) -> str:
    return request.build_absolute_uri(reverse("story", args=[slug]))


def _url(request: TimedRequest, path: str, changed: datetime | None = None) -> dict[str, object]:
    return {"location": request.build_absolute_uri(path), "lastmod": changed}
