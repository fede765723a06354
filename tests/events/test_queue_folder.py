"""The folder that is the queue where no broker runs: whole messages, each to one reader, none that stops a worker."""

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from recruiting.events import folder


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    return tmp_path / "queue" / "messages"


@pytest.fixture
def channel(messages: Path) -> Iterator[Any]:
    options = {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(messages.with_name("control")),
    }
    with Connection(transport=folder.Transport, transport_options=options) as connection:
        yield connection.channel()


def test_a_queue_without_a_folder_is_empty(channel, messages):
    """A worker asks before anything was ever put in."""
    assert not messages.exists()
    assert channel._size("screen") == 0


def test_messages_come_out_as_they_went_in_oldest_first(channel, messages):
    channel._put("screen", {"id": 1})
    channel._put("screen", {"id": 2})
    channel._put("other", {"id": 3})
    assert channel._size("screen") == 2
    assert [channel._get("screen"), channel._get("screen")] == [{"id": 1}, {"id": 2}]
    with pytest.raises(Empty):
        channel._get("screen")
    assert len(list(messages.iterdir())) == 1


def test_a_message_that_is_not_json_is_dropped(channel, messages):
    channel._put("screen", {"id": 1})
    (messages / "0_broken.screen.msg").write_bytes(b'{"id": ')
    (messages / "0_bytes.screen.msg").write_bytes(b"\xff\xfe")
    assert channel._get("screen") == {"id": 1}
    assert list(messages.iterdir()) == []


def test_a_draft_is_not_read(channel, messages):
    messages.mkdir(parents=True)
    (messages / ".1_draft.screen.msg").write_bytes(b'{"id": ')
    with pytest.raises(Empty):
        channel._get("screen")


def test_a_folder_that_was_removed_is_made_again(channel, messages):
    channel._put("screen", {"id": 1})
    (next(messages.iterdir())).unlink()
    messages.rmdir()
    with pytest.raises(Empty):
        channel._get("screen")
    channel._put("screen", {"id": 2})
    assert channel._get("screen") == {"id": 2}


def test_a_folder_that_cannot_be_written_is_a_channel_error(channel, messages):
    messages.parent.mkdir()
    messages.write_bytes(b"a file where the folder should be")
    with pytest.raises(OSError, match="messages"):
        channel._get("screen")
    with pytest.raises(folder.ChannelError):
        channel._put("screen", {"id": 1})
