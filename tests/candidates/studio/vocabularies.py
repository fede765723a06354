"""Changes of the shipped rules for tests of the studio, and texts to read by them."""

from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import yaml

from candidates.extraction.document import Document
from rubrics import ruledoc
from rubrics.ruledoc import RuleDocument
from tests.candidates.screening.texts import ENDING, rows

Content = dict[str, Any]


@cache
def texts() -> tuple[Document, ...]:
    """Resumes of the screening's own tests, lines of them gathered, and such as are awkward to read in parts."""
    lines = [row["text"] for row in rows("green_lines.yaml")]
    jobs = [
        "Jo Doe\nJenkins Administrator\n\nExperience\nEngineer, Acme Ltd, Jan 2020 - Dec 2023\n"
        + "".join(f"- {line}\n" for line in lines[at : at + 9])
        for at in range(0, len(lines), 9)
    ]
    whole = [row["text"] for row in rows("yellow_resumes.yaml")] + [text + ENDING for text in jobs]
    parted = (
        "Sam Jenkins\n\nSummary\nRan Sem-\ngrep, Tri -\nvy and C++ tools on Kuber-\nnetes. Writes C#, C and Go's "
        "tests.\n\nExperience\nSnyk account executive, Snyk Ltd, 2019 - 2021\nSold Snyk and Vault\n"
        "Teacher, Old School, 2015 - 2018\n- Taught Trivy and Jenkins\n"
    )
    hidden = Document(
        parted + "Ran Falco on all clusters.", "text", hidden=((len(parted), len(parted) + 26),)
    )
    return (*(Document(text, "text") for text in (*whole, parted, "İ\n" + parted, "Vault", "")), hidden)


def changed(change: Callable[[Content], None]) -> RuleDocument:
    """The shipped rules as one YAML document, changed."""
    content = whole()
    change(content)
    return ruledoc.load(yaml.dump(content, Dumper=yaml.CSafeDumper, sort_keys=False))


def whole() -> Content:
    """The shipped rules as one document."""
    content: Content = {"schema": 1, "words": {}, "groups": {}, "cues": [], "signals": [], "flags": []}
    content |= {"capabilities": [], "aspects": [], "tests": []}
    for part in yaml.load_all(ruledoc.shipped_source(), Loader=yaml.CBaseLoader):
        for name, value in part.items():
            if name in ("words", "groups"):
                content[name].update(value)
            elif name != "schema":
                content[name] += value
    return content


@cache
def random_change(seed: int) -> RuleDocument:
    """The shipped rules with some signals, cues, words and flags changed, taken away or added."""
    random = Random(seed)

    def change(content: Content) -> None:
        for _ in range(random.choice((1, 1, 3, 20))):
            random.choice(_CHANGES)(content, random)

    return changed(change)


def _drop_signal(content: Content, random: Random) -> None:
    used = {
        name
        for signal in content["signals"]
        for name in (*signal.get("needs", ()), *signal.get("not_with", ()))
    }
    used |= {
        name for shown in (*content["capabilities"], *content["aspects"]) for name in _texts(shown["holds"])
    }
    free = [signal for signal in content["signals"] if signal["code"] not in used]
    content["signals"].remove(random.choice(free))


def _texts(expression: Any) -> Iterator[str]:
    """Every text in an expression, the names of signals among them."""
    if isinstance(expression, str):
        yield expression
    elif isinstance(expression, dict | list):
        for part in expression.values() if isinstance(expression, dict) else expression:
            yield from _texts(part)


def _drop_term(content: Content, random: Random) -> None:
    signal = random.choice([signal for signal in content["signals"] if len(_list(signal["terms"])) > 1])
    signal["terms"] = [*_list(signal["terms"])]
    signal["terms"].remove(random.choice(signal["terms"]))


def _add_term(content: Content, random: Random) -> None:
    word = random.choice(
        "team services pipeline kubernetes ran wrote c++ semgrep built platform and acme".split()
    )
    signal = random.choice(content["signals"])
    signal["terms"] = [
        *_list(signal["terms"]),
        random.choice((word, f"{word} <2> cluster", f"all {word}", f"={word}")),
    ]


def _move_signal(content: Content, random: Random) -> None:
    random.choice(content["signals"])["groups"] = [random.choice(list(content["groups"]))]


def _count_done(content: Content, random: Random) -> None:
    signal = random.choice(content["signals"])
    signal["counts"] = "listed" if signal.get("counts") == "done" else "done"


def _need_company(content: Content, random: Random) -> None:
    random.choice(content["signals"])[random.choice(("needs", "not_with"))] = ["act"]


def _change_cue(content: Content, random: Random) -> None:
    cue = random.choice(content["cues"])
    cue["terms"] = [*_list(cue["terms"])[1:], random.choice(("hand in hand", "ran", "for all"))]


def _change_words(content: Content, random: Random) -> None:
    name = random.choice(list(content["words"]))
    content["words"][name] = [*_list(content["words"][name]), random.choice(("ran", "kept", "semgrep"))]


def _change_flag(content: Content, random: Random) -> None:
    flag = random.choice(content["flags"])
    names = random.sample(list(content["groups"]), 3)
    flag["holds"] = random.choice(
        (
            {"together": names[:2]},
            {"together": names},
            {"any": [{"group": names[0], "at_least": 2}, {"together": ["scanning", "act"]}]},
            {"all": [{"group": names[0]}, {"none": [{"group": names[1], "as": ["listed"]}]}]},
            {"group": "technical", "at_least": random.choice((2, 3, 5))},
        )
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_CHANGES = (
    _drop_signal, _drop_term, _add_term, _add_term, _move_signal, _count_done, _need_company, _change_cue,
    _change_words, _change_flag,
)  # fmt: skip
