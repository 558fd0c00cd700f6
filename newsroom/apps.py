from django.apps import AppConfig

from newsroom import checks, sqlite

__all__ = ["checks"]  # registers itself


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "The newsroom"

    def ready(self) -> None:
        sqlite.install()
