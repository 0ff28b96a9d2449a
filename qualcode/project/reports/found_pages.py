"""The passages that a query finds as a document, the same for printing and for a file."""

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about
from qualcode.analysis.consent import Consent
from qualcode.analysis.found_words import codes_in_words, findings_in_words, found_words, place_in_words
from qualcode.analysis.query import Findings, FoundPassage, find
from qualcode.exporters.document.write import write_document
from qualcode.exporters.passages.found_document import FoundPiece, FoundQuote, found_document
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.codes.colour import tinted
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.queries.query_names import typed_query
from qualcode.model.results.report_values import left_out_line
from qualcode.model.study import Study
from qualcode.model.words.in_words import BETWEEN, sentence
from qualcode.project.record import Record
from qualcode.project.reports.fronts import front

_MOST_FOUND: Final = 5_000
"""Passages on paper: some five hundred sheets."""
_PAPER, _TINT = "#ffffff", 0.22


def found_pdf(record: Record, typed: str, *, by_code: bool, progress: Progress = no_progress) -> bytes:
    """The pages of what a typed query finds, by transcript or by code.

    Raises QualcodeError where it cannot be read or names what is not there.
    """
    findings = find(record.study, typed_query(record.study, typed), progress=progress)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        path = Path(folder) / "found.pdf"
        write_found(path, record, typed, findings, by_code=by_code, progress=progress)
        return path.read_bytes()


def write_found(
    path: Path,
    record: Record,
    typed: str,
    findings: Findings,
    *,
    by_code: bool,
    also: Sequence[tuple[str, str]] = (),
    progress: Progress = no_progress,
) -> None:
    """Write what a typed query found as docx, html or pdf; as all documents, with consent only.

    ``also`` are facts on how it was looked for, each with its name.

    Raises QualcodeError for another ending, and where nothing was found.
    """
    if not len(findings):
        raise QualcodeError("Nothing was found, so nothing was written; look for something wider.")
    study = record.study
    said = findings_in_words(findings)
    if len(findings) > _MOST_FOUND:
        said += f"; the first {_MOST_FOUND:,} follow"
    names = names_in_documents(study)
    groups: dict[str, list[FoundQuote]] = {}
    rule = Consent(study)
    left_out = 0
    for found in islice(findings, _MOST_FOUND):
        if not rule.of_passage(found.transcript_id, found.span):
            left_out += 1
            continue
        transcript, codes = study.transcripts[found.transcript_id].name, codes_in_words(study, found, names)
        own, other = (codes, transcript) if by_code else (transcript, codes)
        groups.setdefault(own, []).append(_found_quote(study, found, other))
    provenance = about(study, "Passages found", (("query", typed), *also))
    page = front(record, typed)
    said = " ".join(filter(None, (sentence(said), left_out_line(left_out, "passage"))))
    document = found_document(page, study.info.language, said, tuple(groups.items()), provenance)
    write_document(path, document, progress)


def _found_quote(study: Study, found: FoundPassage, known: str) -> FoundQuote:
    words = found_words(study, found)
    reference = BETWEEN.join(filter(None, (place_in_words(study, found), known)))
    pieces = tuple(
        FoundPiece(
            piece.words,
            _ground(study, piece.codes) if piece.codes else "",
            piece.sought or len(piece.codes) > 1,
        )
        for piece in words.pieces
    )
    return FoundQuote(words.before, pieces, words.after, reference)


def _ground(study: Study, codes: tuple[UUID, ...]) -> str:
    ground = _PAPER
    for code_id in codes:
        ground = tinted(study.codes[code_id].colour, ground, _TINT)
    return ground
