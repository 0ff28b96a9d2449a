"""A query: parts (words, codes, speakers …) and how they join, as a value and in the form that is typed.

A query finds stretches of text. ``and`` keeps the text that is in both, ``or`` takes the text in
either, ``not`` what is in the first alone; ``inside`` and ``with`` keep whole passages of the first,
``near N`` joins passages that are at most N turns apart, ``before N`` and ``after N`` those in that order.
``memo`` and ``weight`` say which codings are meant by the codes that they are joined to with ``and``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.words.in_words import briefly
from qualcode.model.words.letters import in_word
from qualcode.model.words.spelling import key

ANY_CODE: Final = "*"
"""``code:*``: text with any code at all."""


class PartKind(StrEnum):
    """What a part names; its value is what stands before the colon."""

    WORDS = "words"
    WORD = "word"
    STEM = "stem"
    LIKE = "like"
    EXACTLY = "exactly"
    REGEX = "regex"
    CODE = "code"
    SPEAKER = "speaker"
    PARTICIPANT = "participant"
    TRANSCRIPT = "transcript"
    FOLDER = "folder"
    STATUS = "status"
    ATTRIBUTE = "attribute"
    MEMO = "memo"
    WEIGHT = "weight"
    IS = "is"

    @property
    def of_words(self) -> bool:
        """Whether the part is looked for in what was said."""
        return self in (
            PartKind.WORDS,
            PartKind.WORD,
            PartKind.STEM,
            PartKind.LIKE,
            PartKind.EXACTLY,
            PartKind.REGEX,
        )

    @property
    def of_codings(self) -> bool:
        """Whether the part says something about single codings."""
        return self in (PartKind.MEMO, PartKind.WEIGHT)


CODER: Final = "coder"
PREFIXES: Final = frozenset({*PartKind, CODER} - {PartKind.ATTRIBUTE, PartKind.WEIGHT})
"""What may be before a colon without quotation marks and is not an attribute's name."""

CODED: Final = "coded"
UNCODED: Final = "uncoded"
_STARS: Final = 40
"""More of them in one part would take longer to prepare than to look for."""
_WEIGHT: Final = re.compile(r"(>=|<=|[<>=])([0-9]{1,3})")


def has_wildcard(words: str) -> bool:
    """Whether words that are not in quotation marks have a ``*`` that stands for any letters."""
    sides = zip(f" {words[:-1]}", f"{words[1:]} ", words, strict=True) if words else ()
    return any(sign == "*" and (in_word(before) or in_word(after)) for before, after, sign in sides)


def bound_of(part: "QueryPart") -> tuple[str, int]:
    """How a weight is compared, and with what: ``(">=", 50)``."""
    match = _WEIGHT.fullmatch(part.value)
    if match is None:
        raise AssertionError(part)
    return match[1], int(match[2])


class Join(StrEnum):
    """How two parts join."""

    AND = "and"
    OR = "or"
    NOT = "not"
    NEAR = "near"
    BEFORE = "before"
    AFTER = "after"
    INSIDE = "inside"
    WITH = "with"
    WITHOUT = "without"

    @property
    def binds(self) -> int:
        """``or`` holds least together, then ``and`` and ``not``, then the others."""
        return {Join.OR: 0, Join.AND: 1, Join.NOT: 1}.get(self, 2)

    @property
    def has_distance(self) -> bool:
        """Whether the joint says how many turns may be between its two sides."""
        return self in (Join.NEAR, Join.BEFORE, Join.AFTER)


@dataclass(frozen=True, slots=True)
class QueryPart:
    """``code:stigma``; of an attribute its name stands in ``attribute``: ``housing:rented``."""

    kind: PartKind
    value: str
    attribute: str = ""

    def __post_init__(self) -> None:
        name = self.attribute or self.kind
        loose = self.kind.of_words and self.kind not in (PartKind.EXACTLY, PartKind.REGEX)
        if not (key(self.value) if loose else self.value.strip()):
            raise without_value(name)
        if (self.kind is PartKind.ATTRIBUTE) != bool(self.attribute.strip()):
            raise QualcodeError("A part about an attribute needs to know which one: housing:rented.")
        if self.kind is PartKind.IS and self.value not in (CODED, UNCODED):
            raise QualcodeError(
                f"“is:{briefly(self.value)}” is not understood; write is:uncoded or is:coded."
            )
        if self.kind is PartKind.LIKE and self.value.count("*") > _STARS:
            raise QualcodeError(
                f"Words can have at most {_STARS} stars (*) that stand for letters; look for fewer at once."
            )
        if self.kind is PartKind.WEIGHT and not _WEIGHT.fullmatch(self.value):
            raise QualcodeError(
                "A weight is compared with a whole number, as in weight>=50, weight<20 or weight=100."
            )


def without_value(name: str) -> QualcodeError:
    """A name and a colon with nothing behind it."""
    return QualcodeError(f"“{briefly(name)}:” names nothing; write for example {briefly(name)}:something.")


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts, or joined parts, and what joins them; ``within`` is the N of ``near N`` and its like."""

    join: Join
    left: "Expression"
    right: "Expression"
    within: int = 0

    def __post_init__(self) -> None:
        if self.within < 0 or (self.within and not self.join.has_distance):
            raise QualcodeError(
                "Only “near”, “before” and “after” have a distance, and it is 0 turns or more: near 2."
            )
        if self.join is Join.AND and _words_alone(self.left) and _words_alone(self.right):
            raise QualcodeError(
                "Two words never share letters, so “and” between them finds nothing: write NEAR 0 for "
                "words in the same turn, or quotation marks around words that are one phrase."
            )


Expression = QueryPart | Joined


def _words_alone(side: Expression) -> bool:
    return isinstance(side, QueryPart) and side.kind.of_words


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. ``coders``: whose codings make up the codes, merged; none: everybody's."""

    what: Expression
    coders: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not name.strip() for name in self.coders):
            raise QualcodeError("“coder:” names nobody; write for example coder:AB.")

    def __str__(self) -> str:
        """The form that is typed; reading it gives this query again."""
        what = _written(self.what)
        if self.coders and isinstance(self.what, Joined) and not self.what.join.binds:
            what = f"({what})"
        return " and ".join([what, *(f"{CODER}:{quoted(name)}" for name in self.coders)])

    @property
    def parts(self) -> Iterator[QueryPart]:
        """All parts from left to right."""
        return _parts(self.what)

    # -- one after another, as they are shown ---------------------------------------------------

    @property
    def chain(self) -> tuple[tuple[Joined | None, Expression], ...]:
        """The outermost parts from left to right, each after the joint that brings it in."""
        found: list[tuple[Joined | None, Expression]] = []
        rest = self.what
        while isinstance(rest, Joined):
            found.append((rest, rest.right))
            rest = rest.left
        return ((None, rest), *reversed(found))

    def without(self, place: int) -> "Query | None":
        """The query without one part of ``chain``, or None where nothing is left.

        Places after the chain are those of coders.
        """
        chain = list(self.chain)
        if place >= len(chain):
            gone = place - len(chain)
            return Query(self.what, self.coders[:gone] + self.coders[gone + 1 :])
        del chain[place]
        if not chain:
            anything = QueryPart(PartKind.CODE, ANY_CODE)
            return Query(anything, self.coders) if self.coders and self.what != anything else None
        what = chain[0][1]
        for joint, side in chain[1:]:
            if joint is not None:
                what = Joined(joint.join, what, side, joint.within)
        return Query(what, self.coders)

    def labels(self) -> tuple[str, ...]:
        """The parts of ``chain`` and the coders, each with its joint, as they are typed."""
        rows = [
            f"{_joint(joint)} {_side(side, joint.join.binds + 1)}" if joint else _written(side)
            for joint, side in self.chain
        ]
        return (*rows, *(f"and {CODER}:{quoted(name)}" for name in self.coders))


def _parts(what: Expression) -> Iterator[QueryPart]:
    if isinstance(what, QueryPart):
        yield what
    else:
        yield from _parts(what.left)
        yield from _parts(what.right)


# -- writing --------------------------------------------------------------------------------------

_PLAIN: Final = re.compile(r"[^\s():\"“”]+")


def quoted(value: str) -> str:
    """``value`` as it is typed after a colon: in quotation marks where it needs them."""
    return value if _PLAIN.fullmatch(value) else always_quoted(value)


def always_quoted(value: str) -> str:
    """``value`` in quotation marks: words that are to be found just so, whatever they mean in a query."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _written(what: Expression) -> str:
    if isinstance(what, QueryPart):
        return _written_part(what)
    binds = what.join.binds
    return f"{_side(what.left, binds)} {_joint(what)} {_side(what.right, binds + 1)}"


def _written_part(part: QueryPart) -> str:
    if part.kind is PartKind.WEIGHT:
        return f"{part.kind}{part.value}"
    plain = part.kind in (PartKind.WORDS, PartKind.WORD, PartKind.STEM) and has_wildcard(part.value)
    return f"{_prefix(part)}:{always_quoted(part.value) if plain else quoted(part.value)}"


def _side(what: Expression, least: int) -> str:
    written = _written(what)
    return f"({written})" if isinstance(what, Joined) and what.join.binds < least else written


def _joint(joined: Joined) -> str:
    return f"{joined.join} {joined.within}" if joined.join.has_distance else str(joined.join)


def _prefix(part: QueryPart) -> str:
    if part.kind is not PartKind.ATTRIBUTE:
        return str(part.kind)
    name = part.attribute
    plain = identity_in(name) or (_PLAIN.fullmatch(name) and name.casefold() not in PREFIXES)
    # In quotation marks it is an attribute, whatever it is called.
    return name if plain else '"' + name.replace('"', '""') + '"'


# -- identities -----------------------------------------------------------------------------------

_IDENTITY: Final = re.compile(r"#[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def identity_in(value: str) -> UUID | None:
    """The identity that stands in the place of a name in a saved query: ``#0192…``."""
    return UUID(value[1:]) if _IDENTITY.fullmatch(value) else None


def identities_in(text: str) -> list[UUID]:
    """The identities in a query as it is saved, each once."""
    return [UUID(found[1:]) for found in dict.fromkeys(_IDENTITY.findall(text))]


def written_identity(identity: UUID) -> str:
    """An identity in the place of a name, so that the query outlives a change of the name."""
    return f"#{identity}"
