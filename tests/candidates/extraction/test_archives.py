"""ZIP files of resumes: what is in them, what one member holds, and archives made to harm."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from candidates.extraction import Archive, Sandbox, Unreadable
from candidates.extraction.archives import READER, list_members, read_member
from candidates.extraction.limits import MIB, UNPACKING_LIMITS
from candidates.extraction.unpacking import FALSE, LARGE, MANY, NESTED, SHARED
from tests.candidates.extraction import samples

TEXT = b"Kim Novak\nPlatform engineer\n"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(reader=READER, limits=UNPACKING_LIMITS) as started:
        yield started


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, attributes: int = 0) -> bytes:
    """An archive; two members may have one name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = method, attributes
            archive.writestr(entry, content)
    return stream.getvalue()


def listed(sandbox: Sandbox, data: bytes) -> Archive:
    found = list_members(sandbox, io.BytesIO(data))
    assert isinstance(found, Archive)
    return found


def read_all(sandbox: Sandbox, data: bytes) -> dict[str, bytes | tuple[str, str]]:
    """By name what a member holds, or the code and words of why not."""
    file = io.BytesIO(data)
    found = {}
    for member in listed(sandbox, data).members:
        content = read_member(sandbox, file, member)
        found[member.name] = content if isinstance(content, bytes) else (content.code, content.message)
    return found


def directory_says(data: bytes, field: int, value: int, form: str = "<I") -> bytes:
    """The archive with another value in the first entry of its directory (APPNOTE 4.3.12)."""
    at = data.index(b"PK\x01\x02") + field
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


def test_members_come_out_as_they_went_in(sandbox):
    large = bytes(range(256)) * 4096
    members = {
        "a/kim.txt": TEXT,
        "b/kim.txt": b"Ann\n",
        "../../etc/passwd": b"x",
        "gro\u00df.pdf": large,
        "e.txt": b"",
    }
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = packed(*members.items(), method=method)
        assert read_all(sandbox, data) == members


def test_what_systems_leave_beside_files_is_left_out(sandbox):
    data = packed(
        ("cvs/", b""),
        ("cvs/kim.txt", TEXT),
        ("__MACOSX/cvs/._kim.txt", b"x"),
        ("cvs/.DS_Store", b"x"),
        ("Thumbs.db", b"x"),
    )
    found = listed(sandbox, data)
    assert ([member.name for member in found.members], found.left_out) == (["cvs/kim.txt"], 3)


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        b"",
        b"PK",
        samples.docx(samples.paragraph("x")),
        samples.EVERY_KIND["odt"](),
        b"PK\x03\x04" + b"x" * 99,
    ],
    ids=["text", "empty", "two-bytes", "docx", "odt", "broken"],
)
def test_other_files_are_no_archives(sandbox, data):
    assert list_members(sandbox, io.BytesIO(data)) is None


def test_a_document_that_is_only_stored_is_a_member_all_the_same(sandbox):
    document = samples.docx(samples.paragraph("x"))
    assert read_all(sandbox, packed(("cv.docx", document), method=zipfile.ZIP_STORED)) == {
        "cv.docx": document
    }


def entries(count: int) -> bytes:
    return packed(*[(f"{number}.txt", b"") for number in range(count)])


@pytest.mark.parametrize(
    ("make", "code", "message"),
    [
        (lambda: entries(1_001), "limits", MANY),
        (lambda: entries(40_000), "limits", MANY),
        (lambda: directory_says(packed(("a.txt", TEXT)), 24, 501 * MIB), "limits", LARGE),
        (
            lambda: samples.overlapping_zip(0).replace(b"[Content_Types].xml", b"[Content-Types].xml"),
            None,
            None,
        ),
        (
            lambda: samples.overlapping_zip(500).replace(b"[Content_Types].xml", b"[Content-Types].xml"),
            "damaged",
            SHARED,
        ),
        (lambda: directory_says(packed(("a.txt", TEXT)), 42, 4_000), "damaged", SHARED),
        (lambda: packed(("cvs/", b"")), "empty", "There is no file in this archive."),
    ],
    ids=["members", "directory", "inflated", "none-shared", "overlapping", "place", "nothing"],
)
def test_an_archive_past_the_limits_is_refused_whole(sandbox, make, code, message):
    found = list_members(sandbox, io.BytesIO(make()))
    if code is None:
        assert isinstance(found, Archive)
    else:
        assert found == Unreadable(code, message)


def bomb() -> bytes:
    return packed(("bomb.txt", bytes(15 * MIB)))


@pytest.mark.parametrize(
    ("make", "code", "words"),
    [
        (lambda: packed(("a.zip", packed(("b.txt", TEXT)))), "wrong_type", NESTED),
        (bomb, "limits", "more time, memory or room"),
        (lambda: packed(("a.txt", bytes(21 * MIB))), "too_large", "larger than 20 MB"),
        (lambda: directory_says(bomb(), 24, 1_000), "damaged", FALSE),
        (lambda: directory_says(packed(("a.txt", TEXT)), 24, 5), "damaged", FALSE),
        (lambda: directory_says(packed(("a.txt", TEXT)), 16, 5), "damaged", FALSE),
        (lambda: directory_says(packed(("a.txt", TEXT)), 20, 5), "damaged", FALSE),
        (lambda: directory_says(packed(("a.txt", TEXT)), 8, 1, "<H"), "encrypted", "password"),
        (lambda: directory_says(packed(("a.txt", TEXT)), 10, 12, "<H"), "unsupported", "ordinary ZIP"),
        (
            lambda: packed(("a.txt", b"/etc/passwd"), attributes=(stat.S_IFLNK | 0o777) << 16),
            "wrong_type",
            "a link to a file",
        ),
    ],
    ids="nested bomb large lying-bomb size checksum packed encrypted method link".split(),
)
def test_one_bad_member_has_an_outcome_of_its_own(sandbox, make, code, words):
    data = make()
    (found,) = read_all(sandbox, data).values()
    assert found[0] == code
    assert words in found[1]


def test_a_liar_s_directory_is_believed_in_nothing():
    lies = [
        '{"members": [["a", 0, 9999999, 1, 1, 0, 0, ""]], "left_out": 0}',
        '{"members": [["a", -1, 2, 1, 1, 0, 0, ""]]}',
    ]
    lies += ['{"members": []}', '{"members": [["a"]], "left_out": 0}', '{"members": 7, "left_out": 0}', "{}"]
    with Sandbox(reader="tests.candidates.extraction.hostile_readers:repeat") as liar:
        for lie in lies:
            # What the child is given, and repeats, begins after the file's first bytes.
            data = b"PK\x03\x04" + b" " * (2 * MIB) + lie.encode()
            assert list_members(liar, io.BytesIO(data)) == Unreadable.because("damaged")
