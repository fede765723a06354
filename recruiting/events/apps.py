from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "recruiting.events"
    label = "events"
