#!/usr/bin/env python
"""Greenflag's command line: `manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruiting.settings")
    from django.core.management import execute_from_command_line  # needs the settings module named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
