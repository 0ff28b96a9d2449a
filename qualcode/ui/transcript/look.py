"""Fonts, distances and colours of the transcript view, derived from widget font, zoom and palette."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette

from qualcode.model.codes.colour import readable, tinted
from qualcode.model.entities import Code
from qualcode.model.identity import key_of
from qualcode.ui.look.reading_style import CHARACTERS, DISTANCES, ReadingStyle

LEAST_CHARACTERS: Final = 45
"""In a line: before there are fewer, everything beside the text gives way."""
_FEWEST: Final = 12
MARGIN: Final = 16
NARROW_MARGIN: Final = 8
"""Pixels at both sides of the text."""
HEAD_GAP: Final = 3
"""Pixels between a name above the text and the frame of the field in which that text is corrected."""
_MOST_FOR_STRIPES: Final = 120
_NAMES: Final = 5.0
_NARROW_NAMES: Final = 3.9
"""Width of the column of names, in heights of a line: longer names are wrapped."""
NAME_PARTS: Final = re.compile(r"(?<=[^ -]-)(?=[^ -])|(?<= )")
"""Where a line of a name may end: after a blank, and after a hyphen within a word."""
_USUAL_NUMBER: Final = "000"
"""As wide as the numbers of turns are taken to be where the text itself is not asked."""
_BETWEEN_TAILS: Final = 0.16
_OVER_LETTERS: Final = 0.06
"""Shares of a line that bands may take at its lower edge, and above the letters of the next."""
_SAMPLE: Final = "they just assume that because you rent you must be moving on soon, and so nobody asks"


class BandRows(NamedTuple):
    """Where bands are: the first from the lower edge of a line's letters on, how high, how far apart."""

    top: int
    height: int
    pitch: float

    def top_of(self, layer: int) -> int:
        """Upper edge of a layer, from the lower edge of a line's letters."""
        return self.top + int(layer * self.pitch)


@dataclass(frozen=True)
class TranscriptLook:
    """Fonts and distances in pixels at one zoom."""

    font: QFont
    small: QFont
    bold: QFont
    stripe: QFont
    text_height: float
    letter: float
    above: int
    below: int
    band: int
    band_gap: int
    turn_gap: int
    paragraph_gap: int
    number_width: int
    speaker_width: int
    gutter: int
    head_line: int
    """How high a line is with the number, name and time of a turn."""
    characters: int
    """How many a line holds where it has room."""
    longest_part: int
    """How wide the longest part of a name is that is not broken."""
    heads_above: bool = False
    """Whether number, name and time of a turn are above its text: beside it there is no room for them."""

    @classmethod
    def of(
        cls,
        base: QFont,
        zoom: int,
        speakers: tuple[str, ...],
        turns: int,
        style: ReadingStyle = ReadingStyle(),  # noqa: B008 - a value
    ) -> "TranscriptLook":
        """The look for a widget's font at ``zoom`` per cent; the left column fits or wraps these speakers."""
        size = base.pointSizeF() if base.pointSizeF() > 0 else base.pixelSize() * 0.75
        font, small, bold, stripe = QFont(base), QFont(base), QFont(base), QFont(base)
        font.setPointSizeF(size * 1.2 * zoom / 100)
        small.setPointSizeF(size * 0.95 * zoom / 100)
        bold.setPointSizeF(size * 0.95 * zoom / 100)
        # Names in the margin grow less: the margin does not.
        stripe.setPointSizeF(size * 0.95 * min(zoom, _MOST_FOR_STRIPES) / 100)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics, bold_metrics = QFontMetricsF(font), QFontMetricsF(bold)
        height = metrics.height()
        scale = max(1.0, height / 19)
        widest = max((bold_metrics.horizontalAdvance(name) for name in speakers), default=0.0)
        parts = {part.strip() for name in speakers for part in NAME_PARTS.split(name)}
        # The longest time, 0:00:00, must fit below a short speaker's name.
        widest = max(widest, QFontMetricsF(small).horizontalAdvance("0:00:00"))
        apart = DISTANCES[style.spacing]
        return cls(
            font=font,
            small=small,
            bold=bold,
            stripe=stripe,
            text_height=height,
            letter=metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE),
            above=round(height * apart.above),
            below=round(height * apart.below),
            band=round(3 * scale),
            band_gap=max(1, round(scale)),
            turn_gap=round(height * apart.turn),
            paragraph_gap=round(height * apart.paragraph),
            number_width=ceil(QFontMetricsF(small).horizontalAdvance("0" * max(2, len(str(turns))))),
            speaker_width=ceil(min(widest, height * _NAMES)),
            gutter=round(height * 0.7),
            head_line=round(max(QFontMetricsF(small).lineSpacing(), bold_metrics.lineSpacing())),
            characters=CHARACTERS[style.measure],
            longest_part=ceil(max(map(bold_metrics.horizontalAdvance, parts), default=0.0)),
        )

    def fitted(self, room: int) -> tuple["TranscriptLook", int]:
        """The look in a view of this width, and how wide a line is: where there is little, most."""
        look, margin = self, MARGIN
        if room - look.left - 2 * margin < look.wide(LEAST_CHARACTERS):
            look, margin = self.squeezed(), NARROW_MARGIN
        if room - look.left - 2 * margin < look.wide(LEAST_CHARACTERS):
            look = replace(look, heads_above=True)
        return look, max(min(look.measure, room - look.left - 2 * margin), look.wide(_FEWEST))

    def least_width(self, characters: int) -> int:
        """How wide a view must be for lines of so many characters, with narrow names and margins."""
        look = replace(self.squeezed(), heads_above=False)
        return look.left + 2 * NARROW_MARGIN + look.wide(characters)

    def usual_least_width(self, characters: int) -> int:
        """The same whatever text is shown: by the letters alone, not by the names and numbers in it."""
        number = ceil(QFontMetricsF(self.small).horizontalAdvance(_USUAL_NUMBER))
        names = ceil(self.text_height * _NARROW_NAMES)
        usual = replace(self, number_width=number, speaker_width=names, longest_part=names)
        return usual.least_width(characters)

    def least_without_names(self, characters: int) -> int:
        """The same where names are above the text."""
        return 2 * NARROW_MARGIN + self.wide(characters)

    def squeezed(self) -> "TranscriptLook":
        """The same with a narrower column of names, where the text has little room."""
        narrow = max(ceil(self.text_height * _NARROW_NAMES), self.longest_part)
        return replace(self, speaker_width=min(self.speaker_width, narrow))

    @property
    def left(self) -> int:
        """Width of the column with turn numbers and speakers."""
        beside = self.number_width + self.gutter // 2 + self.speaker_width + self.gutter
        return 0 if self.heads_above else beside

    @property
    def measure(self) -> int:
        """Width of a readable line."""
        return ceil(self.letter * self.characters)

    def wide(self, characters: int) -> int:
        """Width of so many characters."""
        return ceil(self.letter * characters)

    def band_rows(self, layers: int) -> BandRows:
        """Where so many bands are below a line: closer and thinner rather than a line pushed down."""
        height = self.band if layers <= 2 else max(2, self.band - self.band_gap)
        pitch, wanted = float(height + self.band_gap), layers * (height + self.band_gap)
        free = self.below + self.above + round(self.text_height * _OVER_LETTERS) - 1
        # Where lines are close together, up between the tails of letters.
        rise = min(max(0, wanted - free), round(self.text_height * _BETWEEN_TAILS))
        if wanted > free + rise:
            pitch = (free + rise) / layers
            height = max(1, int(pitch) - self.band_gap)
        return BandRows(1 - rise, height, pitch)


@dataclass(frozen=True)
class Tones:
    """Colours of the view in the present palette; a code's are found by its key."""

    base: QColor
    text: QColor
    quiet: QColor
    line: QColor
    accent: QColor
    selection: QColor
    match: QColor
    mark: QColor
    dark: bool
    codes: Mapping[int, Code]
    colour_blind: bool = False
    """Whether colours are taken for alike that are so to colour-blind readers."""
    _cache: dict[tuple[int, str], QColor] = field(default_factory=dict)
    _ranks: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, palette: QPalette, codes: Mapping[int, Code], *, colour_blind: bool = False) -> "Tones":
        """From a palette and the codebook by keys."""
        role = QPalette.ColorRole
        base, text, accent = (palette.color(name) for name in (role.Base, role.Text, role.Highlight))
        dark = base.lightness() < 128
        ground = base.name()
        return cls(
            base=base,
            text=text,
            quiet=QColor(readable(tinted(text.name(), ground, 0.6), ground, 4.5)),
            line=QColor(tinted(text.name(), ground, 0.2)),
            accent=QColor(readable(accent.name(), ground)),
            selection=QColor(tinted(accent.name(), ground, 0.55 if dark else 0.3)),
            match=QColor("#8a6d00" if dark else "#ffe27a"),
            mark=QColor("#55511f" if dark else "#fff6b8"),
            dark=dark,
            codes=codes,
            colour_blind=colour_blind,
        )

    def code(self, key: int) -> Code | None:
        return self.codes.get(key)

    def rank(self, key: int) -> int:
        """A code's place among all codes."""
        if not self._ranks:
            self._ranks.update((known, rank) for rank, known in enumerate(self.codes))
        return self._ranks.get(key, 0)

    def ink(self, key: int) -> QColor:
        """A code's colour for bands and stripes, strong enough on the present ground."""
        return self._of(key, "ink")

    def tint(self, key: int) -> QColor:
        """A code's colour behind text."""
        return self._of(key, "tint")

    def strong_tint(self, key: int) -> QColor:
        """A code's colour behind the text of the segment one is at."""
        return self._of(key, "strong")

    def _of(self, key: int, kind: str) -> QColor:
        known = self._cache.get((key, kind))
        if known is None:
            code = self.codes.get(key)
            colour, ground = "#7a7a7a" if code is None else code.colour, self.base.name()
            strength = {"tint": 0.24 if self.dark else 0.14, "strong": 0.45 if self.dark else 0.3}
            name = readable(colour, ground) if kind == "ink" else tinted(colour, ground, strength[kind])
            known = self._cache[key, kind] = QColor(name)
        return known


def codes_by_key(codes: Iterable[Code]) -> dict[int, Code]:
    """Codes by keys, as columns hold them, in the order given."""
    return {key_of(code.id): code for code in codes}
