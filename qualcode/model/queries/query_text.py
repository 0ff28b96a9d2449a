"""Reading a query as it is typed: ``code:stigma near 2 code:privacy and housing:rented``."""

import re
from collections.abc import Collection
from typing import Final, NamedTuple, NoReturn

from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import (
    ANY_CODE,
    CODER,
    PREFIXES,
    Expression,
    Join,
    Joined,
    PartKind,
    Query,
    QueryPart,
    has_wildcard,
    identity_in,
    without_value,
)
from qualcode.model.queries.query_doubts import (
    blank_before_colon,
    bracket_alone,
    compared_name,
    mark_alone,
    misused_operator,
    not_an_attribute,
)
from qualcode.model.words.spelling import key, named

_QUOTED: Final = r'"(?:[^"]|"")*"|“[^”]*”|„[^"“”„]*[“”]|”[^"“”]*”'
"""Words in quotation marks: as one types them, and as programs make of them in English, German, Swedish."""

_TOKEN: Final = re.compile(
    rf"""(?P<space>\s+)
    |(?P<weight>[Ww][Ee][Ii][Gg][Hh][Tt]\s*(?P<bound>[<>]=?|!=|=|≥|≤|≠)\s*(?P<number>[^\s()]*))
    |(?P<part>(?P<prefix>{_QUOTED}|[^\s():"“”]+):(?P<value>{_QUOTED}|[^\s()"“”]+)?)
    |(?P<quoted>{_QUOTED})
    |(?P<bracket>[()])
    |(?P<word>[^\s()"“”]+)""",
    re.VERBOSE,
)
_DEEPEST: Final = 40
_LONGEST: Final = 200
_JOINS: Final = {join.value: join for join in Join}
_NEVER_SPOKEN: Final = frozenset(("xor", "nand", "&&", "||"))
"""What joins in other programs and is no word of a transcript: it is asked about, in any case."""
_CAPITALS: Final = frozenset(
    name.upper() for name in (Join.AND, Join.OR, Join.NOT, Join.NEAR, Join.BEFORE, Join.AFTER)
)
_COMPARED: Final = re.compile(r"([^<>=!≥≤≠]+)(?:[<>!]=|[<>=≥≤≠])(.*)", re.DOTALL)
_NOT_A_NAME: Final = re.compile(r"[^\W\d_].*", re.DOTALL)


class _Token(NamedTuple):
    """``sort`` is part, bare (words), quoted (words), join, weight, ( or )."""

    sort: str
    text: str
    value: str = ""
    attribute: bool = False
    quoted: bool = False

    @property
    def typed(self) -> str:
        return f"{self.text}:{self.value}" if self.sort == "part" else self.text

    @property
    def is_words(self) -> bool:
        return self.sort in ("bare", "quoted")


def read_query(text: str, attributes: Collection[str] | None = None) -> Query:
    """The query that ``text`` says. Raises QualcodeError with one sentence where it says none.

    Text without any part ``name:value`` and without AND, OR, NOT in capitals is words. What is before a
    colon is an attribute where it is one of ``attributes`` (None: whatever it is) or in quotation marks.
    """
    if not key(text):
        raise QualcodeError("There is nothing to search for; type some words.")
    if _in_marks(text.strip()):
        return Query(QueryPart(PartKind.WORDS, _unquoted(text.strip())))
    tokens = _tokens(text, attributes)
    _check_pairs(tokens)
    doubt = blank_before_colon([(token.text, token.sort == "bare") for token in tokens])
    if doubt is not None:
        raise doubt
    if not any(token.sort in ("part", "weight") for token in tokens):
        if not _has_operators(tokens):
            return Query(_bare(text))
        tokens = [_as_words(token) for token in tokens]
    if sum(token.sort in ("part", "weight") or token.is_words for token in tokens) > _LONGEST:
        raise QualcodeError(
            f"A query can have at most {_LONGEST} parts; look for many words with a regular expression, "
            'as in regex:"bread|butter|jam".'
        )
    return _Reading(tokens).query()


def _bare(text: str) -> QueryPart:
    return QueryPart(PartKind.LIKE if has_wildcard(text) else PartKind.WORDS, text)


def _has_operators(tokens: list[_Token]) -> bool:
    """Whether something that joins is between words: a joint in capitals, or what nobody says in a talk."""
    return any(
        (token.sort == "join" and token.text in _CAPITALS)
        or (token.sort == "bare" and token.text.casefold() in _NEVER_SPOKEN)
        for token in tokens
    )


def _as_words(token: _Token) -> _Token:
    """Without parts only capitals join: “bread and butter OR jam”."""
    lower = token.sort == "join" and token.text not in _CAPITALS
    return _Token("bare", token.text) if lower else token


def _tokens(text: str, known: Collection[str] | None) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise mark_alone(text, position)
        _check_brackets(found, text, position)
        found += _token(match, known)
        position = match.end()
    return found


def _check_pairs(tokens: list[_Token]) -> None:
    """Raises QualcodeError for a bracket that is not closed, or was not opened."""
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.sort == "(":
            opened.append(place)
        elif token.sort == ")" and opened:
            opened.pop()
        elif token.sort == ")":
            raise bracket_alone([token.typed for token in tokens], place)
    if opened:
        raise bracket_alone([token.typed for token in tokens], opened[-1])


def _check_brackets(found: list[_Token], text: str, position: int) -> None:
    """A regular expression with brackets of its own must be in quotation marks."""
    before = found[-1] if found else None
    touches = position > 0 and not text[position - 1].isspace() and text[position] in '()"“'
    if before is None or before.sort != "part" or before.attribute or before.quoted or not touches:
        return
    name = before.text.casefold()
    if name == PartKind.REGEX and text[position] != ")":
        raise QualcodeError(
            "A regular expression with brackets needs quotation marks around it: "
            f'write regex:"{before.value}(…)".'
        )
    if name == PartKind.REGEX and not before.value:
        raise QualcodeError('A regular expression with brackets needs quotation marks: write regex:"…".')


def _token(match: re.Match[str], known: Collection[str] | None) -> list[_Token]:
    whole = match.group()
    if match["space"] is not None:
        return []
    if match["bracket"] is not None:
        return [_Token(whole, whole)]
    if match["weight"] is not None:
        bound = match["bound"].replace("≥", ">=").replace("≤", "<=")
        return [_Token("weight", whole, f"{bound}{match['number']}")]
    if match["quoted"] is not None:
        return [_Token("quoted", _unquoted(whole))]
    if match["part"] is not None:
        return [_part_token(match, known)]
    join = _JOINS.get(whole.casefold())
    compared = _COMPARED.fullmatch(whole)
    if compared and (compared[1].casefold() in PREFIXES or (known and named(compared[1], known))):
        raise compared_name(compared[1], compared[2], whole)
    return [_Token("bare", whole) if join is None else _Token("join", whole)]


def _part_token(match: re.Match[str], known: Collection[str] | None) -> _Token:
    typed, value = match["prefix"], match["value"]
    plain = not _in_marks(typed)
    name = typed if plain else _unquoted(typed)
    in_quotes = _in_marks(value or "")
    if plain and name.casefold() in PREFIXES:
        return _Token("part", name, _unquoted(value or ""), quoted=in_quotes)
    attribute = not plain or known is None or identity_in(name) is not None or bool(named(name, known))
    if attribute and value is not None:
        return _Token("part", name, _unquoted(value), attribute=True, quoted=in_quotes)
    if value is None and known and named(name, known):
        raise without_value(name)
    if value is None or known is None or value.startswith(("//", ":")) or not _NOT_A_NAME.fullmatch(name):
        # A time, an address, a word before a colon: no more than words.
        return _Token("bare", match.group())
    raise not_an_attribute(name, match.group(), known)


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        return text[1:-1].replace('""', '"')
    return text[1:-1] if _in_marks(text) else text


def _in_marks(text: str) -> bool:
    return re.fullmatch(_QUOTED, text) is not None


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
            self._refuse(f"“{self._tokens[self._place].text}” is where nothing can be joined")
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
            within = self._distance(join) if join.has_distance else 0
            left = Joined(join, left, self._level(binds + 1), within)
        return left

    def _join(self, binds: int) -> Join | None:
        token = self._next()
        if token is None or token.sort == ")":
            return None
        if token.sort != "join":
            # Parts one after another: both are meant.
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

    def _distance(self, join: Join) -> int:
        token = self._next()
        if token is None or not token.is_words or not re.fullmatch(r"[0-9]{1,6}", token.text):
            self._refuse(f"“{join}” needs a distance in turns, as in code:stigma {join} 2 code:privacy")
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
        if token.sort in ("part", "weight"):
            return _part(token)
        if token.is_words:
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
        run = [first]
        while (token := self._next()) is not None and token.is_words:
            run.append(token)
            self._place += 1
        before = self._tokens[self._place - len(run) - 1] if self._place > len(run) else None
        doubt = misused_operator(
            [(token.text, token.sort == "bare") for token in run],
            after_part=before is not None and before.sort in ("part", "weight", ")"),
            before_part=token is not None and token.sort in ("part", "weight", "("),
        )
        if doubt is not None:
            raise doubt
        if len(run) == 1 and run[0].sort == "quoted":
            return QueryPart(PartKind.WORDS, run[0].text)
        return _bare(" ".join(token.text for token in run))

    def _next(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _refuse(self, reason: str) -> NoReturn:
        raise QualcodeError(f"{reason}.")


def _part(token: _Token) -> QueryPart:
    if token.sort == "weight":
        return QueryPart(PartKind.WEIGHT, token.value)
    if token.attribute:
        return QueryPart(PartKind.ATTRIBUTE, token.value, token.text)
    kind = PartKind(token.text.casefold())
    if kind is PartKind.IS:
        return QueryPart(kind, token.value.casefold())
    if (
        kind in (PartKind.WORDS, PartKind.WORD, PartKind.STEM)
        and not token.quoted
        and has_wildcard(token.value)
    ):
        return QueryPart(PartKind.LIKE, token.value)
    return QueryPart(kind, token.value)
