"""What do all pages of the desk share? The site with its gate, and the bases of the admin pages: nonce, keys, log."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from js_asset import Media

from newsroom import acts, dashboard, imprint, lockout, outbox, redirects, second_factor, uses, zones
from newsroom.keyset import cursor_number
from newsroom.known_select import KnownSelect
from newsroom.menu import PAGES, bar
from newsroom.moment_field import MomentField
from newsroom.stale_forms import StaleCheckedForm
from newsroom.uncounted import UncountedList, column_of

LONGEST_SEARCH = 200  # signs; each word of it asks every column anew


@dataclass(frozen=True)
class DeskPage:
    """A page of the desk that belongs to no one model."""

    route: str
    view: Callable[..., Any]
    name: str
    menu: str
    permission: str
    before_second_factor: bool = False
    menu_place: int = PAGES


class DeskSite(admin.AdminSite):
    index_title = "What is going on"
    empty_value_display = "–"
    enable_nav_sidebar = False  # all it would hold stands in the bar

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[DeskPage] = []

    def page(
        self,
        route: str,
        *,
        name: str,
        menu: str = "",
        menu_place: int = PAGES,
        permission: str = "",
        before_second_factor: bool = False,
    ) -> Callable[..., Any]:
        """Register a view as a page under /admin/: for signed-in staff who have `permission`, if one is named.

        With `menu`, its words stand in the desk's menu, at `menu_place`, for those who may open it. Only with
        `before_second_factor` does it open to those who have given their password and still lack their second proof.
        """

        def register(view: Callable[..., Any]) -> Callable[..., Any]:
            @wraps(view)
            def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
                if permission and not request.user.has_perm(permission):
                    raise PermissionDenied
                return view(request, *args, **kwargs)

            self.pages.append(DeskPage(route, guarded, name, menu, permission, before_second_factor, menu_place))
            return view

        return register

    def has_permission(self, request: Any) -> bool:
        """Open the desk to active staff who have shown all that is asked of them."""
        return self.knows(request) and self.missing(request) is None

    def knows(self, request: Any) -> bool:
        """Say whether somebody of the staff has given their password."""
        return bool(request.user.is_active and request.user.is_staff)

    def missing(self, request: Any) -> second_factor.Missing | None:
        """Say what they still lack; asked once in a request."""
        asked = getattr(request, "_second_factor", None)
        if asked is None or asked[0] != request.user.pk:
            asked = request._second_factor = (request.user.pk, second_factor.missing(request.user))
        return asked[1]

    def login(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask for name and password; of those who have given them, for what they still lack."""
        if request.method == "GET" and self.knows(request) and (step := self.missing(request)):
            page = "second_step" if step is second_factor.Missing.CODE else "set_up_second_factor"
            return HttpResponseRedirect(f"{reverse(f'{self.name}:{page}')}?{request.GET.urlencode()}")
        return super().login(request, extra_context)

    def password_change(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        """As Django's; but the old password is guessed no faster than at the log-in, and the log tells of a new one."""
        name = request.user.get_username()
        if request.method == "POST" and lockout.is_locked(request, name):
            return HttpResponse(status=429)  # AxesMiddleware answers in its place
        response: Any = super().password_change(request, extra_context)
        form = getattr(response, "context_data", {}).get("form")
        if form is not None and form.has_error("old_password", "password_incorrect"):
            lockout.count(request, name)
        if response.status_code == 302:
            acts.log("change the password", request.user, by=request.user, at=request.moment)
        return response

    def anteroom_view(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """Guard a page for those who have given their password, and perhaps nothing more."""

        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not self.knows(request):
                return redirect_to_login(request.get_full_path(), reverse(f"{self.name}:login"))
            return view(request, *args, **kwargs)

        return never_cache(csrf_protect(refusing_nonsense(guarded)))

    def index(self, request: Any, extra_context: Any = None) -> TemplateResponse:
        """The first page: what waits for whom, what comes next, and what is not as it should be."""
        apps = {"title": self.index_title, "subtitle": None, "app_list": self.get_app_list(request)}
        context = {**apps, **dashboard.for_request(request), **(extra_context or {})}
        return self.render(request, "desk/dashboard.html", context)

    def admin_view(self, view, cacheable=False):
        """Let nobody between keep any page; Django leaves out those on which one changes one's password."""
        is_public = cacheable and view == self.i18n_javascript
        return super().admin_view(self.finding(refusing_nonsense(view)), is_public)

    def finding(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """Say within the desk, not with the readers' page, that there is no such page of it."""

        @wraps(view)
        def careful(request: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                return self.render(request, "desk/404.html", {"title": "There is no such page"}, status=404)

        return careful

    def get_urls(self):
        guards = {True: self.anteroom_view, False: self.admin_view}
        pages = [path(p.route, guards[p.before_second_factor](p.view), name=p.name) for p in self.pages]
        own = [
            path("echo/", self.admin_view(self.echo), name="echo"),
            path("logout/", self.anteroom_view(self.logout), name="logout"),
            path("r/<path:kind>/<path:key>/", self.admin_view(self.on_site)),
        ]
        return [*own, *pages, *super().get_urls()]

    def on_site(self, request: Any, kind: str, key: str) -> Any:
        """Lead to a thing's address for readers, which tells of a draft: Django would lead any of the staff there."""
        found = ContentType.objects.filter(pk=cursor_number(kind) or 0).first()
        model: Any = found.model_class() if found else None
        if not self.is_registered(model) or not self.get_model_admin(model).has_view_permission(request):
            raise Http404("There is no such thing.")
        return shortcut(request, kind, key)

    @property
    def site_header(self) -> str:  # type: ignore[override]
        return imprint.name()

    site_title = site_header

    def each_context(self, request: Any) -> dict[str, Any]:
        """Add the desk's menu. Whom the desk is not open to sees neither that nor which parts there are."""
        if not self.has_permission(request):
            return {**super().each_context(request), "available_apps": [], "desk_menu": []}
        menu = [
            {"words": page.menu, "address": reverse(f"{self.name}:{page.name}"), "place": page.menu_place}
            for page in self.pages
            if page.menu and (not page.permission or request.user.has_perm(page.permission))
        ]
        shared = super().each_context(request)
        return {**shared, "desk_menu": menu, "desk_bar": bar(self, request, shared["available_apps"], menu)}

    def render(self, request: Any, template: str, context: dict[str, Any], *, status: int = 200) -> TemplateResponse:
        """Answer with a page of the desk; `context["media"]`, if any, gets the request's nonce."""
        whole = {**self.each_context(request), **context}
        _give_nonce(request, whole)
        return TemplateResponse(request, template, whole, status=status)

    def echo(self, request: Any) -> JsonResponse:
        """Say in words which instant a local time means, as the form that holds it would understand it."""
        field = MomentField(required=False)
        try:
            at = field.clean([request.GET.get("local", ""), request.GET.get("which", "")])
        except ValidationError as refusal:
            return JsonResponse({"refusal": " ".join(refusal.messages)})
        return JsonResponse({"words": zones.in_words(at, moment=request.moment) if at else ""})


def _give_nonce(request: Any, context: dict[str, Any]) -> None:
    """Let the policy take the scripts that a page's forms name."""
    if "media" in context:
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)


desk = cast(DeskSite, admin.site)
"""The one desk there is, by its right type."""


def refusing_nonsense(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer 400 to what no page of ours sends and no database takes: NUL in a query, numbers beyond 64 bits."""

    @wraps(view)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any("\x00" in text for _, texts in request.GET.lists() for text in texts):
            raise BadRequest("A NUL character stands in the query.")
        try:
            return view(request, *args, **kwargs)
        except OverflowError:
            raise BadRequest("A number in the request is too large.") from None

    return careful


class DeskAdmin(admin.ModelAdmin):
    """The base of all our admin pages: works under the strict policy, and no list of it counts."""

    menu_place: int | None = None
    """Where its list stands in the desk's menu (newsroom/menu.py); None: under "More"."""
    menu_words = ""
    """What it is called there, if not by its model's name."""
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count
    list_per_page = 50
    save_on_top = False

    def get_changelist(self, request, **kwargs):
        return UncountedList

    def get_object(self, request, object_id, from_field=None):
        return super().get_object(request, object_id, from_field or None)  # `?_to_field=` names none

    def get_changeform_initial_data(self, request):
        """Let no address fill in a form: a stranger may have written it, and not every field bears nonsense."""
        return {}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Beside a choice stand the ways to add to it and to change what is chosen; not to delete it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_sortable_by(self, request):
        """Offer sorting by those columns only by which the list can go on by key."""
        named = super().get_sortable_by(request)
        return [name for name in named if column_of(self.model, name) is not None]

    def render_change_form(self, request, context, *args, **kwargs):
        _give_nonce(request, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def lookup_allowed(self, lookup, value, request):
        """Narrow a list by its own filters only: Django would by any column, shown or not, and by endless patterns."""
        name, _, how = lookup.partition("__")
        own = {field.name for field in self.model._meta.get_fields()} | {"pk"}
        filters = {f if isinstance(f, str) else getattr(f, "parameter_name", "") for f in self.get_list_filter(request)}
        if name in own and (name not in filters or how.endswith("regex")):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def changelist_view(self, request, extra_context=None):
        if not all(cursor_number(key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("What was ticked is no row of a list.")
        response = super().changelist_view(request, extra_context)
        _give_nonce(request, getattr(response, "context_data", None) or {})
        return response


class NounAdmin(DeskAdmin):
    """For what readers know by name (sections, tags, authors, pictures): logged, announced, redirected."""

    form = StaleCheckedForm

    def get_fieldsets(self, request, obj=None):
        sets: Any = super().get_fieldsets(request, obj)
        sets = [(t, {**o, "fields": [n for n in o["fields"] if n != "seen_state"]}) for t, o in sets]
        if obj is not None and self.has_change_permission(request, obj):
            sets[0][1]["fields"].append("seen_state")
        return sets

    def save_model(self, request, obj, form, change):
        at = request.moment
        old = type(obj)._default_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if change and not form.changed_data:
            return
        acts.log("changed" if change else "added", obj, by=request.user, at=at, fields=form.changed_data)
        keys = list(obj.page_keys)
        if old is not None and hasattr(obj, "get_absolute_url"):
            here, there = old.get_absolute_url(), obj.get_absolute_url()
            if here != there:
                redirects.leave(here, there, at=at)
        outbox.announce(keys, at=at)

    def get_deleted_objects(self, objs, request):
        """What is in use stays, and the page says by what, whatever its user may delete."""
        held = [sentence for obj in objs for sentence in uses.of(obj)]
        return ([], {}, set(), held) if held else super().get_deleted_objects(objs, request)

    @transaction.atomic
    def delete_model(self, request, obj):
        acts.log("deleted", obj, by=request.user, at=request.moment)
        keys = list(obj.page_keys)
        super().delete_model(request, obj)
        outbox.announce(keys, at=request.moment)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


class RecordAdmin(DeskAdmin):
    """What the newsroom writes down by itself: to be read, never to be changed by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
