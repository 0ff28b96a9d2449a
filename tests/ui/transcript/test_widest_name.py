"""The column of names in the margin is as wide as the widest name, which is not looked for at every move."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QFont, QPalette

from qualcode.model.codings import Codings
from qualcode.ui.transcript.look import Tones
from qualcode.ui.transcript.stripe_painting import SWATCH, StripeLetters
from qualcode.ui.transcript.widest_name import WidestName

pytestmark = pytest.mark.usefixtures("qapp")

_NAMES = {1: "fear", 2: "being moved on", 3: "rent"}


def _codings(codes: list[int], coders: list[int]) -> Codings:
    number = len(codes)
    ids = np.array([place.to_bytes(16) for place in range(1, number + 1)], dtype=Codings.FIELDS["id"])
    columns = {name: np.zeros(number, dtype=dtype) for name, dtype in Codings.FIELDS.items()}
    starts = np.arange(number, dtype=np.int32)
    columns |= {"id": ids, "start": starts, "end": starts + 5}
    columns |= {"code": np.array(codes, np.int32), "coder": np.array(coders, np.int32)}
    return Codings.of(columns)


class _Asked:
    """Says names, and remembers which were asked for."""

    def __init__(self) -> None:
        self.names = dict(_NAMES)
        self.keys: list[int] = []

    def name(self, key: int) -> str:
        self.keys.append(key)
        return self.names[key]


@pytest.fixture
def letters() -> StripeLetters:
    return StripeLetters(QFont())


@pytest.fixture
def tones() -> Tones:
    return Tones.of(QPalette(), {})


def test_the_widest_name_counts_with_the_longest_initials_beside_it(
    letters: StripeLetters, tones: Tones
) -> None:
    found = WidestName(_NAMES.__getitem__, {7: "AB", 8: "Beth"}.__getitem__)
    plain = letters.metrics.horizontalAdvance("being moved on") + SWATCH + 10
    beside = letters.metrics.horizontalAdvance("  Beth")
    codings = _codings([1, 2, 3], [7, 8, 7])
    assert found.of(codings, tones, letters, several=False) == plain
    assert found.of(codings, tones, letters, several=True) == min(190, plain + beside)
    assert found.of(_codings([1, 3], [7, 7]), tones, letters, several=False) < plain
    assert found.of(Codings.empty(), tones, letters, several=False) == SWATCH + 10


def test_names_are_asked_for_again_only_where_they_may_be_others(
    letters: StripeLetters, tones: Tones
) -> None:
    asked = _Asked()
    found = WidestName(asked.name, lambda _key: "")
    codings = _codings([1, 3], [7, 7])
    short = found.of(codings, tones, letters, several=False)
    # The same codings, and others with the same codes.
    for same in (codings, _codings([3, 1, 1], [7, 7, 7])):
        asked.keys.clear()
        assert found.of(same, tones, letters, several=False) == short
        assert asked.keys == []
    longer = found.of(_codings([1, 2], [7, 7]), tones, letters, several=False)
    assert longer > short
    # A code was renamed: then the looks are others, too.
    asked.names[2] = "hm"
    assert found.of(_codings([1, 2], [7, 7]), replace(tones), letters, several=False) < longer
    large = QFont()
    large.setPointSizeF(30)
    assert found.of(codings, tones, StripeLetters(large), several=False) > short


def test_a_name_that_fills_the_column_is_wide_enough_whatever_the_others_are(tones: Tones) -> None:
    class Counted(StripeLetters):
        measured: list[str] = []  # noqa: RUF012 - of one test

        def width(self, text: str) -> float:
            self.measured.append(text)
            return super().width(text)

    names = {1: "a" * 200, 2: "b" * 90, 3: "c"}
    found = WidestName(names.__getitem__, lambda _key: "")
    assert found.of(_codings([3, 2, 1], [7, 7, 7]), tones, Counted(QFont()), several=False) == 190
    assert Counted.measured == ["a" * 200]
