"""Authors at the desk."""

from django.contrib import admin

from authors import invite_page, picture_uses
from authors.models import Author
from newsroom.desk import NounAdmin

__all__ = ["invite_page", "picture_uses"]  # what registers itself


@admin.register(Author)
class AuthorAdmin(NounAdmin):
    list_display = ["name", "kind", "job_title", "active", "listed"]
    list_filter = ["active", "kind"]
    search_fields = ["name", "slug", "job_title"]
    autocomplete_fields = ["portrait", "user"]
    prepopulated_fields = {"slug": ["name"]}
