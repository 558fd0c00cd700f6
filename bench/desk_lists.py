"""How long do the desk's busiest pages take with 100,000 stories, and how many questions do they ask?

    python bench/desk_lists.py [--stories 100000] [--explain]

Works in a throwaway SQLite database, or in the (empty, migrated by this script) one that DATABASE_URL names:
`scripts/with_postgres python bench/desk_lists.py`.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

RUNS = 7
BATCH = 2000
WORDS = [
    "harbour", "council", "bridge", "tram", "winter", "budget", "school", "ferry", "market", "river", "power",
    "strike", "court", "storm", "library", "garden", "station", "museum", "water", "heating", "festival", "airport",
    "police", "doctors", "students", "theatre", "football", "chess", "railway", "bakery",
]  # fmt: skip


def set_up():
    folder = tempfile.mkdtemp(prefix="newsroom-bench-")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    os.environ["VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    return folder


def fill(number):
    """Nine stories in ten were published, one in fifty is scheduled, one in a thousand withdrawn."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from articles.models import Article, Edition, Section, Withdrawal

    chance = random.Random(7)
    now = timezone.now()
    chief = User.objects.create_user("chief", is_staff=True, first_name="Ihor")
    chief.groups.add(Group.objects.get(name="Chief editor"))
    staff = [chief, *(User.objects.create_user(f"reporter{n}", is_staff=True) for n in range(40))]
    sections = [Section.objects.create(name=f"Section {n}", slug=f"section-{n}") for n in range(12)]
    body = "<p>" + " ".join(chance.choice(WORDS) for _ in range(600)) + "</p>"
    stages = ["draft"] * 3 + ["in_review", "ready"]
    for start in range(0, number, BATCH):
        articles = []
        for n in range(start, min(start + BATCH, number)):
            headline = " ".join(chance.choice(WORDS) for _ in range(7)).capitalize()
            articles.append(
                Article(
                    headline=f"{headline} {n}", standfirst=" ".join(chance.choice(WORDS) for _ in range(25)), body=body,
                    slug=f"story-{n}", section=chance.choice(sections), genre="news" if n % 50 else "opinion",
                    language="en" if n % 300 else "uk", stage="ready" if n % 10 else chance.choice(stages),
                    stage_since=now, created_at=now, saved_at=now, revision=1,
                    created_by=chance.choice(staff), assignee=chance.choice(staff) if n % 20 == 0 else None,
                )
            )  # fmt: skip
        Article.objects.bulk_create(articles)
        editions, gone = [], []
        for n, article in enumerate(articles, start):
            if n % 10 == 0:
                continue
            at = now - timedelta(minutes=number - n)
            later = now + timedelta(minutes=n % 5000 + 1)
            over = at + timedelta(seconds=30) if n % 1000 == 1 else None
            words = {"article": article, "headline": article.headline, "body": body, "revision": 1, "genre": "news"}
            words |= {"section": article.section, "published_at": at}
            if n % 50 == 2:
                editions.append(Edition(**words, live_from=at, live_until=later))
                editions.append(Edition(**words, live_from=later, updated_at=later))
            else:
                editions.append(Edition(**words, live_from=at, live_until=over))
            if over:
                gone.append(Withdrawal(article=article, at=over, reason="Legal advice", by=chief))
        Edition.objects.bulk_create(editions)
        Withdrawal.objects.bulk_create(gone)
        print(f"\r{start + len(articles):,} stories", end="", file=sys.stderr)
    print(file=sys.stderr)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return chief


def measure(client, name, address, explain):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, work = [], []
    for _ in range(RUNS):
        began, busy = time.perf_counter(), time.process_time()
        response = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - busy) * 1000)
    assert response.status_code == 200, (address, response.status_code)
    with CaptureQueriesContext(connection) as context:
        client.get(address)
    asked = [query["sql"] for query in context.captured_queries]
    counts = sum("COUNT(" in sql for sql in asked)
    best, median, work = min(times), statistics.median(times), statistics.median(work)
    print(
        f"{name:<30} {len(asked):>3} questions  {counts} counts"
        f"  best {best:>7.1f} ms  median {median:>7.1f} ms  processor {work:>6.1f} ms"
    )
    if explain:
        plan_of(next((sql for sql in asked if 'FROM "articles_article"' in sql and "LIMIT 51" in sql), asked[-1]))


def plan_of(sql):
    from django.db import connection

    prefix = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{prefix} {sql}")
        for row in cursor.fetchall():
            print("      ", row[-1])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=100_000)
    options.add_argument("--explain", action="store_true")
    asked = options.parse_args()
    folder = set_up()
    from django.db import connection
    from django.test import Client

    from articles.models import Article

    chief = fill(asked.stories)
    client = Client()
    client.force_login(chief)
    stories = "/admin/articles/article/"
    middle = Article.objects.order_by("id")[asked.stories // 2].pk
    pages = {
        "list": "",
        "deep in the list (by key)": f"?before={middle}",
        "stage: in review": "?stage__exact=in_review",
        "stage: draft": "?stage__exact=draft",
        "section": f"?section__id__exact={Article.objects.first().section_id}",
        "language: rare": "?language=uk",
        "genre: rare": "?genre__exact=opinion",
        "readers: live": "?readers=live",
        "readers: something scheduled": "?readers=scheduled",
        "readers: withdrawn": "?readers=withdrawn",
        "readers: never published": "?readers=never",
        "assigned to me": "?whose=assigned",
        "begun by me": "?whose=mine",
        "search: common words": "?q=harbour+bridge",
        "search: one story": f"?q={asked.stories // 3}",
        "search: nothing": "?q=zeppelin",
        "search: an address": f"?q=/articles/story-{asked.stories // 4}/",
        "in review and a section": f"?stage__exact=in_review&section__id__exact={Article.objects.first().section_id}",
    }
    print(f"{asked.stories:,} stories on {connection.vendor}, {RUNS} runs, in-process client")
    for name, query in pages.items():
        measure(client, name, f"{stories}{query}", asked.explain)
    measure(client, "story form", f"{stories}{middle}/change/", asked.explain)
    measure(client, "new story", f"{stories}add/", asked.explain)
    connection.close()
    for path in sorted(Path(folder).rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    Path(folder).rmdir()


if __name__ == "__main__":
    main()
