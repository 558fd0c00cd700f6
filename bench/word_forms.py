"""Which library brings the forms of a word together best, in Ukrainian and in English, and what does it cost?

    pip install simplemma lemminflect pymorphy3 pymorphy3-dicts-uk
    python bench/word_forms.py [--misses]

Reads the lists beside it. A pair of forms of one word is "found" if asking for the one finds the other; "mixed" are
pairs of different words that would find one another. Each candidate is measured in a process of its own.
"""

import argparse
import json
import subprocess
import sys
import time
from itertools import combinations, permutations
from pathlib import Path

LISTS = Path(__file__).resolve().parent / "word_forms"
CANDIDATES = {
    "uk": [
        "as written",
        "simplemma",
        "pymorphy3, first reading",
        "pymorphy3, all readings",
        "simplemma, then pymorphy3",
    ],
    "en": ["as written", "simplemma", "lemminflect, all readings"],
}


def words_of(language):
    lines = (LISTS / f"{language}.txt").read_text().splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


def plain(form):
    return form.casefold().removesuffix("'s").removesuffix("'")


def memory():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def candidate(name, language):
    """Return a function that gives the dictionary's forms of a word, in lower case and without the English 's."""
    if name == "as written":
        return lambda form: {form}
    if name == "simplemma":
        from simplemma import lemmatize

        return lambda form: {lemmatize(form, lang=language).casefold()}
    if name == "lemminflect, all readings":
        from lemminflect import getAllLemmas

        return lambda form: {lemma for found in getAllLemmas(form).values() for lemma in found} or {form}
    import pymorphy3

    readings = pymorphy3.MorphAnalyzer(lang="uk")
    if name == "pymorphy3, first reading":
        return lambda form: {readings.parse(form)[0].normal_form}
    if name == "pymorphy3, all readings":
        return lambda form: {reading.normal_form for reading in readings.parse(form)}
    from simplemma import is_known, lemmatize

    def either(form):
        if is_known(form, lang=language):
            return {lemmatize(form, lang=language).casefold()}
        return {reading.normal_form for reading in readings.parse(form)}

    return either


def measure(name, language):
    words = words_of(language)
    before, began = memory(), time.perf_counter()
    lemmas = candidate(name, language)
    lemmas(plain(words[0][0]))
    loading, grown = time.perf_counter() - began, memory() - before
    forms = [form for word in words for form in word]
    began = time.perf_counter()
    keys = {form: lemmas(plain(form)) for form in forms}
    each = (time.perf_counter() - began) / len(forms)
    misses, found = [], 0
    for word in words:
        for asked, other in permutations(dict.fromkeys(word), 2):
            if keys[asked] & keys[other]:
                found += 1
            else:
                misses.append(f"{asked}/{other}")
    mixed = [
        f"{one}/{other}"
        for first, second in combinations(words, 2)
        for one in first
        for other in second
        if one != other and keys[one] & keys[other]
    ]
    return {
        "found": 100 * found / (found + len(misses)), "misses": misses, "mixed": mixed,
        "readings": sum(len(found) for found in keys.values()) / len(keys),
        "loading": loading, "memory": grown, "each": each * 1e6, "forms": len(forms), "words": len(words),
    }  # fmt: skip


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--misses", action="store_true", help="name the pairs that are not found, or mixed")
    arguments.add_argument("--one", nargs=2, metavar=("CANDIDATE", "LANGUAGE"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        print(json.dumps(measure(*given.one)))
        return
    for language, names in CANDIDATES.items():
        print(f"| {language} | found | mixed pairs | readings a form | loading s | memory MB | a new form µs |")
        print("|---|---|---|---|---|---|---|")
        for name in names:
            ran = subprocess.run(
                [sys.executable, __file__, "--one", name, language], capture_output=True, text=True, check=True
            )
            row = json.loads(ran.stdout)
            print(
                f"| {name} | {row['found']:.1f} % | {len(row['mixed'])} | {row['readings']:.2f} "
                f"| {row['loading']:.2f} | {row['memory']:.0f} | {row['each']:.0f} |"
            )
            if given.misses:
                print("   missed:", " ".join(row["misses"]))
                print("   mixed:", " ".join(row["mixed"]))
        print(f"({row['words']} words, {row['forms']} forms)\n")


if __name__ == "__main__":
    main()
