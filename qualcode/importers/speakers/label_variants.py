"""Spellings of one speaker ("P1", "P 1", "Participant 1"), found so that a person can merge them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

_NOUNS: Final = {
    "participant": "p",
    "part": "p",
    "p": "p",
    "respondent": "r",
    "resp": "r",
    "r": "r",
    "speaker": "s",
    "spk": "s",
    "s": "s",
    "interviewer": "i",
    "interv": "i",
    "iver": "i",
    "int": "i",
    "i": "i",
    "moderator": "m",
    "mod": "m",
    "m": "m",
    "facilitator": "f",
    "fac": "f",
    "f": "f",
    "observer": "o",
    "obs": "o",
    "o": "o",
    "question": "q",
    "q": "q",
    "answer": "a",
    "a": "a",
}
_NUMBERS: Final = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_PIECE: Final = re.compile(r"[^\W\d_]+|\d+")
_BRACKETED: Final = re.compile(r"[(\[].*?[)\]]")
_LIKE: Final = 88.0


@dataclass(frozen=True, slots=True)
class LabelVariants:
    """Labels that may be one speaker: the spelling to keep, the others, and how alike they are (0..1)."""

    keep: str
    others: tuple[str, ...]
    likeness: float


def label_variants(labels: Mapping[str, int] | Sequence[str]) -> list[LabelVariants]:
    """Proposals for merging, surest first; the commonest spelling is kept, the longer of equals.

    Labels that differ in a number are never proposed, nor are two short names that merely look alike.
    """
    counts = dict(labels) if isinstance(labels, Mapping) else dict.fromkeys(labels, 1)
    groups: list[list[str]] = []
    likeness: list[float] = []
    for label in counts:
        best, place = max(
            (
                (min(_likeness(label, other) for other in group), number)
                for number, group in enumerate(groups)
            ),
            default=(0.0, -1),
        )
        if best > 0.0:
            groups[place].append(label)
            likeness[place] = min(likeness[place], best)
        else:
            groups.append([label])
            likeness.append(1.0)
    proposals = []
    for group, alike in zip(groups, likeness, strict=True):
        if len(group) > 1:
            keep = max(group, key=lambda label: (counts[label], len(label), label))
            proposals.append(LabelVariants(keep, tuple(label for label in group if label != keep), alike))
    return sorted(proposals, key=lambda proposal: (-proposal.likeness, proposal.keep))


def _likeness(first: str, second: str) -> float:
    one, other = _pieces(first), _pieces(second)
    if not one or not other or _digits(one) != _digits(other):
        return 0.0
    if "".join(one) == "".join(other):
        return 1.0
    if _digits(one):
        return 0.0
    names, more = sorted((one, other), key=len)
    if len(names) == 1 and len(more) > 1 and names[0] == more[0] and len(names[0]) > 2:
        # A first name alone and with its family name.
        return 0.8
    written, again = "".join(one), "".join(other)
    score = fuzz.ratio(written, again)
    return score / 100 * 0.9 if min(len(written), len(again)) >= 5 and score >= _LIKE else 0.0


def _pieces(label: str) -> tuple[str, ...]:
    """The words and numbers of a label: "Participant 01 (online)" gives ("p", "1")."""
    bare = _BRACKETED.sub(" ", label) if _BRACKETED.sub("", label).strip() else label
    pieces = []
    for piece in _PIECE.findall(bare.casefold()):
        number = _NUMBERS.get(piece, piece)
        pieces.append((number.lstrip("0") or "0") if number.isdigit() else number)
    if pieces and pieces[0] in _NOUNS and all(piece.isdigit() or len(piece) == 1 for piece in pieces[1:]):
        pieces[0] = _NOUNS[pieces[0]]
    return tuple(pieces)


def _digits(pieces: Sequence[str]) -> tuple[str, ...]:
    return tuple(piece for piece in pieces if piece.isdigit())
