"""Quotes without remarks in brackets: what goes, what stays, and where every report leaves them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.bracketed import bracketed
from qualcode.analysis.participant_figures import participant_figures
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.quoted_passages import quoted_passages
from qualcode.analysis.remarks import readable, unmarked, words_between, words_of
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.language.measures import SpacyMeasures
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of

FG = identity("transcript", "FG")
BARE = QuoteManner(brackets=False)
LINES = (
    ("Tasha", "Well [laughs] my [son] said so [pause], and {vocalsound} we left (inaudible). It rained."),
    ("Mel", "[laughs]"),
    ("Mel", "[Sighs]. Every time."),
)
TEXT = "".join(f"{who}: {words}\n" for who, words in LINES)


def talk(*codings: Coded) -> Study:
    turns, place = [], 0
    for who, words in LINES:
        end = place + len(who) + 2 + len(words) + 1
        turns.append(Said(place, end, who, place + len(who) + 2))
        place = end
    return study_of({"FG": Talk(TEXT, turns, codings)}, {"a": None, "b": None})


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def on(words: str, code: str = "a", coder: str = "AB") -> Coded:
    return Coded(coder, code, *at(words))


def shown(text: str) -> str:
    study = study_of({"FG": Talk(text)}, {})
    return unmarked(readable(study, FG, brackets=False))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I [laughs] think", "I think"),
        ("I think [pause], so", "I think, so"),
        ("I think (laughs). So", "I think. So"),
        ("I think. [laughs]. So", "I think. So"),
        ("[Laughs]. So", " So"),
        ("So {vocalsound}", "So"),
        ("she said[pause] yes", "she said yes"),
        ("un[laughs]happy", "unhappy"),
        ("my [son] and [my eldest daughter], [P4]", "my [son] and [my eldest daughter], [P4]"),
        # Round brackets are those of remarks, as in the list of words.
        ("my (son) said <noise> so", "my said so"),
        ("one [two\nthree] four", "one [two\nthree] four"),
        ("first line\n[pause]\nsecond", "first line\n\nsecond"),
        ("a \x1f b", "a   b"),
        ("", ""),
    ],
)
def test_remarks_go_with_the_blanks_around_them_and_stand_ins_stay(text: str, words: str) -> None:
    assert shown(text) == words


def test_the_text_keeps_its_length_and_the_study_its_text() -> None:
    study = talk()
    assert len(readable(study, FG, brackets=False)) == len(TEXT)
    assert readable(study, FG, brackets=True) == study.text(FG) == TEXT


@given(st.text("ab [](){}.,\n", max_size=30), st.data())
def test_a_passage_never_becomes_empty_and_never_gains_a_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    study = study_of({"FG": Talk(text)}, {})
    found = words_of(study, FG, Span(start, end), brackets=False)
    whole = text[start:end]
    assert bool(set(found) & set("ab")) == bool(set(whole) & set("ab"))
    rest = iter(whole)
    assert all(letter in rest for letter in found)


@given(st.lists(st.sampled_from((*"ab [](){}.,!\n", "[son]", "[x]", "(y)", " ")), max_size=14).map("".join))
def test_which_letters_are_left_out_by_hand(text: str) -> None:
    hidden = set[int]()
    starts, ends = bracketed(text)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if text[start:end] in ("[son]", "{son}"):
            continue
        blanks = len(text[:start].rstrip(" "))
        before, sign = text[:blanks][-1:], text[end : end + 1]
        follows = sign != "" and sign in ".,;:!?…"
        if follows and (before == "" or before in ".:!?…\n"):
            hidden |= set(range(blanks, end + 1))
        else:
            hidden |= set(range(blanks if follows or not sign.strip() else start, end))
    study = study_of({"FG": Talk(text)}, {})
    marked = readable(study, FG, brackets=False)
    assert marked == "".join("\x1f" if at in hidden else letter for at, letter in enumerate(text))
    for start in range(len(text)):
        left = "".join(letter for at, letter in enumerate(text) if at >= start and at not in hidden).strip()
        whole = text[start:]
        touched = any(at >= start for at in hidden)
        wanted = left if touched and any(map(str.isalnum, left)) else whole
        assert words_of(study, FG, Span(start, len(text)), brackets=False) == wanted
        assert words_of(study, FG, Span(start, len(text)), brackets=True) == whole


def test_a_remark_that_is_all_that_was_coded_stays() -> None:
    study = talk()
    assert words_of(study, FG, at("[laughs] my"), brackets=False) == "my"
    assert words_of(study, FG, at("[pause],"), brackets=False) == "[pause],"
    assert words_of(study, FG, at("[laughs]"), brackets=True) == "[laughs]"
    text = "so [x]"
    assert words_between(text, text, 0, 6) == text


@pytest.mark.parametrize(
    ("passage", "whole", "coded"),
    [
        (
            "my [son] said so [pause], and",
            "“Well my [son] said so, and we left.”",
            "my [son] said so, and",
        ),
        ("{vocalsound} we left (inaud", "“Well my [son] said so, and we left.”", "we left"),
        ("[Sighs]. Every", "“Every time.”", "Every"),
        # Only laughter in between: who laughed is not named.
        (
            "It rained.\nMel: [laughs]\nMel: [Sighs]. Every time.",
            "Tasha: It rained. Mel: Every time.",
            "It rained. Every time.",
        ),
    ],
)
def test_printed_quotes_leave_remarks_out_and_mark_what_was_coded(
    passage: str, whole: str, coded: str
) -> None:
    found = Quotations(talk(), SpacyMeasures(), BARE).of(FG, at(passage))
    assert (found.words, found.coded_words) == (whole, coded)


def test_a_quote_that_is_nothing_else_is_printed_as_it_is() -> None:
    found = Quotations(talk(), SpacyMeasures(), BARE).of(
        FG, Span(at("Mel: ").end, at("[laughs]\nMel").end - 4)
    )
    assert found.words == "“[laughs]”"
    assert found.reference == "Mel, FG, turn 2"


def test_a_cut_is_not_marked_where_only_a_remark_is_missing() -> None:
    cut = QuoteManner(sentences=False, brackets=False)
    found = Quotations(talk(), SpacyMeasures(), cut).of(FG, at("Every time."))
    assert found.words == "“Every time.”"
    assert not found.marked


def test_rows_leave_remarks_out_of_words_and_context_and_keep_their_places() -> None:
    study = talk(on("so [pause], and"), on("and {vocalsound} we", coder="CD"), on("[laughs]", "b"))
    rows = list(segments(study, Retrieval(brackets=False, context=18)))
    as_before = list(segments(study, Retrieval(context=18)))
    assert [row[3:5] for row in rows] == [row[3:5] for row in as_before]
    assert [row.text for row in rows] == ["[laughs]", "so, and", "and we"]
    assert [row.text for row in as_before] == ["[laughs]", "so [pause], and", "and {vocalsound} we"]
    assert (rows[1].before, rows[1].after) == (" my [son] said ", " we l")
    (merged,) = (row.place for row in quoted_passages(study, rows[1:], brackets=False))
    assert merged.text == "so, and we"


def test_quotes_of_participants_leave_them_out_without_others_being_chosen() -> None:
    study = talk(on("Well [laughs] my [son] said so [pause], and"))
    texts = [
        [row.text for row in participant_figures(study, SpacyMeasures(), brackets=brackets)[0].quotes]
        for brackets in (True, False)
    ]
    assert texts == [["Well [laughs] my [son] said so [pause], and"], ["Well my [son] said so, and"]]
