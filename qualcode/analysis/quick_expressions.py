"""Regular expressions that cannot take long, however the text may be: those that need no clock.

A clock that is looked at for every place found costs more than finding it. What is not understood here, or
may go far from where it began, is not quick; a search for it must watch the time.
"""

from typing import Final, NamedTuple, NoReturn

import regex

_MOST: Final = 64
"""Steps from any one place of a text. So many at each place of an ordinary text take a few seconds."""
_LONGEST: Final = 400

_LITERAL: Final = frozenset("\\^$.|?*+()[]{}")
"""What is not itself, outside a set."""
_ONE_LETTER: Final = r"[wWdDsSnt]|[^\w\s]"
_SET: Final = regex.compile(rf"\[\^?(?:[\w '’.,;:!?/]-?|\\(?:{_ONE_LETTER}))+\]")
_LETTER: Final = regex.compile(rf"\\(?:{_ONE_LETTER})")
_EDGE: Final = regex.compile(r"\\[bB]|[\^$]")
_TIMES: Final = regex.compile(r"(?:(?P<maybe>\?)|\{(?P<least>\d{1,2})(?:(?P<to>,)(?P<most>\d{1,2}))?\})[?+]?")
_ENDLESS: Final = regex.compile(r"[*+][?+]?(?=\||$)")
_QUANTITY: Final = frozenset("*+?{")


class _Cost(NamedTuple):
    """In how many ways something fits at most, and how many steps it takes to try all of them."""

    ways: int
    steps: int


class _NotSureError(Exception):
    """The expression is none that is known to be quick."""


def surely_quick(expression: str) -> bool:
    """Whether looking for an expression takes a few steps at each place of any text.

    Letters, sets, alternatives and repetitions of a known, small number do. One letter may be repeated
    without end where nothing follows it: it then always fits, and its text is not gone through again.
    """
    if len(expression) > _LONGEST:
        return False
    try:
        return _Reading(expression).whole().steps <= _MOST
    except _NotSureError:
        return False


class _Reading:
    """Reads an expression from left to right and adds up what it costs."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._place = 0
        self._depth = 0

    def whole(self) -> _Cost:
        cost = self._alternatives()
        return cost if self._place == len(self._expression) else self._give_up()

    def _alternatives(self) -> _Cost:
        cost = self._in_order()
        while self._next() == "|":
            self._place += 1
            other = self._in_order()
            cost = _limited(_Cost(cost.ways + other.ways, cost.steps + other.steps + 1))
        return cost

    def _in_order(self) -> _Cost:
        cost = _Cost(1, 1)
        while self._next() not in ("", "|", ")"):
            other = self._times(self._one())
            cost = _limited(_Cost(cost.ways * other.ways, cost.steps + cost.ways * other.steps))
        return cost

    def _one(self) -> tuple[_Cost, bool]:
        """What one thing costs, and whether it is a single letter."""
        if self._next() == "(":
            return self._group(), False
        edge = _EDGE.match(self._expression, self._place)
        if edge is not None:
            self._place = edge.end()
            return _Cost(1, 1), False
        letter = _SET.match(self._expression, self._place) or _LETTER.match(self._expression, self._place)
        if letter is not None:
            self._place = letter.end()
        elif self._next() == "." or self._next() not in _LITERAL:
            self._place += 1
        else:
            self._give_up()
        return _Cost(1, 1), True

    def _group(self) -> _Cost:
        self._place += 1
        if self._expression.startswith("?:", self._place):
            self._place += 2
        elif self._next() in _QUANTITY:
            self._give_up()
        self._depth += 1
        cost = self._alternatives()
        self._depth -= 1
        if self._next() != ")":
            self._give_up()
        self._place += 1
        return cost

    def _times(self, one: tuple[_Cost, bool]) -> _Cost:
        """What something costs as often as it is asked for."""
        cost, letter = one
        endless = _ENDLESS.match(self._expression, self._place) if letter and not self._depth else None
        if endless is not None:
            self._place = endless.end()
            return _Cost(cost.ways, cost.steps + 1)
        times = _TIMES.match(self._expression, self._place)
        if times is not None:
            self._place = times.end()
            least = 0 if times["maybe"] else int(times["least"])
            most = 1 if times["maybe"] else int(times["most"] if times["to"] else times["least"])
            cost = _repeated(cost, least, most)
        return self._give_up() if self._next() in _QUANTITY else cost

    def _next(self) -> str:
        """The next character; empty at the end."""
        return self._expression[self._place : self._place + 1]

    @staticmethod
    def _give_up() -> NoReturn:
        raise _NotSureError


def _repeated(cost: _Cost, least: int, most: int) -> _Cost:
    ways, steps, so_far = 0, 1, 1
    for number in range(most + 1):
        if number >= least:
            ways += so_far
        if number < most:
            steps += so_far * cost.steps
            so_far *= cost.ways
        _limited(_Cost(ways, steps))
    return _Cost(max(ways, 1), steps)


def _limited(cost: _Cost) -> _Cost:
    if max(cost) > _MOST:
        raise _NotSureError
    return cost
