"""What may a reader have meant whose question found nothing? The words of live headlines and standfirsts are asked."""

from datetime import datetime
from difflib import get_close_matches

from articles.models import Edition
from articles.search import questions
from articles.search.backend import backend
from articles.search.common_words import is_common
from articles.search.finding import Filters, any_story
from newsroom.word_forms import plain, readings, words_in

SHORTEST = 4
"""Letters: of shorter words nearly all are alike."""
LIKENESS = 0.7


def meant(text: str, filters: Filters, *, moment: datetime) -> str | None:
    """Return the question with its misspelt words put right, if that finds something at the moment."""
    asked = [word for word in words_in(text) if len(word.written) >= SHORTEST and not is_common(word.written)]
    if not asked:
        return None
    forms = backend().similar_forms(Edition.objects.live_at(moment), [plain(word.written) for word in asked])
    known = dict.fromkeys(form for line in forms for form in line.split())
    dictionary = {reading for form in known for reading in readings(form)}
    better, done = [], 0
    for word in asked:
        if dictionary.isdisjoint(readings(word.written)):
            likest = get_close_matches(plain(word.written), known, n=1, cutoff=LIKENESS)
            if likest:
                better += [text[done : word.start], likest[0]]
                done = word.end
    if not better:
        return None
    corrected = "".join([*better, text[done:]])
    return corrected if any_story(questions.read(corrected), filters, moment=moment) else None
