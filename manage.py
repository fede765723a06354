#!/usr/bin/env python
"""Greenflag's command line: `manage.py help` lists what it can do."""

import os
import secrets
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recruiting.settings")
    if sys.argv[1:2] == ["screen"]:
        # It writes nothing and signs nothing: no key is generated in the data folder for it.
        os.environ.pop("SECRET_KEY_FILE", None)
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(48)
    from django.core.exceptions import ImproperlyConfigured  # needs the settings module named first
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
