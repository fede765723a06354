"""Files made to harm their reader: each ends as a document or with a reason, and the next one is read."""

from __future__ import annotations

import random

import pytest

from candidates.extraction import Document, Sandbox, Unreadable, extract, parse
from candidates.extraction.document import REASONS
from tests.bench.resumes import resumes
from tests.candidates.extraction import samples
from tests.candidates.extraction.hostile_files import DOCX, GOOD, HOSTILE, mutated, mutated_inside

pytestmark = [pytest.mark.slow, pytest.mark.once]  # bombs run until a limit ends them


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        sandbox.level()
        yield sandbox


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_has_an_end_of_its_own(sandbox, what):
    make, ends = HOSTILE[what]
    zygote = sandbox.zygote_pid

    answer = sandbox.extract(make(), name="cv.pdf")

    assert (answer.code if isinstance(answer, Unreadable) else "read") in ends
    assert "root:" not in getattr(answer, "text", "")
    assert isinstance(sandbox.extract(GOOD, name="cv.pdf"), Document)
    assert sandbox.zygote_pid == zygote


@pytest.mark.parametrize("seed", range(4))
def test_mutated_files_end_as_a_document_or_with_a_reason(sandbox, seed):
    source = random.Random(seed)
    zygote = sandbox.zygote_pid
    seeds = [resumes(1, seed=seed)[0][1], GOOD, DOCX, samples.encrypted_pdf("")]
    seeds += [samples.EVERY_KIND[kind]() for kind in ("odt", "rtf", "html", "json", "latex")]
    for number in range(120):
        whole = source.choice(seeds)
        spoil = mutated_inside if whole.startswith(b"PK") and source.random() < 0.5 else mutated
        data = spoil(whole, source)
        first, second = (sandbox.extract(data, name="cv.pdf") for _ in range(2))
        assert first == second, (seed, number)
        assert isinstance(first, Document) or first.code in REASONS, (seed, number)
    assert sandbox.zygote_pid == zygote


def test_many_resumes_read_the_same_with_and_without_the_sandbox():
    for name, data in resumes(40, seed=3):
        assert extract(data, name=name) == parse(data, name=name)
