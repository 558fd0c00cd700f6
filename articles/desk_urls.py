"""What of the desk has an address outside /admin/: for people without an account, and for programs of our staff."""

from django.urls import path

from articles.calendar_address import subscribe
from articles.shared_previews import shared_preview

urlpatterns = [
    path("preview/<str:token>/", shared_preview, name="shared-preview"),
    path("calendar/<str:token>.ics", subscribe, name="calendar-subscription"),
]
