"""The encoding of a web page: by its mark, by what it says of itself, else as of any text."""

from __future__ import annotations

import re

from candidates.extraction import charsets

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
CODECS = {
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii", "cp1252"), "cp1252"),
    **{f"windows-125{number}": f"cp125{number}" for number in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{f"iso-8859-{number}": f"iso8859_{number}" for number in (2, 5, 7, 9, 15)},
    "koi8-r": "koi8_u", "koi8-u": "koi8_u", "macintosh": "mac_roman", "ibm866": "cp866", "shift_jis": "cp932",
    "euc-jp": "euc_jp", "euc-kr": "cp949", "big5": "big5", "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030",
}  # fmt: skip
"""Python's names of encodings that pages name. UTF-8 needs no name, and one that is not here is guessed."""


def decode(data: bytes) -> str | None:
    """The source by its mark, by what it says of itself if that isn't UTF-8, else as text."""
    named = _CHARSET.search(data[:4096])
    codec = CODECS.get(named[1].decode("ascii").lower()) if named else None
    if codec is None or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return charsets.decode(data)
    return data.decode(codec, "replace")
