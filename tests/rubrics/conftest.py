import pytest

from rubrics.actions import GuideLoad
from tests.guide import loaded_guide


@pytest.fixture
def guide(db) -> GuideLoad:
    """The shipped guide and rules, loaded."""
    return loaded_guide()
