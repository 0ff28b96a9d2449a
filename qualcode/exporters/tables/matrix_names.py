"""Names and numbers of the rows and columns of a matrix in a document."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final
from uuid import UUID

from qualcode.exporters.pictures.names import own_name, short_names
from qualcode.model.results.matrix import TOTAL, Label, Matrix, is_total
from qualcode.model.words.cutting import cut_in_line, in_one_line

CodeNumbers = Mapping[UUID, str]
NO_NUMBERS: Final[CodeNumbers] = MappingProxyType({})

_LONGEST_SHOWN: Final = 72
"""Two lines of a name; what is longer is cut."""


def names_shown(labels: Sequence[Label], numbers: CodeNumbers) -> list[str]:
    """Names as rows and columns have them: with the number of the codebook, which tells codes apart."""
    if not all_known(labels, numbers):
        return cut_in_line(short_names(labels), _LONGEST_SHOWN)
    own = [in_one_line(own_name(label), _LONGEST_SHOWN) for label in labels]
    return _with_numbers(labels, own, numbers)


def numbered_heads(
    matrix: Matrix, heads: Sequence[str], names: Sequence[str], known: CodeNumbers
) -> tuple[list[str], list[str], list[str]]:
    """Numbers in the head, and the key to them; where columns are the codes of the rows, so have these.

    Codes that are all known have the numbers of the codebook, and have them before their names already.
    """
    columns, rows = _numbers(matrix.columns, known), _numbers(matrix.rows, known)
    key = [f"{number} {name}" if number else "" for number, name in zip(columns, heads, strict=True)]
    if all_known(matrix.columns, known):
        key = list(heads)
    elif matrix.symmetric:
        names = [f"{number} {name}".strip() for number, name in zip(rows, names, strict=True)]
    key = [each if number else "" for number, each in zip(columns, key, strict=True)]
    return [number or TOTAL for number in columns], list(names), key


def _with_numbers(labels: Sequence[Label], names: Sequence[str], known: CodeNumbers) -> list[str]:
    """Codes have the numbers of the codebook before their names, wherever a document names them in a row."""
    if not all_known(labels, known):
        return list(names)
    numbers = _numbers(labels, known)
    return [f"{number} {name}" if number else name for number, name in zip(numbers, names, strict=True)]


def all_known(labels: Sequence[Label], known: CodeNumbers) -> bool:
    places = [place for place in range(len(labels)) if not is_total(labels, place)]
    return bool(places) and all(labels[place].id in known for place in places)


def _numbers(labels: Sequence[Label], known: CodeNumbers) -> list[str]:
    """Those of the codebook where all are codes, else ``1``, ``2``, …; a total has none."""
    places = [place for place in range(len(labels)) if not is_total(labels, place)]
    own = {place: known[found] for place in places if (found := labels[place].id) and found in known}
    if len(own) < len(places):
        own = {place: str(place + 1) for place in places}
    return [own.get(place, "") for place in range(len(labels))]


def stretch_in_words(noun: str, chosen: range, labels: Sequence[Label]) -> str:
    """``columns 24 to 45 of 45 and the total``: a total is none of those that are counted."""
    number = len(labels) - is_total(labels, len(labels) - 1)
    counted = f"{noun} {chosen.start + 1} to {min(chosen.stop, number)} of {number}"
    if chosen.stop <= number:
        return counted
    return f"{counted} and the total" if chosen.start < number else "the total"
