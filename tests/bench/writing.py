"""Figures of exporting: segments by the million or merged in Word, the codebook report of 500 codes."""

import csv
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from qualcode.analysis.retrieval import Retrieval, segment_count, segments
from qualcode.language.measures import SpacyMeasures
from qualcode.project.opening import open_project
from qualcode.project.reports.codebook_reporting import export_codebook_report
from qualcode.project.reports.exporting import export_segments
from tests.bench.measuring import Figure, peak_mb, seconds
from tests.bench.places import project_file

_MERGED = 20_000


def segments_csv(folder: Path) -> list[Figure]:
    return [_segments(folder, "csv", "< 10 s")]


def segments_xlsx(folder: Path) -> list[Figure]:
    return [_segments(folder, "xlsx", "< 150 s, constant memory")]


def _segments(folder: Path, ending: str, target: str) -> Figure:
    with closing(open_project(str(project_file(folder)))) as project:
        path = folder / f"segments.{ending}"
        taken = seconds(lambda: export_segments(path, project.study, Retrieval()))
        peak = peak_mb()
        ready = [tuple(row[:12]) for row in segments(project.study, Retrieval())]
        floor = seconds(lambda: _plain(folder / "floor.csv", ready))
    name = f"write 1,000,000 segments to {ending}"
    return Figure(name, taken, target, floor, "csv module writing ready rows", peak)


def merged_segments(folder: Path) -> list[Figure]:
    """What several coders coded alike once, in Word."""
    return [_merged(folder, "docx", "< 30 s, < 1 GB")]


def merged_segments_pdf(folder: Path) -> list[Figure]:
    """The same in PDF, whose pages are laid out in a process apart: neither may be large."""
    written = _merged(folder, "pdf", "< 60 s, < 1 GB")
    return [replace(written, peak_mb=max(peak_mb(), peak_mb(apart=True)))]


def _merged(folder: Path, ending: str, target: str) -> Figure:
    """The rarest codes first, until there is enough."""
    with closing(open_project(str(project_file(folder)))) as project:
        study, wanted = project.study, Retrieval(codes=())
        for code in reversed(study.codes_in_order):
            if segment_count(study, wanted) >= _MERGED:
                break
            wanted = replace(wanted, codes=(*(wanted.codes or ()), code.id))
        number = segment_count(study, wanted)
        path = folder / f"merged.{ending}"
        taken = seconds(lambda: export_segments(path, study, wanted))
    return Figure(f"write {number:,} segments, merged, to {ending}", taken, target, peak_mb=peak_mb())


def _plain(path: Path, rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def codebook_report(folder: Path) -> list[Figure]:
    with closing(open_project(str(project_file(folder)))) as project:
        measures = SpacyMeasures()
        path = folder / "codebook.docx"
        first = seconds(lambda: export_codebook_report(path, project.record(), measures=measures))
        again = seconds(lambda: export_codebook_report(path, project.record(), measures=measures))
    return [
        Figure("codebook report of 500 codes to docx", again, "< 20 s", peak_mb=peak_mb()),
        Figure("  the first in a session: 10,000,000 words are found", first, "", peak_mb=peak_mb()),
    ]
