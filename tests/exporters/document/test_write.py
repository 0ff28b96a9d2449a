"""A document in each format: the same bytes every time, whole, and refused where the ending is another."""

from pathlib import Path

import pytest

from qualcode.exporters.document.write import documents_taken, first_page_says, write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.model.errors import QualcodeError
from qualcode.model.front import FrontWords
from tests.exporters.document.specimens import document


@pytest.mark.parametrize("ending", DOCUMENT_ENDINGS)
@pytest.mark.parametrize("cover", [True, False])
def test_the_same_document_gives_the_same_bytes(tmp_path: Path, ending: str, cover: bool) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    write_document(first, document(cover=cover))
    write_document(second, document(cover=cover))
    assert first.read_bytes() == second.read_bytes()


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"end the file name in docx, html or pdf"):
        write_document(tmp_path / "a.odt", document())
    assert list(tmp_path.iterdir()) == []


def test_a_document_says_on_its_first_page_what_is_said_instead(tmp_path: Path) -> None:
    words = FrontWords(title="For the client", organisation="")
    with documents_taken() as taken:
        with first_page_says(words, cover=False):
            write_document(tmp_path / "report.docx", document(cover=True))
        write_document(tmp_path / "report.docx", document(cover=True))
    instead, usual = taken
    assert (instead.front.title, instead.front.organisation, instead.cover) == ("For the client", "", False)
    assert instead.front.authors == usual.front.authors == "Ann Baker"
    assert (usual.front.title, usual.front.organisation, usual.cover) == (
        "Renting alone",
        "A university",
        True,
    )
