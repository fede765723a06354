from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented people: who signs in, whom a team looks for, who applies. Only with DEMO=1."""

    name = "recruiting.demo"
    label = "demo"
