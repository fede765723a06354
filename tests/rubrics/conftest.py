import pytest

from rubrics.actions import GuideLoad, load_guide


@pytest.fixture
def guide(db) -> GuideLoad:
    """The shipped guide and rules, loaded."""
    return load_guide()
