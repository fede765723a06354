from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "recruiting.events"
    label = "events"

    def ready(self) -> None:
        from recruiting.events import statements  # noqa: F401 - connections keep what they prepared
