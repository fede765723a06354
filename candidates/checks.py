"""What an operator should know of this machine before people upload files to it: `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from candidates.extraction import sandbox_layers, sandbox_level
from candidates.extraction.limits import LEAST_LEVEL


@register(Tags.security, deploy=True)
def files_are_read_shut_in(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A hostile file may take over the process that reads it: what it could do then depends on this machine."""
    level = sandbox_level()
    if level >= LEAST_LEVEL:
        return []
    reached = ", ".join(sandbox_layers()) or "nothing"
    effect = "Uploads are taken all the same." if settings.ALLOW_WEAK_SANDBOX else "Uploads are refused."
    return [
        Warning(
            f"The sandbox for reading files is at level {level} ({reached}). {effect}",
            hint="Use Linux 5.13 or newer with Landlock on, or start the worker as root.",
            id="greenflag.W001",
        )
    ]
