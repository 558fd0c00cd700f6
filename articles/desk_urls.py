"""What of the desk has an address outside /admin/, for people without an account?"""

from django.urls import path

from articles.shared_previews import shared_preview

urlpatterns = [
    path("preview/<str:token>/", shared_preview, name="shared-preview"),
]
