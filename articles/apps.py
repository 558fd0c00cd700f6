from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Stories and the feed"

    def ready(self) -> None:
        from articles.search import system_checks  # noqa: F401, PLC0415 (registers itself; it knows the models)
