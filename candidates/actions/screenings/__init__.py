"""What may be done with screenings: people ask for them, workers bring them to their end.

The row is the queue: a message only carries its id, and any number of messages has the effect of one.
"""

from candidates.actions.screenings.claims import (
    claim_screening,
    next_due,
    next_queued,
    release_screening,
    renew_lease,
    rung_for_ocr,
)
from candidates.actions.screenings.finishing import (
    LeaseLost,
    finish_screening,
    finish_unreadable,
    give_up_screening,
)
from candidates.actions.screenings.queueing import (
    READ_SCAN,
    SCREEN_RESUME,
    cancel_screening,
    cancel_screenings_of,
    current_revision,
    queue_screening,
    retry_screening,
    screening_allowed,
)
from candidates.actions.screenings.sweeping import sweep_screenings
from candidates.actions.screenings.working import (
    read_document,
    rules_of,
    work_on_scan,
    work_on_screening,
)

__all__ = [
    "READ_SCAN",
    "SCREEN_RESUME",
    "LeaseLost",
    "cancel_screening",
    "cancel_screenings_of",
    "claim_screening",
    "current_revision",
    "finish_screening",
    "finish_unreadable",
    "give_up_screening",
    "next_due",
    "next_queued",
    "queue_screening",
    "read_document",
    "release_screening",
    "renew_lease",
    "retry_screening",
    "rules_of",
    "rung_for_ocr",
    "screening_allowed",
    "sweep_screenings",
    "work_on_scan",
    "work_on_screening",
]
