from django.apps import AppConfig

from newsroom import sqlite


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "The newsroom"

    def ready(self) -> None:
        sqlite.install()
