r"""LaTeX source: plain articles, the classes for resumes, and what files define themselves."""

from __future__ import annotations

import pytest

from candidates.extraction import Document, parse
from tests.candidates.extraction.samples import latex

ITEMS = r"\newcommand{\resumeItem}[1]{\item\small{{#1 \vspace{-2pt}}}}"
SUBHEADING = r"""\newcommand{\resumeSubheading}[4]{
  \vspace{-2pt}\item
    \begin{tabular*}{0.97\textwidth}[t]{l@{\extracolsep{\fill}}r}
      \textbf{#1} & #2 \\
      \textit{\small#3} & \textit{\small #4} \\
    \end{tabular*}\vspace{-7pt}
}
\newcommand{\listStart}{\begin{itemize}[leftmargin=0.15in, label={}]}
\newcommand{\listEnd}{\end{itemize}}"""


def read(body: str, preamble: str = "") -> Document:
    document = parse(latex(body, preamble), name="cv.tex")
    assert isinstance(document, Document), document
    assert document.kind == "latex"
    return document


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("One\ntwo\n\nThree\\\\[2pt]Four\\par Five", "One two\nThree\nFour\nFive"),
        ("a % no\nb\\% c % no\n\nd", "a b% c\nd"),
        (r"Jos\'e M\"{u}ller \v{C}apek \c c \'{\i} \ss{} \o{} \L{}\'od\'z", "José Müller Čapek ç í ß ø Łódź"),
        (r"10\,\% \& \$5 \_ \# a--b c---d ``q'' $\rightarrow$ x~y", "10 % & $5 _ # a–b c—d “q” → x y"),
        (r"\section*{Work}\textbf{Bold}\emph{er} {\large text}", "Work\nBolder text"),
        (r"\begin{itemize}\item One\item[Cloud] AWS\end{itemize}After", "• One\n• Cloud AWS\nAfter"),
        (r"\begin{tabular}{l|r} 2019 & Engineer \\ 2017 & Admin \end{tabular}", "2019\tEngineer\n2017\tAdmin"),
        (r"First Bank \hfill 2019\\ Engineer \hspace*{\fill} London", "First Bank\t2019\nEngineer\tLondon"),
        (r"\href{https://x.example/a%20b}{see} \url{https://y.example/_} \href{mailto:k@x.example}{\faEnvelope}", "see https://y.example/_ k@x.example"),
        (r"\vspace{2pt}\includegraphics[width=2cm]{me.png}\label{x}\color{blue}Jane", "Jane"),
        (r"\begin{comment}no\end{comment}\iffalse no \ifx a b \fi no \fi yes", "yes"),
        (r"\foo{2019--2021}{Engineer}{Acme}", "2019–2021\tEngineer\tAcme"),
        (r"\textbf{Languages}{: Go}", "Languages: Go"),
        ("\\resumeSubItem{Terraform}{wrote modules} Bye", "Terraform\twrote modules Bye"),
        ("\\grid{a}{b}{c}{d}{e}{f}{g}{h} Bye", "a\tb\tc\td\te\tf\tg\th\nBye"),
        ("At \\resumeSubheading{Engineer}{2020 -- now}\n  {Acme}{Brno}\\resumeItem{Ran}\\resumeItem{Wrote} Bye", "At\nEngineer\t2020 – now\tAcme\tBrno\n• Ran\n• Wrote\nBye"),
        (r"\work{May 2021 -}{Sep 2023}{Acme}{Engineer}{Wrote the tools by which nine teams deploy, and looked after the build farm.} Bye", "May 2021 -\tSep 2023\tAcme\tEngineer\nWrote the tools by which nine teams deploy, and looked after the build farm.\nBye"),
        (r"\work{2021}{Acme}{Engineer}{\begin{itemize}\item Ran\end{itemize}}", "2021\tAcme\tEngineer\n• Ran"),
        ("\\foo\n{Acme}\n{Leeds} {\n\n\\bar{Engineer} {2021}} Bye", "Acme Leeds\nEngineer 2021 Bye"),
        (r"\foo{a} and \bar{b}{c} stay, \baz in the {row}", "a and b\tc stay, in the row"),
        (r"\begin{tikzpicture}\node[x] at (0,0) {Jane};\draw (0,0) -- (1,1);\end{tikzpicture}", "Jane"),
        (r"\cventry{2019--2021}{Engineer}{Acme}{Brno}{}{Built.\begin{itemize}\item Ran\end{itemize}}", "Engineer, Acme, Brno\t2019–2021\nBuilt.\n• Ran"),
        (r"\cventry{Engineer}{Acme}{Brno}{2019}{\begin{cvitems}\item {Ran}\end{cvitems}}", "Engineer, Acme, Brno\t2019\n• Ran"),
        (r"\cvevent{Engineer}{Acme}{2019}{Brno}\cvsection{Skills}\cvtag{Go}\cvtag{AWS}", "Engineer, Acme, Brno\t2019\n\nSkills\nGo, AWS,"),
        (r"\begin{rSection}{Work}\begin{rSubsection}{Acme}{2019}{Engineer}{Brno}\item Ran\end{rSubsection}\end{rSection}", "Work\nEngineer, Acme, Brno\t2019\n• Ran"),
        (r"\cvitem{Cloud}{AWS}\cvdoubleitem{a}{b}{c}{d}\cvlistitem{Go}", "Cloud: AWS\na: b\tc: d\n• Go"),
    ],
)  # fmt: skip
def test_text(body, text):
    assert read(body).text == text


def test_what_is_told_before_the_document_stands_at_its_top():
    preamble = r"\name{Jane}{Doe}\title{Engineer}\address{Street 1}{Brno}\social[github]{jane}\usepackage[utf8]{inputenc}Junk"
    assert (
        read(r"\makecvtitle Body", preamble).text == "Jane Doe\nEngineer\nStreet 1, Brno\ngithub: jane\nBody"
    )


def test_the_macros_of_templates_are_expanded():
    body = r"""\section{Work}\listStart\resumeSubheading{Engineer}{2020 -- Present}{Acme}{Brno}
      \begin{itemize}\resumeItem{Ran Trivy}\resumeItem{Wrote rules}\end{itemize}\listEnd"""
    assert (
        read(body, ITEMS + SUBHEADING).text
        == "Work\nEngineer\t2020 – Present\nAcme\tBrno\n• Ran Trivy\n• Wrote rules"
    )


@pytest.mark.parametrize(
    ("preamble", "body"),
    [
        (r"\newcommand{\me}{Jane}", r"\me"),
        (r"\newcommand\me[1][Jane]{#1}", r"\me"),
        (r"\newcommand\me[2][x]{#2}", r"\me[y]{Jane}"),
        (r"\def\me#1{#1}", r"\me{Jane}"),
        (r"\NewDocumentCommand{\me}{m O{}}{#1#2}", r"\me{Ja}{ne}"),
        (r"\newenvironment{me}[1]{#1}{ne}", r"\begin{me}{Ja}\end{me}"),
    ],
)
def test_ways_to_define(preamble, body):
    assert read(body, preamble).text.replace("\n", "") == "Jane"


@pytest.mark.parametrize(
    ("body", "hidden"),
    [
        (r"Jane \textcolor{white}{vault} shown", ["vault"]),
        (r"{\color{white} vault} shown", ["vault"]),
        (r"\definecolor{w}{HTML}{FFFFFF}\textcolor{w}{vault}", ["vault"]),
        (r"{\fontsize{1pt}{1pt}\selectfont vault} shown", ["vault"]),
        (
            r"\job{Engineer}{Acme}{Oslo}{2019 -- 2021}{\color{white} vault \begin{itemize}\item x\end{itemize}} Go",
            ["vault", "x"],
        ),
        (r"\colorbox{blue}{\textcolor{white}{vault}}", []),
        (r"\textcolor{black}{vault}", []),
    ],
)
def test_what_the_eye_cannot_see_is_marked(body, hidden):
    document = read(body)
    assert [document.text[start:end] for start, end in document.hidden] == hidden
    assert "vault" in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_encodings(encoding):
    data = "\\documentclass{article}\n\\begin{document}\nInženýr v Třebíči, řešení\n\\end{document}".encode(
        encoding
    )
    assert parse(data, name="cv.tex") == Document("Inženýr v Třebíči, řešení", "latex")


@pytest.mark.parametrize(
    "body",
    [
        r"\newcommand{\a}{\a\a}\a",
        r"\newcommand{\a}[1]{#1#1#1#1#1#1#1#1}" + r"\a{" * 30 + "x" + "}" * 30,
        r"\def\a#1{\a{#1#1}}\a{x}",
        r"\textbf{" * 200_000,
        r"\a{" * 3_000,
        r"\begin{itemize}" * 50_000,
        r"\cventry{" * 3_000,
        r"\\[" * 3_000,
        "%" * 300_000,
        "$" * 300_000,
        "\n \n" * 100_000,
        r"\iffalse" * 10_000,
        "\\",
    ],
)
@pytest.mark.slow
@pytest.mark.once
def test_hostile_source_has_an_end(body):
    answer = parse(latex(body + " Jane"), name="cv.tex")
    assert isinstance(answer, Document) or answer.code in ("limits", "empty", "damaged")
