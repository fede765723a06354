"""Asking thousands of questions: what a request costs beside its answer is paid once."""

from typing import Any

from django.test import RequestFactory
from django.test.client import ClientHandler


class Asker(RequestFactory):
    """Answers as Django's test client does where errors don't raise. All share one chain of middleware, which a client
    builds for itself, and nobody copies what templates were shown."""

    _handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **environ: Any) -> Any:
        return self._handler(self._base_environ(**environ))
