"""How our own pages look: fonts and measures, as the source of a document says them to Typst."""

from dataclasses import dataclass
from typing import Final

from qualcode.exporters.word_styles import FONTS
from qualcode.model.words.xml_letters import for_xml

_SPACES: Final = (
    "leading", "spacing", "cell_leading", "row", "entry",
    "below", "fields", "quote_leading", "around", "reference", "memo", "caption_gap", "above_caption",
    "first_rows",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and measures, in points where nothing else is said."""

    fonts: tuple[str, ...]
    size: float
    title: float
    headings: tuple[float, ...]
    above: tuple[float, ...]
    small: float
    fact: float
    caption: float
    contents: float
    leading: float
    """Between lines, in em."""
    spacing: float
    """Between paragraphs, in em."""
    cell_leading: float
    row: float
    """Above and below the words of a cell, in em."""
    entry: float
    """Between the lines of a list of contents, in em."""
    below: float
    """Below headings, in em of theirs."""
    fields: float
    """Between the rows of fields, in em."""
    quote_leading: float
    around: float
    """Above and below quotes, in em."""
    reference: float
    """Above the reference of a quote, in em."""
    memo: float
    """Above the memo of a quote, in em."""
    caption_gap: float
    """Between the caption of a table and the table, in em."""
    above_caption: float
    """Between what leads to a table and its caption, in em."""
    first_rows: float
    """The room below which a table does not begin that goes on on the next page, in em."""


PRINT: Final = Look(
    fonts=FONTS,
    size=10, title=22, headings=(16, 13.5, 12, 11, 10.5), above=(22, 17, 14), small=9, fact=9,
    caption=8.5, contents=9, leading=0.6, spacing=0.9, cell_leading=0.5, row=0.4, entry=0.44,
    below=0.7, fields=0.65, quote_leading=0.62, around=0.9, reference=0.5, memo=0.45,
    caption_gap=0.5, above_caption=1.3, first_rows=14,
)  # fmt: skip
"""As Word documents look."""


def literal(words: str) -> str:
    """A string in Typst; only two characters have a meaning between its quotation marks.

    No font has a tab, which would be gone; a wide space is in its place.
    """
    escaped = for_xml(words).replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\u2003")
    return f'"{escaped}"'


def look_source(look: Look) -> str:
    """The measures as a value of Typst."""
    fonts = "".join(f"{literal(name)}, " for name in look.fonts)
    sizes = "".join(f"{size:.3f}pt, " for size in look.headings)
    above = "".join(f"{size:.3f}pt, " for size in look.above)
    points = "".join(
        f"{name}: {getattr(look, name):.3f}pt, "
        for name in ("size", "title", "small", "fact", "caption", "contents")
    )
    spaces = ", ".join(f"{name.replace('_', '-')}: {getattr(look, name)}em" for name in _SPACES)
    return f"(fonts: ({fonts}), headings: ({sizes}), above: ({above}), {points}{spaces})"
