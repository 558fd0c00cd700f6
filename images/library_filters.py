"""By what is the library narrowed? By what is missing, by rights, by origin, and by whether anything uses a picture."""

from datetime import timedelta

from django.contrib import admin

from images.sources import EDITED, GENERATED
from newsroom import uses

SOON = timedelta(days=14)


class LacksFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [("alt", "No alternative text"), ("credit", "No credit"), ("check", "Not checked yet")]

    def queryset(self, request, queryset):
        match self.value():
            case "alt":
                return queryset.filter(alt="")
            case "credit":
                return queryset.filter(credit="")
            case "check":
                return queryset.filter(found__isnull=False)
        return queryset


class RightsFilter(admin.SimpleListFilter):
    title = "rights"
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [("ended", "Have run out"), ("soon", "Run out within 14 days"), ("limited", "Limited in number")]

    def queryset(self, request, queryset):
        moment = request.moment
        match self.value():
            case "ended":
                return queryset.filter(rights_until__lte=moment)
            case "soon":
                return queryset.filter(rights_until__gt=moment, rights_until__lte=moment + SOON)
            case "limited":
                return queryset.filter(use_limit__isnull=False)
        return queryset


class OriginFilter(admin.SimpleListFilter):
    title = "how it was made"
    parameter_name = "made"

    def lookups(self, request, model_admin):
        return [("generated", "Generated, wholly or in parts"), ("edited", "Edited"), ("unknown", "Not said")]

    def queryset(self, request, queryset):
        match self.value():
            case "generated":
                return queryset.filter(source_type__in=GENERATED)
            case "edited":
                return queryset.filter(source_type__in=EDITED)
            case "unknown":
                return queryset.filter(source_type="")
        return queryset


class UsedFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("no", "Used nowhere")]

    def queryset(self, request, queryset):
        return uses.unused(queryset) if self.value() == "no" else queryset
