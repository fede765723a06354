from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "recruiting.work"
    label = "work"
