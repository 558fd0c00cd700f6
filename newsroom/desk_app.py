"""Django's admin, with our own site in it (a module of its own, as an app may name one configuration only)."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "newsroom.desk.DeskSite"
