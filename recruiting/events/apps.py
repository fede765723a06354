from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "recruiting.events"
    label = "events"

    def ready(self) -> None:
        from recruiting.events import keys, statements  # noqa: F401 - lists of keys, and what connections keep prepared
