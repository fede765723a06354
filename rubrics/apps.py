from django.apps import AppConfig


class RubricsConfig(AppConfig):
    name = "rubrics"
    verbose_name = "What good looks like"

    def ready(self) -> None:
        from recruiting.web import registry
        from rubrics import permissions  # noqa: F401 - registers the rights
        from rubrics.queries import palette

        registry.palette.register(registry.PaletteSource("guide", "Guide", palette.guide_rows, order=60))
        registry.nav.register(
            registry.NavItem("Questions", "rubrics:questions", "help", order=75, key="g q", phone=False)
        )
        registry.nav.register(
            registry.NavItem("Scorecards", "rubrics:scorecards", "list", order=77, key="g c", phone=False)
        )
        registry.nav.register(
            registry.NavItem("Guide", "rubrics:guide", "book", order=80, key="g g", phone=False)
        )
