"""The document as data: stored, sent, and checked when it comes back."""

from __future__ import annotations

import json

import pytest

from candidates.extraction import Document, Unreadable
from candidates.extraction.document import REASONS, Scan

WHOLE = Document(
    "one\ntwo",
    "pdf",
    pages=(0, 4),
    hidden=((0, 3),),
    notes=("javascript",),
    scans=(Scan(2, 91, ((4, 7, 50.0, 60.5, 70.0, 72.0),)),),
    unread=(1,),
)


def test_it_survives_json():
    assert Document.from_json(json.loads(json.dumps(WHOLE.to_json()))) == WHOLE


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (3, 1), (4, 2), (7, 2)])
def test_pages_are_counted_from_one(offset, page):
    assert WHOLE.page_of(offset) == page


def test_a_format_without_pages_has_none():
    assert Document("one", "text").page_of(0) is None


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": "a\0"},
        {"text": "a\ud800"},
        {"kind": "exe"},
        {"kind": ["pdf"]},
        {"pages": [4, 0]},
        {"pages": [True]},
        {"pages": 1},
        {"hidden": [[0, 8]]},
        {"unread": [3]},
        {"unread": [0]},
        {"unread": [2, 1]},
        {"scans": [{"page": 3, "confidence": 90, "words": []}]},
        {"scans": [{"page": 1, "confidence": 101, "words": []}]},
        {"scans": [{"page": 1, "confidence": 90, "words": [[0, 9, 1, 1, 1, 1]]}]},
        {"scans": [{"page": 1, "confidence": 90, "words": [[0, 3, 1, 1, 1]]}]},
        {"scans": [{"page": 1, "confidence": 90, "words": [[0, 3, 1, 1, 1, float("nan")]]}]},
        {"scans": [{"page": 1, "confidence": 90}]},
        {"scans": [7]},
        {"hidden": [[3, 1]]},
        {"hidden": [[0]]},
        {"hidden": [["a", "b"]]},
        {"notes": "javascript"},
        {"notes": [1]},
    ],
)
def test_data_that_is_no_document_is_refused(change):
    with pytest.raises(ValueError):
        Document.from_json(WHOLE.to_json() | change)


@pytest.mark.parametrize("data", [{}, {"text": "a"}, [], "text", None])
def test_anything_else_is_refused_too(data):
    with pytest.raises(ValueError):
        Document.from_json(data)


def test_every_reason_is_a_sentence():
    for code, sentence in REASONS.items():
        assert Unreadable.because(code) == Unreadable(code, sentence)
        assert sentence.endswith(".")
    assert Unreadable.too_large(20 * 1024 * 1024).message.startswith("The file is larger than 20 MB.")


def test_what_the_eye_sees_keeps_its_offsets_and_lines():
    assert Document("aXXbYc", "text", hidden=((1, 3), (4, 5))).visible() == "a  b c"
    assert Document("abc", "text").visible() == "abc"
    assert Document("abX\nYc", "text", hidden=((2, 5),)).visible() == "ab \n c"


def test_visible_text_around_a_span_ends_where_hidden_text_begins():
    document = Document("abXXcdYYef", "text", hidden=((2, 4), (6, 8)))
    assert [document.visible_around(*span) for span in ((0, 1), (4, 5), (5, 6), (8, 10))] == [
        (0, 2),
        (4, 6),
        (4, 6),
        (8, 10),
    ]
