"""Agency copy: what of a source is live, and taking it back in bulk after a look at it."""

import re
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from articles import agency_copy
from articles.admin.feed import sources
from articles.agency_copy import AT_ONCE, BOTH, BOUND, ITEMS, STORIES, Copy
from articles.turn import Refused
from authors.models import Author
from newsroom.desk import desk

HOURS, DAYS = "hours", "days"
GLANCE = 20
PAIR = re.compile(r"([0-9]{1,18}):([0-9]{1,9})", re.ASCII)  # a number and the version that was shown
LONGEST = 100_000  # hours or days


class CopyForm(forms.Form):
    """Whose copy, how old, and what of it."""

    source = forms.ModelChoiceField(Author.objects.none(), empty_label="Choose a source")
    age = forms.IntegerField(label="Older than", min_value=0, max_value=LONGEST, initial=0)
    unit = forms.ChoiceField(label="Counted in", choices=[(HOURS, "hours"), (DAYS, "days")], initial=DAYS)
    what = forms.ChoiceField(
        label="What",
        initial=BOTH,
        choices=[
            (BOTH, "feed items and stories"),
            (ITEMS, "feed items"),
            (STORIES, "stories credited to it alone"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources()  # type: ignore[attr-defined]

    def copy(self, moment: Any) -> Copy:
        asked = self.cleaned_data
        age = timedelta(**{asked["unit"]: asked["age"]})
        return Copy(asked["source"], moment - age, moment, asked["what"])


class ConfirmForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=300, widget=forms.TextInput(attrs={"size": 60}))


@desk.page("feed/agency/", name="feed-agency", permission="articles.withdraw_article")
def agency_page(request: Any) -> HttpResponse:
    """Choose, look, confirm; a POST takes back what was looked at."""
    if not request.user.has_perm("articles.change_newsfeeditem"):
        raise PermissionDenied
    form = CopyForm(request.GET if "source" in request.GET else None)
    context: dict[str, Any] = {"title": "Agency copy", "form": form, "at_once": AT_ONCE}
    if not form.is_valid():
        return desk.render(request, "desk/feed_agency.html", context)
    copy = form.copy(request.moment)
    reason = ConfirmForm(
        request.POST if request.method == "POST" else None, initial={"reason": f"Licence of {copy.source} ended"}
    )
    if request.method == "POST" and reason.is_valid():
        try:
            context["report"] = agency_copy.withdraw(
                copy, _shown(request), by=request.user, reason=reason.cleaned_data["reason"]
            )
        except Refused as refusal:
            context["refusal"] = str(refusal)
    context |= _preview(copy) | {"copy": copy, "reason": reason}
    return desk.render(request, "desk/feed_agency.html", context)


def _preview(copy: Copy) -> dict[str, Any]:
    """Count up to a bound, and take the first: feed items, then stories, with the versions that are shown."""
    items, stories = copy.items(), copy.stories()
    counts = [items[: BOUND + 1].count(), stories[: BOUND + 1].count()]
    total = sum(counts)
    first: list[dict[str, Any]] = [
        {"kind": "item", "pk": item.pk, "version": item.version, "words": str(item), "at": item.live_from}
        for item in items[:AT_ONCE]
    ]
    first += [
        {
            "kind": "story",
            "pk": edition.article_id,
            "version": edition.article.version,
            "words": edition.headline,
            "at": edition.published_at,
        }
        for edition in stories[: AT_ONCE - len(first)]
    ]
    told = [f"{BOUND}+" if count > BOUND else str(count) for count in counts]
    return {
        "counts": counts,
        "items_told": told[0],
        "stories_told": told[1],
        "first": first,
        "glance": first[:GLANCE],
        "beyond_glance": len(first) - GLANCE,
        "rest": total - len(first),
        "rest_told": f"{BOUND}+" if max(counts) > BOUND else str(total - len(first)),
    }


def _shown(request: Any) -> dict[str, dict[int, int]]:
    """Read the versions that the page showed: "item" and "story" hold texts such as "12:3"."""
    found: dict[str, dict[int, int]] = {}
    for kind in ("item", "story"):
        pairs = filter(None, (PAIR.fullmatch(text) for text in request.POST.getlist(kind)))
        found[kind] = {int(pair[1]): int(pair[2]) for pair in pairs}
    return found
