"""Screening: what a resume's text shows, with quotes. Pure and deterministic: no clock, network or database.

`screen` is the surface: the same document, rules and date give the same report, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from candidates.extraction.document import Document
from candidates.screening import assess, framing, language, proper_names
from candidates.screening import rules as flags
from candidates.screening.facts import Around, Fact, collect, standings
from candidates.screening.matcher import Matcher, compile_rules
from candidates.screening.report import Report, without_findings
from candidates.screening.sections import Line, Sentence, split_lines, split_sentences
from candidates.screening.timeline import Position, Timeline, read_timeline, title_row
from rubrics.ruledoc import RuleDocument

__all__ = ["Fact", "Report", "compile_rules", "screen", "without_findings"]

WORKED_MONTHS = 6
"""Relevant months from which a person's listed skills are taken for those of somebody at work."""

_EXAMINING = frozenset({"auditor", "grc"})
"""Roles whose work is to look at what others run."""

_CLUSTER = re.compile(r"\b(?:kubernetes|k8s|k3s|openshift|eks|aks|gke|rke2?|rancher)\b", re.IGNORECASE)
_CLOUD = re.compile(r"\b(?:aws|azure|gcp|google cloud|amazon web services)\b", re.IGNORECASE)
_OUTSIDE_WORK = frozenset({"header", "other", "summary"})
_TEACHING = re.compile(r"\b(?:taught|teach(?:es|ing)?|lectur)", re.IGNORECASE)


def screen(document: Document, *, rules: RuleDocument, as_of: date) -> Report:
    """Screen a document by a rule document, on a date: the end of positions that are open to the present."""
    matcher = compile_rules(rules)
    text = document.visible()
    lines = split_lines(text)
    sentences = split_sentences(lines)
    timeline = read_timeline(lines, text, as_of=as_of)
    roles = [assess.roles_of(matcher, position.title) for position in timeline.positions]
    auditing = tuple(
        position.body
        for position, named in zip(timeline.positions, roles, strict=True)
        if (named or _roles_beside(position, text, matcher)) & _EXAMINING
    )
    around = _around(text, lines, sentences, timeline.positions, roles, auditing=auditing)
    stands = standings(lines, sentences, around)
    facts = collect(text, sentences, stands, matcher, plain=around.plain)
    names = proper_names.find(facts, text, timeline.positions)
    facts = proper_names.apart(facts, text, names, rules)
    if document.hidden:
        facts = tuple(fact for fact in facts if not document.hides(fact.start, fact.end))
    facts = (*_meta(timeline), *facts)
    notice = language.notice(text)
    level, levels = assess.level(timeline.months)
    index = flags.Index(facts, rules)
    outcomes = flags.evaluate(rules, index, covered=notice is None)
    activities = assess.activities(rules, facts)
    capabilities = flags.show(rules.capabilities, index)
    background = assess.background(timeline, roles, index)
    return Report(
        document=document,
        as_of=as_of,
        rules_hash=rules.content_hash,
        sentences=sentences,
        standings=stands,
        plain=around.plain,
        names=names,
        facts=facts,
        outcomes=outcomes,
        activities=activities,
        capabilities=capabilities,
        aspects=flags.show(rules.aspects, index),
        timeline=timeline,
        level=level,
        levels=levels,
        background=background,
        open_points=assess.open_points(
            outcomes, activities, capabilities, level, background, filled=assess.rounded(index)
        ),
        not_counted=assess.not_counted(rules, index),
        notice=notice,
        line_starts=tuple(line.start for line in lines),
    )


def _around(
    text: str,
    lines: tuple[Line, ...],
    sentences: tuple[Sentence, ...],
    positions: tuple[Position, ...],
    roles: Sequence[frozenset[str]],
    *,
    auditing: tuple[tuple[int, int], ...],
) -> Around:
    """What of the positions, with the roles that their titles name, and sections decides how sentences are read."""
    named = [(position.body, names) for position, names in zip(positions, roles, strict=True)]
    frames = framing.frames(lines)
    teaching = [body for body, names in named if "teaching" in names]
    if teaching and len(teaching) == len(named):
        # Who only ever worked as a teacher tells of teaching in the summary too; a project of one's own stays one.
        teaching += [
            (sentence.start, sentence.end)
            for sentence in sentences
            if sentence.section in _OUTSIDE_WORK and _TEACHING.search(text, sentence.start, sentence.end)
        ]
    return Around(
        working=tuple(body for body, _ in named),
        selling=tuple(body for body, names in named if "sales" in names),
        auditing=auditing,
        taught=(*frames["taught"], *teaching),
        quoted=frames["quoted"],
        lacking=frames["lacking"],
        hoped=frames["hoped"],
        securing=tuple(body for body, names in named if "security" in names),
        clustered=tuple(body for body, _ in named if _CLUSTER.search(text, *body)),
        clouded=tuple(body for body, _ in named if _CLOUD.search(text, *body)),
        plain=all(sentence.section in _OUTSIDE_WORK for sentence in sentences),
    )


def _roles_beside(position: Position, text: str, matcher: Matcher) -> frozenset[str]:
    """The kinds of role that the rest of a title's row names: "Principal Consultant, PCI QSA"."""
    row = title_row(position, text)
    return assess.roles_of(matcher, row) if row != position.title else frozenset()


def _meta(timeline: Timeline) -> tuple[Fact, ...]:
    """Facts about the whole person that flags may ask for."""
    undated = timeline.months is None and any(position.relevant for position in timeline.positions)
    if not undated and (timeline.months or 0) < WORKED_MONTHS:
        return ()
    return (Fact(0, 0, "meta.technical_work", 0, "experience", "done"),)
