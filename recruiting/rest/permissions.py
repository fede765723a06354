"""What a key may do: its scopes, before any object is looked up."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission

from recruiting.rest.problems import Refused


class HasScope(BasePermission):
    """The key has `<noun>:read` or `<noun>:write`, as the view's `noun` and the method say, and the further scopes that
    the operation names.

    A view without a noun is closed. Reading and writing are two scopes: neither holds the other.
    """

    def has_permission(self, request: Any, view: Any) -> bool:
        noun = getattr(view, "noun", "")
        if request.auth is None or not noun:
            return False
        if view.action is None:  # no such method here, whatever the key's scopes: its answer is 405
            return True
        told = getattr(getattr(view, view.action, None), "told", None)
        for scope in (scope_of(noun, request.method), *(told.scopes if told else ())):
            require_scope(request, scope)
        return True


def require_scope(request: Any, scope: str) -> None:
    """Raises Refused if the request's key lacks the scope."""
    if scope not in request.auth.scopes:
        words = f"This key lacks the scope {scope}. Make one that has it under Settings, API keys."
        raise Refused(403, "scope", words, scope=scope)


def scope_of(noun: str, method: str) -> str:
    return f"{noun}:{'read' if method in SAFE_METHODS else 'write'}"
