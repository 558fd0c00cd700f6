"""By what is the list of stories narrowed? Each question is asked of an index, never of all stories in turn."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from articles import lately, returned
from articles.models import Edition, Withdrawal
from articles.permissions import own_q


class ReadersFilter(admin.SimpleListFilter):
    """What readers see of a story, asked of the editions' own indexes."""

    title = "readers"
    parameter_name = "readers"

    def lookups(self, request, model_admin):
        return [
            ("live", "Live"),
            ("scheduled", "Something scheduled"),
            ("withdrawn", "Withdrawn"),
            ("never", "Never published"),
        ]

    def queryset(self, request, queryset):
        """What many stories are is asked of each in turn, what few are is listed first: a page is cheap both ways."""
        moment = request.moment
        own = Edition.objects.filter(article=OuterRef("pk"))
        match self.value():
            case "live":
                return queryset.filter(Exists(own.live_at(moment)))
            case "scheduled":
                return queryset.filter(pk__in=Edition.objects.filter(live_from__gt=moment).values("article_id"))
            case "withdrawn":
                withdrawn = Withdrawal.objects.filter(at__lte=moment).values("article_id")
                return queryset.filter(~Exists(own.live_at(moment)), pk__in=withdrawn)
            case "never":
                return queryset.filter(~Exists(own))
        return queryset


class MineFilter(admin.SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("own", "Mine"), ("assigned", "Assigned to me"), ("mine", "Begun by me")]

    def queryset(self, request, queryset):
        match self.value():
            case "own":
                return queryset.filter(own_q(request.user))
            case "assigned":
                return queryset.filter(assignee=request.user)
            case "mine":
                return queryset.filter(created_by=request.user)
        return queryset


class LatelyFilter(admin.SimpleListFilter):
    """The same questions that the dashboard's numbers answer."""

    title = "when"
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [
            ("next", "Live or off line in the next 24 hours"),
            ("just", "Published in the last 12 hours"),
            ("corrected", "Corrected in the last 7 days"),
        ]

    def queryset(self, request, queryset):
        moment = request.moment
        match self.value():
            case "next":
                return lately.stories_next(queryset, moment)
            case "just":
                return queryset.filter(pk__in=lately.just_published(moment).order_by().values("article_id"))
            case "corrected":
                return queryset.filter(pk__in=lately.corrections(moment).order_by().values("article_id"))
        return queryset


class ReturnedFilter(admin.SimpleListFilter):
    title = "drafts"
    parameter_name = "returned"

    def lookups(self, request, model_admin):
        return [("yes", "Returned to the reporter"), ("no", "Not returned")]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return returned.returned(queryset)
            case "no":
                return returned.not_returned(queryset)
        return queryset
