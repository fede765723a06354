"""The image: in stages, without root, with a health check, and with what docker-compose.yml runs."""

import json
import shlex

from tests.installation import ROOT
from tests.ops import compose


def instructions() -> list[list[tuple[str, str]]]:
    """Per stage its (instruction, rest) with continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    stages: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            stages.append([])
        stages[-1].append((name, rest.strip()))
    return stages


def last(name: str) -> str:
    return [rest for instruction, rest in instructions()[-1] if instruction == name][-1]


def test_compilers_and_pip_caches_stay_in_the_first_stage():
    build, final = instructions()
    assert ("COPY", "--from=build /venv /venv") in final
    assert not any("pip install" in rest for _, rest in final)
    assert any("--require-hashes" in rest for _, rest in build)


def test_it_does_not_run_as_root():
    assert last("USER") == compose.load()["services"]["web"]["user"] == "10001:10001"


def test_what_it_copies_exists_and_passes_the_ignore_file():
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for stage in instructions():
        for name, rest in stage:
            if name == "COPY" and "--from" not in rest:
                for source in shlex.split(rest)[:-1]:
                    assert (ROOT / source).exists(), source
                    assert source in kept, source


def test_it_starts_and_checks_what_compose_starts_and_checks():
    web = compose.load()["services"]["web"]
    assert json.loads(last("CMD")) == web["command"]
    assert json.loads(last("HEALTHCHECK").partition("CMD ")[2]) == web["healthcheck"]["test"][1:]
