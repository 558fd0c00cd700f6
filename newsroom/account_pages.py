"""What does somebody do with their own account? The second step of signing in, an authenticator app, recovery codes."""

from datetime import datetime, timedelta
from typing import Any

import django_otp
import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, authenticate
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from newsroom import lockout, second_factor
from newsroom.desk import desk
from newsroom.second_factor import Missing, Refused

KEY = "second_factor_key"
SHOWN_UNTIL = "recovery_codes_shown_until"
SHOWN_FOR = timedelta(minutes=10)


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code from the app",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
        help_text="Six digits, new every half minute.",
    )


class RecoveryCodeForm(forms.Form):
    code = forms.CharField(
        label="Recovery code",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "autofocus": True}),
        help_text="Each of the codes that you kept works once.",
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label="Your password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


@desk.page("login/code/", name="second_step", before_second_factor=True)
def second_step(request: Any) -> HttpResponse:
    """Ask for a code of the app, or a recovery code, after the password."""
    if desk.missing(request) is not Missing.CODE:
        return HttpResponseRedirect(_onwards(request))
    with_recovery_code = request.GET.get("with") == "recovery-code"
    form = (RecoveryCodeForm if with_recovery_code else CodeForm)(request.POST or None)
    name = request.user.get_username()
    if request.method == "POST" and not lockout.is_locked(request, name) and form.is_valid():
        try:
            device = second_factor.accept(request.user, form.cleaned_data["code"], at=request.moment)
        except Refused as refusal:
            lockout.count(request, name)
            form.add_error("code", str(refusal))
        else:
            _let_in(request, device)
            if with_recovery_code:
                left = len(second_factor.codes_of(request.user))
                messages.warning(
                    request, f"That recovery code is used up; {left} are left. Renew them at “My account”."
                )
            return HttpResponseRedirect(_onwards(request))
    context = {"title": "Sign-in code", "form": form, "with_recovery_code": with_recovery_code}
    return _anteroom(request, "desk/account/second_step.html", context)


@desk.page("account/", name="account")
def account(request: Any) -> HttpResponse:
    context = {
        "title": "My account",
        "app": second_factor.app_of(request.user),
        "codes_left": len(second_factor.codes_of(request.user)),
        "is_required": second_factor.is_required_of(request.user),
        "groups": request.user.groups.order_by("name"),
    }
    return desk.render(request, "desk/account/account.html", context)


@desk.page("account/second-factor/", name="set_up_second_factor", before_second_factor=True)
def set_up_second_factor(request: Any) -> HttpResponse:
    """Show a key to scan, and take the app once it shows a right code."""
    if desk.missing(request) is Missing.CODE:  # whoever has an app shows it before they may replace it
        return _to("second_step", request)
    key = request.session.setdefault(KEY, second_factor.new_key())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = second_factor.set_up(request.user, key, form.cleaned_data["code"], at=request.moment)
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[KEY]
            _let_in(request, device)
            return _show_codes(request)
    context = {
        "title": "Set up two-factor sign-in",
        "form": form,
        "picture": segno.make(second_factor.address_of(request.user, key)).svg_data_uri(scale=5, light="#fff"),
        "key": second_factor.spelt(key),
        "is_required": second_factor.is_required_of(request.user),
        "replaces": second_factor.app_of(request.user),
    }
    return _anteroom(request, "desk/account/set_up.html", context)


@desk.page("account/codes/", name="recovery_codes")
def recovery_codes(request: Any) -> HttpResponse:
    """Show new recovery codes for a while, until they are kept."""
    if not _codes_are_shown(request):
        return HttpResponseRedirect(reverse("admin:account"))
    context = {
        "title": "Recovery codes",
        "codes": second_factor.codes_of(request.user),
        "next": _onwards(request),
    }
    return desk.render(request, "desk/account/codes.html", context)


@desk.page("account/codes/text/", name="recovery_codes_text")
def recovery_codes_text(request: Any) -> HttpResponse:
    if not _codes_are_shown(request):
        return HttpResponseRedirect(reverse("admin:account"))
    title = f"{desk.site_header}: recovery codes of {request.user.get_username()}"
    lines = [title, "Each works once.", "", *second_factor.codes_of(request.user)]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="recovery-codes.txt"'},
    )


@desk.page("account/codes/kept/", name="recovery_codes_kept")
@require_POST
def recovery_codes_kept(request: Any) -> HttpResponse:
    request.session.pop(SHOWN_UNTIL, None)
    return HttpResponseRedirect(_onwards(request))


@desk.page("account/codes/renew/", name="renew_recovery_codes")
@sensitive_post_parameters()
def renew_recovery_codes(request: Any) -> HttpResponse:
    if second_factor.app_of(request.user) is None:
        return HttpResponseRedirect(reverse("admin:account"))
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and _password_is_right(request, form):
        second_factor.renew_codes(request.user, at=request.moment)
        return _show_codes(request)
    context = {
        "title": "Renew the recovery codes",
        "form": form,
        "explanation": "You get ten new codes. Those you have kept so far work no longer.",
    }
    return desk.render(request, "desk/account/confirm.html", context)


@desk.page("account/second-factor/off/", name="switch_off_second_factor")
@sensitive_post_parameters()
def switch_off_second_factor(request: Any) -> HttpResponse:
    if second_factor.app_of(request.user) is None:
        return HttpResponseRedirect(reverse("admin:account"))
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and _password_is_right(request, form):
        try:
            second_factor.switch_off(request.user, at=request.moment)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Two-factor sign-in is off: your password is all that protects your account.")
        return HttpResponseRedirect(reverse("admin:account"))
    context = {
        "title": "Switch two-factor sign-in off",
        "form": form,
        "explanation": "The app and the recovery codes are forgotten. You sign in with your password alone.",
        "is_dangerous": True,
    }
    return desk.render(request, "desk/account/confirm.html", context)


# What the pages share


def _anteroom(request: Any, template: str, context: dict[str, Any]) -> HttpResponse:
    return desk.render(request, template, {**context, REDIRECT_FIELD_NAME: _onwards(request)})


def _onwards(request: Any) -> str:
    """Return the page that was asked for before signing in, if it is one of ours; else the desk's first."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("admin:index")


def _to(page: str, request: Any) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(f'admin:{page}')}?{urlencode({REDIRECT_FIELD_NAME: _onwards(request)})}")


def _let_in(request: Any, device: Any) -> None:
    """Remember in the session which device was shown, under a new session key."""
    django_otp.login(request, device)
    request.session.cycle_key()


def _show_codes(request: Any) -> HttpResponse:
    request.session[SHOWN_UNTIL] = (request.moment + SHOWN_FOR).isoformat()
    return _to("recovery_codes", request)


def _codes_are_shown(request: Any) -> bool:
    until = request.session.get(SHOWN_UNTIL)
    return until is not None and request.moment < datetime.fromisoformat(until)


def _password_is_right(request: Any, form: PasswordForm) -> bool:
    """Check the password as a log-in would: guesses count, and lock (AxesMiddleware then answers)."""
    if not form.is_valid():
        return False
    name = request.user.get_username()
    if authenticate(request, username=name, password=form.cleaned_data["password"]) is None:
        form.add_error("password", "That is not your password.")
        return False
    return True
