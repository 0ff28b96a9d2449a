"""The step a PDF was made of stands in a property of its own, and nothing else in the file is moved."""

from dataclasses import replace

import pypdfium2  # type: ignore[import-untyped]
import pytest

from qualcode.exporters.document import in_parts
from qualcode.exporters.document.in_parts import pdf_in_parts
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.pdf_properties import with_origin
from qualcode.exporters.document.typeset import pdf_of
from tests.exporters.document.specimens import FRONT, document

ORIGIN = "qualcode project 0123456789ab step 8"


@pytest.mark.parametrize("parts", [False, True])
def test_the_step_is_no_keyword_for_those_who_read(parts: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "_LETTERS", 500)
    given = replace(document(), origin=ORIGIN)
    placed = numbered(given)
    made = pdf_in_parts(given, placed) if parts else pdf_of(given, placed)
    assert b"Keywords" not in made
    assert made.count(f"/Qualcode({ORIGIN})".encode()) == 1
    with pypdfium2.PdfDocument(made) as found:
        assert found.get_metadata_dict()["Title"] == "Renting alone"
        assert len(found) > 1


def test_words_that_look_like_it_stay_as_they_are() -> None:
    title = f"/Keywords({ORIGIN}) <pdf:Keywords>"
    given = replace(document(), front=replace(FRONT, title=title), origin=ORIGIN)
    with pypdfium2.PdfDocument(pdf_of(given, numbered(given))) as found:
        assert found.get_metadata_dict()["Title"] == title


def test_a_file_without_it_stays_as_it_is() -> None:
    assert with_origin(b"%PDF", ORIGIN) == b"%PDF"
    assert with_origin(b"/Keywords()", "") == b"/Keywords()"
