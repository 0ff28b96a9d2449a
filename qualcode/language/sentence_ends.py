"""Where sentences end in what one person says: full stops and their like, weighed by what is around them."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, NamedTuple

import regex

from qualcode.language.abbreviations import BEFORE_NUMBERS, DAYS_AND_MONTHS, SHORTENED, STARTERS, TITLES

_PLAIN: Final = ".!?…"
_FOREIGN: Final = "。！？｡．؟۔।॥։።᙮។៕‼⁇⁈⁉"
_EMOJI: Final = (
    r"(?:[\p{Extended_Pictographic}--[©®™]][\ufe0f\u200d\U0001F3FB-\U0001F3FF]*|[\U0001F1E6-\U0001F1FF]{2}"
    r"|[:;=]-?[)(DP](?!\w))"
)
_CANDIDATE: Final = regex.compile(
    rf"""(?P<marks>(?:\.[ ](?=\.))*[{_PLAIN}{_FOREIGN}](?:[{_PLAIN}{_FOREIGN}]|(?<=\.)[ ](?=\.))*)
    (?P<closers>["'”’»“)\]}}›]*)
    (?P<emoji>(?:\s*{_EMOJI})*)
    | (?P<lone>(?<=\S\s){_EMOJI}(?:\s*{_EMOJI})*)(?=\s+[\p{{Lu}}\p{{Ll}}])
    | (?P<asking>(?<=\p{{Greek}})[;\u037e])(?=\s)""",
    regex.VERBOSE | regex.VERSION1,
)
_SIGN: Final = regex.compile(
    rf"[{_PLAIN}{_FOREIGN}:;=\u037e\u203c-\u2fff\u3030\u303d\u3297\u3299\U0001f000-\U0001ffff]"
)
"""What a candidate begins with, and more: found many times faster than one, which most letters are not."""
_BREAK: Final = regex.compile(
    r"\n[^\S\n]*\n\s*|[\n\u2028\u2029](?=[^\S\n]*(?:[•▪◦*–—-][^\S\n]+\S|\(?(?:\d{1,3}|[a-z])[.)][^\S\n]+\S))"
)
_REMARK: Final = r"\[[^\[\]]*\]|\{[^{}]*\}"
_NEXT: Final = regex.compile(
    rf"(?:\s|{_REMARK}|[\"'“”‘’«»„‹›(\[{{*_¿¡–—-]|[.…])*(?P<word>[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}\p{{M}}]*)"
)
_DASH: Final = regex.compile(r"\s*[–—]")
_LAST: Final = regex.compile(r"(?r)[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[.’'-](?=[\p{L}\p{N}]))*$")
_LETTERS_WITH_STOPS: Final = regex.compile(r"(?:\p{L}\.)+\p{L}")
_CAPITALS_WITH_STOPS: Final = regex.compile(r"(?:\p{Lu}\.)+\p{Lu}")
_NUMBERING: Final = regex.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})", regex.IGNORECASE)
_SAYS: Final = (
    r"(?:said|says|say|asked|asks|replied|replies|answered|shouted|whispered|cried|thought|added|called|"
    r"yelled|screamed|laughed|muttered|wondered|explained)\b"
)
_SAYING: Final = regex.compile(
    r"\s+(?:(?:my|the|his|her|our|a|one)\s+)?(?:\p{Lu}[\p{L}’'.-]*\s+){0,2}(?:[\p{L}’'-]+\s+)?"
    + _SAYS
    + r"(?=\s*(?:[.,;!?—–-]|$)|\s+(?:to|at|as|and|again|with|when|from|back|\p{L}+ly)\b)"
)
_SAID_AFTER: Final = regex.compile(
    r"\s+(?:he|she|they|we|it|(?:the|my|his|her|our|their)\s+[\p{L}’'-]+)\s+"
    + _SAYS
    + r"(?=\s*(?:[.,;!?–—-]|$))"
)
"""What follows a question that is not in quotation marks: “Is that ok? she said.”"""
_INTRODUCED: Final = regex.compile(r"(?r)[,:]\s*$")
_KEY: Final = regex.compile(r"\s+\p{Lu}[\p{L} ]{0,30}:\s")
_PREDICATE: Final = frozenset(
    ("is", "was", "are", "were", "has", "had", "does", "did", "will", "would", "can", "could", "should",
     "isn", "wasn", "hasn", "didn", "doesn", "won")
)  # fmt: skip
"""What has no subject before it but the name with a mark of its own: “Yahoo! is”."""
_TOUCHING: Final = regex.compile(r"\p{Ll}{2}[.!?]+[\"”’)]*$")
_PLAN: Final = frozenset(
    ("plan", "vitamin", "option", "type", "group", "class", "grade", "section", "part", "block", "point",
     "team", "flat", "room", "unit", "form", "hepatitis", "level", "letter", "person", "than", "as", "and")
)  # fmt: skip
_NUMBERED: Final = frozenset(
    ("section", "sect", "chapter", "article", "question", "item", "step", "part", "point", "note", "rule",
     "clause", "paragraph", "figure", "table", "appendix", "annex", "week", "day")
)  # fmt: skip
"""What is numbered in a heading at the beginning of a sentence: “Section 3. The tenant pays.”"""
_QUESTION_NUMBER: Final = regex.compile(r"[QqAaPp]\d{1,3}[a-z]?")
_CLOCK: Final = regex.compile(r"\d{1,2}(?:[:.]\d{2})?")
_GOES_ON: Final = frozenset(
    ("and", "but", "so", "or", "the", "a", "an", "to", "of", "because", "that", "when", "if", "my", "with",
     "in", "for", "like", "as", "then", "i", "we", "it", "was", "is", "well", "just", "um", "er", "erm", "uh")
)  # fmt: skip
"""After these and dots a speaker goes on; “I” is no sign of a beginning, as it is always a capital."""
_NUMBERS_WITH_STOPS: Final = frozenset(
    ("de", "da", "nb", "nn", "fi", "et", "hu", "cs", "sk", "pl", "hr", "sl", "sr", "tr", "is", "lb")
)
"""Languages that write “3. Mai”."""

_PAIRS: Final = {"“": "”", "«": "»", "„": "“", "‘": "’", "(": ")", "[": "]", "{": "}"}
_OPENING: Final = frozenset("(\"'“‘«„[{‹–—-")
_MAY_OPEN: Final = regex.compile(f"[{regex.escape(''.join(_PAIRS))}\"'‘]")
_CLOSED_AFTER: Final = frozenset(".,!?…")


class _Enclosed(NamedTuple):
    """What is in quotation marks or brackets, with them."""

    start: int
    end: int


def ends_in(piece: str, shortened: frozenset[str], language: str) -> Iterator[int]:
    """Where sentences end, but for the last one, ascending."""
    looking = _Looking(piece, shortened, language, list(_enclosed(piece)))
    breaks = [match.start() for match in _BREAK.finditer(piece)]
    start, last = 0, len(piece.rstrip())
    for match in _candidates(piece):
        while breaks and breaks[0] <= match.start():
            start = max(start, breaks.pop(0))
            yield start
        if match.end() < last and looking.ends(match, start):
            yield match.end()
            start = match.end()
    yield from breaks


def _candidates(piece: str) -> Iterator[regex.Match[str]]:
    """Marks that may end a sentence, none of them within another."""
    after = 0
    for sign in _SIGN.finditer(piece):
        match = _CANDIDATE.match(piece, sign.start()) if sign.start() >= after else None
        if match is not None:
            after = match.end()
            yield match


def _enclosed(piece: str) -> Iterator[_Enclosed]:
    """The outermost quotations and brackets that are closed."""
    closings = _Closings(piece)
    after = 0
    for match in _MAY_OPEN.finditer(piece):
        place = match.start()
        closing = closings.of(place) if place >= after else -1
        if closing >= 0:
            after = closing + 1
            yield _Enclosed(place, after)


class _Closings:
    """Where what opens in a piece is closed; each sign is looked through once, not at every opening."""

    def __init__(self, piece: str) -> None:
        self._piece = piece
        self._pairs: dict[str, dict[int, int]] = {}
        self._singles: dict[str, tuple[list[int], list[int]]] = {}

    def of(self, place: int) -> int:
        """Where what opens at a place is closed; -1 where nothing opens or it is not closed."""
        piece = self._piece
        sign = piece[place]
        before = piece[place - 1] if place else " "
        opens = before.isspace() or before in _OPENING
        if sign in "\"'":
            if not opens or piece[place + 1 : place + 2].isspace():
                return -1
            if sign == "'":
                return self._single(place, "'", sure=True)
            return piece.find('"', place + 1)
        if sign == "‘":
            return self._single(place, "’", sure=False) if opens else -1
        wanted = _PAIRS.get(sign)
        if wanted is None:
            return -1
        if sign not in self._pairs:
            self._pairs[sign] = _paired(piece, sign, wanted)
        return self._pairs[sign].get(place, -1)

    def _single(self, place: int, sign: str, *, sure: bool) -> int:
        """A single mark closes after punctuation, or else (``sure`` False) where no letter follows."""
        if sign not in self._singles:
            loose = [at for at in _places(self._piece, sign) if not self._piece[at + 1 : at + 2].isalnum()]
            self._singles[sign] = [at for at in loose if self._piece[at - 1 : at] in _CLOSED_AFTER], loose
        for places in self._singles[sign][:1] if sure else self._singles[sign]:
            found = bisect_right(places, place)
            if found < len(places):
                return places[found]
        return -1


def _places(piece: str, sign: str) -> Iterator[int]:
    at = piece.find(sign)
    while at >= 0:
        yield at
        at = piece.find(sign, at + 1)


def _paired(piece: str, sign: str, wanted: str) -> dict[int, int]:
    """For each of the openings that is closed the place where it is; they lie in one another."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, letter in enumerate(piece):
        if letter == sign:
            opened.append(at)
        elif letter == wanted and opened:
            found[opened.pop()] = at
    return found


@dataclass(frozen=True, eq=False, slots=True)
class _Looking:
    """What is known while the ends in one piece are looked for."""

    piece: str
    shortened: frozenset[str]
    language: str
    enclosed: list[_Enclosed]

    def ends(self, match: regex.Match[str], start: int) -> bool:
        """Whether a sentence that began at ``start`` ends with these marks."""
        following = _NEXT.match(self.piece, match.end())
        word = "" if following is None else following["word"]
        if match["lone"]:
            return word[:1].isupper() or self._ends_with_emoji(match, start, word)
        if match["emoji"] or match["asking"]:
            return True
        if self._goes_on_around(match, start):
            return False
        if not self.piece[match.end()].isspace():
            foreign = match["marks"][-1] in _FOREIGN
            touching = word[:1].isupper() and _TOUCHING.search(
                self.piece, max(0, match.start() - 2), match.end()
            )
            return foreign or (bool(touching) and self.piece[match.end()] == word[:1])
        return self._ends_before(match, start, word)

    def _ends_with_emoji(self, match: regex.Match[str], start: int, word: str) -> bool:
        """Whether a sentence without capitals ends: “that's awful 😢 are you ok”, not “a ❤️ and left”."""
        before = _LAST.search(self.piece, start, match.start() - 1)
        told = self.piece[start : match.start()].lstrip()
        joined = word.casefold() in _GOES_ON or (before is not None and before.group().casefold() in _GOES_ON)
        return told[:1].islower() and not joined

    def _goes_on_around(self, match: regex.Match[str], start: int) -> bool:
        """Whether the marks are inside a quotation or brackets that the sentence goes on after."""
        around = bisect_right(self.enclosed, match.start(), key=itemgetter(0)) - 1
        if around < 0 or match.end() >= self.enclosed[around].end:
            return False
        begin, end = self.enclosed[around]
        return self.piece[begin] in "([{" or self._goes_on(end, introduced=self._introduced(start, begin))

    def _introduced(self, start: int, begin: int) -> bool:
        """Whether a sentence has said already whose words a quotation gives: “She says, …”."""
        return _INTRODUCED.search(self.piece, start, begin) is not None

    def _goes_on(self, end: int, *, introduced: bool) -> bool:
        """Whether the sentence goes on after a quotation."""
        following = _NEXT.match(self.piece, end)
        lower = following is not None and following["word"][:1].islower()
        saying = not introduced and _SAYING.match(self.piece, end) is not None
        return lower or self.piece[end : end + 1] in (",", ";", ":") or saying

    def _ends_before(self, match: regex.Match[str], start: int, word: str) -> bool:
        """Whether a sentence ends where a blank and then this word follow."""
        marks, closers = match["marks"], match["closers"]
        lower = word[:1].islower()
        if closers and lower:
            return False
        if (
            closers.strip(")]}")
            and any(mark in marks for mark in "?!…")
            and _SAYING.match(self.piece, match.end())
            and not any(end == match.end() and self._introduced(start, begin) for begin, end in self.enclosed)
        ):
            return False
        before = _LAST.search(self.piece, start, match.start())
        last = "" if before is None else before.group()
        if "…" in marks or ".." in marks.replace(" ", ""):
            if "?" in marks or "!" in marks:
                return not lower
            return not lower and not word[:1].isdigit() and not self._starts_again(last, word)
        if marks in ("!", "?") and lower and self._is_part_of_it(match, start, last, word):
            return False
        if marks != ".":
            # It goes on after what is between dashes: “and then – bang! – it fell”.
            dash = _DASH.match(self.piece, match.end()) and _DASH.search(self.piece, start, match.start())
            return not (lower and dash)
        ahead = "" if before is None else self.piece[start : before.start()].strip(" \n\t(\"'“‘")
        if _KEY.match(self.piece, match.end()) and last.casefold() not in TITLES:
            return True
        return self._full_stop(last, word, ahead)

    def _is_part_of_it(self, match: regex.Match[str], start: int, last: str, word: str) -> bool:
        """Whether a mark belongs to a name (“Yahoo! is”), or who asked follows (“ok? she said”)."""
        if _SAID_AFTER.match(self.piece, match.end()):
            return True
        if match["marks"] != "!" or not last[:1].isupper() or last == "I":
            return False
        first = self.piece[start : match.start()].strip() == last
        return word in _PREDICATE if first else not last.isupper()

    @staticmethod
    def _starts_again(last: str, word: str) -> bool:
        """Whether a speaker who broke off goes on: “I… I mean”, “and… and then”.

        “I” is no sign of a beginning, as it is always a capital.
        """
        return word == "I" or last.casefold() == word.casefold()

    def _full_stop(self, last: str, word: str, ahead: str) -> bool:
        plain, number, lower = last.casefold(), word[:1].isdigit(), word[:1].islower()
        if plain in TITLES or _leads(last, plain, ahead):
            return False
        if (number and plain in BEFORE_NUMBERS) or (lower and last.istitle() and plain in DAYS_AND_MONTHS):
            return False
        if last.isdigit():
            return not (len(last) <= 2 and self.language in _NUMBERS_WITH_STOPS)
        begins = word.casefold() in STARTERS and not lower
        if len(last) == 1 and last.isalpha() and last != "I":
            # An initial, a page (p. 12), or the last letter of “plan B”.
            if ahead.endswith("°"):
                return True
            named = ahead.rpartition(" ")[2].casefold() in _PLAN and not lower
            return begins or (last.isupper() and (number or named))
        if _CAPITALS_WITH_STOPS.fullmatch(last):
            return begins
        if plain in SHORTENED or _LETTERS_WITH_STOPS.fullmatch(last):
            return not lower and not number and (begins or plain in ("etc", "al", "a.m", "p.m"))
        if last in self.shortened and plain not in BEFORE_NUMBERS:
            return begins
        return True


def _leads(last: str, plain: str, ahead: str) -> bool:
    """Whether what stands before a full stop only leads to the sentence: “10:45 a.m.”, “Section 3.”."""
    if not ahead:
        numbered = last != "I" and (_NUMBERING.fullmatch(last) or _QUESTION_NUMBER.fullmatch(last))
        return bool(numbered) or plain in ("nb", "n.b", "ps", "p.s")
    if last.isdigit():
        return ahead.casefold() in _NUMBERED
    return plain in ("a.m", "p.m", "am", "pm") and _CLOCK.fullmatch(ahead) is not None
