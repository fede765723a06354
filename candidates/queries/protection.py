"""How well this machine shuts in the processes that read files, for the people whose server it is."""

from typing import Any

from django.conf import settings

from candidates.extraction import sandbox_level
from candidates.extraction.limits import LEAST_LEVEL


def weak_sandbox(request: Any) -> str | None:
    """The banner's sentence where files are read, or refused, because the sandbox is weak. None: it is not, or
    the person uploads nothing."""
    if not request.user.is_authenticated or not request.user.is_recruiter or sandbox_level() >= LEAST_LEVEL:
        return None
    if settings.DEMO or settings.ALLOW_WEAK_SANDBOX:
        return "This server can't shut in what reads resumes: a hostile file could do harm. Upload only files that you trust."
    return "This server takes no uploads: it can't shut in what reads resumes. Its operator finds the reason under /readyz."
