"""Authors at the desk."""

from django.contrib import admin

from authors import invite_page, picture_uses
from authors.models import Author
from images.picture_select import PictureSelect
from newsroom.desk import NounAdmin

__all__ = ["invite_page", "picture_uses"]  # what registers itself


@admin.register(Author)
class AuthorAdmin(NounAdmin):
    list_display = ["name", "kind", "job_title", "active", "listed"]
    list_filter = ["active", "kind"]
    search_fields = ["name", "slug", "job_title"]
    autocomplete_fields = ["portrait", "user"]
    prepopulated_fields = {"slug": ["name"]}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "portrait":
            kwargs["widget"] = PictureSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
