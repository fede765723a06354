"""Forms of the guide, the question bank and scorecards: they parse and word."""

from rubrics.forms.guide import GuideRowForm
from rubrics.forms.questions import BankFileForm, BankForm, BankImportForm, QuestionForm
from rubrics.forms.scorecards import CopyForm, CriterionForm, WeightsForm

__all__ = [
    "BankFileForm",
    "BankForm",
    "BankImportForm",
    "CopyForm",
    "CriterionForm",
    "GuideRowForm",
    "QuestionForm",
    "WeightsForm",
]
