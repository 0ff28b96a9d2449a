"""A document in each format: the same bytes every time, whole, and refused where the ending is another."""

from pathlib import Path

import pytest

from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.model.errors import QualcodeError
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
