"""The desk's addresses outside /admin/: for programs of our staff, which have no session."""

from django.urls import path

from articles import calendar_address

urlpatterns = [
    path("calendar/<str:token>.ics", calendar_address.subscribe, name="calendar-subscription"),
]
