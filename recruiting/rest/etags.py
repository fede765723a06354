"""ETags of single objects, and the conditions of requests (sec R4; RFC 9110 section 13).

An ETag is the row's version and a digest of what is shown: the version decides who was first in the database,
the digest makes it strong, also when something beside the row changes.
"""

import hashlib
import json
from typing import Any

from django.utils.http import parse_etags
from rest_framework.utils.encoders import JSONEncoder

from recruiting.rest.problems import Refused


def etag_of(version: int, shown: Any) -> str:
    """The strong ETag of an object at `version`, shown as `shown`."""
    text = json.dumps(shown, cls=JSONEncoder, sort_keys=True)
    return f'"{version}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"'


def require_match(request: Any, etag: str, shown: Any, *, required: bool) -> None:
    """Refuse the request unless If-Match names the object as it is now; "*" stands for any version.

    Call it with the row locked: what was compared must still hold when the change is written. Raises Refused:
    428 if the header is missing where it is required, 412 with the present state if it names another version.
    """
    header = request.headers.get("If-Match", "")
    if not header:
        if required:
            raise Refused(
                428,
                "if_match_missing",
                "Read the object and send its ETag as If-Match.",
                headers={"ETag": etag},
            )
        return
    given = parse_etags(header)
    if given != ["*"] and etag not in given:
        raise Refused(
            412,
            "changed",
            "Somebody else changed this since you read it.",
            headers={"ETag": etag},
            current=shown,
        )


def unchanged(request: Any, etag: str) -> bool:
    """Whether If-None-Match of a read says that the client has this already (weak comparison)."""
    given = parse_etags(request.headers.get("If-None-Match", ""))
    return given == ["*"] or any(name.removeprefix("W/") == etag for name in given)
