"""What a JSON body may be (sec A24, A25, D1, D2, D3). Asked of POST /candidates; nothing may come of a refused one."""

import http.client
import json
from urllib.parse import urlsplit

import pytest

from candidates.models import Candidate
from recruiting.rest.parsers import MOST_BYTES, loads
from tests.rest.client import Api, problem

pytestmark = pytest.mark.django_db

BAD = {
    "nothing": (b"", "required"),
    "half": (b'{"name": "A"', "not_json"),
    "two values": (b'{"name": "A"}{}', "not_json"),
    "single quotes": (b"{'name': 'A'}", "not_json"),
    "trailing comma": (b'{"name": "A",}', "not_json"),
    "a comment": (b'{"name": "A"} // x', "not_json"),
    "a list": (b"[]", "invalid"),
    "a text": (b'"name"', "invalid"),
    "a number": (b"1", "invalid"),
    "null": (b"null", "null"),
    "NaN": (b'{"name": NaN}', "not_json"),
    "Infinity": (b'{"name": Infinity}', "not_json"),
    "minus Infinity": (b'{"name": -Infinity}', "not_json"),
    "1e400": (b'{"name": 1e400}', "too_large_number"),
    "10^400": (b'{"name": 1' + b"0" * 400 + b"}", "too_large_number"),
    "2^53 + 1": (b'{"name": 9007199254740993}', "too_large_number"),
    "a key twice": (b'{"name": "A", "name": "B"}', "duplicate_key"),
    "a key twice, escaped": (b'{"name": "A", "\\u006eame": "B"}', "duplicate_key"),
    "a key twice inside": (b'{"name": {"a": 1, "a": 2}}', "duplicate_key"),
    "an unknown field": (b'{"name": "A", "is_staff": true}', "unknown_field"),
    "a number for a text": (b'{"name": 5}', "invalid"),
    "truth for a text": (b'{"name": true}', "invalid"),
    "a list for a text": (b'{"name": ["A"]}', "invalid"),
    "an object for a text": (b'{"name": {"a": 1}}', "invalid"),
    "NUL": (b'{"name": "A\\u0000"}', "characters"),
    "half a pair": (b'{"name": "\\ud800"}', "characters"),
    "half a pair as a key": (b'{"\\udc00": 1}', "characters"),
    "UTF-16": ('{"name": "A"}'.encode("utf-16"), "not_utf8"),
    "Latin-1": ('{"name": "é"}'.encode("latin-1"), "not_utf8"),
    "a raw control character": (b'{"name": "A\nB"}', "not_json"),
    "33 lists": (b'{"name": ' + b"[" * 33 + b"]" * 33 + b"}", "too_deep"),
    "100,000 lists": (b"[" * 100_000, "too_deep"),
    "100,000 objects": (b'{"a":' * 100_000, "too_deep"),
    "brackets behind an open text": (b'"\\"' + b"[" * 50_000, "not_json"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused(recruiter, name):
    body, code = BAD[name]
    assert problem(Api(recruiter).post("candidates", body)) == (400, code)
    assert not Candidate.objects.exists()


def test_a_mistake_is_told_by_its_place(recruiter):
    response = Api(recruiter).post("candidates", b'{\n  "name": "A",\n}')
    assert response.json()["detail"] == "The body is not valid JSON: look at line 3, column 1."


def test_brackets_in_texts_are_no_depth(recruiter):
    name = "[" * 100 + '"' + "{" * 50
    assert Api(recruiter).post("candidates", {"name": name}).json()["name"] == name
    assert loads(b"[" * 32 + b"]" * 32) is not None


def test_at_most_one_megabyte(recruiter):
    api, frame = Api(recruiter), json.dumps({"name": "A", "headline": ""})
    padding = " " * (MOST_BYTES - len(frame))
    assert api.post("candidates", frame + padding).status_code == 201
    assert problem(api.post("candidates", frame + padding + " ")) == (413, "too_large")
    assert problem(api.post("candidates", b"x" * 5 * MOST_BYTES)) == (413, "too_large")
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                                  "application/xml", "application/merge-patch+json", "text/json"])  # fmt: skip
def test_only_json(recruiter, kind):
    """No form, nor text that a form can send from elsewhere (sec A32)."""
    response = Api(recruiter).send("POST", "candidates", data=b'{"name": "A"}', content_type=kind)
    assert problem(response) == (415, "unsupported_media_type")
    assert not Candidate.objects.exists()


def test_charsets(recruiter):
    api, body = Api(recruiter), '{"name": "Zoë"}'.encode()
    for charset, status in (
        ("utf-8", 201),
        ('"UTF-8"', 201),
        ("utf-16", 400),
        ("latin-1", 400),
        ("klingon", 400),
    ):
        kind = f"application/json; charset={charset}"
        assert api.send("POST", "candidates", data=body, content_type=kind).status_code == status
    assert set(Candidate.objects.values_list("name", flat=True)) == {"Zoë"}


def test_answers_are_json_whatever_is_asked_for(recruiter):
    api = Api(recruiter)
    for accept in ("text/html", "application/xml", "*/*", "application/json; indent=8", ""):
        response = api.get("jobs", {"Accept": accept})
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")
        assert response.content == b'{"results":[],"next":null}'


@pytest.mark.django_db(transaction=True)
def test_a_body_in_chunks_is_not_taken_for_none(recruiter, live_server):
    """Over a real server: only there the length is missing."""
    address = urlsplit(live_server.url)
    for path in ("candidates", "screenings"):
        server = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
        headers = {
            "Authorization": f"Bearer {Api(recruiter).raw}",
            "Content-Type": "multipart/form-data; boundary=b" if path == "screenings" else "application/json",
        }
        server.request("POST", f"/api/v1/{path}", iter([b'{"name": ', b'"A"}']), headers, encode_chunked=True)
        answer = server.getresponse()
        body = json.loads(answer.read())
        assert (answer.status, body["code"]) == (400, "length_missing")
        assert body["errors"][0]["header"] == "Transfer-Encoding"
        server.close()
    assert not Candidate.objects.exists()
