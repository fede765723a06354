"""The commands of LaTeX, and of the classes that resumes are written with, that matter to text."""

from __future__ import annotations

import re

GROUND = re.compile(
    r"\\(?:pagecolor|colorbox|fcolorbox|rowcolor|cellcolor|columncolor)\b|tcolorbox|fill\s*=|\\fill\b"
)
"""What may lie behind white letters."""

LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
WHITE = frozenset({"white", "FFFFFF", "ffffff", "1,1,1", "255,255,255", "1"})

SIGNS = {
    **{sign: sign for sign in "&%$#_{}"},
    **dict.fromkeys((" ", ",", ";", ":", "\n", "\t"), " "),
    **dict.fromkeys(("!", "-", "/", "@", "(", ")", "[", "]", "+"), ""),
}
"""What a backslash and a sign write."""

SYMBOLS = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textbar": "|", "textbullet": "•",
    "bullet": "•", "cdot": "·", "textperiodcentered": "·", "textendash": "–", "textemdash": "—", "textunderscore": "_",
    "ldots": "…", "dots": "…", "textellipsis": "…", "rightarrow": "→", "to": "→", "textrightarrow": "→", "times": "×",
    "sim": "~", "approx": "≈", "pm": "±", "geq": "≥", "leq": "≤", "textless": "<", "textgreater": ">", "mid": "|",
    "vert": "|", "textregistered": "®", "texttrademark": "™", "copyright": "©", "euro": "€", "texteuro": "€",
    "pounds": "£", "S": "§", "P": "¶", "LaTeX": "LaTeX", "TeX": "TeX", "textquotesingle": "'", "textquoteright": "’",
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "slash": "/",
    "space": " ", "quad": "\t", "qquad": "\t", "hfill": "\t", "dotfill": "\t", "hrulefill": "\t", "enspace": " ",
    "thinspace": " ", "newline": "\n", "tabularnewline": "\n", "linebreak": "\n", "cr": "\n", "today": "",
}  # fmt: skip
"""What words write."""

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
}  # fmt: skip
"""The sign that a command puts on the letter after it."""

HEADINGS = frozenset(
    """
    part chapter section subsection subsubsection cvsection cvsubsection sectiontitle resheading ressection
    resumesection ecvsection makesection
    """.split()
)

PARAGRAPHS = frozenset(
    """
    par newpage clearpage pagebreak smallskip medskip bigskip divider makecvtitle maketitle makecvheader centering
    raggedright columnbreak switchcolumn noindent
    """.split()
)
"""Words at which a line ends."""

WHO = frozenset(
    """
    name firstname familyname lastname title position author address phone mobile email homepage social github linkedin
    tagline personalinfo extrainfo quote location twitter gitlab stackoverflow orcid role info contact
    """.split()
)
"""What tells who the person is, also before the document begins."""

UNREAD = {
    **dict.fromkeys(
        """
        vspace hspace label ref pageref cite nocite input include pagestyle thispagestyle pagenumbering bibliography
        bibliographystyle newlength geometry hypersetup usetikzlibrary cvtheme moderncvstyle moderncvcolor
        moderncvtheme faIcon faicon pagecolor phantom hphantom vphantom vskip selectlanguage cline nopagecolor fontfamily
        fontseries fontshape enlargethispage columnratio footnotemark graphicspath cvcolor sectioncolor
        """.split(),
        1,
    ),
    **dict.fromkeys(
        "setlength addtolength setcounter addtocounter fontsize settowidth rule".split(),
        2,
    ),
    **dict.fromkeys("definecolor".split(), 3),
    **dict.fromkeys("includegraphics photo usepackage documentclass RequirePackage addbibresource setmainfont".split(), 1),
    **dict.fromkeys("setsansfont setmonofont newfontfamily defaultfontfeatures".split(), 1),
    **dict.fromkeys("scalebox raisebox".split(), 1),
    **dict.fromkeys("resizebox".split(), 2),
    "rotatebox": 1, "parbox": 1, "makebox": 0, "multicolumn": 2, "multirow": 2, "rowcolor": 1, "cellcolor": 1,
    "titleformat": 5, "titlespacing": 4, "colorlet": 2,
}  # fmt: skip
"""By command, how many arguments it has that are no text. What follows them is read."""

SETUP = {
    "minipage": 1,
    "tabular": 1,
    "tabularx": 2,
    "tabulary": 2,
    "longtable": 1,
    "array": 1,
    "multicols": 1,
}
SETUP |= {"paracol": 1, "adjustwidth": 2, "textblock": 1, "wrapfigure": 2, "list": 2, "thebibliography": 1}
"""By environment, how many arguments it has that are no text."""

TABLES = frozenset({"tabular", "tabularx", "tabulary", "longtable", "array"})
LISTS = frozenset({"itemize", "enumerate", "description", "cvitems", "compactitem", "compactenum", "list"})
DRAWINGS = frozenset({"tikzpicture", "pgfpicture", "picture"})
"""Environments where only what stands in braces is text."""

DEFINING = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand NewDocumentCommand RenewDocumentCommand".split()
)

ENTRIES = {
    ("cventry", 6): ((1, 2, 3), 0, (4, 5)),
    ("cventry", 5): ((0, 1, 2), 3, (4,)),
    ("cvevent", 4): ((0, 1, 3), 2, ()),
    ("cvhonor", 4): ((0, 1, 2), 3, ()),
    ("rSubsection", 4): ((2, 0, 3), 1, ()),
    ("twentyitem", 4): ((1, 2), 0, (3,)),
    ("entry", 4): ((1, 2), 0, (3,)),
}
"""By command and number of arguments: those on the line of the position, the dates', those below it.

moderncv, Awesome-CV, AltaCV, resume.cls, Twenty Seconds CV, Friggeri.
"""

ENTRY_NAMES = frozenset(name for name, _ in ENTRIES)

LABELLED = {
    "cvitem": 2,
    "cvline": 2,
    "cvskill": 2,
    "cvitemwithcomment": 3,
    "cvlanguage": 3,
    "cvdoubleitem": 4,
}
LABELLED |= {"cvcomputer": 4, "cvcolumn": 2, "ecvitem": 2}
"""Labels with what they stand for, in pairs."""

FONTS = frozenset(
    """
    textbf textit texttt textsc textsf textrm textsl textup textmd textnormal emph underline uline uppercase lowercase
    MakeUppercase MakeLowercase mbox hbox fbox text mathrm mathbf ensuremath
    """.split()
)
"""Words that only say how their one argument looks."""

BULLETED = {"cvlistitem": 1, "cvlistdoubleitem": 2}
TAGS = frozenset({"cvtag", "cvtags"})
