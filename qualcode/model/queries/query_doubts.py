"""What is typed in a query and not understood is said, with what may have been meant."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import PREFIXES
from qualcode.model.words.in_words import briefly
from qualcode.model.words.nearest import nearest

_JOINTS: Final = "and, or, not, near 2, before 2, after 2, inside, with or without"
_ELSEWHERE: Final = frozenset(
    (
        *("within", "xor", "nor", "nand", "but", "minus", "plus", "except", "excluding", "including"),
        *("contains", "containing", "overlaps", "overlapping", "touches", "touching", "follows"),
        *("following", "followed", "precedes", "preceding", "during", "between", "together"),
        *("&", "&&", "|", "||", "+", "-", "!", "^", "~"),
    )
)
"""What joins parts in other programs, or in English, and does not here."""

_SHOWN: Final = 8
_LETTERS: Final = 40


def misused_operator(
    words: Sequence[tuple[str, bool]], *, after_part: bool, before_part: bool
) -> QualcodeError | None:
    """What is wrong with words beside parts; None where they are words to look for.

    ``words`` are the words and whether each is without quotation marks.
    """
    unknown = [word for word, bare in words if bare and word.casefold() in _ELSEWHERE]
    if not unknown and after_part and before_part and any(bare for _, bare in words):
        unknown = [" ".join(word for word, _ in words)]
    if not unknown:
        return None
    return QualcodeError(
        f"“{briefly(unknown[0])}” is not understood beside parts of a query; join them with {_JOINTS}. "
        f'Put words that you look for in quotation marks: "{briefly(unknown[0])}".'
    )


def blank_before_colon(words: Sequence[tuple[str, bool]]) -> QualcodeError | None:
    """``code :stigma``, which would be looked for as words; None where there is none.

    ``words`` are as in ``misused_operator``.
    """
    for (name, bare), (value, also_bare) in pairwise(words):
        # A smile is no value: “like :D”.
        named = len(value) > 2 and value[0] == ":" and value[1].isalnum()
        if bare and also_bare and name.casefold() in PREFIXES and named:
            return QualcodeError(
                f"There must be no blank before a colon: write {name}{briefly(value)}. "
                f'Put words that you look for in quotation marks: "{name} {briefly(value)}".'
            )
    return None


def mark_alone(text: str, position: int) -> QualcodeError:
    """A quotation mark that has no other to make a pair with."""
    where = _beside(text[:position].split(), text[position + 1 :].split())
    fate = "was never opened" if text[position] == "”" else "is not closed"
    return QualcodeError(
        f"The quotation mark{where} {fate}; write one on either side of the words. "
        'To look for the mark itself, write """".'
    )


def bracket_alone(texts: Sequence[str], place: int) -> QualcodeError:
    """A bracket that is not closed, or was not opened."""
    opening = texts[place] == "("
    before, after = list(texts[:place]), list(texts[place + 1 :])
    where = _beside([], after) or _beside(before, []) if opening else _beside(before, after)
    return QualcodeError(
        f"The bracket{where} {'is not closed' if opening else 'was never opened'}; write both or none. "
        f'To look for the bracket itself, put it in quotation marks: "{texts[place]}".'
    )


def _beside(before: Sequence[str], after: Sequence[str]) -> str:
    if before:
        return f" after “{briefly(before[-1], _LETTERS)}”"
    return f" before “{briefly(after[0], _LETTERS)}”" if after else ""


def compared_name(name: str, value: str, typed: str) -> QualcodeError:
    """``housing=rented``: a name that takes a colon, compared as only a weight is."""
    value = f'"{value}"' if any(sign in value for sign in "():") else value
    return QualcodeError(
        f"Only a weight is compared; after “{briefly(name)}” write a colon: "
        f"{briefly(name)}:{briefly(value) or '…'}. "
        f'Put the words in quotation marks to look for them as they are: "{briefly(typed)}".'
    )


def not_an_attribute(name: str, typed: str, attributes: Collection[str]) -> QualcodeError:
    """A name before a colon that is neither an attribute nor a kind of part."""
    near = nearest(name, [*attributes, *sorted(PREFIXES)])
    if near:
        known = f"the nearest {'name is' if len(near) == 1 else 'names are'} {_listed(near)}"
    elif attributes:
        known = f"its attributes are {_listed(list(attributes)[:_SHOWN])}"
    else:
        known = "it has none yet"
    return QualcodeError(
        f"This project has no attribute named “{briefly(name)}”; {known}. "
        f'Put the words in quotation marks to look for them as they are: "{briefly(typed)}".'
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
