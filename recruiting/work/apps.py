from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "recruiting.work"
    label = "work"

    def ready(self) -> None:
        from recruiting.work import permissions  # noqa: F401 - registers this app's rights
