"""Tests of alignment."""

import random
import re
from itertools import accumulate, combinations_with_replacement

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.operations.text.alignment import (
    Alignment,
    Correspondence,
    MovedStretch,
    Order,
    Patch,
    PatchedAlignment,
)
from qualcode.operations.text.text_edits import Edit

LINES = st.lists(st.sampled_from(("one two", "one", "", "three, four", "🙂 e\u0301", "two")), max_size=8)
texts = LINES.map("\n".join)


def moved(old: str, new: str, words: str) -> str | None:
    """What is marked in ``new`` of the first ``words`` of ``old``; None where nothing is."""
    start = old.index(words)
    pieces = Alignment(old, new).pieces(start, start + len(words))
    assert len(pieces) < 2
    return new[pieces[0].start : pieces[0].end] if pieces else None


OLD = "MOD: Well then.\nP1: They just asume that you agree.\nP2: No.\n"


@pytest.mark.parametrize(
    ("old_words", "new_words", "marked", "now"),
    [
        ("asume", "assume", "asume", "assume"),
        ("asume", "assume", "just asume that", "just assume that"),
        ("asume", "assume", "agree", "agree"),
        ("asume", "believe", "asume", "believe"),
        ("asume", "", "asume", None),
        ("just asume ", "", "They just asume that", "They that"),
        ("They just", "We", "just asume", "asume"),
        ("They just", "We", "just", None),
        ("that you", "that all of you", "that you", "that all of you"),
        ("just", "only just", "just", "just"),
        ("agree", "agree now", "agree", "agree"),
        ("P1: They just asume that you agree.\n", "", "P2: No.", "P2: No."),
        ("MOD: Well", "MOD: 🙂 Well", "P1: They", "P1: They"),
        ("just asume", "jsut assume", "just", "jsut"),
        ("just asume", "jsut assume", "asume", "assume"),
        ("just asume", "only ever believe", "asume", None),
        ("just asume", "ever believe", "asume", None),
        ("just asume", "ever believe", "just asume", "ever believe"),
        ("asume that you agree", "put us into flats", "you", None),
        ("asume that you agree", "put us into flats", "asume that you agree", "put us into flats"),
        ("asume that you agree", "belief hat younger", "They just", "They just"),
        ("\nP2", "\n\n\nP2", "P2: No.", "P2: No."),
        (" that you", "\nthat you", "asume that you", "asume\nthat you"),
        ("They", "THEY", "They just", "THEY just"),
    ],
)
def test_marked_words_keep_what_is_left_of_them(
    old_words: str, new_words: str, marked: str, now: str | None
) -> None:
    assert moved(OLD, OLD.replace(old_words, new_words, 1), marked) == now


SENTENCE = "MOD: And then?\nP1: {}\nP2: No, never.\n"


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("The winter was cold in Leeds.", "We moved into a small flat.", set()),
        ("It was a bitter cold winter in Leeds.", "It was a teacher who ran us about.", {"It", "was", "a"}),
        ("Teh wintr was cold.", "The winter was cold.", {"Teh", "wintr", "was", "cold"}),
        (
            "Then Tascha told her mother.",
            "Then Tasha told her mother.",
            {"Then", "Tascha", "told", "her", "mother"},
        ),
        ("We met Tasha in spring.", "We met [name] in spring.", {"We", "met", "Tasha", "in", "spring"}),
    ],
)
def test_a_coding_on_one_word_goes_to_its_correction_and_to_no_other_word(
    old: str, new: str, kept: set[str]
) -> None:
    whole, corrected = SENTENCE.format(old), SENTENCE.format(new)
    assert {word for word in re.findall(r"\w+", old) if moved(whole, corrected, word) is not None} == kept


def test_words_that_were_looked_for_are_replaced_each_for_each_where_they_are_as_many() -> None:
    old = "We met Tasha Brown then."
    span = Span(7, 18)
    meant = PatchedAlignment(old, [Patch(span, "Maria Field", each=True)])
    assert [meant.text[piece.start : piece.end] for piece in meant.pieces(7, 12)] == ["Maria"]
    assert PatchedAlignment(old, [Patch(span, "Maria Field")]).pieces(7, 12) == []


@given(texts, texts)
def test_positions_stay_in_the_text_and_in_order(old: str, new: str) -> None:
    alignment = Alignment(old, new)
    positions = np.arange(len(old) + 1)
    for found in (alignment.starts(positions), alignment.ends(positions)):
        assert np.all(found >= 0)
        assert np.all(found <= len(new))
        assert np.all(np.diff(found) >= 0)


@given(texts, texts, st.data())
def test_a_letter_that_still_has_its_place_is_the_same_letter(
    old: str, new: str, data: st.DataObject
) -> None:
    if not old:
        return
    at = data.draw(st.integers(0, len(old) - 1))
    alignment = Alignment(old, new)
    start, end = int(alignment.starts(np.array([at]))[0]), int(alignment.ends(np.array([at + 1]))[0])
    # One letter may be replaced by several others as a whole; where one is left, it is the same one.
    kept = [Alignment(old, new)._old_start <= at, Alignment(old, new)._old_end > at]
    if not np.any(kept[0] & kept[1]):
        assert new[start:end] == old[at]


@given(texts)
def test_the_same_text_moves_nothing(text: str) -> None:
    positions = np.arange(len(text) + 1)
    alignment = Alignment(text, text)
    assert np.array_equal(alignment.starts(positions), positions)
    assert np.array_equal(alignment.ends(positions), positions)


# -- the law: where words occur once, each that is kept is coded afterwards exactly if it was before -------

BETWEEN = st.sampled_from(
    (" ", ", ", ". ", "\n", ".\n", "\n\n", " – ", "  ", "?\n\n\n", "… ", "\u2028", " (", ") ")
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]]:
    """A text, the same with words deleted and put in and with anything between them, and its kept words.

    The places of words are those in the old and in the new text; of words that are gone there are none.
    """
    old, new = draw(st.sampled_from(("", "\n", "  "))), ""
    before, after = [], []
    for number in range(draw(st.integers(1, 40))):
        for fresh in range(draw(st.sampled_from((0, 0, 0, 0, 1, 3)))):
            new += f"new{number}x{fresh}{draw(BETWEEN)}"
        # Scripts without blanks between words count letter by letter.
        word = draw(st.sampled_from((f"word{number}", f"é{number}", f"ß{number}", chr(0x4E00 + number))))
        kept = draw(st.sampled_from((True, True, True, False)))
        if kept:
            before.append((len(old), len(old) + len(word)))
            after.append((len(new), len(new) + len(word)))
            new += word + draw(BETWEEN)
        old += word + draw(BETWEEN)
    return old, new, before, after


def stay_coded(
    old: str, new: str, before: list[tuple[int, int]], after: list[tuple[int, int]], coding: tuple[int, int]
) -> None:
    """Check the law for one coding, which begins and ends where words do."""
    pieces = Alignment(old, new).pieces(*coding)
    for (start, end), (now_start, now_end) in zip(before, after, strict=True):
        was_coded = coding[0] <= start and end <= coding[1]
        is_coded = any(piece.start <= now_start and now_end <= piece.end for piece in pieces)
        assert is_coded == was_coded, old[start:end]


def a_coding(data: st.DataObject, text: str) -> tuple[int, int]:
    """A stretch of whole words, as somebody marks it."""
    words = [match.span() for match in re.finditer(r"\w+", text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    return words[first][0], words[last][1]


@given(edited(), st.data())
def test_words_that_occur_once_keep_their_codings(
    made: tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]], data: st.DataObject
) -> None:
    old, new, before, after = made
    stay_coded(old, new, before, after, a_coding(data, old))


@given(
    st.lists(st.integers(1, 8), min_size=1, max_size=8),
    st.integers(0, 7),
    st.integers(0, 7),
    st.sampled_from(("\n", "\n\n", ".\n")),
    st.data(),
)
@example([1, 3, 2], 0, 2, "\n", None)
def test_a_paragraph_that_moves_takes_its_codings_along(
    sizes: list[int], taken: int, put: int, line_end: str, data: st.DataObject | None
) -> None:
    lines = [[f"p{line}w{word}" for word in range(size)] for line, size in enumerate(sizes)]
    moved_lines = list(lines)
    moved_lines.insert(put % len(lines), moved_lines.pop(taken % len(lines)))
    old = "".join(" ".join(line) + line_end for line in lines)
    new = "".join(" ".join(line) + line_end for line in moved_lines)
    words = [word for line in lines for word in line]
    places = [[(text.index(word), text.index(word) + len(word)) for word in words] for text in (old, new)]
    # Codings inside the paragraph, around it and across its ends: pieces hold exactly the words of before.
    coding = (0, len(words[0])) if data is None else a_coding(data, old)
    stay_coded(old, new, places[0], places[1], coding)


def test_a_torn_coding_becomes_pieces_and_a_whole_one_does_not() -> None:
    lines = ["Ana: one two three four", "Ben: five six seven eight", "Cem: nine ten eleven twelve"]
    old = "\n".join(lines) + "\n"
    new = "\n".join((lines[1], lines[2], lines[0])) + "\n"
    alignment = Alignment(old, new)
    across = alignment.pieces(old.index("three"), old.index(" six"))
    assert [new[piece.start : piece.end] for piece in across] == ["Ben: five", "three four\n"]
    inside = alignment.pieces(old.index("two"), old.index(" four"))
    assert [new[piece.start : piece.end] for piece in inside] == ["two three"]
    both = alignment.pieces(old.index("Ben"), old.index(" twelve"))
    assert [new[piece.start : piece.end] for piece in both] == ["\n".join(lines[1:])[: -len(" twelve")]]


# -- natural texts, whose words repeat --------------------------------------------------------------------

TALK = (
    "I think that is what I meant, you know, when I said it",
    "And then they came and I said no",
    "It is not that I do not want it",
    "You know what they say about it",
    "Yes",
    "No",
    "I do not know, I think so",
)
NAMES = ("INT", "Ana", "Ben")


def natural(chance: random.Random, turns: int) -> list[str]:
    """Words and what stands between them, in turn, of a talk that says the same over and over."""
    pieces: list[str] = []
    for turn in range(turns):
        sentences = [chance.choice(TALK) for _ in range(chance.randint(1, 6))]
        if chance.random() < 0.4:
            sentences.append(f"that was in {chance.randint(1950, 2020)} in place {chance.randint(1, 400)}")
        line = f"{NAMES[turn % 3]}: {'. '.join(sentences)}.\n\n"
        pieces += re.findall(r"\w+|\W+", line)
    return pieces


def corrected(chance: random.Random, pieces: list[str]) -> tuple[list[str], list[tuple[int, int]]]:
    """The pieces with some words put in, left out and misheard, marks and lines changed; kept (old, new)."""
    new: list[str] = []
    kept = []
    for place, piece in enumerate(pieces):
        is_word = piece[:1].isalnum()
        luck = chance.random()
        if is_word and luck < 0.02:
            continue
        if is_word and luck < 0.04:
            new.append(chance.choice(("really", "you", "well", "um")))
        elif is_word and luck < 0.06:
            new += [piece, " ", chance.choice(("you", "know", "er"))]
            kept.append((place, len(new) - 3))
        elif not is_word and luck < 0.05:
            new.append(chance.choice((", ", ". ", "\n", " … ")))
        else:
            kept.append((place, len(new)))
            new.append(piece)
    return new, [(was, now) for was, now in kept if pieces[was][:1].isalnum()]


@pytest.mark.parametrize("seed", range(4))
def test_kept_words_of_natural_texts_stay_coded(seed: int) -> None:
    chance = random.Random(seed)
    pieces = natural(chance, 300)
    changed, kept = corrected(chance, pieces)
    old, new = "".join(pieces), "".join(changed)
    old_at = list(accumulate(map(len, pieces), initial=0))
    new_at = list(accumulate(map(len, changed), initial=0))
    alignment = Alignment(old, new)
    words = [place for place, piece in enumerate(pieces) if piece[:1].isalnum()]
    wrong = total = 0
    for _ in range(300):
        first = chance.randrange(len(words) - 40)
        last = first + chance.randint(0, 39)
        coding = (old_at[words[first]], old_at[words[last] + 1])
        found = alignment.pieces(*coding)
        for was, now in kept:
            if abs(was - words[first]) > 300:
                continue
            before = coding[0] <= old_at[was] and old_at[was + 1] <= coding[1]
            after = any(piece.start <= new_at[now] and new_at[now + 1] <= piece.end for piece in found)
            total += before or after
            wrong += before != after
    assert wrong <= 0.005 * total


def test_a_word_in_capitals_that_are_more_letters_moves_what_follows() -> None:
    assert moved("Straße frei", "STRASSE frei", "frei") == "frei"
    assert Alignment("Straße frei", "STRASSE frei").pieces(7, 11) == [Span(8, 12)]


def test_a_word_stands_in_the_place_of_one_that_is_like_it_by_three_fifths() -> None:
    assert moved("Well abcde then", "Well qqqq abcxy then", "abcde") == "abcxy"
    assert moved("Well abcdefg then", "Well qqqq abcdxyz then", "abcdefg") == "qqqq abcdxyz"


def test_what_could_lie_in_several_places_up_to_the_end_of_a_text() -> None:
    assert Alignment("b a b b", "b b a b").pieces(2, 3) == [Span(4, 5)]


@pytest.mark.parametrize(("were", "are", "now"), [(25, 36, "word05b"), (17, 53, None), (53, 17, None)])
def test_a_few_replaced_words_are_paired_by_likeness(were: int, are: int, now: str | None) -> None:
    """Up to nine hundred pairs of them are compared: 25 times 36 are, 17 times 53 are not."""
    old, new = (
        " ".join(["Well", *(f"word{place:02d}{last}" for place in range(number)), "then"])
        for number, last in ((were, "a"), (are, "b"))
    )
    assert moved(old, new, "word05a") == now


# -- against what is said of single positions -------------------------------------------------------------


@st.composite
def some_edits(draw: st.DrawFn) -> tuple[list[Edit], int, str]:
    """Edits in order that do not overlap, the length of the old text, and the new text."""
    found: list[Edit] = []
    old, new = 0, ""
    for _ in range(draw(st.integers(0, 4))):
        kept = draw(st.integers(1 if found else 0, 3))
        gone, came = draw(
            st.tuples(st.integers(0, 3), st.text("x ", max_size=3)).filter(lambda pair: pair != (0, ""))
        )
        old, new = old + kept, new + "ab "[:kept]
        found.append(Edit(old, old + gone, len(new), len(new) + len(came)))
        old, new = old + gone, new + came
    kept = draw(st.integers(0, 3))
    return found, old + kept, new + "ab "[:kept]


def start_now(edits: list[Edit], at: int) -> int:
    for edit in reversed(edits):
        if edit.old_end <= at and edit.old_start <= at:
            return edit.new_end + at - edit.old_end
        if edit.old_start <= at:
            return edit.new_start if edit.old_start == at else edit.new_end
    return at


def end_now(edits: list[Edit], at: int) -> int:
    for edit in reversed(edits):
        if edit.old_start < at:
            return edit.new_end + at - edit.old_end if edit.old_end <= at else edit.new_start
    return at


@given(some_edits())
def test_beginnings_and_ends_are_where_the_edits_before_them_say(made: tuple[list[Edit], int, str]) -> None:
    found, length, new = made
    order, places = Correspondence(found, new, []), np.arange(length + 1)
    assert order.starts(places).tolist() == [start_now(found, at) for at in places.tolist()]
    assert order.borders(places).tolist() == order.starts(places).tolist()
    assert order.ends(places).tolist() == [end_now(found, at) for at in places.tolist()]


@given(some_edits())
def test_a_stretch_begins_and_ends_with_words_where_its_edge_was_replaced(
    made: tuple[list[Edit], int, str],
) -> None:
    found, length, new = made
    pairs = list(combinations_with_replacement(range(length + 1), 2))
    wanted = []
    for start, end in pairs:
        one, other = start_now(found, start), end_now(found, end)
        # The last edit that begins at an edge or before it; of an end also the first one, where it is later.
        before = [edit for edit in found if edit.old_start <= start]
        if one < other and before and before[-1].old_end >= start:
            one += len(new[one:other]) - len(new[one:other].lstrip())
        before = [edit for edit in found if edit.old_start < end] or found[:1]
        if one < other and before and before[-1].old_start <= end <= before[-1].old_end:
            other = one + len(new[one:other].rstrip())
        wanted.append((one, other))
    order = Order(found, new)
    starts, ends = order.stretches(*(np.array(column) for column in zip(*pairs, strict=True)))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == wanted
    for pair, now in zip(pairs[-3:], wanted[-3:], strict=True):
        assert order.span(*pair) == Span(*now)


@given(some_edits())
def test_a_stretch_has_other_words_where_an_edit_lies_in_it(made: tuple[list[Edit], int, str]) -> None:
    found, length, new = made
    pairs = list(combinations_with_replacement(range(length + 1), 2))
    touched = Correspondence(found, new, []).touched(
        *(np.array(column) for column in zip(*pairs, strict=True))
    )
    assert touched.tolist() == [
        any(edit.old_start < end and edit.old_end > start for edit in found) for start, end in pairs
    ]


ONE, TWO = "uno due tre quattro cinque", "six seven eight nine ten"
STAYS = "what stays here is\nmore than what goes away\nby a good many words of it\n"


def moves(alignment: Correspondence) -> list[tuple[Span, Span]]:
    return [(move.old, move.new) for move in alignment.moves]


def test_lines_are_moved_whole_with_their_ends() -> None:
    old, new = f"> {ONE}.\n{STAYS}({TWO})", f"({TWO})\n{STAYS}> {ONE}."
    first, last = Span(0, len(ONE) + 4), Span(len(old) - len(TWO) - 2, len(old))
    assert moves(Alignment(old, new)) == [
        (last, Span(0, len(TWO) + 3)),
        (first, Span(len(new) - len(ONE) - 3, len(new))),
    ]
    assert moves(Alignment(f"{ONE}\n{STAYS}", f"{STAYS}{ONE}\n")) == [
        (Span(0, len(ONE) + 1), Span(len(STAYS), len(STAYS) + len(ONE) + 1))
    ]


def test_an_empty_line_before_a_line_that_was_moved_stays() -> None:
    assert moves(Alignment(f"\n{ONE}\n{STAYS}", f"\n{STAYS}{ONE}\n")) == [
        (Span(1, len(ONE) + 2), Span(len(STAYS) + 1, len(STAYS) + len(ONE) + 2))
    ]


def test_a_correspondence_without_patches_moves_beginnings_of_turns_as_others() -> None:
    assert Correspondence([Edit(2, 3, 2, 5)], "abxyzd", []).borders(np.array([1, 2, 3])).tolist() == [1, 2, 5]


def test_what_went_out_of_a_line_that_was_moved_is_nowhere() -> None:
    old, new = f"{ONE}\n{STAYS}", f"{STAYS}{ONE}\n".replace(" tre", "")
    alignment, at = Alignment(old, new), old.index("tre")
    assert alignment.pieces(at, at + 3) == []
    assert alignment.pieces(at - 4, at + 3) == [Span(new.index("due"), new.index("due") + 3)]
    assert alignment.pieces(at, at + 11) == [Span(new.index("quattro"), new.index("quattro") + 7)]


def test_pieces_are_what_is_left_where_it_was_and_what_is_elsewhere() -> None:
    """A line of four letters from 4 on came to 12, where the text had "d" and goes on after it."""
    new = "aaa ccc ddd bbb eee"
    move = MovedStretch(Span(4, 8), Span(12, 16), Order([], "bbb "))
    alignment = Correspondence([Edit(4, 8, 4, 4), Edit(16, 16, 12, 16)], new, [move])
    assert alignment.pieces(0, 3) == [Span(0, 3)]
    assert alignment.pieces(4, 7) == [Span(12, 15)]
    assert alignment.pieces(5, 6) == [Span(13, 14)]
    assert alignment.pieces(0, 8) == [Span(0, 3), Span(12, 16)]
    assert alignment.pieces(4, 11) == [Span(4, 7), Span(12, 16)]
    # Beside the line, which is no part of it: in two pieces, of which blanks are none.
    assert alignment.pieces(12, 19) == [Span(8, 12), Span(16, 19)]
    assert alignment.pieces(15, 19) == [Span(16, 19)]
    # Together with the line it is in one piece again.
    assert alignment.pieces(4, 16) == [Span(4, 16)]
    assert alignment.pieces(4, 19) == [Span(4, 19)]
    # A blank by itself stays where it is all that there is.
    assert alignment.pieces(11, 12) == [Span(7, 8)]
    assert alignment.pieces(16, 16) == alignment.pieces(8, 8) == []


def test_what_has_other_words_is_known_where_it_is_said_which() -> None:
    old = f"ab cd\n{ONE}\n{STAYS}ab cd"
    changed = Patch(Span(0, 2), "abc"), Patch(Span(6, len(old) - 5), f"{STAYS}{ONE}\n")
    alignment = PatchedAlignment(old, [*changed, Patch(Span(len(old) - 5, len(old) - 3), "abc")])
    new = f"abc cd\n{STAYS}{ONE}\nabc cd"
    assert alignment.text == new
    inside = Alignment(f"{ONE}\n{STAYS}", f"{STAYS}{ONE}\n")
    assert alignment.edits == [
        Edit(2, 2, 2, 3),
        *(Edit(edit[0] + 6, edit[1] + 6, edit[2] + 7, edit[3] + 7) for edit in inside.edits),
        Edit(len(old) - 3, len(old) - 3, len(new) - 4, len(new) - 3),
    ]
    size = len(ONE) + 1
    assert moves(alignment) == [(Span(6, 6 + size), Span(7 + len(STAYS), 7 + len(STAYS) + size))]
    assert alignment.pieces(6, 9) == [Span(7 + len(STAYS), 10 + len(STAYS))]


def test_a_turn_begins_with_what_is_written_at_its_beginning_and_other_places_move_as_they_do() -> None:
    old = "aa bb cc"
    alignment = PatchedAlignment(
        old, [Patch(Span(0, 2), "x aa"), Patch(Span(3, 5), ""), Patch(Span(6, 6), "z ")]
    )
    assert alignment.text == "x aa  z cc"
    places = np.arange(9)
    assert alignment.starts(places).tolist() == [2, 3, 4, 5, 5, 5, 8, 9, 10]
    assert alignment.borders(places).tolist() == [0, 3, 4, 5, 5, 5, 6, 9, 10]
    without = PatchedAlignment(old, [Patch(Span(3, 5), "")])
    assert without.borders(places).tolist() == without.starts(places).tolist()
    nothing = PatchedAlignment(old, [])
    assert (nothing.text, nothing.edits, nothing.borders(places).tolist()) == (old, [], list(range(9)))
