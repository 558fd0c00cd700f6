"""How is a colleague invited, and which author's page is theirs?"""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group, User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import transaction
from django.http import HttpResponse

from authors.models import Author
from newsroom import acts, invitations, locks, outbox, people
from newsroom.desk import desk
from newsroom.person_acts import invited
from newsroom.text import plain


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail", max_length=254)
    first_name = forms.CharField(label="First name", max_length=150)
    last_name = forms.CharField(label="Last name", max_length=150, required=False)
    username = UsernameField(
        label="User name",
        max_length=150,
        required=False,
        validators=[UnicodeUsernameValidator()],
        help_text="Left empty, it is made of the e-mail address.",
    )
    groups = forms.ModelMultipleChoiceField(
        label="Groups",
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one: it says what your colleague may do."},
    )
    author = forms.ModelChoiceField(
        label="Author's page",
        queryset=Author.objects.filter(user=None, active=True, kind=Author.Kind.PERSON),
        required=False,
        empty_label="none yet",
        help_text="If your colleague is known to readers already.",
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["groups"]
        groups.queryset = people.groups_to_give(actor).order_by("pk")
        if not actor.has_perm("authors.change_author"):
            del self.fields["author"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        other = people.with_address(email).first()
        if other is not None:
            raise forms.ValidationError(f"{acts.name_of(other)} has this address already.")
        return email

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError("A colleague has this user name already.")
        return username


@desk.page("people/invite/", name="invite", permission="auth.add_user")
def invite_page(request: Any) -> HttpResponse:
    form = InviteForm(request.POST or None, actor=request.user)
    if request.method == "POST":
        with transaction.atomic():
            locks.hold(locks.PEOPLE)  # a double click's second half waits, and then finds the colleague
            person = _invite(form.cleaned_data, request) if form.is_valid() else None
        if person is not None:
            return invited(request, person)
    return desk.render(request, "desk/account/invite.html", {"title": "Invite a colleague", "form": form})


def _invite(answers: dict[str, Any], request: Any) -> User:
    who = {"by": request.user, "at": request.moment}
    person = invitations.invite(
        email=answers["email"],
        username=answers["username"] or invitations.free_username(answers["email"]),
        first_name=plain(answers["first_name"]),
        last_name=plain(answers["last_name"]),
        groups=answers["groups"],
        **who,
    )
    author = answers.get("author")
    if author is not None:
        author.user = person
        author.save(update_fields=["user"])
        acts.log("changed", author, **who, fields=["user"])
        outbox.announce(author.page_keys, at=request.moment)
    return person
