"""Figures of searching: words, a phrase, whole words and beginnings in ten million words."""

import re
from contextlib import closing
from functools import partial
from pathlib import Path

from qualcode.analysis.query import find
from qualcode.model.queries.query import PartKind, Query, QueryPart
from qualcode.model.study import Study
from qualcode.project.opening import open_project
from tests.bench.measuring import Figure, peak_mb, seconds
from tests.bench.places import project_file

_WORDS = "golmirsha"
"""Letters that stand in some thousand places of the corpus."""


def _floor(study: Study, words: str) -> int:
    """The same letters by one plain, case-blind pattern over every text, and nothing made of the hits."""
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    return sum(1 for row in study.transcripts_in_order for _ in pattern.finditer(study.text(row.id)))


def words(folder: Path) -> list[Figure]:
    asked = (
        ("letters", QueryPart(PartKind.WORDS, _WORDS), "<= 1x floor"),
        ("a phrase", QueryPart(PartKind.WORDS, "golmir sha"), "<= 1.1x floor"),
        ("a whole word", QueryPart(PartKind.WORD, "golmir"), "<= 1.5x floor"),
        ("how words begin", QueryPart(PartKind.STEM, "golmir"), "<= 1.3x floor"),
        ("a regular expression", QueryPart(PartKind.REGEX, r"gol(mir|sha)\b"), "<= 2x floor"),
    )
    with closing(open_project(str(project_file(folder)))) as project:
        study = project.study
        floor = seconds(lambda: _floor(study, _WORDS), 3)
        return [
            Figure(
                f"search 10,000,000 words: {name}",
                seconds(partial(find, study, Query(part)), 3),
                target,
                floor,
                "one plain case-blind pattern over every text",
                peak_mb(),
            )
            for name, part, target in asked
        ]
