from django.urls import re_path

from images import views

urlpatterns = [
    re_path(r"^media/renditions/(?P<name>[0-9a-f]{32}-[0-9]{1,5}\.(?:webp|jpg))$", views.rendition, name="rendition"),
]
