"""Figures of the codebook as a book of 500 codes, from a project of 50 transcripts and 25,000 codings."""

from contextlib import closing
from pathlib import Path

from qualcode.importers.tables.codings_file import read_codings
from qualcode.operations.codings.coding_import import import_coding_columns
from qualcode.project.opening import create_project, open_project
from qualcode.project.reports.codebook_reporting import export_codebook_report
from tests.bench.corpus import Size, corpus, write_codings
from tests.bench.measuring import Figure, peak_mb, seconds

_SIZE = Size(transcripts=50, codings=25_000)


def book_docx(folder: Path) -> list[Figure]:
    return [_book(folder, "docx", "< 20 s")]


def book_pdf(folder: Path) -> list[Figure]:
    return [_book(folder, "pdf", "< 60 s")]


def _book(folder: Path, ending: str, target: str) -> Figure:
    """The first report in a process: the time holds finding words and sentences, too."""
    with closing(open_project(str(_project(folder)))) as project:
        record = project.record()
        taken = seconds(lambda: export_codebook_report(folder / f"book.{ending}", record))
    return Figure(f"write the codebook as a book of 500 codes to {ending}", taken, target, peak_mb=peak_mb())


def _project(folder: Path) -> Path:
    path = folder / "book.qualcode"
    if not path.exists():
        made = corpus(_SIZE)
        codings = folder / "book.csv"
        write_codings(codings, made, _SIZE)
        with closing(create_project(str(path), "bench", "Synthetic")) as project:
            project.do(made.change, "bench")
            project.do(import_coding_columns(project.study, read_codings(codings)).change, "bench")
    return path
