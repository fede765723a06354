"""An installation that is a demo: its own data folder, the guide and the rules, nobody in it yet."""

from pathlib import Path

import pytest

from tests.guide import loaded_guide


@pytest.fixture
def demo_folder(db, settings, tmp_path) -> Path:
    settings.DEMO, settings.DATA = True, tmp_path
    loaded_guide()
    return tmp_path
