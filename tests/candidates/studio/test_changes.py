"""Which texts a change of the vocabulary spares, told before they are read."""

import json

import pytest

from candidates.extraction import Document
from candidates.studio.changes import Change

TRIVY = Change(words=frozenset({"trivy"}), whole=frozenset({"trivy"}))


def stored(text: str, **values) -> str:
    return json.dumps(Document(text, "text", **values).to_json())


@pytest.mark.parametrize(
    "text",
    ["Ran TRIVY", "•Trivy", "Tri-\nvy", "Tri -  \n  vy", "Tri‐\nvy", "x_trivy's"],
)
def test_what_holds_a_word_is_touched_and_not_spared(text):
    assert TRIVY.touches(text)
    for ascii_only in (True, False):  # SQLite's JSON text escapes other letters, PostgreSQL's doesn't
        assert not TRIVY.spares(json.dumps(Document(text, "text").to_json(), ensure_ascii=ascii_only))


def test_the_kelvin_sign_is_a_k():
    change = Change(words=frozenset({"k8s"}))
    assert change.touches("Ran K8s")
    assert not change.spares(stored("Ran K8s"))


def test_what_is_plainly_another_text_is_spared():
    assert TRIVY.spares(stored("Ran Semgrep\n• on all code - and more"))
    assert not TRIVY.touches("Ran Semgrep")


def test_hidden_text_and_many_or_foreign_words_are_looked_at_closely():
    assert not TRIVY.spares(stored("Ran Semgrep", hidden=((0, 3),)))
    assert not Change(words=frozenset({"prüfung"})).spares(stored("Ran Semgrep"))
    assert not Change(words=frozenset(f"w{n}" for n in range(40))).spares(stored("Ran Semgrep"))


def test_a_text_whose_small_letters_are_longer_is_touched_all_over():
    assert TRIVY.places("İ trivy") == list(range(7))
    assert TRIVY.places("İ semgrep") == []
