"""How drf-spectacular describes this API."""

from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    """One operation of the API."""
