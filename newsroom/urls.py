from django.contrib import admin
from django.urls import include, path

from newsroom.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", include("newsroom.door_urls")),
    path("admin/", admin.site.urls),
    path("", include("images.urls")),
    path("", include("articles.urls")),
    path("", include("articles.desk_urls")),
]

handler404 = "articles.views.not_found"
handler500 = "articles.views.failed"
