"""Copy what pages ship from node_modules (development only) into static/vendor, with licences and checksums.

    npm ci && python scripts/vendor_static.py

Writes static/vendor/manifest.json, static/icons/sprite.svg and tests/browser/vendor/axe.min.js. Exits 1 if a
package is missing or is not the version package.json names. tests/web/test_vendor.py recomputes the sums.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)
INTER = "@fontsource-variable/inter"

# (npm package, file in it, target, file with the licence text, licence)
FILES = [
    ("htmx.org", "dist/htmx.min.js", "static/vendor/htmx/htmx.min.js", "LICENSE", "0BSD"),
    (
        INTER,
        "files/inter-latin-wght-normal.woff2",
        "static/vendor/inter/inter-latin-wght-normal.woff2",
        "LICENSE",
        "OFL-1.1",
    ),
    (
        INTER,
        "files/inter-latin-ext-wght-normal.woff2",
        "static/vendor/inter/inter-latin-ext-wght-normal.woff2",
        "LICENSE",
        "OFL-1.1",
    ),
    ("axe-core", "axe.min.js", "tests/browser/vendor/axe.min.js", "LICENSE", "MPL-2.0"),
]

# Our name -> Lucide's. One list: a page asks for an icon by our name, {% icon %} refuses others; none lies unused.
ICONS = {
    "alert": "triangle-alert", "arrow-down": "arrow-down", "arrow-up": "arrow-up", "board": "square-kanban",
    "book": "book-open", "calendar": "calendar", "check": "check", "chevron-left": "chevron-left", "chevron-right": "chevron-right",
    "circle-alert": "circle-alert", "clock": "clock", "eye": "eye", "file": "file-text", "file-x": "file-x",
    "filter": "list-filter", "flag": "flag", "help": "circle-help", "history": "history", "home": "house",
    "inbox": "inbox", "info": "info", "key": "key-round", "keyboard": "keyboard", "link": "link",
    "list": "list", "lock": "lock", "log-out": "log-out", "mail": "mail", "menu": "menu",
    "more": "ellipsis", "pause": "pause", "pencil": "pencil", "people": "users", "person-plus": "user-plus",
    "phone": "phone", "play": "play", "plus": "plus", "printer": "printer", "quote": "quote", "retry": "rotate-ccw",
    "rules": "scroll-text", "search": "search", "settings": "settings", "table": "table-2",
    "target": "target", "undo": "undo-2", "upload": "upload", "user": "user", "x": "x",
}  # fmt: skip


def version(package: str) -> str:
    """The installed version; SystemExit if it is missing or not the pinned one."""
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"][package]
    meta = MODULES / package / "package.json"
    if not meta.exists():
        sys.exit(f"error: {package} is not in node_modules: run npm ci")
    found = json.loads(meta.read_text())["version"]
    if found != wanted:
        sys.exit(f"error: {package} is {found}, package.json names {wanted}: run npm ci")
    return str(found)


def copy(package: str, source: str, target: str, licence_file: str, licence: str) -> dict[str, object]:
    """Copy one file, its licence beside it; the manifest's entry."""
    data = (MODULES / package / source).read_bytes()
    if source.endswith(".js"):
        # collectstatic fails on a map that is not there.
        data = SOURCE_MAP.sub(b"", data).rstrip() + b"\n"
    path = ROOT / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    text = (MODULES / package / licence_file).read_text()
    path.with_name(f"LICENSE-{package.rpartition('/')[2]}.txt").write_text(text)
    return {
        "name": package.rpartition("/")[2],
        "version": version(package),
        "licence": licence,
        "package": package,
        "source": source,
        "path": target,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }


def symbol(name: str, lucide: str) -> str:
    """One icon as a <symbol>, its paths unchanged."""
    text = (MODULES / "lucide-static" / "icons" / f"{lucide}.svg").read_text()
    inner = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    if inner is None:
        sys.exit(f"error: no paths in {lucide}.svg")
    paths = " ".join(inner.group(1).split())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>'


def sprite() -> dict[str, object]:
    """Write static/icons/sprite.svg from ICONS; the manifest's entry."""
    body = "\n".join(symbol(name, lucide) for name, lucide in sorted(ICONS.items()))
    note = f"<!-- Icons: Lucide {version('lucide-static')}, ISC licence, see LICENSE-lucide.txt. Made by scripts/vendor_static.py -->"
    data = f'<svg xmlns="http://www.w3.org/2000/svg">\n{note}\n{body}\n</svg>\n'.encode()
    path = ROOT / "static" / "icons" / "sprite.svg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.with_name("LICENSE-lucide.txt").write_text((MODULES / "lucide-static" / "LICENSE").read_text())
    return {
        "name": "lucide",
        "version": version("lucide-static"),
        "licence": "ISC",
        "package": "lucide-static",
        "source": f"icons/*.svg ({len(ICONS)} icons)",
        "path": "static/icons/sprite.svg",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }


def main() -> None:
    entries = [copy(*file) for file in FILES] + [sprite()]
    (VENDOR / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n")
    for entry in entries:
        print(f"{entry['path']}  {entry['name']} {entry['version']}  {entry['bytes']} bytes")


if __name__ == "__main__":
    main()
