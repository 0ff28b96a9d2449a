"""Codes whose colours look alike: where they are on the same words, they are told apart by patterns."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.model.codes.colour import ALIKE, places, spaces
from qualcode.model.entities import Code
from qualcode.ui.transcript.bands import Band, Bands

PATTERN_COUNT: Final = 7
SOLID: Final = 0


class AlikeCodes:
    """The patterns of one transcript's bands, found for a cluster of bands when it is first asked for."""

    def __init__(self, bands: Bands, codes: Mapping[int, Code], *, colour_blind: bool) -> None:
        self._bands = bands
        self._codes = codes
        self._colour_blind = colour_blind
        self._ranks = {key: rank for rank, key in enumerate(codes)}
        self._patterns: dict[int, Mapping[int, int]] = {}
        self._look: _LookAlike | None = None

    def pattern(self, code: int, position: int, *, patterned: bool = False) -> int:
        """The number of a code's pattern where it is at a position; 0 is the plain colour.

        ``patterned``: every code has a pattern by its place in the codebook, none only where it must differ.
        """
        cluster = self._bands.cluster_at(position)
        own = self._own(code) if patterned else SOLID
        if cluster is None:
            return own
        key = -cluster - 1 if patterned else cluster
        known = self._patterns.get(key)
        if known is None:
            known = self._patterns[key] = self._found(cluster, patterned=patterned)
        return known.get(code, own)

    def _own(self, code: int) -> int:
        return self._ranks.get(code, 0) % PATTERN_COUNT

    def _found(self, cluster: int, *, patterned: bool) -> Mapping[int, int]:
        beside = self._side_by_side(self._bands.of_cluster(cluster))
        patterns: dict[int, int] = {}
        for code in sorted(beside, key=lambda key: self._ranks.get(key, 0)):
            taken = {patterns[other] for other in beside[code] if other in patterns}
            first = self._own(code) if patterned else SOLID
            tried = [(first + step) % PATTERN_COUNT for step in range(PATTERN_COUNT)]
            patterns[code] = next((number for number in tried if number not in taken), first)
        return patterns

    def _side_by_side(self, bands: list[Band]) -> dict[int, set[int]]:
        """For each code the codes on the same words that look like it; codes without any are left out."""
        found: dict[int, set[int]] = {}
        active: list[Band] = []
        for band in bands:
            active = [other for other in active if other.end > band.start]
            for other in active:
                if other.code != band.code and self._alike(band.code, other.code):
                    found.setdefault(band.code, set()).add(other.code)
                    found.setdefault(other.code, set()).add(band.code)
            active.append(band)
        return found

    def _alike(self, one: int, other: int) -> bool:
        first, second = self._codes.get(one), self._codes.get(other)
        if first is None or second is None:
            return first is second
        if first.colour == second.colour:
            return True
        if self._look is None:
            # Of the codes that are here alone: a codebook has hundreds, and grows while one codes.
            here = (self._codes.get(key) for key in np.unique(self._bands.code).tolist())
            colours = tuple(dict.fromkeys(code.colour for code in here if code is not None))
            self._look = _LookAlike(colours, _near(colours, colour_blind=self._colour_blind))
        return self._look.of(first.colour, second.colour)


class _LookAlike:
    """Which colours look alike."""

    def __init__(self, colours: tuple[str, ...], near: npt.NDArray[np.bool_]) -> None:
        self._places = {colour: place for place, colour in enumerate(colours)}
        self._near = near

    def of(self, one: str, other: str) -> bool:
        return bool(self._near[self._places[one], self._places[other]])


@lru_cache(maxsize=8)
def _near(colours: tuple[str, ...], *, colour_blind: bool) -> npt.NDArray[np.bool_]:
    """All pairs at once: asked for one by one, hundreds of colours would be felt."""
    found = places(colours, colour_blind=colour_blind)
    return np.asarray((spaces(found, found) < ALIKE).any(axis=0))
