"""Where do those go who cannot sign in?"""

from django.urls import path

from newsroom.door import NewPassword, Welcome, forgotten, forgotten_sent

urlpatterns = [
    path("forgotten/", forgotten, name="admin_password_reset"),  # Django's log-in page links to this name
    path("forgotten/sent/", forgotten_sent, name="forgotten_sent"),
    path("forgotten/<uidb64>/<token>/", NewPassword.as_view(), name="new_password"),
    path("welcome/<uidb64>/<token>/", Welcome.as_view(), name="welcome"),
]
