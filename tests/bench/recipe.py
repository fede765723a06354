"""The usual recipe, for comparison: pdfminer.six, then spaCy's blank English with a PhraseMatcher and a sentencizer.

`PYTHON tests/bench/recipe.py FOLDER` is run by `tests.bench.bench` with the Python of an environment that has both,
and needs nothing of Greenflag's. FOLDER holds PDFs and terms.json, a list of phrases. Prints seconds of CPU a file.
"""

import json
import sys
import time
from pathlib import Path

import spacy
from pdfminer.high_level import extract_text
from spacy.matcher import PhraseMatcher


def main(folder: Path) -> None:
    english = spacy.blank("en")
    english.add_pipe("sentencizer")
    matcher = PhraseMatcher(english.vocab, attr="LOWER")
    matcher.add("TERM", list(english.tokenizer.pipe(json.loads((folder / "terms.json").read_text()))))
    paths = sorted(folder.glob("*.pdf"))

    def read(path: Path) -> int:
        text = english(extract_text(path))
        return len(matcher(text)) + sum(1 for _ in text.sents)

    read(paths[0])
    start = time.process_time()
    for path in paths:
        read(path)
    print((time.process_time() - start) / len(paths))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
