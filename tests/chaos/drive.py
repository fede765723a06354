"""Runs one scenario in an installation of its own: `python -m tests.chaos.drive kills --queue redis --number 20`.

The last line of standard output is the result as JSON. Exit 1: something was not as it must be.
"""

import argparse
import json
import sys
from typing import Any

from tests.installation import Installation


def drive(scenario: str, *, queue: str, number: int, files: int) -> dict[str, Any]:
    """Run the scenario in this process, which thereby becomes that installation's web side."""
    with Installation(queue=queue) as installation:
        from tests.chaos.scenarios import SCENARIOS  # needs Django's settings, which the installation makes

        result = SCENARIOS[scenario](installation, number=number, files=files)
        return {"scenario": scenario, "queue": queue, "database": installation.database} | result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", choices=["kills", "beatless", "wiped", "away", "processes"])
    parser.add_argument("--queue", choices=["filesystem", "redis"], default="filesystem")
    parser.add_argument("--number", type=int, default=3)
    parser.add_argument("--files", type=int, default=40)
    given = parser.parse_args()
    result = drive(given.scenario, queue=given.queue, number=given.number, files=given.files)
    print(json.dumps(result))
    return bool(result["problems"])


if __name__ == "__main__":
    sys.exit(main())
