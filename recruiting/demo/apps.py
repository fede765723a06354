from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "recruiting.demo"
    label = "demo"
