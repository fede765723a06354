"""An installation that is a demo: its own data folder, the guide and the rules, nobody in it yet."""

from pathlib import Path

import pytest

from rubrics.actions import load_guide


@pytest.fixture
def demo_folder(db, settings, tmp_path) -> Path:
    settings.DEMO, settings.DATA = True, tmp_path
    load_guide()
    return tmp_path
