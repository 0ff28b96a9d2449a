"""Reading a query as it is typed: ``code:stigma near 2 code:privacy and housing:rented``."""

import re
from collections.abc import Collection
from typing import Final, NamedTuple, NoReturn

from qualcode.model.errors import QualcodeError
from qualcode.model.query import (
    ANY_CODE,
    CODER,
    PREFIXES,
    Expression,
    Join,
    Joined,
    PartKind,
    Query,
    QueryPart,
    identity_in,
)

_QUOTED: Final = r'"(?:[^"]|"")*"|“[^”]*”'
_TOKEN: Final = re.compile(
    rf"""(?P<space>\s+)
    |(?P<part>(?P<prefix>{_QUOTED}|[^\s():"“”]+):(?P<value>{_QUOTED}|[^\s()"“”]+)?)
    |(?P<quoted>{_QUOTED})
    |(?P<bracket>[()])
    |(?P<word>[^\s()"“”]+)""",
    re.VERBOSE,
)
_DEEPEST: Final = 40
_JOINS: Final = {join.value: join for join in Join}


class _Token(NamedTuple):
    """``sort`` is part, words, join, ( or )."""

    sort: str
    text: str
    value: str = ""
    attribute: bool = False


def read_query(text: str, attributes: Collection[str] | None = None) -> Query:
    """The query that ``text`` says. Raises QualcodeError with one sentence where it says none.

    Text without any part ``name:value`` is words, as it stands. What stands before a colon is an
    attribute where it is one of ``attributes`` (None: whatever it is) or in quotation marks.
    """
    if not text.strip():
        raise QualcodeError("There is nothing to search for; type some words.")
    known = None if attributes is None else {name.casefold() for name in attributes}
    tokens = _tokens(text, known)
    if tokens is None or not any(token.sort == "part" for token in tokens):
        whole = re.fullmatch(_QUOTED, text.strip())
        return Query(QueryPart(PartKind.WORDS, _unquoted(text.strip()) if whole else text))
    return _Reading(tokens).query()


def _tokens(text: str, known: Collection[str] | None) -> list[_Token] | None:
    """None where quotation marks are left open and nothing says that it is more than words."""
    found: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            if any(token.sort == "part" for token in found):
                raise QualcodeError(f"A quotation mark is not closed: {text[position : position + 30]}")
            return None
        found += _token(match, known)
        position = match.end()
    return found


def _token(match: re.Match[str], known: Collection[str] | None) -> list[_Token]:
    whole = match.group()
    if match["space"] is not None:
        return []
    if match["bracket"] is not None:
        return [_Token(whole, whole)]
    if match["quoted"] is not None:
        return [_Token("words", _unquoted(whole))]
    if match["part"] is not None:
        return [_part_token(match, known)]
    join = _JOINS.get(whole.casefold())
    return [_Token("words", whole) if join is None else _Token("join", whole)]


def _part_token(match: re.Match[str], known: Collection[str] | None) -> _Token:
    typed, value = match["prefix"], match["value"]
    plain = not typed.startswith(('"', "“"))
    name = typed if plain else _unquoted(typed)
    reserved = plain and name.casefold() in PREFIXES
    attribute = (
        not plain or known is None or name.casefold() in known or identity_in(name) is not None
    ) and not reserved
    if not reserved and (not attribute or value is None):
        return _Token("words", match.group())
    return _Token("part", name, _unquoted(value or ""), attribute)


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
    return text[1:-1] if text.startswith("“") else text


class _Reading:
    """Reads tokens from left to right: ``or`` holds least together, then ``and``/``not``, then the rest."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self._coders: list[str] = []

    def query(self) -> Query:
        self._take_coders()
        if not self._tokens:
            return Query(QueryPart(PartKind.CODE, ANY_CODE), tuple(self._coders))
        what = self._level(0)
        if self._place < len(self._tokens):
            self._refuse(f"“{self._tokens[self._place].text}” stands where nothing can be joined")
        return Query(what, tuple(self._coders))

    def _take_coders(self) -> None:
        """Coders hold for the whole query: taken out of its outermost level, where “and” joins them."""
        depth, kept = 0, []
        outer_or = self._has_outer_or()
        for token in self._tokens:
            depth += {"(": 1, ")": -1}.get(token.sort, 0)
            if token.sort != "part" or token.attribute or token.text.casefold() != CODER:
                kept.append(token)
                continue
            before = kept[-1] if kept else None
            joined = before is not None and before.sort == "join"
            if depth or outer_or or (joined and before is not None and before.text.casefold() != Join.AND):
                raise QualcodeError(
                    "A coder holds for the whole query: write it at the end, as in (…) and coder:AB."
                )
            self._coders.append(Query(QueryPart(PartKind.CODE, ANY_CODE), (token.value,)).coders[0])
            if joined:
                kept.pop()
        if self._coders and kept and kept[0].sort == "join" and kept[0].text.casefold() == Join.AND:
            del kept[0]
        self._tokens = kept

    def _has_outer_or(self) -> bool:
        depth = 0
        for token in self._tokens:
            depth += {"(": 1, ")": -1}.get(token.sort, 0)
            if not depth and token.sort == "join" and token.text.casefold() == Join.OR:
                return True
        return False

    # -- what joins ---------------------------------------------------------------------------

    def _level(self, binds: int) -> Expression:
        if binds > 2:
            return self._one()
        left = self._level(binds + 1)
        while (join := self._join(binds)) is not None:
            within = self._distance() if join is Join.NEAR else 0
            left = Joined(join, left, self._level(binds + 1), within)
        return left

    def _join(self, binds: int) -> Join | None:
        token = self._next()
        if token is None or token.sort == ")":
            return None
        if token.sort != "join":
            # Parts one behind the other: both are meant.
            return Join.AND if binds == Join.AND.binds else None
        join = _JOINS[token.text.casefold()]
        if join.binds != binds:
            return None
        self._place += 1
        following = self._next()
        negated = following is not None and following.sort == "join" and following.text.casefold() == Join.NOT
        if join is Join.AND and negated:
            self._place += 1
            return Join.NOT
        return join

    def _distance(self) -> int:
        token = self._next()
        if token is None or token.sort != "words" or not re.fullmatch(r"[0-9]{1,6}", token.text):
            self._refuse("“near” needs a distance in turns, as in code:stigma near 2 code:privacy")
        self._place += 1
        return int(token.text)

    # -- what is joined -------------------------------------------------------------------------

    def _one(self) -> Expression:
        token = self._next()
        if token is None:
            self._refuse("Something is missing at the end")
        self._place += 1
        if token.sort == "(":
            return self._bracketed()
        if token.sort == "part":
            return _part(token)
        if token.sort == "words":
            return self._words(token)
        first = "Say first where to look, as in transcript:FG2 not code:stigma"
        negated = token.text.casefold() == Join.NOT
        return self._refuse(first if negated else f"Something is missing before “{token.text}”")

    def _bracketed(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse("There are too many brackets inside one another")
        what = self._level(0)
        token = self._next()
        if token is None or token.sort != ")":
            self._refuse("A bracket is not closed")
        self._place += 1
        self._depth -= 1
        return what

    def _words(self, first: _Token) -> QueryPart:
        words = [first.text]
        while (token := self._next()) is not None and token.sort == "words":
            words.append(token.text)
            self._place += 1
        return QueryPart(PartKind.WORDS, " ".join(words))

    def _next(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _refuse(self, reason: str) -> NoReturn:
        raise QualcodeError(f"{reason}.")


def _part(token: _Token) -> QueryPart:
    if token.attribute:
        return QueryPart(PartKind.ATTRIBUTE, token.value, token.text)
    return QueryPart(PartKind(token.text.casefold()), token.value)
