import pytest

from recruiting.web import registry


@pytest.fixture
def bare_shell(monkeypatch):
    """Without the counts, banners and rows that upper apps put on pages: they pin their own queries."""
    for name in ("nav", "banners", "home_items"):
        monkeypatch.setattr(getattr(registry, name), "_items", [])
