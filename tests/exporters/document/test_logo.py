"""Logos: png, jpg and svg are taken for what they are; what is large, damaged or else is refused."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.shared import Cm
from matplotlib import pyplot as plt
from PIL import Image

from qualcode.exporters.document.logo import MOST_BYTES, as_png, as_svg, logo_of
from qualcode.exporters.document.write import write_document
from qualcode.model.errors import QualcodeError
from qualcode.model.front import Front, Logo
from tests.exporters.document.specimens import PNG, SVG, document

_DRAWN: Final = (
    pypdfium2.raw.FPDF_PAGEOBJ_PATH,
    pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,
    pypdfium2.raw.FPDF_PAGEOBJ_FORM,
)


def _jpg() -> bytes:
    stream = io.BytesIO()
    plt.imsave(stream, [[0.0, 1.0]], format="jpg")
    return stream.getvalue()


def drawing(sides: str, encoding: str = "utf-8") -> bytes:
    said = f'<?xml version="1.0" encoding="{encoding}"?><svg xmlns="http://www.w3.org/2000/svg" {sides}>'
    return f'{said}<rect width="100%" height="100%"/><text y="9">café</text></svg>'.encode(encoding)


def _pixels(form: str, size: tuple[int, int], mode: str = "RGB", **more: Any) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, form, **more)
    return stream.getvalue()


def _turned() -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = 6
    return found


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_drawings_in_any_encoding_are_kept_in_one_that_all_read(encoding: str) -> None:
    logo = logo_of(drawing('width="90" height="40"', encoding), "logo.svg")
    assert "café" in logo.content.decode("utf-8")
    assert as_png(logo).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (_pixels("JPEG", (40, 20), "CMYK"), (40, 20)),
        (_pixels("JPEG", (40, 20)).replace(b"JFIF", b"XXXX"), (40, 20)),
        (_pixels("JPEG", (40, 20), exif=_turned()), (20, 40)),
    ],
    ids=["of printers", "without the mark of its kind", "turned by a camera"],
)
def test_photographs_are_kept_as_word_and_browsers_show_them_alike(
    content: bytes, size: tuple[int, int]
) -> None:
    logo = logo_of(content, "logo.jpg")
    with Image.open(io.BytesIO(logo.content)) as kept:
        assert (kept.format, kept.mode, kept.size, dict(kept.getexif())) == ("JPEG", "RGB", size, {})
    assert logo_of(logo.content, "logo.jpg") == logo
    assert b'width="%d" height="%d"' % size in as_svg(logo.content, logo.suffix)


@pytest.mark.parametrize("cover", [True, False])
def test_a_long_logo_is_no_wider_than_the_page(tmp_path: Path, cover: bool) -> None:
    logo = logo_of(drawing('width="400" height="10"'), "logo.svg")
    made = replace(document(cover=cover), front=Front(title="A", logo=logo))
    write_document(tmp_path / "a.docx", made)
    shape = docx.Document(str(tmp_path / "a.docx")).inline_shapes[0]
    assert shape.width <= Cm(16.5)
    assert shape.width / shape.height == pytest.approx(40, rel=0.05)
    write_document(tmp_path / "a.pdf", made)
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as found:
        sides = [it.get_bounds() for it in found[0].get_objects() if it.type in _DRAWN]
        assert sides
        assert all(right <= found[0].get_width() - 60 for _, _, right, _ in sides)


def test_a_drawn_logo_becomes_pixels_and_pixels_stay() -> None:
    assert as_png(Logo(SVG, ".svg")).startswith(b"\x89PNG")
    assert as_png(Logo(PNG, ".png")) == PNG


@pytest.mark.parametrize(
    ("content", "suffix"),
    [(PNG, ".png"), (_jpg(), ".jpg"), (SVG, ".svg")],
    ids=["png", "jpg", "svg"],
)
def test_pictures_are_told_by_what_they_are_and_not_by_their_names(content: bytes, suffix: str) -> None:
    assert logo_of(content, "logo.gif") == Logo(content, suffix)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "choose a png, jpg or svg file"),
        (b"", "choose a png, jpg or svg file"),
        (b"<html><svg/></html>", "choose a png, jpg or svg file"),
        (SVG.replace(b"<rect", b"<script>alert(1)</script><rect"), "contains a script, which a logo"),
        (SVG.replace(b"<rect", b'<rect onclick="x()"'), "contains a script, which a logo"),
        (SVG.replace(b"<rect", b"<foreignObject/><rect"), "contains parts of a web page"),
        (b"<svg", "choose a png, jpg or svg file"),
        (SVG.replace(b"<rect", b'<image href="https://example.org/a.png"/><rect'), "is in another file"),
        (SVG.replace(b"<rect", b'<image href="file:///etc/hosts"/><rect'), "is in another file"),
        (drawing('width="0" height="0"'), "it is damaged"),
        (drawing('width="100000" height="1"'), "more than 50 times as wide as it is high"),
        (drawing('viewBox="0 0 1 51"'), "more than 50 times as high as it is wide"),
        (_pixels("PNG", (51, 1)), "more than 50 times as wide as it is high"),
        (_pixels("JPEG", (1, 60)), "more than 50 times as high as it is wide"),
        (_pixels("PNG", (6_000, 6_000), "1"), "has 6,000 by 6,000 pixels"),
        (_pixels("JPEG", (60, 60))[:-200], "it is damaged"),
        (PNG[:20], "it is damaged"),
        (PNG + bytes(MOST_BYTES), "larger than 512 KB"),
    ],
)
def test_what_cannot_be_a_logo_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(QualcodeError, match=said):
        logo_of(content, "logo.png")
