"""JSON, and only JSON."""

from collections.abc import Sequence
from typing import Any

from rest_framework import renderers
from rest_framework.negotiation import DefaultContentNegotiation


class JSONRenderer(renderers.JSONRenderer):
    """Compact JSON in UTF-8, whatever the Accept header asks of its indentation."""

    def get_indent(self, accepted_media_type: str, renderer_context: dict[str, Any]) -> int | None:
        return None


class AlwaysJSON(DefaultContentNegotiation):
    """There is one representation: a client that asks for another gets this one, not an error (RFC 9110 12.5.1)."""

    def select_renderer(
        self, request: Any, renderers: Sequence[Any], format_suffix: str | None = None
    ) -> Any:
        return renderers[0], renderers[0].media_type
