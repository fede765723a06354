"""What may be done with screenings: people ask for them, workers bring them to their end.

The row is the queue: a message only carries its id, and any number of messages has the effect of one.
"""

from candidates.actions.screenings.claims import (
    claim_screenings,
    next_batch,
    next_due,
    release_screening,
    renew_leases,
    rung_for_ocr,
)
from candidates.actions.screenings.finishing import (
    Found,
    LeaseLost,
    finish_screenings,
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
    work_on_screenings,
)

__all__ = [
    "READ_SCAN",
    "SCREEN_RESUME",
    "Found",
    "LeaseLost",
    "cancel_screening",
    "cancel_screenings_of",
    "claim_screenings",
    "current_revision",
    "finish_screenings",
    "finish_unreadable",
    "give_up_screening",
    "next_batch",
    "next_due",
    "queue_screening",
    "read_document",
    "release_screening",
    "renew_leases",
    "retry_screening",
    "rules_of",
    "rung_for_ocr",
    "screening_allowed",
    "sweep_screenings",
    "work_on_scan",
    "work_on_screening",
    "work_on_screenings",
]
