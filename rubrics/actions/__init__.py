from rubrics.actions.guide import GuideLoad, edit_guide_row, load_guide, restore_guide_row
from rubrics.actions.questions import create_question, restore_question, retire_question
from rubrics.actions.rules import publish_shipped_rules

__all__ = [
    "GuideLoad",
    "create_question",
    "edit_guide_row",
    "load_guide",
    "publish_shipped_rules",
    "restore_guide_row",
    "restore_question",
    "retire_question",
]
