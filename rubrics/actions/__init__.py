from rubrics.actions.guide import GuideLoad, edit_guide_row, load_guide, restore_guide_row
from rubrics.actions.imports import BankImport, import_questions
from rubrics.actions.questions import change_question, create_question, restore_question, retire_question
from rubrics.actions.rules import publish_shipped_rules
from rubrics.actions.scorecards import (
    change_template,
    copy_template,
    create_template,
    restore_template,
    retire_template,
)

__all__ = [
    "BankImport",
    "GuideLoad",
    "change_question",
    "change_template",
    "copy_template",
    "create_question",
    "create_template",
    "edit_guide_row",
    "import_questions",
    "load_guide",
    "publish_shipped_rules",
    "restore_guide_row",
    "restore_question",
    "restore_template",
    "retire_question",
    "retire_template",
]
