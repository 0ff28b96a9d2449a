"""The page a picture is drawn on: sized so that no word is cut, written the same way every time."""

import json
import logging
import threading
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, Protocol

from qualcode import __version__
from qualcode.exporters.formats import writer_for
from qualcode.exporters.pictures.embedded_fonts import shapes_only
from qualcode.exporters.pictures.names import plain
from qualcode.exporters.writing import whole_file
from qualcode.model.codes.shades import FONT
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.provenance import Provenance, caption
from qualcode.model.words.cutting import both_ends, cut_apart, cut_place, is_inside_letter

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DPI: Final = 300
MOST_PIXELS: Final = 80_000_000
"""Beyond this a PNG would take more than a gigabyte of memory to make: it has fewer dots to the inch then."""
FEWEST_DOTS: Final = 100
"""To the inch: with fewer the names in a PNG could not be read."""

LONGEST_PAGE: Final = 200.0
"""Inches; the PDF standard knows no longer page."""

MARGIN: Final = 0.2
TITLE_SIZE: Final = 11.0
CAPTION_SIZE: Final = 7.5
NARROWEST: Final = 5.0
BARE_MARGIN: Final = 0.03
BARE_LETTERS: Final = 7.0
"""The smallest letters of a picture in a document, which is printed ``ENLARGED``."""
ENLARGED: Final = 8 / BARE_LETTERS
"""So its letters are of 8 points at least."""
PAGE_ROOM: Final = 6.45
PAGE_HEIGHT: Final = 8.6
"""Inches of our pages for a picture, A4 upright, less a heading and a caption."""
LYING_ROOM: Final = 9.85
LYING_HEIGHT: Final = 5.3
"""The same of a page that lies across."""
_FEWEST_LETTERS: Final = 8
"""Of a name of which both ends are shown."""
_GAP: Final = 0.14
_LINE: Final = 1.3
"""Line height in font sizes."""

_TIGHT: Final = 1.16
"""The same in names, whose lines stand close together."""

INK: Final = "#1a1a1a"
QUIET: Final = "#595959"

_LOOK: Final[dict[str, Any]] = {
    "font.size": 8.0,
    "text.color": INK,
    # A code may be called "cost: $5 or $10"; that is no formula.
    "text.parse_math": False,
    "text.hinting": "none",
    "axes.unicode_minus": False,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "qualcode",
    "pdf.fonttype": 42,
}
_FURTHER_FONTS: Final = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC",
    "Hiragino Sans", "Nirmala UI", "Noto Sans",
)  # fmt: skip
"""Asked only for letters that the own font lacks, and only where they are installed."""

# Settings of the drawing library are global: one picture at a time.
_ONE_AT_A_TIME: Final = threading.Lock()


class PictureSheet:
    """A page measured in inches; drawings go into ``axes``, title and caption come with ``finish``.

    ``vector`` tells that it will not be written as pixels; ``bare`` that it will be a part of a document,
    which says title and caption itself and has room for so much beside its margins.
    """

    def __init__(self, vector: bool = False, bare: bool = False) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.vector = vector
        self.bare = bare
        self.figure = Figure(figsize=(1, 1), dpi=DPI)
        # Any: the library's own types leave the renderer out.
        self._canvas: Any = FigureCanvasAgg(self.figure)
        self._boxes: list[tuple[Axes, tuple[float, float, float, float]]] = []
        self._places: list[tuple[str, Axes, tuple[float, float, float, float]]] = []

    def axes(self, x: float, y: float, width: float, height: float) -> "Axes":
        """A bare drawing area; x and y count from a corner of one's choice, y upwards.

        Raises QualcodeError where it is larger than any page.
        """
        self.check_size(width, height)
        axes = self.figure.add_axes((x, y, width, height))
        axes.set_axis_off()
        self._boxes.append((axes, (x, y, width, height)))
        return axes

    def tell_place(self, name: str, axes: "Axes", edges: tuple[float, float, float, float]) -> None:
        """Keep where something is that can be pointed at.

        ``edges`` are left, top, right and bottom in shares of the drawing area.
        """
        self._places.append((name, axes, edges))

    def places(self) -> list[tuple[str, list[float]]]:
        """What can be pointed at, with its edges in shares of the finished page."""
        found = []
        for name, axes, (left, top, right, bottom) in self._places:
            box = axes.get_position()
            across = [box.x0 + box.width * x for x in (left, right)]
            down = [1 - box.y1 + box.height * y for y in (top, bottom)]
            edges = (across[0], down[0], across[1], down[1])
            found.append((name, [round(float(edge), 4) for edge in edges]))
        return found

    def letters(self, size: float) -> float:
        """The size of letters that would be so small in a picture of its own."""
        return max(size, BARE_LETTERS) if self.bare else size

    def across(self, usual: float, beside: float, least: float) -> float:
        """How long bars and bands may be that have ``beside`` inches of words beside them."""
        return min(usual, max(least, PAGE_ROOM / ENLARGED - beside)) if self.bare else usual

    def down(self, usual: float, rows: int, below: float = 0.0, wide: float = 0.0) -> float:
        """How high each of so many rows may be, with ``below`` inches of something else under them.

        What is too ``wide`` for an upright page is made for one that lies across, if its rows fit there.
        """
        if not self.bare:
            return usual
        least = BARE_LETTERS * _TIGHT / 72
        upright, lying = ((high / ENLARGED - below) / max(1, rows) for high in (PAGE_HEIGHT, LYING_HEIGHT))
        across = wide > PAGE_ROOM / ENLARGED and lying >= least
        return min(usual, max(least, lying if across else upright))

    def check_size(self, width: float, height: float) -> None:
        """Refuse a size in inches that cannot be written, before anything of it is drawn."""
        if max(width, height) > LONGEST_PAGE:
            raise QualcodeError(
                f"This picture would be too large ({width:.0f} by {height:.0f} inches; a page has "
                f"{LONGEST_PAGE:.0f} at most): choose fewer codes or transcripts."
            )
        if not self.vector and dots_to_the_inch(width, height) < FEWEST_DOTS:
            raise QualcodeError(
                f"As PNG this picture would be too large ({width:.0f} by {height:.0f} inches): "
                "choose svg or pdf, or fewer codes or transcripts."
            )

    def size_of(self, words: str, size: float, weight: str = "normal") -> tuple[float, float]:
        """Width and height of one line of words."""
        return _size_of(words, size, weight)

    def width_of(self, words: Iterable[str], size: float) -> float:
        """Width of the widest line."""
        lines = [line for text in words for line in text.split("\n")]
        return max((self.size_of(line, size)[0] for line in lines), default=0.0)

    def wrapped(self, words: str, size: float, width: float, weight: str = "normal") -> str:
        """The same words in lines of at most ``width``; a word longer than that is broken."""
        lines: list[str] = []
        for word in plain(words).split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.size_of(longer, size, weight)[0] <= width:
                lines[-1] = longer
            else:
                lines += self._broken(word, size, width, weight)
        return "\n".join(lines)

    def fitted(self, words: str, size: float, width: float, height: float) -> str:
        """The same words in as many lines as find room in ``height``; what is cut ends in dots."""
        lines = self.wrapped(words, size, width).split("\n")
        most = _lines_in(height, size)
        if len(lines) <= most:
            return "\n".join(lines)
        last = lines[most - 1]
        kept = _longest(len(last), width, lambda end: self.size_of(f"{last[:end].rstrip()}…", size)[0])
        return "\n".join([*lines[: most - 1], f"{last[: cut_place(last, 0, kept)].rstrip()}…"])

    def fitted_apart(self, names: Sequence[str], size: float, width: float, height: float) -> list[str]:
        """The same of several names, which still differ where they do."""

        def around(name: str) -> str:
            most = _lines_in(height, size)
            for letters in range(len(name), _FEWEST_LETTERS - 1, -1):
                lines = self.wrapped(both_ends(name, letters), size, width)
                if lines.count("\n") < most:
                    return lines
            return self.fitted(name, size, width, height)

        return cut_apart(names, lambda name: self.fitted(name, size, width, height), around)

    def _broken(self, word: str, size: float, width: float, weight: str) -> list[str]:
        pieces = []
        while len(word) > 1 and self.size_of(word, size, weight)[0] > width:
            end = self._letters_within(word, size, width, weight)
            pieces.append(word[:end])
            word = word[end:]
        return [*pieces, word]

    def _letters_within(self, word: str, size: float, width: float, weight: str) -> int:
        """After how many letters a word that is too long is broken: one at least, and never all."""
        most = len(word) - 1
        end = max(1, _longest(most, width, lambda end: self.size_of(word[:end], size, weight)[0]))
        whole = next((place for place in range(end, 0, -1) if not is_inside_letter(word, place)), 0)
        # A letter that has no room at all is put out of it rather than parted.
        return whole or next((at for at in range(end, most) if not is_inside_letter(word, at)), most)

    def finish(self, title: str, below: Iterable[str]) -> None:
        """Put the title above and further lines below, and make the page as large as all of it needs."""
        left, bottom, right, top = self._extent()
        if self.bare:
            self._trim(left, bottom, right, top)
            return
        width = max(
            NARROWEST, right - left, min(self.size_of(plain(title), TITLE_SIZE, "bold")[0], 2 * NARROWEST)
        )
        head = self.wrapped(title, TITLE_SIZE, width, "bold")
        foot = "\n".join(self.wrapped(line, CAPTION_SIZE, width) for line in below)
        head_height = self._height(head, TITLE_SIZE)
        foot_height = self._height(foot, CAPTION_SIZE)
        height = head_height + foot_height + (top - bottom) + 2 * _GAP + 2 * MARGIN
        page = (width + 2 * MARGIN, height)
        self._place(page, MARGIN - left, MARGIN + foot_height + _GAP - bottom)
        across = MARGIN / page[0]
        self.figure.text(
            across, 1 - MARGIN / page[1], head, size=TITLE_SIZE, weight="bold", va="top", linespacing=_LINE
        )
        self.figure.text(
            across, MARGIN / page[1], foot, size=CAPTION_SIZE, color=QUIET, va="bottom", linespacing=_LINE
        )

    def _trim(self, left: float, bottom: float, right: float, top: float) -> None:
        """Make the page no larger than what is drawn."""
        page = (right - left + 2 * BARE_MARGIN, top - bottom + 2 * BARE_MARGIN)
        self._place(page, BARE_MARGIN - left, BARE_MARGIN - bottom)

    def _place(self, page: tuple[float, float], right_by: float, up_by: float) -> None:
        self.check_size(*page)
        self.figure.set_size_inches(*page)
        for axes, (x, y, w, h) in self._boxes:
            axes.set_position(((x + right_by) / page[0], (y + up_by) / page[1], w / page[0], h / page[1]))

    def _extent(self) -> tuple[float, float, float, float]:
        """What the drawings and their labels cover, in inches."""
        renderer = self._canvas.get_renderer()
        boxes = []
        # Measured on a page of one inch, on which places in inches are places on the page.
        for axes, (x, y, w, h) in self._boxes:
            boxes.append((x, y, x + w, y + h))
            found = axes.get_tightbbox(renderer)
            if found is not None:
                boxes.append((found.x0 / DPI, found.y0 / DPI, found.x1 / DPI, found.y1 / DPI))
        if not boxes:
            return (0.0, 0.0, 0.0, 0.0)
        lows, highs = [box[:2] for box in boxes], [box[2:] for box in boxes]
        return (
            min(low[0] for low in lows),
            min(low[1] for low in lows),
            max(high[0] for high in highs),
            max(high[1] for high in highs),
        )

    @staticmethod
    def _height(words: str, size: float) -> float:
        return (words.count("\n") + 1) * size * _LINE / 72 if words else 0.0


def _lines_in(height: float, size: float) -> int:
    """How many lines of so many points find room in so many inches; one in any case."""
    return max(1, int(height / (size * _TIGHT / 72)))


def _longest(most: int, width: float, width_until: Callable[[int], float]) -> int:
    """How many letters, of ``most``, fit into ``width``; more letters are never narrower."""
    return bisect_right(range(1, most + 1), width, key=width_until)


@lru_cache(maxsize=1 << 15)
def _size_of(words: str, size: float, weight: str) -> tuple[float, float]:
    """Measured once: the names of a project come back in every picture of it, and in each of its lines."""
    from matplotlib.font_manager import FontProperties

    font = FontProperties(size=size, weight=weight)
    width, height, _ = _measuring().get_text_width_height_descent(words, font, False)
    return width / DPI, height / DPI


@cache
def _measuring() -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Any: the library's own types leave the renderer out.
    canvas: Any = FigureCanvasAgg(Figure(figsize=(1, 1), dpi=DPI))
    return canvas.get_renderer()


class Page(NamedTuple):
    """What goes on a sheet: ``draw`` draws it, ``provenance`` and remarks are written beside."""

    draw: Callable[[PictureSheet], None]
    provenance: Provenance
    remarks: Sequence[str] = ()


class Picture(Protocol):
    """A value that can be drawn: figures, names and what they say of themselves, nothing of a study."""

    def page(self) -> Page:
        """What goes on the sheet. Raises QualcodeError for what cannot be drawn."""
        ...


@contextmanager
def drawing(vector: bool = False, bare: bool = False) -> Iterator[PictureSheet]:
    """A fresh sheet, under settings of our own whatever those of the system are."""
    import matplotlib as mpl

    # That fonts are listed once takes long on a busy computer; anyone who waits sees that something is drawn.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    from matplotlib.font_manager import fontManager

    installed = set(fontManager.get_font_names())
    fonts = [FONT, *(name for name in _FURTHER_FONTS if name in installed)]
    with _ONE_AT_A_TIME, warnings.catch_warnings(), mpl.rc_context():
        # A letter that no font has is drawn as a box; that is all there is to be done about it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        mpl.rcdefaults()
        settings: Any = {**_LOOK, "font.family": fonts}
        mpl.rcParams.update(settings)
        yield PictureSheet(vector, bare)


def write_picture(path: Path, picture: Picture) -> None:
    """Draw a picture and write it in the format that the ending of ``path`` names: png, svg or pdf."""
    content = picture_bytes(path, picture)
    with whole_file(path) as stream:
        stream.write(content)


def picture_bytes(path: Path, picture: Picture, *, bare: bool = False) -> bytes:
    """The same as what the file would hold, which is not written.

    ``bare``: without title and caption, in letters that can be read in a document.
    """
    save = writer_for(path, {".png": _png, ".svg": _svg, ".pdf": _pdf})
    page, stream = picture.page(), BytesIO()
    with drawing(vector=save is not _png, bare=bare) as sheet:
        page.draw(sheet)
        sheet.finish(page.provenance.title, [*page.remarks, caption(page.provenance)])
        save(sheet, stream, page.provenance)
    return stream.getvalue()


def dots_to_the_inch(width: float, height: float) -> int:
    """As many as a PNG of so many inches can have: what print asks for, and fewer where it is very large."""
    return min(DPI, int((MOST_PIXELS / max(width * height, 1.0)) ** 0.5))


def _png(sheet: PictureSheet, stream: BinaryIO, provenance: Provenance) -> None:
    about = {"Software": f"qualcode {__version__}", "Title": plain(provenance.title)}
    if places := sheet.places():
        # The window reads here which word a person points at.
        about["Places"] = json.dumps(places)
    dots = dots_to_the_inch(*sheet.figure.get_size_inches())
    sheet.figure.savefig(
        stream, format="png", dpi=dots, metadata={**about, "Description": caption(provenance)}
    )


def _svg(sheet: PictureSheet, stream: BinaryIO, provenance: Provenance) -> None:
    about = {"Title": plain(provenance.title), "Description": plain(caption(provenance)), "Date": None}
    sheet.figure.savefig(stream, format="svg", metadata={**about, "Creator": f"qualcode {__version__}"})


def _pdf(sheet: PictureSheet, stream: BinaryIO, provenance: Provenance) -> None:
    program = f"qualcode {__version__}"
    about = {"Title": plain(provenance.title), "Subject": plain(caption(provenance)), "CreationDate": None}
    with shapes_only():
        sheet.figure.savefig(
            stream, format="pdf", metadata={**about, "Creator": program, "Producer": program}
        )
