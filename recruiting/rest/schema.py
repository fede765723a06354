"""How drf-spectacular describes this API: docs/openapi.json is made by it, and a test compares.

manage.py spectacular --validate --fail-on-warn --format openapi-json --file docs/openapi.json
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from rest_framework.serializers import BaseSerializer

from recruiting.rest.idempotency import HEADER as IDEMPOTENCY_KEY
from recruiting.rest.permissions import scope_of
from recruiting.rest.problems import KINDS, MEDIA_TYPE, address_path

Operation = TypeVar("Operation", bound=Callable[..., Any])
SECURITY = "key"
HEADERS = {
    "ETag": "Names the object as it is, for If-Match and If-None-Match.",
    "Link": 'The next page, rel="next".',
    "Location": "Where the object is.",
    "RateLimit": "How many requests are left, and for how long.",
}
ANSWERS = {
    200: "As it is now.",
    201: "Made.",
    202: "Taken on; it goes on in the background. `Location` is where to ask for it.",
}


_components: dict[str, dict[str, Any]] = {}


def component(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Put a schema written by hand among the document's components; returns the reference to it."""
    _components[name] = schema
    return {"$ref": f"#/components/schemas/{name}"}


@dataclass(frozen=True)
class Told:
    """What an operation's documentation says beyond what its method and address tell.

    gives: shows one object, each of a list's if many. csv: the headings of a file of rows, given in its place. match: whether If-Match is "required" or "optional".
    parameters: further ones, as OpenAPI objects. body_problems: what a body that can't be read may answer.
    beside: what a page's example says beside its rows. scopes: those that the key needs besides the view's own.
    """

    name: str
    summary: str
    gives: type[BaseSerializer] | None = None
    takes: type[BaseSerializer] | None = None
    statuses: tuple[int, ...] = (200,)
    many: bool = False
    csv: Sequence[str] = ()
    match: str = ""
    description: str = ""
    parameters: tuple[Mapping[str, Any], ...] = ()
    body_problems: tuple[int, ...] = (413, 415)
    makes: bool = field(default=False, kw_only=True)
    beside: Mapping[str, Any] = field(default_factory=dict, kw_only=True)
    scopes: tuple[str, ...] = field(default=(), kw_only=True)


def operation(name: str, summary: str, **more: Any) -> Callable[[Operation], Operation]:
    """Describe a view's method. name: the operation's id, verb_noun; more: other fields of Told."""

    def describe(method: Operation) -> Operation:
        method.told = Told(name, summary, **more)  # type: ignore[attr-defined]
        return method

    return describe


class KeyScheme(OpenApiAuthenticationExtension):
    """How a key is sent."""

    target_class = "recruiting.rest.authentication.TokenAuthentication"
    name = SECURITY

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "gf_…",
            "description": "A key from the settings page or `manage.py create_token`, with the operation's scope.",
        }


class Schema(AutoSchema):
    """One operation, from its Told, its method and its address."""

    @property
    def told(self) -> Told:
        method: Any = getattr(self.view, self.view.action)
        told: Told = method.told
        return told

    @property
    def scopes(self) -> list[str]:
        return [scope_of(self.view.noun, self.method), *self.told.scopes]

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        described = super().get_operation(*args, **kwargs)
        if described is None:
            return None
        described["parameters"] = [*map(self._worded, described.get("parameters", [])), *self._parameters()]
        described["security"] = [{SECURITY: self.scopes}]
        self._add_examples(described)
        for status in self._problems():
            described["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}
        return described

    def get_operation_id(self) -> str:
        return self.told.name

    def get_summary(self) -> str:
        return self.told.summary

    def get_description(self) -> str:
        named = ", ".join(f"`{scope}`" for scope in self.scopes)
        return f"{self.told.description}\n\nScope{'s' * (len(self.scopes) > 1)}: {named}.".strip()

    def get_tags(self) -> list[str]:
        return [self.view.noun]

    def get_request_serializer(self) -> Any:
        return self.told.takes

    def get_response_serializers(self) -> Any:
        if self.told.csv:
            return {(200, "text/csv"): OpenApiTypes.STR}
        return dict.fromkeys(self.told.statuses, self.told.gives)

    def _is_list_view(self, serializer: Any = None) -> bool:
        return self.told.many

    def _worded(self, parameter: dict[str, Any]) -> dict[str, Any]:
        if parameter["in"] == "path":
            parameter["schema"] = {"type": "integer", "minimum": 1}
            parameter["description"] = "The id."
            parameter["example"] = 1
        return parameter

    def _parameters(self) -> list[dict[str, Any]]:
        found = [dict(parameter) for parameter in self.told.parameters]
        if self.told.many or self.told.csv:
            found += [
                {"name": name, "in": "query", "description": rule.description, "schema": dict(rule.schema)}
                for name, rule in self.view.listing.filters.items()
            ]
        elif self.method == "GET":
            found.append(_header("If-None-Match", "An ETag: answers 304 if the object still has it."))
        if self.told.match:
            words = "The ETag of the object as you read it: answers 412 if somebody changed it since."
            found.append(_header("If-Match", words, required=self.told.match == "required"))
        if self.method == "POST":
            words = (
                "Your name for this request. Sent again with the same body, it gives the first answer again."
            )
            found.append(_header(IDEMPOTENCY_KEY, words, maxLength=255))
        return found

    def _problems(self) -> list[int]:
        """The problems that this operation may answer."""
        found = {400, 401, 403, 429, 500, 503}
        if "{" in self.path or self.method == "POST":  # a repeated POST, when what it made is out of reach
            found.add(404)
        if self.method != "GET":
            found |= {409, *self.told.body_problems}
        if self.method == "POST":
            found.add(422)
        if self.told.match:
            found |= {412, 428} if self.told.match == "required" else {412}
        return sorted(found)

    def _add_examples(self, described: dict[str, Any]) -> None:
        if self.told.takes is not None:
            for content in described["requestBody"]["content"].values():
                content["example"] = self.told.takes.example
        shown = self._example()
        for status in self.told.statuses:
            answer = described["responses"][str(status)]
            answer["description"] = self._said(status)
            answer["headers"] = self._headers()
            for content in answer["content"].values():
                page = {"results": [shown], "next": None, **self.told.beside}
                content["example"] = page if self.told.many else shown
        if self.method == "GET" and not (self.told.many or self.told.csv):
            described["responses"]["304"] = {"description": "The client has it already."}

    def _example(self) -> Any:
        if self.told.gives is None:
            return f"{','.join(self.told.csv)}\r\n"
        return self.told.gives.example

    def _said(self, status: int) -> str:
        if self.told.csv:
            return "The file: UTF-8 with a byte order mark, its first row the headings."
        return "A page of them." if self.told.many else ANSWERS[status]

    def _headers(self) -> dict[str, Any]:
        if self.told.csv:
            return {"RateLimit": {"$ref": "#/components/headers/RateLimit"}}
        names = ["RateLimit", "Link" if self.told.many else "ETag"]
        if self.told.makes:
            names.append("Location")
        return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Add what all operations share: the problem document, and one response for each kind of problem."""
    components = result["components"]
    components["schemas"] = dict(sorted({**components["schemas"], **_components, "Problem": PROBLEM}.items()))
    components["headers"] = {
        name: {"description": words, "schema": {"type": "string"}} for name, words in HEADERS.items()
    }
    for name, schema in components["schemas"].items():
        if name.endswith("Out"):  # what an answer has, it always has
            schema["required"] = sorted(schema["properties"])
    components["responses"] = {str(status): _problem_response(status) for status in KINDS}
    result["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    result["servers"] = [{"url": "/", "description": "This installation."}]
    return result


def _header(name: str, words: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "description": words,
        "required": required,
        "schema": {"type": "string", **schema},
    }


def _problem_response(status: int) -> dict[str, Any]:
    kind = KINDS[status]
    code = kind.slug.replace("-", "_")
    example = {
        "type": address_path(kind),
        "title": kind.title,
        "status": status,
        "detail": "One sentence on what was wrong.",
        "instance": "/api/v1/jobs/1",
        "code": code,
        "errors": [],
        "request_id": "5f0c8a9c5d1e4a55b4b9b6d1f1b2a3c4",
    }
    if status == 400:
        example["errors"] = [{"pointer": "/title", "code": "blank", "detail": "This field may not be blank."}]
    schema = {"$ref": "#/components/schemas/Problem"}
    answer: dict[str, Any] = {
        "description": f"{kind.title}. {kind.remedy}",
        "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
    }
    if status in (429, 503):
        answer["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        }
    if status == 401:
        answer["headers"] = {
            "WWW-Authenticate": {"description": "How to authenticate.", "schema": {"type": "string"}}
        }
    return answer


_WORDS = {"type": "string"}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `code` is for programs, `detail` for people.",
    "required": ["type", "title", "status", "detail", "instance", "code", "errors", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Where the docs explain it."},
        "title": _WORDS,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _WORDS,
        "instance": {"type": "string", "format": "uri-reference"},
        "code": _WORDS,
        "errors": {
            "type": "array",
            "description": "One entry for each place that is wrong.",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body."},
                    "parameter": {"type": "string", "description": "Of the query."},
                    "header": _WORDS,
                    "id": {
                        "type": "integer",
                        "description": "Of what it is about, if a row's place can't tell.",
                    },
                    "code": _WORDS,
                    "detail": _WORDS,
                },
            },
        },
        "request_id": {"type": "string", "description": "The log's line has it too."},
        "current": {"type": "object", "description": "The object as it is now, on 409 and 412."},
        "scope": {"type": "string", "description": "The scope that the key lacks, on 403."},
        "violated-policies": {"type": "array", "items": _WORDS, "description": "The limit, on 429."},
    },
}
