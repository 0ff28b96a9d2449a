"""Tests of what tells two wordings apart."""

from itertools import groupby, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.operations.text.alignment import Alignment
from qualcode.operations.text.text_difference import Piece, PieceKind, difference, excerpts
from qualcode.operations.text.text_edits import in_word

LINES = st.lists(
    st.sampled_from(
        ("one two", "One", "", "three, four", "🙂 e\u0301", "two", "İİ ß", "STRASSE straße", "threefold one2")
    ),
    max_size=8,
)
texts = LINES.map("\n".join)


@given(texts, texts)
def test_both_wordings_can_be_read_in_it(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(words for kind, words in pieces if kind is not PieceKind.IN) == old
    assert "".join(words for kind, words in pieces if kind is not PieceKind.OUT) == new
    assert all(words for _, words in pieces)


def test_words_are_marked_that_went_and_came() -> None:
    assert difference("They just asume that.", "They assume This.") == [
        (PieceKind.KEPT, "They "),
        (PieceKind.OUT, "just asume"),
        (PieceKind.IN, "assume"),
        (PieceKind.KEPT, " "),
        (PieceKind.OUT, "that"),
        (PieceKind.IN, "This"),
        (PieceKind.KEPT, "."),
    ]
    assert difference("I was told first.", "I was asked first, I say.") == [
        (PieceKind.KEPT, "I was "),
        (PieceKind.OUT, "told"),
        (PieceKind.IN, "asked"),
        (PieceKind.KEPT, " first"),
        (PieceKind.IN, ", I say"),
        (PieceKind.KEPT, "."),
    ]


def test_letters_that_are_capitals_on_one_side_only_are_told_one_by_one() -> None:
    assert difference("one two", "One twO") == [
        (PieceKind.OUT, "o"),
        (PieceKind.IN, "O"),
        (PieceKind.KEPT, "ne tw"),
        (PieceKind.OUT, "o"),
        (PieceKind.IN, "O"),
    ]
    assert difference("oNe", "one") == [
        (PieceKind.KEPT, "o"),
        (PieceKind.OUT, "N"),
        (PieceKind.IN, "n"),
        (PieceKind.KEPT, "e"),
    ]


def test_what_is_the_same_far_from_changes_is_left_out_and_no_word_is_cut() -> None:
    out, one, two = Piece(PieceKind.OUT, "x"), "one two three four", "five six seven eight"
    whole = Piece(PieceKind.KEPT, f"{one} {two}")

    def shown(*pieces: Piece) -> list[str]:
        return [piece.words for piece in excerpts(pieces, 12)]

    assert shown(out, whole, out) == ["x", "one two …\n… seven eight", "x"]
    assert shown(out, whole) == ["x", "one two …\n… "]
    assert shown(whole, out) == [" …\n… seven eight", "x"]
    assert shown(out, Piece(PieceKind.KEPT, "a" * 24), out) == ["x", "a" * 24, "x"]
    words = Piece(PieceKind.KEPT, "abc " * 6 + "d")
    assert shown(out, words, out) == ["x", "abc abc abc …\n… abc abc d", "x"]


@pytest.mark.parametrize("place", range(5))
def test_a_word_of_which_one_letter_changed_is_told_whole_and_nothing_beside_it(place: int) -> None:
    before, after = ("".join(letter if at == place else "o" for at in range(5)) for letter in "xq")
    assert difference(f"well {before} then", f"well {after} then") == [
        Piece(PieceKind.KEPT, "well "),
        Piece(PieceKind.OUT, before),
        Piece(PieceKind.IN, after),
        Piece(PieceKind.KEPT, " then"),
    ]


K, OUT, IN = PieceKind.KEPT, PieceKind.OUT, PieceKind.IN


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a", "a", [(K, "a")]),
        ("", "", []),
        ("", "a", [(IN, "a")]),
        ("a", "", [(OUT, "a")]),
        ("ab", "AB", [(OUT, "ab"), (IN, "AB")]),
        ("ab c", "aB c", [(K, "a"), (OUT, "b"), (IN, "B"), (K, " c")]),
        ("abc d", "ABc x", [(OUT, "ab"), (IN, "AB"), (K, "c "), (OUT, "d"), (IN, "x")]),
        # What was put right beside a word or within it is told with the whole word.
        ("a bc d", "a bxc d", [(K, "a "), (OUT, "bc"), (IN, "bxc"), (K, " d")]),
        ("ab c", "abc", [(OUT, "ab c"), (IN, "abc")]),
        ("abc", "ab c", [(OUT, "abc"), (IN, "ab c")]),
        ("bxc", "bc", [(OUT, "bxc"), (IN, "bc")]),
        ("x bc", "x abc", [(K, "x "), (OUT, "bc"), (IN, "abc")]),
        ("x abc", "x bc", [(K, "x "), (OUT, "abc"), (IN, "bc")]),
        ("bc x", "bca x", [(OUT, "bc"), (IN, "bca"), (K, " x")]),
        ("bca x", "bc x", [(OUT, "bca"), (IN, "bc"), (K, " x")]),
        ("cd ef", "cde fef", [(OUT, "cd"), (IN, "cde"), (K, " "), (OUT, "ef"), (IN, "fef")]),
        ("cde fef", "cd ef", [(OUT, "cde"), (IN, "cd"), (K, " "), (OUT, "fef"), (IN, "ef")]),
        # Changes that are in one word, or that touch, are one.
        ("alpha", "xlphx", [(OUT, "alpha"), (IN, "xlphx")]),
        ("we wexnt, you", "we went you", [(K, "we "), (OUT, "wexnt,"), (IN, "went"), (K, " you")]),
        ("one two", "one, two", [(K, "one"), (IN, ","), (K, " two")]),
        ("x one two", "x onne two", [(K, "x "), (OUT, "one"), (IN, "onne"), (K, " two")]),
        ("abc  def", "axc  dyf", [(OUT, "abc"), (IN, "axc"), (K, "  "), (OUT, "def"), (IN, "dyf")]),
        # Capitals beside a change stay what they are on each side.
        ("AB cd ef", "ab xy EF", [
            (OUT, "AB"), (IN, "ab"), (K, " "), (OUT, "cd"), (IN, "xy"), (K, " "), (OUT, "ef"), (IN, "EF"),
        ]),
    ],
)  # fmt: skip
def test_all_that_tells_two_wordings_apart_is_told_in_order(
    old: str, new: str, told: list[tuple[PieceKind, str]]
) -> None:
    assert difference(old, new) == told


def test_a_hundred_and_twenty_letters_are_shown_on_either_side_of_a_change() -> None:
    out = Piece(OUT, "x")
    words = "".join(f"{number:03d} " for number in range(100))
    assert list(excerpts([out, Piece(K, words[:240]), out])) == [out, Piece(K, words[:240]), out]
    shown = f"{words[:119]} …\n… {words[-120:]}"
    assert list(excerpts([out, Piece(K, words), out])) == [out, Piece(K, shown), out]
    assert list(excerpts([out, Piece(K, words[:241]), out])) == [
        out, Piece(K, f"{words[:119]} …\n… {words[124:241]}"), out,
    ]  # fmt: skip
    # What came is shown in full however long it is.
    assert list(excerpts([Piece(IN, words)])) == [Piece(IN, words)]
    kept = Piece(K, "ab cd ef")
    assert list(excerpts([out, kept, out], 4)) == [out, kept, out]
    assert list(excerpts([out, kept, out], 3)) == [out, Piece(K, "ab …\n… ef"), out]


def by_hand(old: str, new: str) -> list[tuple[PieceKind, str]]:
    """The edits of the two, cut only where neither wording has a word."""
    edits = Alignment(old, new).edits
    starts = [(0, 0), *((edit.old_end, edit.new_end) for edit in edits)]
    ends = [*((edit.old_start, edit.new_start) for edit in edits), (len(old), len(new))]
    cuts: list[tuple[int, int, int, int]] = []
    for number, ((was, now), (was_end, _)) in enumerate(zip(starts, ends, strict=True)):
        places = [
            at for at in range(was_end - was + 1) if not (in_word(old, was + at) or in_word(new, now + at))
        ]
        first = 0 if number == 0 else min(places, default=0)
        last = was_end - was if number == len(edits) else max(places, default=0)
        if first < last or number in (0, len(edits)):
            cuts.append((was + first, was + last, now + first, now + last))
    told: list[tuple[PieceKind, str]] = []
    at_old = at_new = 0
    for was, was_end, now, now_end in cuts:
        told += [(OUT, old[at_old:was]), (IN, new[at_new:now]), (K, old[was:was_end])]
        at_old, at_new = was_end, now_end
    told += [(OUT, old[at_old:]), (IN, new[at_new:])]
    return [(kind, words) for kind, words in told if words]


SHORT = ["".join(letters) for size in range(4) for letters in product("ab ", repeat=size)]


def test_changes_are_whole_words_of_either_wording_and_no_more() -> None:
    for old, new in product(SHORT, SHORT):
        assert difference(old, new) == by_hand(old, new), (old, new)


WORDS = st.lists(st.sampled_from(("a", "ab", "abc", "bc", "b", "x", " ", "  ", ", ", "\n")), max_size=9)


@given(WORDS.map("".join), WORDS.map("".join))
def test_changes_of_longer_wordings_are_whole_words(old: str, new: str) -> None:
    assert difference(old, new) == by_hand(old, new)


@given(st.text("aAbB ", max_size=12), st.data())
def test_letters_of_another_case_are_told_from_those_that_stay(old: str, data: st.DataObject) -> None:
    new = "".join(letter.swapcase() if data.draw(st.booleans()) else letter for letter in old)
    told: list[tuple[PieceKind, str]] = []
    for same, letters in groupby(range(len(old)), key=lambda at: old[at] == new[at]):
        places = list(letters)
        was, now = ("".join(text[at] for at in places) for text in (old, new))
        told += [(K, was)] if same else [(OUT, was), (IN, now)]
    assert difference(old, new) == told
