"""The roof's addresses."""

from django.urls import path

from recruiting.home.views import health, today

app_name = "home"
urlpatterns = [
    path("", today.today, name="today"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
