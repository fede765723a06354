from rubrics.actions.guide import GuideLoad, edit_guide_row, load_guide, restore_guide_row
from rubrics.actions.rules import publish_shipped_rules

__all__ = ["GuideLoad", "edit_guide_row", "load_guide", "publish_shipped_rules", "restore_guide_row"]
