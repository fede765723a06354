"""What must be right before the product starts."""

import pytest

from recruiting import checks


@pytest.mark.parametrize(
    ("change", "check", "code"),
    [
        ({"DEBUG": True}, checks.no_debug, "greenflag.E001"),
        ({"SECRET_KEY": "short"}, checks.secret_key_is_long, "greenflag.E002"),
        ({"SESSION_COOKIE_SECURE": True}, checks.links_leave_by_https, "greenflag.E004"),
    ],
)
def test_each_check_finds_its_mistake(settings, change, check, code):
    assert check(None) == []
    for name, value in change.items():
        setattr(settings, name, value)
    assert [found.id for found in check(None)] == [code]


def test_a_demo_s_folder_is_for_demos(settings, tmp_path):
    settings.DATA = tmp_path
    assert checks.demo_data_stays_a_demo(None) == []
    (tmp_path / checks.DEMO_MARKER).write_text("[]")
    assert [found.id for found in checks.demo_data_stays_a_demo(None)] == ["greenflag.E003"]
    settings.DEMO = True
    assert checks.demo_data_stays_a_demo(None) == []
