from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "recruiting.web"
    verbose_name = "Pages"
