"""What is done to a colleague's account with one button? Inviting again, revoking, help with a lost telephone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from newsroom import account_mail, acts, invitations, people, second_factor
from newsroom.desk import desk


@dataclass(frozen=True)
class PersonAct:
    """A button on a person's page: who gets it, what it says, and what it does."""

    name: str
    label: str
    explanation: str
    fits: Callable[[User], bool]
    is_dangerous: bool = False


ACTS = [
    PersonAct(
        "invite-again",
        "Send the invitation again",
        "A new letter goes out; the link in the former one works no longer.",
        lambda person: people.is_awaited(person) and bool(person.email),
    ),
    PersonAct(
        "revoke",
        "Withdraw the invitation",
        "The link in the letter works no longer, and the account is closed.",
        people.is_awaited,
        is_dangerous=True,
    ),
    PersonAct(
        "forget-app",
        "Remove two-factor sign-in",
        "For a lost telephone: the app and the recovery codes are forgotten. Until a new app is set up, the password "
        "alone opens the account: be sure that it is your colleague who asks you.",
        lambda person: second_factor.app_of(person) is not None,
        is_dangerous=True,
    ),
]


def acts_for(actor: Any, person: User) -> list[PersonAct]:
    if not (actor.has_perm("auth.change_user") and people.may_manage(actor, person)):
        return []
    return [act for act in ACTS if act.fits(person)]


@desk.page("people/<int:pk>/<slug:name>/", name="person_act", permission="auth.change_user")
def person_act(request: Any, pk: int, name: str) -> HttpResponse:
    """Ask once more, then do it."""
    person = User.objects.filter(pk=pk).first()
    if person is None or name not in {act.name for act in ACTS}:
        raise Http404("There is no such page.")
    if not people.may_manage(request.user, person):
        raise PermissionDenied("You may not change this account.")
    home = reverse("admin:auth_user_change", args=[pk])
    act = next((act for act in acts_for(request.user, person) if act.name == name), None)
    if act is None:
        messages.warning(request, f"That does not fit any more: {people.in_words(person, moment=request.moment)}.")
        return HttpResponseRedirect(home)
    if request.method != "POST":
        context = {"title": act.label, "act": act, "person": person, "home": home}
        return desk.render(request, "desk/account/person_act.html", context)
    by_hand = {"by": request.user, "at": request.moment}
    if act.name == "invite-again":
        invitations.invite_again(person, **by_hand)
        return invited(request, person)
    if act.name == "revoke":
        invitations.revoke(person, **by_hand)
        messages.success(request, f"The invitation of {acts.name_of(person)} is withdrawn.")
    else:
        second_factor.remove_from(person, **by_hand)
        if person.email:
            account_mail.send("app_removed", to=person.email, person=person, by=acts.name_of(request.user))
        messages.success(
            request, f"{acts.name_of(person)} signs in with the password alone until they set up a new app."
        )
    return HttpResponseRedirect(home)


def invited(request: Any, person: User) -> HttpResponse:
    """Send the letter, and say so; if no mail server takes it, show the link once, to pass on by hand."""
    link = invitations.link_for(person)
    if invitations.send(person, request, link):
        messages.success(request, f"The invitation is on its way to {person.email}.")
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
    context = {"title": "The invitation could not be sent", "person": person, "link": link}
    return desk.render(request, "desk/account/invited.html", context)
