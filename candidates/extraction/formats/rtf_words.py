"""The words of RTF 1.9.1 that matter to text: characters, destinations, character sets, properties."""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "~": " ",
    "_": "-",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
"""What words and signs write."""

SKIPPED = frozenset(
    """
    aftncn aftnsep aftnsepc bkmkend bkmkstart colorschememapping datafield datastore filetbl fname ftncn ftnsep
    ftnsepc info latentstyles listoverridetable listtable mmathPr nonesttables nonshppict objdata pict pntxta pntxtb
    pnseclvl private revtbl rsidtbl rxe shprslt sp stylesheet tc template themedata xe xmlnstbl
    """.split()
)
"""Groups without text of the page, or whose text stands elsewhere once more."""

KEPT = frozenset(
    """
    do dptxbxtext fldinst fldrslt footer footerf footerl footerr footnote header headerf headerl headerr nesttableprops
    shpinst shptxt
    """.split()
)
"""Groups that are read even where an asterisk lets a program that doesn't know them skip them."""

HEADERS = frozenset({"header", "headerf", "headerl", "headerr"})
FOOTERS = frozenset({"footer", "footerf", "footerl", "footerr"})
BOXES = frozenset({"shptxt", "dptxbxtext", "footnote"})

LISTED = frozenset({"listtext", "pntext"})
"""Groups that hold the bullet or number of a list's item."""

SYMBOL = "symbol"
"""The codec of fonts that draw symbols, which have no character set."""

CODECS = {
    2: SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Python's names of the character sets that fonts name."""

PAGES = {
    **{number: f"cp{number}" for number in (437, 850, 852, 855, 857, 866, 874, 932, 949, 950)},
    **{number: f"cp{number}" for number in range(1250, 1259)},
    936: "gbk", 1361: "johab", 10000: "mac_roman", 65001: "utf_8", 54936: "gb18030",
}  # fmt: skip
"""Python's names of the code pages that a file names."""

CODECS_USED = frozenset({*CODECS.values(), *PAGES.values()} - {SYMBOL})

TINY = 4
"""Size of letters in half points up to which nobody reads them."""
