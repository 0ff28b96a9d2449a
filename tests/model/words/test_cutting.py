"""Where words are cut that have no room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.cutting import (
    as_name,
    both_ends,
    cut_in_line,
    cut_place,
    end_of,
    in_one_line,
    is_inside_letter,
    resume_place,
    shortened,
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PLAIN = ["a", "I", "trust", "housing’s", "well-being", "x" * 40]
PIECES = [*PLAIN, "e\u0301", "क्षि", "한", FAMILY, "👍🏽", "🇫🇷🇩🇪", "❤️"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
SIGNS = ["a", " ", "\u0301", "\u200d", "👍", "\U0001f3fd", "🇫", "\n", "\U000e0067"]
LETTERS = st.text(st.sampled_from(SIGNS))


@pytest.mark.parametrize(
    ("words", "room", "shown"),
    [
        ("They assume that you rent", 25, "They assume that you rent"),
        ("They assume that you rent", 24, "They assume that you…"),
        ("They assume that you rent", 12, "They assume…"),
        ("They assume, that you rent", 13, "They assume…"),
        ("He said: “nothing at all”", 12, "He said…"),
        ("Donaudampfschifffahrt now", 10, "Donaudamp…"),
        ("an Donaudampfschifffahrt", 10, "an Donaud…"),
        ("cafe\u0301cafe\u0301cafe\u0301", 5, "caf…"),
        (f"ab{FAMILY}cd", 5, "ab…"),
        ("🇫🇷🇩🇪🇬🇧", 4, "🇫🇷…"),
    ],
)
def test_words_are_cut_at_their_edges(words: str, room: int, shown: str) -> None:
    assert shortened(words, room) == shown


@given(WORDS, st.integers(2, 40))
def test_what_is_cut_is_a_beginning_of_whole_words(words: str, room: int) -> None:
    shown = shortened(words, room)

    assert len(shown) <= max(room, 1)
    if shown != words:
        kept = shown.removesuffix("…")
        assert words.startswith(kept)
        rest = words[len(kept) :]
        # Inside a word only where that word has no room of its own.
        last = kept.rpartition(" ")[2] + rest.partition(" ")[0]
        assert rest[0].isspace() or not kept[-1:].strip() or len(last) > room - 1 or rest[0] in ",;-"
        assert not is_inside_letter(words, len(kept))


@given(WORDS, st.integers(2, 40))
def test_an_end_is_one_of_whole_words(words: str, room: int) -> None:
    shown = end_of(words, room)

    assert len(shown) <= room
    if shown != words:
        kept = shown.removeprefix("…")
        assert words.endswith(kept)
        before = words[: len(words) - len(kept)]
        first = before.rpartition(" ")[2] + kept.partition(" ")[0]
        assert not kept or before[-1].isspace() or len(first) > room - 1
        assert not is_inside_letter(words, len(before))


@given(LETTERS, st.integers(0, 30), st.integers(0, 12))
def test_no_cut_parts_a_letter(text: str, start: int, most: int) -> None:
    place = cut_place(text, min(start, len(text)), most)
    again = resume_place(text, start)

    assert min(start, len(text)) <= place <= max(min(start, len(text)), start + most)
    assert place == min(start, len(text)) or not is_inside_letter(text, place)
    assert again >= min(start, len(text))
    assert again == min(start, len(text)) or not is_inside_letter(text, again)


@given(WORDS, st.integers(8, 40))
def test_both_ends_have_room_together(words: str, room: int) -> None:
    shown = both_ends(words, room)

    assert len(shown) <= room
    if shown != " ".join(words.split()):
        head, tail = shown.split("…")
        assert words.startswith(head.strip())
        assert words.endswith(tail.strip())


def test_lines_are_closed_up_before_they_are_cut() -> None:
    assert in_one_line("one\ntwo   three", 9) == "one two…"
    assert both_ends("They just assume\nthat you must be poor", 20) == "They … be poor"


def test_names_that_begin_alike_still_differ_when_they_are_cut() -> None:
    begins = "distrust of officials who visit once a year"
    names = [f"{begins} (ferries)", f"{begins} (roads)", "roads", f"{begins} and the like"]
    assert cut_in_line(names, 24) == [
        "distrust … (ferries)",
        "distrust … (roads)",
        "roads",
        "distrust … the like",
    ]
    middles = [f"{'begin ' * 8}{middle}{' end' * 8}" for middle in ("one", "two")]
    assert cut_in_line([*middles, "else"], 16) == ["1: begin … end", "2: begin … end", "else"]
    # The same name twice is no reason to change it.
    assert cut_in_line([names[0], names[0]], 24) == ["distrust of officials…"] * 2


@given(st.lists(WORDS, max_size=8, unique=True), st.integers(8, 30))
def test_what_differs_on_one_line_never_reads_alike(names: list[str], room: int) -> None:
    assert len(set(cut_in_line(names, room))) == len(names)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("They just assume it.", "They just assume it"),
        ("“nobody asked us,”", "nobody asked us"),
        ("… and then nothing …", "and then nothing"),
        ("Who asked?", "Who asked?"),
        ("“Never again!”", "Never again!"),
        ("moved to the U.K.", "moved to the U.K."),
        ("moved to the U.K..", "moved to the U.K."),
        ("’cause of the schools’", "’cause of the schools’"),
        ("‘a number’", "a number"),
        ("- so\nthey say –", "so they say"),
        ("‘a number’.", "a number"),
        ("‘a number?’", "a number?"),
        ("“nobody asked us”.", "nobody asked us"),
        ("»nobody asked us«,", "nobody asked us"),
        ("‚nobody asked us‘", "nobody asked us"),
        ("„nobody asked us.“", "nobody asked us"),
        ("“No”, she said.", "“No”, she said"),
        ("‘No’, she said.", "‘No’, she said"),
        ("it is “fine”.", "it is “fine”"),
        ("“I mean, we never", "I mean, we never"),
        ("we never,” and", "we never,” and"),
        ("we never.”", "we never"),
        ("‘I don’t know", "I don’t know"),
        ("“the U.K.”.", "the U.K."),
        ('"They asked," she said.', '"They asked," she said'),
        ('"', '"'),
        ("...", "..."),
    ],
)
def test_words_become_a_name_without_what_stands_around_them(words: str, name: str) -> None:
    assert as_name(words, 80) == name


@given(st.text(st.sampled_from('ab ’‘‚“”„«»".,?–…'), min_size=1, max_size=12).filter(str.strip))
def test_a_name_of_words_is_never_empty_and_has_nothing_more_to_lose(words: str) -> None:
    name = as_name(words, 80)
    assert name.strip()
    assert as_name(name, 80) == name
