"""The JSON Schema for editors: what the loader takes satisfies it, and it knows the same fields."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator, ValidationError

from rubrics import ruledoc
from rubrics.ruledoc import loader
from rubrics.ruledoc.jsonschema import json_schema
from tests.installation import ROOT
from tests.rubrics.ruledoc.test_loader import TESTS, VALID

SCHEMA = Draft202012Validator(json_schema())


def test_the_committed_schema_is_this_one():
    """`manage.py rules schema > docs/rules.schema.json` writes it."""
    assert json.loads((ROOT / "docs/rules.schema.json").read_text("utf-8")) == json_schema()


def test_it_is_a_schema():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "source", [ruledoc.shipped_source(), VALID + TESTS.replace("2026-11-25", '"2026-11-25"')]
)
def test_what_the_loader_takes_satisfies_it(source):
    ruledoc.load(source)
    for part in yaml.load_all(source, Loader=yaml.CSafeLoader):
        SCHEMA.validate(part)


@pytest.mark.parametrize(
    "wrong",
    ["polarity: blue", "counts: often", "activty: x", "code: Word Pipeline", "absence: maybe", "schema: 2"],
)
def test_what_is_plainly_wrong_does_not(wrong):
    name = wrong.partition(":")[0]
    line = next(
        (line for line in VALID.splitlines() if line.strip("- ").startswith(f"{name}:")), "    counts: done"
    )
    indent = line[: len(line) - len(line.lstrip(" -"))]
    with pytest.raises(ValidationError):
        SCHEMA.validate(yaml.safe_load(VALID.replace(line, indent + wrong, 1)))


def test_it_knows_the_fields_of_the_loader():
    known = json_schema()["properties"]
    assert tuple(known) == loader._TOP
    assert [tuple(known[name]["items"]["properties"]) for name in ("signals", "flags", "tests")] == [
        loader.SIGNAL_FIELDS,
        loader._FLAG,
        loader.TEST_FIELDS,
    ]
