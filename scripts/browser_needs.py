"""What the browser tests need beside Python: Chromium, node, and the packages of package-lock.json.

    python scripts/browser_needs.py

Exits 1 with the last line `missing: chromium` or `missing: node`. Packages are fetched by npm ci, once.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def missing() -> str:
    """The first program that is not there, "" if all are. CHROMIUM_PATH names another Chromium."""
    if not shutil.which(os.environ.get("CHROMIUM_PATH") or "chromium"):
        return "chromium"
    return "" if shutil.which("node") and shutil.which("npm") else "node"


def fetch_packages() -> bool:
    """Install what package-lock.json names, unless that was done since it last changed."""
    made = ROOT / "node_modules" / ".package-lock.json"
    if made.exists() and made.stat().st_mtime >= (ROOT / "package-lock.json").stat().st_mtime:
        return True
    print("Fetching html-validate and what is vendored (npm ci) ...", flush=True)
    npm = shutil.which("npm") or "npm"
    done = subprocess.run([npm, "ci", "--silent"], cwd=ROOT, check=False)  # noqa: S603 - our own words
    return done.returncode == 0


def main() -> None:
    lacking = missing()
    if lacking:
        print("Browser tests need Chromium and node (Debian: chromium, nodejs, npm).")
        print(f"missing: {lacking}")
        sys.exit(1)
    if not fetch_packages():
        sys.exit("error: npm ci failed; what it said stands above.")


if __name__ == "__main__":
    main()
