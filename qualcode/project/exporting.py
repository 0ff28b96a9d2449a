"""What command line and window write about a study: analysis and file put together."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from qualcode import __version__
from qualcode.analysis.codebook_figures import codebook_figures
from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.retrieval import EVERYTHING, Retrieval, segment_count, segments
from qualcode.analysis.significance import chance_test
from qualcode.analysis.table_request import TableRequest
from qualcode.exporters.codebook_report import write_codebook_report
from qualcode.exporters.matrix_file import write_matrix
from qualcode.exporters.segments_file import write_segments
from qualcode.language.measures import SpacyMeasures
from qualcode.model.identity import now
from qualcode.model.matrix import Matrix, Provenance
from qualcode.model.measures import Measures
from qualcode.model.progress import Progress, no_progress
from qualcode.model.rules import Coefficient, CooccurrenceRequest, Facts, Selection
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.storage.schema import REVISION

SCHEMA: Final = REVISION
"""The schema of every project that this program has open: older ones are brought up to it."""

_REPORT_EVERY: Final = 256


def export_segments(
    path: Path, study: Study, wanted: Retrieval = EVERYTHING, *, progress: Progress = no_progress
) -> int:
    """Write coded segments as csv, xlsx, json, docx or html; returns how many there were."""
    about = _about(study, "Coded segments", _facts(study, wanted))
    rows = _reported(segments(study, wanted), segment_count(study, wanted), progress)
    context = bool(wanted.context or wanted.context_turns)
    return write_segments(path, study, rows, about, context=context)


def export_cooccurrence(
    path: Path,
    study: Study,
    request: CooccurrenceRequest,
    *,
    coefficient: Coefficient | None = None,
    tidy: bool = False,
    measures: Measures | None = None,
) -> Matrix:
    """Write a co-occurrence matrix, as counts or as a coefficient, and return it."""
    measures = measures or SpacyMeasures()
    if coefficient is None:
        matrix = cooccurrence(study, request, measures)
    else:
        matrix = coefficient_matrix(study, request, coefficient, measures)
    write_matrix(path, matrix, created=now(), tidy=tidy)
    return matrix


def export_codes(
    path: Path,
    study: Study,
    request: TableRequest,
    *,
    tidy: bool = False,
    tested: bool = False,
    measures: Measures | None = None,
) -> Matrix:
    """Write codes by transcripts, participants, speakers or an attribute, and return the table.

    ``tested`` writes beside it whether codes and columns go together more than chance would have it.
    """
    measures = measures or SpacyMeasures()
    table = code_table(study, request, measures)
    if tested:
        table = replace(table, chance=chance_test(study, request, measures))
    write_matrix(path, table, created=now(), tidy=tidy)
    return table


def export_codebook_report(path: Path, study: Study, *, measures: Measures | None = None) -> int:
    """Write the codebook with figures as docx, html, xlsx or csv; returns how many codes it has."""
    figures = {row.code_id: row for row in codebook_figures(study, measures or SpacyMeasures())}
    words = "Segments are codings; words and characters those coded at least once, all coders merged"
    facts = (*Selection().facts(study), ("in words", words))
    return write_codebook_report(path, study, figures, _about(study, "Codebook", facts))


def _about(study: Study, title: str, facts: Facts) -> Provenance:
    return Provenance(title, facts, study.info.name, study.step, __version__)


def _facts(study: Study, wanted: Retrieval) -> Facts:
    """Which segments were written, for people who read the file later."""
    codes = "all" if wanted.codes is None else "; ".join(study.path(code_id) for code_id in wanted.codes)
    below = (("codes below them", "included"),) if wanted.codes is not None and wanted.descendants else ()
    names = [study.transcripts[transcript_id].name for transcript_id in wanted.transcripts or ()]
    turns = wanted.context_turns is not None
    context = f"{wanted.context_turns} turns" if turns else f"{wanted.context} characters"
    return (
        ("coders", "all" if wanted.coders.everybody else _coders(study, wanted)),
        ("codes", codes),
        *below,
        ("transcripts", "all" if wanted.transcripts is None else "; ".join(names)),
        ("context", context),
        *(fact for query_id in wanted.queries for fact in Selection(query=query_id).query_fact(study)),
    )


def _coders(study: Study, wanted: Retrieval) -> str:
    return "; ".join(row.name for row in study.coders_in_order if row.id in wanted.coders.coders)


def _reported(rows: Iterable[Segment], total: int, progress: Progress) -> Iterator[Segment]:
    for number, row in enumerate(rows):
        if not number % _REPORT_EVERY:
            progress(number, total, row.transcript)
        yield row
    progress(total, total, "")
