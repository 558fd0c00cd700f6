"""How long does comparing two versions take when the bodies are as large, and as hostile, as a body may be?

    python bench/differences.py

Prints the seconds of processor time for each pair; the history promises less than 2 for any.
"""

import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"


def prose(seed, paragraphs, length, vocabulary):
    luck = random.Random(seed)
    words = [f"{vocabulary}{number}" for number in range(3000)]
    lines = (" ".join(words[int(luck.paretovariate(1)) % len(words)] for _ in range(length)) for _ in range(paragraphs))
    return "".join(f"<p>{line}</p>" for line in lines)


def tiny(seed, kinds, count=50_000):
    luck = random.Random(seed)
    return "".join(f"<p>{luck.randrange(kinds)}</p>" for _ in range(count))


LARGE = {
    "200 kB of other words": (prose(1, 600, 60, "a"), prose(2, 600, 60, "b")),
    "200 kB of the same words in another order": (prose(1, 600, 60, "a"), prose(2, 600, 60, "a")),
    "one paragraph of 30,000 words": (prose(1, 1, 30_000, "a"), prose(2, 1, 30_000, "a")),
    "a word in every paragraph": (prose(1, 500, 80, "a"), prose(1, 500, 80, "a").replace("<p>", "<p>New ")),
    "50,000 paragraphs, none alike": ("<p>x</p>" * 50_000, "<p>y</p>" * 50_000),
    "50,000 paragraphs of few kinds": (tiny(1, 50), tiny(2, 50)),
    "50,000 paragraphs in another order": (tiny(1, 10**9), "".join(sorted(tiny(1, 10**9).split("<p>")))),
    "the same two words for ever": ("<p>" + "a b " * 25_000, "<p>" + "b b a " * 17_000),
    "long white space": ("<p>a" + " " * 200_000 + "<b> </b></p>", "<p>b" + " " * 200_000 + "</p>"),
}


def main():
    import django

    django.setup()
    from articles.differences import Names, differences

    for name, (old, new) in LARGE.items():
        began = time.process_time()
        assert differences({"body": old}, {"body": new}, Names())
        print(f"{time.process_time() - began:5.2f} s  {name}")


if __name__ == "__main__":
    main()
