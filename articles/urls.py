"""The public contract: trailing slashes as written, anything else is 404."""

import re

from django.urls import path, re_path

from articles import feeds, installing, sitemaps, views
from articles.search import views as search_views
from articles.share_cards import NOUNS
from newsroom.security_contact import security_txt

LANGUAGE = "[a-z]{2,3}(?:-[a-z]{2,8})?"
FEED_KINDS = (("rss.xml", feeds.RSS), ("atom.xml", feeds.ATOM), ("feed.json", feeds.JSON))

urlpatterns = [
    path("", views.front, name="front"),
    path("feed/", views.feed, name="feed"),
    path("feed/since/<str:cursor>/", views.feed_since, name="feed-since"),
    re_path(rf"^feed/since/(?P<cursor>[^/]+)/(?P<code>{LANGUAGE})/$", views.feed_since, name="feed-since-in"),
    path("feed/<int:number>/", views.feed_item, name="feed-item"),
    path("articles/<slug:slug>/", views.story, name="story"),
    path("articles/<slug:slug>/history/", views.public_record, name="story-history"),
    path("corrections/", views.corrections, name="corrections"),
    path("about/", views.policy, {"kind": "about"}, name="about"),
    re_path(r"^about/(?P<kind>(?!about/)[a-z]+)/$", views.policy, name="policy"),
    re_path(rf"^(?P<code>{LANGUAGE})/about/$", views.policy, {"kind": "about"}, name="about-in"),
    re_path(rf"^(?P<code>{LANGUAGE})/about/(?P<kind>(?!about/)[a-z]+)/$", views.policy, name="policy-in"),
    path("authors/", views.authors, name="authors"),
    path("authors/<slug:slug>/", views.author, name="author"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("sections/<slug:slug>/", views.section, name="section"),
    re_path(
        rf"^cards/(?P<noun>{'|'.join(NOUNS)})-(?P<number>[1-9][0-9]{{0,17}})-(?P<digest>[0-9a-f]{{32}})\.png$",
        views.share_card,
        name="share-card",
    ),
    path("search/", search_views.search, name="search"),
    path("opensearch.xml", search_views.opensearch, name="opensearch"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("service-worker.js", installing.service_worker, name="service-worker"),
    path("offline/", installing.offline, name="offline"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$", sitemaps.month, name="sitemap-month"),
    path("sitemap-lists.xml", sitemaps.lists, name="sitemap-lists"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    re_path(rf"^(?P<code>{LANGUAGE})/$", views.front, name="front-in"),
]
for name, kind in FEED_KINDS:
    stem = name.partition(".")[0] if name != "feed.json" else "json"
    urlpatterns += [
        path(name, feeds.newest, {"kind": kind}, name=f"{stem}"),
        re_path(rf"^(?P<code>{LANGUAGE})/{re.escape(name)}$", feeds.in_language, {"kind": kind}, name=f"in-{stem}"),
        path(f"corrections/{name}", feeds.corrections, {"kind": kind}, name=f"corrections-{stem}"),
        path(f"feed/{name}", feeds.stream, {"kind": kind}, name=f"feed-{stem}"),
        path(f"sections/<slug:slug>/{name}", feeds.section, {"kind": kind}, name=f"section-{stem}"),
        path(f"tags/<slug:slug>/{name}", feeds.tag, {"kind": kind}, name=f"tag-{stem}"),
        path(f"authors/<slug:slug>/{name}", feeds.author, {"kind": kind}, name=f"author-{stem}"),
    ]
