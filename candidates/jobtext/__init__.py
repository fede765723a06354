"""The words of a job, pure: what a description asks for (guards), a first draft of it, and which role is needed.

Nothing here knows Django or the database. The guards advise and never block: each quotes the words it saw and says how
to mend them. What a guard means stands in the guide (its four hiring mistakes); callers add the guide's own words.
"""

from candidates.jobtext.drafting import Ability, draft
from candidates.jobtext.guards import GUARDS, Asked, LevelRange, Note, Seen, mended, read
from candidates.jobtext.roles import QUESTIONS, Answer, Question, RoleAdvice, advise

__all__ = [
    "GUARDS",
    "QUESTIONS",
    "Ability",
    "Answer",
    "Asked",
    "LevelRange",
    "Note",
    "Question",
    "RoleAdvice",
    "Seen",
    "advise",
    "draft",
    "mended",
    "read",
]
