"""What has somebody typed into a story's form and not saved, cleaned as the form would clean it?"""

from typing import Any, NamedTuple

from django.forms import inlineformset_factory
from django.http import QueryDict

from articles.admin.story_form import BylineForm, BylineFormSet, StoryForm
from articles.admin.taken_back import MOST_ROWS
from articles.autosave import as_posted
from articles.models import WORDS, Article, Autosave, Byline, Credit
from articles.revisions import Draft

Bylines = inlineformset_factory(
    Article,
    Byline,
    form=BylineForm,
    formset=BylineFormSet,
    fields=["author", "role", "position"],
    extra=0,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)
SHOWN = {name.removesuffix("_id") for name in WORDS} | {"tags"}


class TypedWords(NamedTuple):
    """The typing as a save would take it, and the names of fields that could not be saved as typed."""

    draft: Draft
    left_out: list[str]


class TypedForm(StoryForm):
    """The story's form, for looking only: it takes no lock, and refuses nobody for being late."""

    def _check_version(self) -> None:
        """Nothing is saved, so nothing can be overwritten."""


def typing_of(article: Article, user: Any, *, seen: int | None = None) -> TypedWords | None:
    """Return what `user` typed on top of the version `seen` (the newest if none is named), or None."""
    row = Autosave.objects.filter(user=user, article=article, base_version=seen or article.version).first()
    return read(article, row.values) if row is not None else None


def read(article: Article, values: dict[str, list[str]]) -> TypedWords:
    """Clean what a form would post. A field that cannot be saved as it is typed keeps its saved value."""
    posted = as_posted(values)
    form = TypedForm(posted, instance=Article.objects.get(pk=article.pk))
    form.is_valid()
    left_out = [str(form[name].label) for name in form.errors if name in SHOWN and name in posted]
    for name in form.fields:
        if name not in form.cleaned_data or (name not in posted and name != "tags"):
            form.cleaned_data[name] = article.tags.all() if name == "tags" else getattr(article, name, None)
    credits, bylines_fit = _credits(article, posted)
    return TypedWords(form.draft(credits), left_out if bylines_fit else [*left_out, "Bylines"])


def _credits(article: Article, posted: QueryDict) -> tuple[list[Credit], bool]:
    bylines = Bylines(posted, instance=article)
    if bylines.is_valid():
        return bylines.credits(), True  # type: ignore[attr-defined]
    saved = [Credit(*pair) for pair in article.bylines.values_list("author_id", "role")]
    return saved, "bylines-TOTAL_FORMS" not in posted
