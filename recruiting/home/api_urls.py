"""The roof's addresses under /api/v1/."""

from django.urls import path

from recruiting.home.api import PutOff, WaitingRows

app_name = "home-api"

urlpatterns = [
    path("waiting", WaitingRows.as_view({"get": "list"}), name="waiting"),
    path("postponed", PutOff.as_view({"post": "create"}), name="postponed"),
    path("postponed/<int:pk>/take-up", PutOff.as_view({"post": "take_up"}), name="postponed-take-up"),
]
