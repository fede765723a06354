"""Forms of the jobs' and candidates' pages: they parse, check and word; the actions write."""

from candidates.forms.applications import (
    ManyApplyForm,
    ManyAssignForm,
    ManyMoveForm,
    ManyRejectForm,
    ManyTagForm,
    MoveForm,
    RejectForm,
    ReviewForm,
    WithdrawForm,
)
from candidates.forms.decisions import DecisionForm, TakeBackForm
from candidates.forms.fields import VersionForm
from candidates.forms.files import (
    AttachmentForm,
    ColumnsForm,
    CompareForm,
    ImportForm,
    ResumeForm,
    UploadForm,
)
from candidates.forms.jobs import CloseForm, MemberForm, StageForm, StageForms
from candidates.forms.people import ApplyForm, CandidateForm, MergeForm, NewCandidateForm, NoteForm, TagForm
from candidates.forms.pipeline import Filter, PipelineForm, ViewForm

__all__ = [
    "ApplyForm",
    "AttachmentForm",
    "CandidateForm",
    "CloseForm",
    "ColumnsForm",
    "CompareForm",
    "DecisionForm",
    "Filter",
    "ImportForm",
    "ManyApplyForm",
    "ManyAssignForm",
    "ManyMoveForm",
    "ManyRejectForm",
    "ManyTagForm",
    "MemberForm",
    "MergeForm",
    "MoveForm",
    "NewCandidateForm",
    "NoteForm",
    "PipelineForm",
    "RejectForm",
    "ResumeForm",
    "ReviewForm",
    "StageForm",
    "StageForms",
    "TagForm",
    "TakeBackForm",
    "UploadForm",
    "VersionForm",
    "ViewForm",
    "WithdrawForm",
]
