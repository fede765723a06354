import pytest

from recruiting.web import registry


@pytest.fixture
def bare_shell(monkeypatch):
    """Without the counts and banners that upper apps put around every page: they pin their own queries."""
    for name in ("nav", "banners"):
        monkeypatch.setattr(getattr(registry, name), "_items", [])
