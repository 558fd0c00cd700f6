"""The people of the newsroom and their groups, at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpResponseRedirect
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom import acts, people, second_factor
from newsroom.desk import DeskAdmin
from newsroom.models import GroupRule
from newsroom.person_acts import acts_for
from newsroom.stale_forms import StaleCheckedForm

for model in (Group, User, StaticDevice, TOTPDevice):  # secrets of devices have no page of their own
    admin.site.unregister(model)


FIELDS_IN_WORDS = [
    ("username", "User name", "To sign in with."),
    ("is_active", "Works here", "Untick it when somebody leaves: they cannot sign in, and what they did stays theirs."),
    ("is_staff", "May open the desk", ""),
    ("groups", "Groups", "They say what a colleague may do."),
]


class PersonForm(StaleCheckedForm, UserChangeForm):
    actor: Any  # set by the admin for each request

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, help_text in FIELDS_IN_WORDS:
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, help_text

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email and people.with_address(email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("A colleague has this address already.")
        return email

    def clean_is_active(self) -> bool:
        if not self.cleaned_data["is_active"] and self.instance.pk == self.actor.pk:
            raise forms.ValidationError("You cannot close your own account.")
        return self.cleaned_data["is_active"]


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):
    """Who may come in. The chief invites people into groups; only a superuser makes, or touches, a superuser."""

    menu_words = "People"
    form = PersonForm
    change_form_template = "desk/account/person_form.html"
    change_list_template = "desk/account/people.html"
    list_filter = ["is_active", "groups"]
    ordering = ["-is_active", "first_name", "last_name", "username"]
    sortable_by = ()
    filter_horizontal = ["user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "seen_state"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("At the desk", {"fields": ["is_active", "is_staff", "groups"]}),
        ("Since when", {"fields": ["last_login", "date_joined"]}),
    ]
    BEYOND_THE_CHIEF = ("Beyond the chief", {"fields": ["is_superuser", "user_permissions"]})

    def get_queryset(self, request):
        return second_factor.with_app_told(super().get_queryset(request).prefetch_related("groups"))

    def get_list_display(self, request):
        moment = request.moment

        @admin.display(description="name")
        def name(person):
            return acts.name_of(person)

        @admin.display(description="groups")
        def groups(person):
            return ", ".join(group.name for group in person.groups.all())

        @admin.display(description="account")
        def standing(person):
            return people.in_words(person, moment=moment)

        @admin.display(description="two-factor")
        def has_app(person):
            return "on" if person.has_app else None

        return [name, "username", "email", groups, standing, has_app]

    def get_list_display_links(self, request, list_display):
        return [list_display[0]]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "People", **(extra_context or {})})

    # The person's page

    def get_fieldsets(self, request, obj=None):
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": ["username", "first_name", "last_name", "email", "is_active", "groups"]})]
        return [*self.fieldsets, self.BEYOND_THE_CHIEF] if request.user.is_superuser else self.fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("PersonForm", (form,), {"actor": request.user})

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = people.groups_to_give(request.user).order_by("pk")
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        person = context.get("original")
        if person is not None:
            context["standing"] = people.in_words(person, moment=request.moment)
            context["person_acts"] = acts_for(request.user, person)
        return super().render_change_form(request, context, *args, **kwargs)

    def add_view(self, request, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:invite"))

    # Who may

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or people.may_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return False  # people are made inactive: what they did stays theirs

    def log_change(self, request, obj, message):
        """Write changes by hand, and passwords given by hand, into the newsroom's log."""
        if message:
            acts.log("change the account", obj, by=request.user, at=request.moment, changes=message)
        return super().log_change(request, obj, message)


# Groups


class RuleInline(admin.StackedInline):
    model = GroupRule
    can_delete = False
    max_num = min_num = 1
    extra = 0
    verbose_name = verbose_name_plural = "What is asked of everybody in this group"


@admin.register(Group)
class NewsroomGroupAdmin(DeskAdmin, GroupAdmin):
    """What a group may do is a superuser's to say; what is asked of its members, the chief's as well."""

    form = StaleCheckedForm
    inlines = [RuleInline]
    list_display = ["name", "members", "with_app", "needs_second_factor"]
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("rule")

    @admin.display(description="members")
    def members(self, group: Any) -> int:
        return len(self._active(group))

    @admin.display(description="with two-factor sign-in")
    def with_app(self, group: Any) -> int:
        return len(self._active(group).filter(totpdevice__confirmed=True).distinct())

    def _active(self, group: Any) -> QuerySet[User]:
        return User.objects.filter(groups=group, is_active=True).only("pk")

    @admin.display(description="two-factor required", boolean=True)
    def needs_second_factor(self, group: Group) -> bool:
        rule = getattr(group, "rule", None)
        return rule is not None and rule.needs_second_factor

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["name", "permissions"]
        words = ["members", "with_app", "seen_state"]
        return ["name", "permissions", *words] if self._may_change_it(request) else ["name", *words]

    def get_readonly_fields(self, request, obj=None):
        counts = ("members", "with_app") if obj else ()
        return counts if self._may_change_it(request) else ("name", "permissions", *counts)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may_change_it(request) or request.user.has_perm("newsroom.change_grouprule")

    def _may_change_it(self, request: Any) -> bool:
        return request.user.has_perm("auth.change_group")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not obj.user_set.exists())

    def log_change(self, request, obj, message):
        if message:
            acts.log("change the group", obj, by=request.user, at=request.moment, changes=message)
        return super().log_change(request, obj, message)

    def log_addition(self, request, obj, message):
        acts.log("add the group", obj, by=request.user, at=request.moment)
        return super().log_addition(request, obj, message)

    def delete_model(self, request, obj):
        acts.log("delete the group", obj, by=request.user, at=request.moment)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for group in queryset:
            self.delete_model(request, group)
