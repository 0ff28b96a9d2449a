"""The width of the longest name in the margin, found again only where another name may be the longest."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtGui import QFont

from qualcode.model.codings import Codings
from qualcode.model.identity import KeyArray
from qualcode.ui.transcript.look import Tones
from qualcode.ui.transcript.stripe_painting import SWATCH, StripeLetters

_MOST: Final = 190
"""Pixels: what is longer is cut."""


class _Known(NamedTuple):
    """A width, and by which codings, looks, letters, codes and coders it is that."""

    codings: Codings
    tones: Tones
    font: QFont
    shown: tuple[bytes, bytes, bool]
    width: float


class WidestName:
    """Keeps the column of names in place: it is asked for at every move, and differs at few."""

    def __init__(self, name: Callable[[int], str], initials: Callable[[int], str]) -> None:
        """``name`` and ``initials`` tell what is written of the code and of the coder with a key."""
        self._name = name
        self._initials = initials
        self._known: _Known | None = None

    def of(self, codings: Codings, tones: Tones, letters: StripeLetters, *, several: bool) -> float:
        """In pixels, the swatch included; ``several``: coders stand beside the codes."""
        known = self._known
        if known is not None and (known.tones is not tones or known.font != letters.font):
            known = None
        if known is not None and known.codings is codings and known.shown[2] == several:
            return known.width
        codes, coders = np.unique(codings.code), np.unique(codings.coder)
        shown = (codes.tobytes(), coders.tobytes(), several)
        same = known is not None and known.shown == shown
        width = known.width if known is not None and same else self._found(codes, coders, letters, several)
        self._known = _Known(codings, tones, letters.font, shown, width)
        return width

    def _found(self, codes: KeyArray, coders: KeyArray, letters: StripeLetters, several: bool) -> float:
        longest = max((self._initials(key) for key in coders.tolist()), key=len, default="")
        beside = SWATCH + 10 + (letters.width(f"  {longest}") if several else 0.0)
        width = 0.0
        for name in sorted({self._name(key) for key in codes.tolist()}, key=len, reverse=True):
            width = max(width, letters.width(name) + beside)
            if width >= _MOST:
                # However long the others are.
                break
        return min(max(width, beside), _MOST)
