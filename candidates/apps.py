from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "candidates"

    def ready(self) -> None:
        from candidates import permissions  # noqa: F401 - registers this app's rights
        from recruiting.web import registry

        registry.nav.register(registry.NavItem("Jobs", "candidates:jobs", "board", order=20, key="g j"))
        registry.nav.register(registry.NavItem("People", "candidates:people", "people", order=30, key="g p"))
