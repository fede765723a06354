from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "recruiting.rest"
    label = "rest"

    def ready(self) -> None:
        from recruiting.rest import schema  # noqa: F401 - tells drf-spectacular how tokens are sent
