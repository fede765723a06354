"""The roof's addresses under /api/v1/."""

from django.urls import path

from recruiting.home.api.log import Events, EventsFile
from recruiting.home.api.waiting import PutOff, WaitingRows

app_name = "home-api"

urlpatterns = [
    path("events", Events.as_view({"get": "list"}), name="events"),
    path("events/export", EventsFile.as_view({"get": "retrieve"}), name="events-export"),
    path("waiting", WaitingRows.as_view({"get": "list"}), name="waiting"),
    path("postponed", PutOff.as_view({"post": "create"}), name="postponed"),
    path("postponed/<int:pk>/take-up", PutOff.as_view({"post": "take_up"}), name="postponed-take-up"),
]
