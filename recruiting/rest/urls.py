"""Addresses under /api/v1/ that belong to no noun. The last one takes what no other took: it comes last of all."""

from django.urls import re_path

from recruiting.rest import docs

app_name = "api"

urlpatterns = [
    re_path(r"^openapi\.json$", docs.openapi, name="openapi"),
    re_path(r"^docs/?$", docs.reference, name="docs"),
    re_path(r"^docs/problems/?$", docs.problems, name="problems"),
    re_path(r"^.+$", docs.nothing_here, name="nothing-here"),
]
