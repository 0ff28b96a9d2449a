"""How the codebook grew: for every transcript the codes so far as a bar, those that are new in it apart."""

from dataclasses import dataclass
from typing import Final

from qualcode.exporters.pictures.names import plain
from qualcode.exporters.pictures.sheet import INK, QUIET, Page, PictureSheet
from qualcode.model.results.saturation import Saturation

_LONGEST: Final = 4.2
"""Length of the longest bar in inches."""
_HIGH, _LOWEST, _ALL_HIGH = 0.26, 0.185, 2.2
"""Of a row in inches, and of all of them: more rows are lower, for the picture to stand below its table."""
_SIZE: Final = 7.0
_WIDEST_NAME: Final = 2.4
_KNOWN, _NEW = "#b7c4d4", "#1f5fae"
_LEAST: Final = 0.05
"""Inches of a part that is not nothing, so that it can be seen."""


@dataclass(frozen=True, eq=False)
class CodeGrowth:
    """What is drawn: a bar for each row of ``found``, in its order."""

    found: Saturation

    def page(self) -> Page:
        """The bars, and what their colours are."""
        base = self.found.base
        remark = (
            "A bar is as long as the number of codes so far, its dark end as those that first occur in the "
            "transcript."
        )
        line = " The dotted line separates the base from the runs." if 0 < base < len(self.found.rows) else ""
        return Page(lambda sheet: draw_code_growth(sheet, self), self.found.provenance, (remark + line,))


def draw_code_growth(sheet: PictureSheet, picture: CodeGrowth) -> None:
    """The first transcript on top; a dotted line is below the base."""
    rows = picture.found.rows
    names = [plain(row.name) for row in rows]
    beside = min(_WIDEST_NAME, sheet.width_of(names, _SIZE)) + 0.9
    longest = sheet.across(_LONGEST, beside, 2.0)
    high = sheet.down(max(_LOWEST, min(_HIGH, _ALL_HIGH / max(1, len(rows)))), len(rows), 0.1)
    scale = longest / max(1, max((row.total for row in rows), default=1))
    axes = sheet.axes(0, 0, longest, max(1, len(rows)) * high)
    axes.set_xlim(0, longest)
    axes.set_ylim(max(1, len(rows)), 0)
    shown = sheet.fitted_apart(names, _SIZE, _WIDEST_NAME, high)
    for place, (row, name) in enumerate(zip(rows, shown, strict=True)):
        middle, new = place + 0.5, len(row.new)
        end = row.total * scale
        begin = min((row.total - new) * scale, end - _LEAST) if new else end
        axes.barh(middle, begin, height=0.74, color=_KNOWN)
        axes.barh(middle, end - begin, left=begin, height=0.74, color=_NEW)
        told = f"{row.total:,}" + (f" ({new:,} new)" if new else "")
        axes.text(end + 0.06, middle, told, size=_SIZE, va="center_baseline", color=INK)
        axes.text(-0.07, middle, name, size=_SIZE, ha="right", va="center", linespacing=0.95)
    axes.plot((0, 0), (0, max(1, len(rows))), color=INK, linewidth=0.8)
    if 0 < picture.found.base < len(rows):
        edge = picture.found.base
        axes.plot((0, longest), (edge, edge), color=QUIET, linewidth=0.7, linestyle=":", zorder=3)
