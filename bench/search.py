"""How long does a search take in a paper of 20,000 stories, and what does its index cost?

    python bench/search.py [--stories 20000] [--explain]

Works in a throwaway SQLite database, or in the (empty, migrated by this script) one that DATABASE_URL names:
`scripts/with_postgres python bench/search.py`. Words are drawn as they are in any language: few often, many seldom.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

RUNS = 7
BATCH = 1000
LENGTH = 400
IN_EVERY_PAPER = """
city council river bridge people government school water work year war market police station story minister hospital
vote budget court train company election winter flood heating energy doctor teacher museum theatre football
місто рада річка міст людина уряд школа вода робота рік війна ринок поліція вокзал розповідь міністр лікарня вибори
бюджет суд потяг компанія зима повінь опалення енергія лікар вчитель музей театр футбол
"""
COMMON = IN_EVERY_PAPER.split()
QUESTIONS = [
    ("one word, in nearly every story", "city"),
    ("one word, in many", "theatre"),
    ("one word, in few", "w4000"),
    ("a Ukrainian form", "війною"),
    ("three common words", "city council river"),
    ("two of which one is enough", "theatre OR футбол"),
    ("a common phrase", '"city council"'),
    ("a seldom phrase", '"theatre w300"'),
    ("common words without another", "city council -river"),
    ("twelve words", "city council river bridge people government school water work year war market"),
    ("nothing (PostgreSQL: and what is like it)", "theatrre w99999999"),
    ("words that are everywhere", "the and of"),
]


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
    """Fill in what publishing would have made, but for the index."""
    from django.utils import timezone

    from articles.models import Article, Edition, Section

    chance, now = random.Random(7), timezone.now()
    vocabulary = COMMON + [f"w{n}" for n in range(20_000)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(vocabulary))))
    sections = [Section.objects.create(name=f"Section {n}", slug=f"section-{n}") for n in range(12)]

    def words(count):
        return " ".join(chance.choices(vocabulary, cum_weights=weights, k=count))

    for start in range(0, number, BATCH):
        stories = [
            Article(
                headline="-", slug=f"story-{n}", section=chance.choice(sections), stage="ready", stage_since=now,
                created_at=now, saved_at=now, revision=1,
            )
            for n in range(start, min(start + BATCH, number))
        ]  # fmt: skip
        Article.objects.bulk_create(stories)
        Edition.objects.bulk_create(
            Edition(
                article=story, section=story.section, headline=words(8), standfirst=words(20), revision=1,
                body=f"<p>{words(LENGTH)}</p>", live_from=at, published_at=at,
            )
            for n, story in enumerate(stories, start)
            for at in [now - timedelta(hours=4 * n + 1)]
        )  # fmt: skip


def memory():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def size_of_index():
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('articles_search')")
        else:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'articles_search%%'")
        return cursor.fetchone()[0] / 1e6


def timed(ask):
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        answer = ask()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), answer


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--stories", type=int, default=20_000)
    arguments.add_argument("--explain", action="store_true", help="print how the database goes about it")
    given = arguments.parse_args()
    set_up()
    from django.db import connection
    from django.db.utils import OperationalError
    from django.test import Client
    from django.utils import timezone

    from articles.search import finding, index, questions
    from articles.search.questions import Unanswerable
    from newsroom import word_forms

    began = time.perf_counter()
    fill(given.stories)
    print(
        f"{connection.vendor}, {given.stories} stories of {LENGTH} words, filled in {time.perf_counter() - began:.0f} s"
    )
    before, began = memory(), time.perf_counter()
    word_forms.load()
    print(f"dictionaries: {time.perf_counter() - began:.1f} s, {memory() - before:.0f} MB")
    began = time.perf_counter()
    for _progress in index.rebuild():
        pass
    print(f"index: {time.perf_counter() - began:.0f} s", end="")
    try:
        print(f", {size_of_index():.0f} MB")
    except OperationalError:  # an SQLite without dbstat
        print()

    client, moment = Client(), timezone.now()
    print("\n| question | found on a page | first page ms | fifth page ms | whole page ms |\n|---|---|---|---|---|")
    for name, text in QUESTIONS:
        try:
            question = questions.read(text)
        except Unanswerable:
            whole, _ = timed(lambda text=text: client.get("/search/", {"q": text}))
            print(f"| {name} | - | - | - | {whole:.0f} |")
            continue

        def ask(before=None, question=question):
            return finding.stories(question, finding.Filters(), moment=moment, before=before)

        first, page = timed(ask)
        found, before = len(page), page.older
        for _ in range(3):
            before = before and ask(before).older
        fifth = f"{timed(lambda before=before: ask(before))[0]:.0f}" if before else "-"
        whole, _ = timed(lambda text=text: client.get("/search/", {"q": text}))
        print(f"| {name} | {found} | {first:.0f} | {fifth} | {whole:.0f} |")
        if given.explain:
            rows = finding._placed(finding._answering(question, finding.Filters(), moment=moment), question)
            print(rows.order_by("-place")[:21].explain())


if __name__ == "__main__":
    main()
