"""The fonts in a picture's PDF: small, drawn as before, and words that can still be searched."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.subset import Options  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from qualcode.exporters.pictures.embedded_fonts import shapes_only
from qualcode.exporters.pictures.sheet import picture_bytes
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.project.reports import picturing
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.support.pdf_pages import words_of_pages

TEXT = "A: No, they judge.\n"
STUDY = study_of(
    {"T": Talk(TEXT, (Said(0, len(TEXT), "A", 3),), [Coded("X", "stigma", 3, 7)])},
    {"stigma": None, "trust": None},
)


def fonts_in(content: bytes) -> Iterator[TTFont]:
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            raw = zlib.decompress(stream)
        except zlib.error:
            continue
        if raw.startswith(b"\0\1\0\0"):
            yield TTFont(BytesIO(raw))


def test_a_font_brings_its_shapes_and_nothing_that_only_typing_needs(tmp_path: Path) -> None:
    content = picture_bytes(Path("picture.pdf"), picturing.cooccurrence_picture(STUDY, CooccurrenceRequest()))
    fonts = list(fonts_in(content))
    assert fonts
    for font in fonts:
        assert {"glyf", "loca", "head", "hhea", "hmtx", "maxp"} <= set(font.keys())
        assert not {"GSUB", "GPOS", "GDEF", "cmap"} & set(font.keys())
    (tmp_path / "picture.pdf").write_bytes(content)
    assert "stigma" in "\n".join(words_of_pages(tmp_path / "picture.pdf"))


def test_others_have_their_fonts_cut_as_before() -> None:
    before = list(Options().drop_tables)
    assert not {"GSUB", "cmap"} & set(before)

    def fail_meanwhile() -> None:
        with shapes_only():
            assert {"GSUB", "cmap"} <= set(Options().drop_tables)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail_meanwhile()
    assert Options().drop_tables == before


def test_without_a_list_to_add_to_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Others:
        pass

    monkeypatch.setattr("fontTools.subset.Options", Others)
    with shapes_only():
        assert not hasattr(Others, "_drop_tables_default")
