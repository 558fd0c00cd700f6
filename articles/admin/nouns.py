"""Sections and tags at the desk."""

import taggit.models
from django.contrib import admin

from articles.models import Section, Tag
from newsroom.desk import NounAdmin
from newsroom.language_fields import LanguagesForm, asks_in_languages

admin.site.unregister(taggit.models.Tag)  # not the tags of our stories, and anybody of the staff may merge them


@asks_in_languages(Section, "name", "description")
class SectionForm(LanguagesForm):
    """A section, and what readers of each language see of it."""


@admin.register(Section)
class SectionAdmin(NounAdmin):
    form = SectionForm
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Tag)
class TagAdmin(NounAdmin):
    """The address may be left empty: it is made of the name, in Latin letters."""

    list_display = ["name", "slug", "description"]
    search_fields = ["name", "slug"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = change
        return form
