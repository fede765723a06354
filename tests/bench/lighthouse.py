"""Lighthouse on the recruiter's pages: `python -m tests.bench.lighthouse http://127.0.0.1:8000 var/demo-accounts.json`.

Asks a running demo as its recruiter, each page as a phone and as a desk, and prints the medians of three. Lighthouse is
no part of the product: `npm install lighthouse` in a folder of its own, which --lighthouse names. CHROME_PATH says which
browser it takes. Exit 1 if a figure is under LEAST.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

LEAST = 95
ROUNDS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PRESETS = {"mobile": (), "desktop": ("--preset=desktop",)}


def sign_in(site: str, accounts: Path) -> tuple[OpenerDirector, str]:
    """A client with the recruiter's session, and its Cookie header."""
    account = next(row for row in json.loads(accounts.read_text()) if row["role"] == "recruiter")
    cookies = CookieJar()
    client = build_opener(HTTPCookieProcessor(cookies))
    form = client.open(f"{site}/accounts/login/").read().decode()
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form))
    sent = {"login": account["email"], "password": account["password"], "csrfmiddlewaretoken": token}
    client.open(f"{site}/accounts/login/", urlencode(sent).encode())
    return client, "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies)


def find_pages(client: OpenerDirector, site: str) -> dict[str, str]:
    """Today, the board of the job with most people, and one of them."""
    jobs = client.open(f"{site}/jobs/").read().decode()
    boards = {
        pk: client.open(f"{site}/jobs/{pk}/?view=board").read().decode()
        for pk in dict.fromkeys(re.findall(r'href="/jobs/(\d+)/"', jobs))
    }
    job, board = max(boards.items(), key=lambda item: item[1].count("/applications/"))
    person = re.findall(r'href="/applications/(\d+)/', board)[0]
    return {
        "Today": f"{site}/",
        "board": f"{site}/jobs/{job}/?view=board",
        "candidate": f"{site}/applications/{person}/",
    }


def measure(program: str, address: str, cookie: str, preset: str) -> dict[str, int]:
    """One page's points in each category, and what cost any."""
    words = [
        *(program, address, "--quiet", "--output=json", "--output-path=stdout"),
        *(f"--only-categories={','.join(CATEGORIES)}", *PRESETS[preset]),
        *(
            f"--extra-headers={json.dumps({'Cookie': cookie})}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ),
    ]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    if told["finalDisplayedUrl"] != address:
        raise SystemExit(f"{address} led to {told['finalDisplayedUrl']}")
    for name in CATEGORIES:
        for part in told["categories"][name]["auditRefs"]:
            audit = told["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(
                    f"  {preset} {name} {part['id']}: {audit.get('displayValue', audit['title'])}",
                    file=sys.stderr,
                )
    return {name: round(100 * told["categories"][name]["score"]) for name in CATEGORIES}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("site")
    arguments.add_argument("accounts", type=Path)
    arguments.add_argument("--lighthouse", default="lighthouse")
    asked = arguments.parse_args()
    os.environ.setdefault("CHROME_PATH", shutil.which("chromium") or "")
    client, cookie = sign_in(asked.site, asked.accounts)
    lowest = 100
    print("| page | as | " + " | ".join(CATEGORIES) + " |\n|---|---|" + "---|" * len(CATEGORIES))
    for page, address in find_pages(client, asked.site).items():
        for preset in PRESETS:
            runs = [measure(asked.lighthouse, address, cookie, preset) for _ in range(ROUNDS)]
            points = [round(median(run[name] for run in runs)) for name in CATEGORIES]
            lowest = min(lowest, *points)
            print(f"| {page} | {preset} | " + " | ".join(map(str, points)) + " |", flush=True)
    return int(lowest < LEAST)


if __name__ == "__main__":
    sys.exit(main())
