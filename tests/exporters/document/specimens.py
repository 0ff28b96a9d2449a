"""A small document with one of everything, for the tests of the writers."""

import io
from datetime import UTC, datetime

import numpy as np
from matplotlib import image

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Contents,
    Document,
    Fields,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    ParagraphKind,
    PictureBlock,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.logo import as_svg
from qualcode.model.front import Front, Logo
from qualcode.model.questions.provenance import Provenance

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="12" height="4">'
    b'<rect width="12" height="4" fill="#1f5fae"/></svg>'
)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc```\x00\x00\x00\x04\x00\x01\xf6\x178U\x00\x00\x00\x00IEND\xaeB`\x82"
)
ABOUT = Provenance(
    "Renting alone",
    (("in words", "codes that overlap, counted as pairs"), ("coders", "AB, CD")),
    "Renting",
    21,
    "1.0",
)
FRONT = Front(
    title="Renting alone",
    subtitle="For the steering group",
    study="Renting",
    authors="Ann Baker",
    organisation="A university",
    date=datetime(2026, 11, 3, 9, 30, tzinfo=UTC),
    codebook_version="3",
    note="A draft.",
    logo=Logo(SVG, ".svg"),
)
HOSTILE = '#panic("x") \\ " </p><script> $x$ @key & ‘it’\x00'


def column(name: str, *, figure: bool = False, upright: bool = False) -> TableColumn:
    return TableColumn(name, 1, Align.FIGURE if figure else Align.START, upright)


def table(caption: str = "How often", rows: int = 2) -> TableBlock:
    cells = tuple(
        (TableCell(f"Code {row}", indent=row % 3), TableCell(str(row), pale=not row)) for row in range(rows)
    )
    return TableBlock(
        (column("Code"), column("Segments", figure=True)), cells, caption, "often", notes=("A note.",)
    )


def blocks() -> list[Block]:
    return [
        Contents(),
        Contents(ListOf.TABLES),
        Contents(ListOf.PICTURES),
        Heading("Trust", 1, "trust", number="1", chip="#df676b", new_page=True),
        Paragraph(
            (
                Run("See "),
                Run("", link="often"),
                Run(" and "),
                Run("", link="picture"),
                Run(HOSTILE, bold=True),
            )
        ),
        Paragraph("4 segments", ParagraphKind.FACT, chip="#df676b"),
        Fields((("Definition", "What is relied on.\nIn two lines."), ("Not for", "مرحبا"))),
        QuoteBlock(
            (Speech("", (Run("“I just "), Run("left", marked=True), Run(" it.”"))),),
            "Tasha, FG2",
            "#df676b",
            "M",
        ),
        QuoteBlock((Speech("Kim", "“Why?"), Speech("Tasha", "Because.”")), "FG2", anchor="dialogue"),
        Heading("Private fears", 2, "fears", number="1.1"),
        Paragraph("مرحبا بالعالم"),
        NewPage(landscape=True),
        Heading("Matrix", 1, "matrix"),
        table(),
        NewPage(),
        PictureBlock(PNG, SVG, "Three bars", "Bars", "picture", 0.5),
    ]


def document(*more: Block, cover: bool = False) -> Document:
    return Document(FRONT, (*blocks(), *more), Colophon(ABOUT, ("Quotes are from all.",)), "en-GB", cover)


def tall_picture() -> PictureBlock:
    """Four times as high as wide, with a caption: higher than any page if it were as wide as one."""
    stream = io.BytesIO()
    image.imsave(stream, np.zeros((400, 100, 3), dtype="uint8"), format="png")
    png = stream.getvalue()
    return PictureBlock(png, as_svg(png, ".png"), "A tower", "Tower")
