"""What we ship of others is what their packages hold, and nothing else lies there."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MANIFEST = json.loads((ROOT / "static/vendor/manifest.json").read_text())
KEYS = {"name", "version", "licence", "package", "source", "path", "sha256", "bytes"}


def test_sums_are_those_of_the_files():
    for entry in MANIFEST:
        data = (ROOT / entry["path"]).read_bytes()
        assert set(entry) == KEYS
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (entry["sha256"], entry["bytes"]), entry[
            "path"
        ]


def test_every_file_is_listed():
    listed = {entry["path"] for entry in MANIFEST}
    found = {
        str(path.relative_to(ROOT))
        for folder in ("static/vendor", "tests/browser/vendor")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.name != "manifest.json" and not path.name.startswith("LICENSE")
    }
    assert found <= listed


def test_a_licence_stands_beside_each_file():
    for entry in MANIFEST:
        texts = list((ROOT / entry["path"]).parent.glob("LICENSE-*.txt"))
        assert texts, entry["path"]
        assert all(len(text.read_text()) > 300 for text in texts)


def test_versions_are_those_of_package_json():
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert {entry["package"]: entry["version"] for entry in MANIFEST}.items() <= pinned.items()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())


def test_the_lock_file_names_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_no_script_asks_for_a_map_or_another_host():
    for path in (ROOT / "static").rglob("*.js"):
        text = path.read_text()
        assert "sourceMappingURL" not in text, path
        if "vendor" not in path.parts:
            assert re.search(r"https?://", text) is None, path
