"""The same input gives the same bytes: at another time, in another process, whatever the hash seed.

Tests: ``codebook.codebook_file``, ``tables.matrix_file``.
"""

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from docx import Document
from openpyxl import load_workbook

from qualcode.exporters.codebook.codebook_document import codebook_document
from qualcode.exporters.codebook.codebook_file import write_codebook
from qualcode.exporters.codebook.codebook_parts import CodebookContent
from qualcode.exporters.codebook.codebook_report import write_codebook_report
from qualcode.exporters.document.write import write_document
from qualcode.exporters.passages.segment_chapters import chapters
from qualcode.exporters.passages.segments_document import SegmentsForm, segments_document
from qualcode.exporters.passages.segments_file import RowForm, write_segments
from qualcode.exporters.tables.attributes_file import write_attributes
from qualcode.exporters.tables.matrix_document import matrix_document
from qualcode.exporters.tables.matrix_file import write_matrix
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import Front
from qualcode.model.questions.words import USUAL_PARTS, CodebookForm
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.results.quotation import Quotation
from qualcode.model.segments import QuotedPassage, Segment
from tests.exporters.studies import (
    AWKWARD,
    attribute_study,
    codebook_study,
    figures_of,
    provenance,
    quotation,
    segments_of,
    words_for,
)

_SCRIPT = "import sys; from pathlib import Path; from tests.exporters.test_reproducible import write_all; "
_ROOT = Path(__file__).resolve().parents[2]
_CLOCK_OF_ZIP = 2.1
"""Seconds after which a zip written by the clock would differ."""


def _printed(segment: Segment) -> Quotation:
    return quotation(segment.transcript, segment.turn, segment.participant, segment.text)


def write_all(folder: Path) -> None:
    """A file of every kind that there is."""
    names = [name.strip() for name in AWKWARD]
    study = codebook_study(names, "What it means.")
    labels = tuple(map(Label, names[:20]))
    matrix = Matrix(labels, labels, np.arange(400).reshape(20, 20), provenance())
    passages = [QuotedPassage(row, (row,)) for row in segments_of(study, AWKWARD)]
    for ending in ("csv", "xlsx", "json"):
        write_segments(folder / f"segments.{ending}", passages, provenance(), RowForm(context=True))
    for ending in ("docx", "html", "pdf"):
        front = Front(title="Segments")
        grouped = chapters(study, passages)
        segments = segments_document(front, study, grouped, _printed, provenance(), SegmentsForm())
        write_document(folder / f"segments.{ending}", segments)
        write_document(folder / f"matrix.{ending}", matrix_document(front, matrix))
    for ending in ("csv", "xlsx", "qdc", "docx", "html", "pdf"):
        write_codebook(folder / f"codebook.{ending}", study, provenance())
    for ending in ("csv", "xlsx"):
        write_codebook_report(folder / f"report.{ending}", study, figures_of(study), provenance())
    for form in CodebookForm:
        content = CodebookContent(study, USUAL_PARTS[form], figures_of(study), words_for(study, "Said."))
        document = codebook_document(content, form, Front(title="Codebook"), provenance())
        for ending in ("docx", "html", "pdf"):
            write_document(folder / f"{form}.{ending}", document)
    for ending in ("csv", "xlsx"):
        write_matrix(folder / f"matrix.{ending}", matrix, created=datetime(2025, 3, 12, tzinfo=UTC))
    people = attribute_study(["Kim", "Lee"], ["a", "b"])
    for ending in ("csv", "xlsx"):
        write_attributes(folder / f"attributes.{ending}", people, AttributeSubject.PARTICIPANT, provenance())


def sums(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_all(folder)
    return folder


def test_another_process_at_another_time_writes_the_same_bytes(written: Path, tmp_path: Path) -> None:
    time.sleep(_CLOCK_OF_ZIP)
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(_ROOT), "TZ": "Asia/Tokyo"}
        script = f"{_SCRIPT} write_all(Path({str(folder)!r}))"
        subprocess.run([sys.executable, "-c", script], check=True, env=surroundings, cwd=_ROOT)
        assert sums(folder) == sums(written)


def test_nothing_tells_who_wrote_a_document_or_when(written: Path) -> None:
    for path in written.glob("*.docx"):
        about = Document(str(path)).core_properties
        # A document with a front says who its authors are, where the project names some.
        who = "" if path.stem in {"codebook", "matrix", "segments", *CodebookForm} else "qualcode"
        assert (about.author, about.last_modified_by) == (who, who)
        assert about.created == about.modified == datetime(2000, 1, 1, tzinfo=UTC)
        parts = " ".join(zipfile.ZipFile(path).namelist())
        # Nor is there a second set of styles that does not fit the first.
        assert "thumbnail" not in parts
        assert "stylesWithEffects" not in parts
    for path in written.glob("*.xlsx"):
        properties = load_workbook(path).properties
        # Nobody is named whom the front of the project does not name.
        assert not properties.creator
        assert properties.created == properties.modified


def test_every_package_is_whole(written: Path) -> None:
    packages = [*written.glob("*.docx"), *written.glob("*.xlsx")]
    assert len(packages) == 10
    for path in packages:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
