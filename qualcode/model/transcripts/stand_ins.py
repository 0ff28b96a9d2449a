"""Stand-ins for names: what is in brackets in place of a word that was spoken, such as [son] and [town].

They count as words, as remarks in brackets do not. The usual list can be replaced by a project's own.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.words.spelling import key

_PEOPLE: Final = (
    *("name", "names", "first name", "surname", "nickname", "person", "man", "woman", "boy", "girl"),
    *("child", "children", "baby", "twin", "twins", "son", "sons", "daughter", "daughters", "youngest"),
    *("oldest", "eldest", "husband", "wife", "partner", "ex-partner", "ex", "boyfriend", "girlfriend"),
    *("mother", "mum", "mom", "father", "dad", "parent", "parents", "stepmother", "stepfather"),
    *("brother", "brothers", "sister", "sisters", "sibling", "grandmother", "grandfather", "gran", "nan"),
    *("grandad", "grandson", "granddaughter", "aunt", "auntie", "uncle", "cousin", "niece", "nephew"),
    *("friend", "neighbour", "neighbor", "colleague", "manager", "boss", "teacher", "head teacher"),
    *("doctor", "GP", "nurse", "midwife", "health visitor", "social worker", "support worker"),
    *("key worker", "family worker", "youth worker", "case worker", "carer", "foster carer", "therapist"),
    *("solicitor", "police officer", "participant", "interviewer", "moderator", "facilitator"),
    *("researcher", "observer", "interpreter", "speaker"),
)
_PLACES: Final = (
    *("place", "town", "city", "village", "area", "district", "borough", "county", "region", "country"),
    *("street", "road", "estate", "address", "postcode", "school", "nursery", "college", "university"),
    *("hospital", "clinic", "surgery", "church", "mosque", "temple", "shop", "supermarket", "pub"),
    *("company", "employer", "organisation", "organization", "charity", "agency", "council", "club"),
    *("team", "workplace", "job", "hotel", "restaurant", "park", "hostel", "refuge"),
)
_OTHERS: Final = (
    *("date", "day", "month", "year", "age", "number", "phone number", "email", "email address"),
    *("website", "newspaper", "programme", "product", "brand", "language", "nationality"),
)
USUAL: Final[tuple[str, ...]] = (*_PEOPLE, *_PLACES, *_OTHERS)
"""What is counted where a project has no list of its own."""

_BEFORE: Final = frozenset(
    (
        *("a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "name", "of", "first"),
        *("second", "third", "other", "older", "oldest", "elder", "eldest", "younger", "youngest"),
        *("middle", "big", "little", "new", "old", "late", "former", "another", "local"),
    )
)
_LABEL: Final = re.compile(r"[a-z]{1,4}\d{0,2}-?[a-z]{0,2}\d{1,3}")
_LONGEST: Final = 6


def stand_ins_of(info: ProjectInfo) -> tuple[str, ...]:
    """The stand-ins that count in a project: its own list, or else the usual one."""
    return USUAL if info.stand_ins is None else info.stand_ins


def tidy_stand_ins(typed: Iterable[str]) -> tuple[str, ...]:
    """A list as it is kept: without brackets and repetitions, in the order typed.

    Raises QualcodeError for an entry that could not be within brackets.
    """
    found: dict[str, str] = {}
    for entry in typed:
        tidy = " ".join(entry.strip().strip("[]{}").split())
        if any(sign in tidy for sign in "[]{}"):
            raise QualcodeError(f"“{tidy}” has brackets inside; write one stand-in at a time, such as town.")
        if key(tidy):
            found.setdefault(key(tidy), tidy)
    return tuple(found.values())


@lru_cache(maxsize=16_384)
def is_stand_in(inside: str, listed: tuple[str, ...]) -> bool:
    """Whether what is inside brackets stands for a word that was spoken.

    [Town 2], [son’s], [town name] and [my eldest daughter] do where “town”, “son”, “name” and “daughter” are
    listed, and so do speakers' labels such as [P4].
    """
    words = key(inside).split(" ")
    if len(words) == 1 and _LABEL.fullmatch(words[0]):
        return True
    while len(words) > 1 and (words[-1].isdigit() or len(words[-1]) == 1):
        words.pop()
    words[-1] = re.sub(r"('s|(?<=s)'|\d+)$", "", words[-1])
    known = _keys(listed)
    if len(words) > _LONGEST:
        return False
    # The name of a thing after words that only say which one.
    return any(
        " ".join(words[start:]) in known and all(word in _BEFORE or word in known for word in words[:start])
        for start in range(len(words))
    )


@lru_cache(maxsize=16)
def _keys(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, listed))
