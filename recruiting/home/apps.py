from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "recruiting.home"
    label = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        # These register things and need the app registry.
        from recruiting import checks  # noqa: F401
        from recruiting.home import places  # noqa: F401
        from recruiting.home.views import palette  # noqa: F401
