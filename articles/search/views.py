"""The page on which readers search, and how browsers learn of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import body, reading
from articles.models import Edition, Section, Tag
from articles.search import finding, marking, questions, spelling
from articles.search.marking import Piece
from authors.models import Author
from newsroom import days
from newsroom.clock import TimedRequest
from newsroom.public import cursor_in, public_page

MOST_OFFERED = 8
"""Authors, and tags, by which the page offers to narrow its results."""
ICON = "site/icon-48.png"
Named = TypeVar("Named", Author, Tag)


class DayField(forms.DateField):
    """A day as browsers send it: 2026-03-10."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not days.FIRST <= value <= days.LAST:
            raise forms.ValidationError(self.error_messages["invalid"])


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=questions.LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
        error_messages={"max_length": questions.TOO_LONG},
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    author = forms.CharField(required=False, widget=forms.HiddenInput)
    tag = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, sections: Sequence[Section]) -> None:
        super().__init__(asked)
        self.sections = {section.slug: section for section in sections}
        names = [(slug, section.label) for slug, section in self.sections.items()]
        self.fields["section"].choices = [("", _("All sections")), *names]  # type: ignore[attr-defined]

    @property
    def filters(self) -> finding.Filters:
        given = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return finding.Filters(**given | {"section": self.sections.get(given["section"])})


@dataclass(frozen=True)
class Result:
    """A story on the page, with what was asked for marked in its words."""

    edition: Edition
    headline: list[Piece]
    standfirst: list[Piece]
    passage: list[Piece]
    """From the body, if headline and standfirst do not have it all."""

    @classmethod
    def of(cls, edition: Edition, question: questions.Question) -> "Result":
        above = marking.terms_in(f"{edition.headline}\n{edition.standfirst}", question)
        text = "" if len(above) == len(question.terms) else body.text_of(edition.beginning)  # type: ignore[attr-defined]
        return cls(
            edition,
            marking.marked(edition.headline, question),
            marking.marked(edition.standfirst, question),
            marking.passage(text, question),
        )


@dataclass(frozen=True)
class Outcome:
    """What came of a question: stories, or a sentence that says why there are none."""

    filters: finding.Filters
    refusal: str = ""
    is_end: bool = False
    suggestion: str | None = None
    results: tuple[Result, ...] = ()
    older: int | None = None

    @property
    def authors(self) -> list[Author]:
        """Who wrote these stories, those of most of them first."""
        return _most_frequent(line.author for result in self.results for line in result.edition.bylines.all())

    @property
    def author_name(self) -> str:
        """The name of the author asked for, as these stories give it: no other name is told."""
        return next((author.name for author in self.authors if author.slug == self.filters.author), self.filters.author)

    @property
    def tag_name(self) -> str:
        return next((tag.name for tag in self.tags if tag.slug == self.filters.tag), self.filters.tag)

    @property
    def tags(self) -> list[Tag]:
        return _most_frequent(item.tag for result in self.results for item in result.edition.tag_items.all())


@public_page
def search(request: TimedRequest) -> HttpResponse:
    sections, before = reading.sections(), cursor_in(request)
    form = SearchForm(request.GET, sections)
    context = {
        "form": form,
        "outcome": _outcome(form, before, request.moment) if "q" in request.GET and form.is_valid() else None,
        "is_filtered": any(request.GET.get(name) for name in ("section", "since", "until", "author", "tag")),
        "sections": sections,
        "moment": request.moment,
    }
    return render(request, "articles/search.html", context)


def _outcome(form: SearchForm, before: int | None, moment: datetime) -> Outcome:
    text, filters = form.cleaned_data["q"], form.filters
    try:
        question = questions.read(text)
    except questions.Unanswerable as refusal:
        return Outcome(filters, refusal=str(refusal))
    page = finding.stories(question, filters, moment=moment, before=before)
    if page.rows:
        return Outcome(filters, results=tuple(Result.of(edition, question) for edition in page), older=page.older)
    if before is not None:
        return Outcome(filters, is_end=True)
    return Outcome(filters, suggestion=spelling.meant(text, filters, moment=moment))


def _most_frequent(found: Iterable[Named]) -> list[Named]:
    return [one for one, _count in Counter(found).most_common(MOST_OFFERED)]


@public_page
def opensearch(request: TimedRequest) -> HttpResponse:
    """Describe the search to browsers (OpenSearch 1.1)."""
    return render(
        request,
        "opensearch.xml",
        {"search": request.build_absolute_uri(reverse("search")), "icon": request.build_absolute_uri(static(ICON))},
        content_type="application/opensearchdescription+xml",
    )
