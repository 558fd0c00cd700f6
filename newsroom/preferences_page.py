"""What does a colleague want of the desk? The page where each switches their own mail on and off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from newsroom.desk import desk
from newsroom.models import Preferences


class PreferencesForm(forms.ModelForm):
    class Meta:
        model = Preferences
        fields = [
            "mail_on_return",
            "mail_on_approval",
            "mail_on_publication",
            "mail_on_assignment",
            "mail_on_mention",
            "mail_on_submission",
            "mail_on_withdrawal",
        ]
        help_texts = {
            "mail_on_submission": "It goes to all who may approve stories.",
            "mail_on_withdrawal": "It goes to the chief editors.",
        }


@desk.page("preferences/", name="preferences")
def preferences_page(request: Any) -> HttpResponse:
    """Everybody's own switches; nobody sees or changes those of others."""
    if request.method == "POST":
        own, _ = Preferences.objects.get_or_create(user=request.user)
        form = PreferencesForm(request.POST, instance=own)
        if form.is_valid():
            form.save()
            messages.success(request, "Your preferences are saved.")
            return HttpResponseRedirect(reverse("admin:preferences"))
    else:
        own = Preferences.objects.filter(user=request.user).first() or Preferences(user=request.user)
        form = PreferencesForm(instance=own)
    return desk.render(request, "desk/preferences.html", {"title": "Preferences", "form": form})
