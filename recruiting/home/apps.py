from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "recruiting.home"
    label = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from recruiting.home import places, signals  # noqa: F401 - need the app registry: they register things
