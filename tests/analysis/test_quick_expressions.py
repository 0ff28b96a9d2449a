"""Which regular expressions need no clock: compared with a plain matcher that counts its steps."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from qualcode.analysis.quick_expressions import surely_quick

parsed: Callable[[str], Any] = import_module("re._parser").parse

QUICK = [
    "golmir", r"gol(mir|sha)\b", "bread|butter|jam", r"\bcounc?il\b", "colou?r(?:s|ed)?", r"[Tt]rust",
    r"trust\w*", r"\w+", ".*", r"^P\d{1,2}:", r"don['’]t", r"tru(st|th)|lie", r"\d{2}:\d{2}", "x{3}", "a??b",
    r"£\d\.\d{2}", "a*|b+", "(?:(?:ab)|c)d", "",
]  # fmt: skip
SLOW = [
    "(a+)+$", "(a|aa)+$", r"(\w+\s?)+!x", "(.*)*x", r"(?s)(.*)\1#", "(?:golmir){e<=5}", "(?R)?a(?R)?#",
    r"(\w|(?1)(?1))+#", "(?s)(?=.*?#)x|y", "(?<=a.*)#", "(?<!a.*b.*)c", r"^(\w+ ?)*$", "(x+x+)+y",
    "(?:(?:a?){50}){50}b", "(a?){40}a{40}", "(?:a{1,100}){1,100}b", r"\w+@", r"\w+?@", r"\w+ing\b",
    "(?:.|\n)*#", "(?r)(a+)+b", "(?>a+)+b", r"(?:\X)+#", "(a)(?(1)a+|b)+#", "(?p)(a|aa|aaa)+$",
    r"(\w+)\s\1", "a.*b", "a*b|c", "(a*)", "a*+b", "(a|ab)(c|bcd)(d*)", r"(?i)a", "(?#x)a*b", "a{,5}",
    "a{2,}", "a{0,99}b", "[a--b]", "[[:alpha:]]", r"[\p{L}]*x", "(*FAIL)", "(a|b|ab|ba){5}c",
    "((((a?b?)?)?){9}){9}", "a{2}{9}{9}", "(?:a?|b?){6}c",
    "a?a?a?a?a?a?a?",  # 128 ways
    # Four ways, then 16, 32 and 64 of them.
    "a{0,3}(a|.|[ab]|[ac])(?:a|.){2}",
]  # fmt: skip


@pytest.mark.parametrize("expression", QUICK)
def test_plain_expressions_are_quick(expression: str) -> None:
    assert surely_quick(expression)


@pytest.mark.parametrize("expression", SLOW)
def test_whatever_may_take_long_is_not(expression: str) -> None:
    assert not surely_quick(expression)


class Counting:
    """Tries every way in which an expression fits, as an engine does, and counts its steps."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0

    def ends(self, items: list[Any], at: int) -> Iterator[int]:
        self.steps += 1
        if not items:
            yield at
            return
        (name, value), rest = items[0], items[1:]
        for end in self.one(str(name), value, at):
            yield from self.ends(rest, end)

    def one(self, name: str, value: Any, at: int) -> Iterator[int]:
        if name == "BRANCH":
            for items in value[1]:
                yield from self.ends(list(items), at)
        elif name == "SUBPATTERN":
            yield from self.ends(list(value[3]), at)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, items = value
            yield from self.times(least, int(most), list(items), at)
        elif name == "AT":
            yield at
        elif at < len(self.text) and self.fits(name, value, self.text[at]):
            yield at + 1

    def times(self, least: int, most: int, items: list[Any], at: int) -> Iterator[int]:
        if most:
            for end in self.ends(items, at):
                if end > at or least > 0:
                    yield from self.times(max(0, least - 1), most - 1, items, end)
        if least <= 0:
            yield at

    @staticmethod
    def fits(name: str, value: Any, letter: str) -> bool:
        return letter == chr(value) if name == "LITERAL" else True


def steps_to_fail(expression: str, text: str) -> int:
    """The steps from one place when nothing is good enough: every way is tried."""
    counting = Counting(text)
    for _ in counting.ends(list(parsed(expression)), 0):
        assert counting.steps < 100_000, expression
    return counting.steps


pieces = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", r"\w", r"\b", "^"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: f"({'|'.join(found)})"),
        st.tuples(inner, st.sampled_from(["?", "{2}", "{1,3}", "{0,2}?", "??"])).map(
            lambda found: f"(?:{found[0]}){found[1]}"
        ),
    ),
    max_leaves=8,
)


@given(pieces)
@example("(a|b|ab|ba){3}c")
@example("(?:a?b?){3}")
def test_from_every_place_a_quick_expression_takes_few_steps(expression: str) -> None:
    assume(surely_quick(expression))
    # Letters and the ends of groups are steps of this matcher too: some more for each that was reckoned with.
    for text in ("a" * 200, "ab" * 100, "b" * 200):
        assert steps_to_fail(expression, text) <= 64 * 8


@given(pieces, st.sampled_from(["*", "+", "{0,90}", "*?"]))
def test_no_expression_that_goes_on_without_end_is_quick(piece: str, endless: str) -> None:
    for expression in (f"(?:{piece}){endless}c", f"(?:{piece}a{endless})+", f"({piece}|a{endless})c"):
        assert not surely_quick(expression)


@given(st.text(alphabet="ab().|?*+{}[]\\^$,12w-", max_size=12))
def test_any_text_is_told_about(expression: str) -> None:
    assert surely_quick(expression) in (True, False)


@pytest.mark.parametrize(
    ("expression", "room"),
    [
        ("", 62),  # a step for the expression, one for the group
        ("a", 61),
        ("[ab]c", 60),
        (r"\b", 61),
        (r"\ba", 60),
        ("a|b", 58),  # both ways, and trying the second
        ("a|b|c", 55),
        ("a?", 60),
        ("a{3}", 58),
        ("a{0,3}", 58),
        ("(?:ab)?", 58),
    ],
)
def test_up_to_sixty_four_steps_are_few(expression: str, room: int) -> None:
    """So many letters may come before an expression."""
    assert surely_quick("x" * room + f"(?:{expression})")
    assert not surely_quick("x" * (room + 1) + f"(?:{expression})")


@pytest.mark.parametrize(
    ("expression", "quick"),
    [
        ("[" + "a" * 398 + "]", True),
        ("[" + "a" * 399 + "]", False),
        ("(a)b*", True),
        ("(?:a*|b)c", False),
        ("(a*|b)c", False),
        ("(b|a*)c", False),
        ("a*|b*", True),
        ("a*b", False),
        ("a*", True),
        ("ab+?", True),
        ("(a", False),
        ("a)", False),
        ("(?=a)", False),
        ("(*a)", False),
        ("a**", False),
        ("a{2}{3}", False),
        ("^*", False),
        ("(a)*", False),
        ("[a", False),
        ("*", False),
        ("\\", False),
    ],
)
def test_what_may_go_on_without_end(expression: str, quick: bool) -> None:
    assert surely_quick(expression) is quick
