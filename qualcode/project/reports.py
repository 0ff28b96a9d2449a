"""Reports about a study, put together from analysis and file: coded transcripts, framework, participants."""

from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode import __version__
from qualcode.analysis.framework import framework
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.exporters.coded_transcript_word import MARKING_WORDS, Marking, write_coded_transcript
from qualcode.exporters.framework_file import write_framework
from qualcode.model.matrix import Provenance
from qualcode.model.report_values import Framework
from qualcode.model.rules import ALL_CODERS, CoderChoice, Facts
from qualcode.model.study import Study

ALL_CODES: Final = "all"


def about(study: Study, title: str, facts: Facts) -> Provenance:
    """What is printed beside everything that is written about a study."""
    return Provenance(title, facts, study.info.name, study.step, __version__)


def export_framework(
    path: Path,
    study: Study,
    *,
    codes: tuple[UUID, ...] | None = None,
    counts: bool = False,
    coders: CoderChoice = ALL_CODERS,
    tidy: bool = False,
) -> Framework:
    """Write the framework matrix as docx, xlsx or csv, and return it."""
    found = framework(study, codes, counts=counts, coders=coders)
    write_framework(path, study, found, about(study, "Framework matrix", found.facts), tidy=tidy)
    return found


def export_coded_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    *,
    marking: Marking = Marking.COMMENTS,
    codes: tuple[UUID, ...] | None = None,
    coders: CoderChoice = ALL_CODERS,
) -> int:
    """Write a transcript with its codings as docx; returns how many codings are in it."""
    transcript = study.transcripts[transcript_id]
    wanted = Retrieval(codes=codes, coders=coders, transcripts=(transcript_id,))
    rows = list(segments(study, wanted))
    chosen = ALL_CODES if codes is None else "; ".join(study.path(code_id) for code_id in codes)
    facts = (
        ("transcript", transcript.name),
        ("codings", f"{len(rows):,}, {MARKING_WORDS[marking]}"),
        ("coders", coders.describe(study).removesuffix(" merged")),
        ("codes", chosen),
        ("in words", f"{len(rows):,} codings, {MARKING_WORDS[marking]}"),
    )
    return write_coded_transcript(
        path, study, transcript_id, rows, about(study, transcript.name, facts), marking
    )
