"""The Markdown that people read, taken apart."""

import re
from pathlib import Path

from tests.installation import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_CODE = re.compile(r"`([^`\n]+)`")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Indented lines and `spans`: what a reader may copy."""
    return [line.strip() for line in text.splitlines() if re.match(r" {4,}\S", line)] + _CODE.findall(text)


def rows(text: str, heading: str = "") -> list[list[str]]:
    """The cells of the first table after the heading, without its head; backticks and white space taken off."""
    lines = text.partition(heading)[2].splitlines() if heading else text.splitlines()
    table: list[list[str]] = []
    for line in lines:
        if line.startswith("|"):
            table.append([cell.strip().replace("`", "") for cell in line.strip("|").split("|")])
        elif table:
            break
    return table[2:]


def links(page: Path) -> list[str]:
    """Where a page's links lead, without those to other sites and to places within the page."""
    found = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    return [link for link in found if not link.startswith(("http:", "https:", "mailto:"))]
