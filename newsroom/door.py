"""How does somebody get in who has forgotten the password, or has none yet? By a link in a letter, never by a hint."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.http import base36_to_int
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from newsroom import account_mail, acts, invitations, lockout, people, second_factor
from newsroom.desk import desk


class NewPasswordTokens(PasswordResetTokenGenerator):
    """As Django's, but good for `settings.NEW_PASSWORD_TIMEOUT` seconds only."""

    key_salt = "newsroom.door"

    def check_token(self, user: Any, token: str | None) -> bool:
        if not super().check_token(user, token):
            return False
        begun = base36_to_int(str(token).partition("-")[0])
        return self._num_seconds(self._now()) - begun <= settings.NEW_PASSWORD_TIMEOUT


tokens = NewPasswordTokens()


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label="Your e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@never_cache
@csrf_protect
def forgotten(request: Any) -> HttpResponse:
    """Take an e-mail address, and answer the same whether it is anybody's or not.

    Every request counts as an attempt of this address, so that nobody floods a mailbox or tries a list of names.
    """
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        mailbox = email.casefold()  # each way to write it leads to the same one
        if not lockout.is_locked(request, mailbox):
            lockout.count(request, mailbox)
            for person in people.with_address(email).filter(is_active=True, is_staff=True):
                _write_to(person)
            return HttpResponseRedirect(reverse("forgotten_sent"))
    return desk.render(request, "desk/account/forgotten.html", {"title": "Forgotten password", "form": form})


@never_cache
def forgotten_sent(request: Any) -> HttpResponse:
    return desk.render(request, "desk/account/forgotten_sent.html", {"title": "Look into your mail"})


def _write_to(person: User) -> None:
    """Send a link for a new password; to somebody who has not come yet, the invitation once more."""
    if people.is_awaited(person):
        link = invitations.link_for(person)
        account_mail.send_soon("invitation", to=person.email, person=person, by="", link=link)
    elif person.has_usable_password():
        link = account_mail.link("new_password", person, tokens)
        account_mail.send_soon("new_password", to=person.email, person=person, link=link)


class _ByLink(PasswordResetConfirmView):
    """Lets whoever has the link choose a password. The token goes out of the address before the form is shown."""

    template_name = "desk/account/choose_password.html"
    verb = ""

    def get_user(self, uidb64: str) -> Any:
        person = super().get_user(uidb64)
        return person if person and person.is_active and person.is_staff else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = super().get_context_data(**kwargs)
        whole["title"] = whole["title"] if whole["validlink"] else "This link does not work any more"
        return {**desk.each_context(self.request), **whole, "person": self.user}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        request: Any = self.request
        acts.log(self.verb, form.user, by=form.user, at=request.moment)
        return response


class Welcome(_ByLink):
    """The link of an invitation: with a password chosen, its owner is signed in."""

    title = "Welcome"
    token_generator = invitations.tokens
    post_reset_login = True
    post_reset_login_backend = people.MODEL_BACKEND
    success_url = reverse_lazy("admin:index")
    verb = "accept the invitation"
    extra_context = {"is_invitation": True}


class NewPassword(_ByLink):
    """The link for a forgotten password. All sessions end with the old one; a second factor is still asked for."""

    title = "Choose a new password"
    token_generator = tokens
    success_url = reverse_lazy("admin:login")
    verb = "reset the password"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        second_factor.forgive(self.user)
        messages.success(self.request, "Your password is changed. Sign in with the new one.")
        return response
