"""A client of the API that checks each answer against the committed OpenAPI document."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from recruiting.accounts.models import User
from tests.factories.accounts import make_token

BASE = "/api/v1/"
DOCUMENT = "urn:openapi"


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    return json.loads((Path(settings.BASE_DIR) / "docs/openapi.json").read_text())


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return Registry().with_resource(
        DOCUMENT, Resource.from_contents(openapi(), default_specification=DRAFT202012)
    )


def check(schema: dict[str, Any], value: Any) -> None:
    """Raise jsonschema's error unless the value is what the document's schema says."""
    rooted = json.loads(json.dumps(schema).replace('"#/', f'"{DOCUMENT}#/'))
    Draft202012Validator(rooted, registry=_registry(), format_checker=FormatChecker()).validate(value)


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = openapi()
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """The document's operation for a request."""
    for template, methods in openapi()["paths"].items():
        pattern = re.sub(r"\{\w+\}", r"\\d+", template)
        if re.fullmatch(pattern, path) and method.lower() in methods:
            return methods[method.lower()]
    return None


def check_answer(method: str, path: str, response: Any) -> None:
    operation = operation_of(method, path)
    if operation is None:
        return
    told = operation["responses"].get(str(response.status_code))
    assert told is not None, f"{method} {path} answers an undocumented {response.status_code}"
    media_type = response.get("Content-Type", "").partition(";")[0]
    if response.streaming:
        assert media_type in resolved(told)["content"]
    elif response.content:
        check(resolved(told)["content"][media_type]["schema"], response.json())


class Api:
    """Requests with one key. JSON bodies unless `files` says otherwise; paths without /api/v1/."""

    def __init__(self, owner: User, *scopes: str, **token: Any) -> None:
        if scopes:
            token["scopes"] = list(scopes)
        self.token, self.raw = make_token(owner, **token)
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, headers: dict[str, str] | None = None, **params: Any) -> Any:
        return self.send("GET", path, headers=headers, query_params=params or None)

    def post(self, path: str, body: Any = None, *, key: str = "", **headers: str) -> Any:
        return self._with_body("POST", path, body, {**headers, **({"Idempotency-Key": key} if key else {})})

    def patch(self, path: str, body: Any, *, match: str = "") -> Any:
        return self._with_body("PATCH", path, body, {"If-Match": match} if match else {})

    def upload(self, data: dict[str, Any], path: str = "screenings", *, key: str = "", **headers: str) -> Any:
        """POST a multipart body."""
        sent = {**headers, **({"Idempotency-Key": key} if key else {})}
        return self._checked("POST", path, self.client.post(BASE + path, data, headers=self._headers(sent)))

    def send(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
        response = self.client.generic(method, BASE + path, headers=self._headers(headers or {}), **more)
        return self._checked(method, path, response)

    def etag(self, path: str) -> str:
        return self.get(path)["ETag"]

    def _with_body(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        if body is None:
            return self.send(method, path, headers)
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.send(method, path, headers, data=text, content_type="application/json")

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.raw}", **more}

    def _checked(self, method: str, path: str, response: Any) -> Any:
        check_answer(method, BASE + path, response)
        return response


def problem(response: Any) -> tuple[int, str]:
    """Status and code of a problem document, whose form is checked."""
    assert response["Content-Type"] == "application/problem+json", response.content[:200]
    body = response.json()
    check(openapi()["components"]["schemas"]["Problem"], body)
    assert body["status"] == response.status_code
    assert body["request_id"] == response["X-Request-ID"]
    return response.status_code, body["code"]


def ids(response: Any) -> list[int]:
    assert response.status_code == 200, response.content
    return [row["id"] for row in response.json()["results"]]


def walk(api: Api, path: str, **params: Any) -> list[int]:
    """All ids of a list, page by page."""
    found, response = [], api.get(path, **params)
    while True:
        found += ids(response)
        following = response.json()["next"]
        if following is None:
            return found
        response = api.get(following.partition(BASE)[2])
