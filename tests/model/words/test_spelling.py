"""Every spelling of what was typed is found, where it is in the stored text, and nothing else is.

Tests as well: ``folding``, ``letters``.
"""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from qualcode.model.words.folding import fold
from qualcode.model.words.letters import Letter, letters
from qualcode.model.words.spelling import Typed, key, named, same_name

ALPHABET = "".join(
    (
        "aeiosStIéèêñÉØłßſﬁﬃ…²İıΑάαςσΣᾳийЙёकि़य़אָבعَةไก่한글\u1112\u1161\u11abガカ\u3099",
        "\u0301\u0300\u0323\u0306\u0307\u200b\u200d\u00ad\ufeff\u2060\ufe0f \t\n\u00a0\u2009\u2028",
        "'’‘ʼ`´\"“”„«»-‐‑–—−😀👩🏽x̂",
    )
)
texts = st.text(alphabet=ALPHABET, max_size=24)
anything = st.text(max_size=24)
SHARED = Path(__file__).parents[3] / ".." / "shared" / "corpora" / "repro" / "search"


def hits(words: str, text: str, *, match_case: bool = False) -> list[str]:
    return [text[start:end] for start, end in Typed(words, match_case=match_case).found_in(text)]


def told(found: list[Letter]) -> str:
    return "".join(letter.base for letter in found)


# -- laws -----------------------------------------------------------------------------------------------


@given(texts | anything)
def test_the_way_back_goes_forward_and_covers_what_is_seen(text: str) -> None:
    folded = fold(text)
    before = 0
    for place in range(len(folded.text)):
        span = folded.stored(place, place + 1)
        if span is not None:
            assert before <= span[0] < span[1] <= len(text)
            before = span[1]
    # What lies between is not seen: it has no letters.
    whole = folded.stored(0, len(folded.text)) if folded.text else (0, 0)
    assert whole is not None
    assert not letters(text[: whole[0]])


@given(texts | anything)
def test_a_text_is_folded_at_once_as_letter_by_letter(text: str) -> None:
    at_once = " ".join(part for part in fold(text).text.split(" ") if part)
    assert at_once == " ".join(part for part in told(letters(text)).split(" ") if part) == key(text)


@given(texts | anything)
def test_folding_twice_changes_nothing(text: str) -> None:
    # What is not seen parts a letter from its mark, but not in the form where it is gone.
    seen = "".join(part for part in text if letters(part))
    assume(len(letters(seen)) == len(letters(text)))
    assert key(key(text)) == key(text)


@given(texts | anything, texts | anything)
def test_every_place_says_what_was_typed_and_none_overlap(words: str, text: str) -> None:
    last = 0
    for start, end in Typed(words).found_in(text):
        assert last <= start < end
        assert key(text[start:end]) == key(words)
        last = end


@given(texts | anything, st.sampled_from(["", " ", "so ", "\n"]), st.sampled_from(["", " ", ", then", "\n"]))
def test_what_is_typed_finds_itself(words: str, before: str, after: str) -> None:
    assume(key(words))
    # A mark at its beginning is one with what is before it, a Korean vowel likewise.
    assume(not before or unicodedata.normalize("NFC", before + words).startswith(before))
    assume(not unicodedata.category(words.strip()[:1] or "a").startswith("M"))
    assert hits(words, before + words + after)
    assert Typed(words).is_all_of(words)


@given(texts, texts, st.sampled_from(["NFC", "NFD"]))
def test_composed_and_decomposed_are_the_same(words: str, text: str, form: Literal["NFC", "NFD"]) -> None:
    other = unicodedata.normalize(form, text)
    assert key(other) == key(text)
    assert len(hits(words, other)) == len(hits(words, text))
    assert len(hits(unicodedata.normalize(form, words), text)) == len(hits(words, text))


@given(texts, texts)
@example("ᾳ\u0300", "ᾲ")
def test_capitals_never_matter(words: str, text: str) -> None:
    # Python folds character by character: of marks that are not in order it would make other letters, such
    # as “αὶ” of “ᾲ”.
    typed = unicodedata.normalize("NFD", words).casefold()
    assert key(text.casefold()) == key(text)
    assert len(hits(typed, text)) == len(hits(words, text))


@given(st.text(alphabet="eéèêoöøαάйи", min_size=1, max_size=3), st.text(alphabet="eéèêoöøαάйи ", max_size=12))
def test_an_accent_that_is_typed_must_be_there(words: str, text: str) -> None:
    """Against looking at every place letter by letter."""

    def plain(letter: str) -> str:
        return {"é": "e", "è": "e", "ê": "e", "ö": "o", "ø": "o", "ά": "α"}.get(letter, letter)

    expected, place = 0, 0
    while place <= len(text) - len(words):
        piece = text[place : place + len(words)]
        fits = all(mine in (other, plain(other)) for mine, other in zip(words, piece, strict=True))
        expected += fits
        place += len(words) if fits else 1
    assert len(hits(words, text)) == expected


# -- examples -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "spellings"),
    [
        ("don't", ["don't", "don’t", "DON‘T", "donʼt", "don´t", "don`t", "don＇t", "don❜t"]),
        ("don’t", ["don't", "don’t"]),
        ("צ'ק", ["צ'ק", "צ׳ק"]),
        ("δ' ἐγώ", ["δ’ ἐγώ", "δ᾽ ἐγώ", "δ᾿ ἐγώ"]),
        ('"quite"', ['"quite"', "“quite”", "„quite“", "«quite»", "”Quite”"]),
        ("co-operate", ["co-operate", "co‑operate", "co‐operate", "co−operate", "co–operate"]),
        ("cooperate", ["cooperate", "co\u00adoperate", "coopera\u00adte", "co\u200bopera\ufeffte"]),
        ("of the council", ["of the council", "of  the\ncouncil", "of\u00a0the\u2009 council"]),
        ("cafe", ["cafe", "café", "cafe\u0301", "CAFÉ", "ｃａｆｅ"]),
        ("café", ["café", "cafe\u0301", "CAFÉ"]),
        ("strasse", ["straße", "STRASSE", "STRAẞE", "ſtraſſe"]),
        ("first office", ["ﬁrst oﬃce", "FIRST OFFICE"]),
        ("and so on...", ["and so on…", "and so on..."]),
        ("istanbul", ["İstanbul", "ISTANBUL", "istanbul"]),
        ("lodz", ["Łódź", "lodz"]),
        ("καφες", ["Καφές", "ΚΑΦΕΣ", "καφεσ"]),
        ("й", ["й", "и\u0306", "Й"]),
        ("한", ["한", "\u1112\u1161\u11ab"]),
        ("ガ", ["ガ", "カ\u3099"]),
    ],
)  # fmt: skip
def test_every_spelling_is_found(words: str, spellings: list[str]) -> None:
    for spelling in spellings:
        assert hits(words, f"So {spelling}, then.") == [spelling]
        assert hits(words, f"ŝ… {spelling}!") == [spelling]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("café", "cafe"),
        ("è", "é e"),
        ("и", "й Й и\u0306"),
        ("е", "ё"),
        ("s", "ß"),
        ("f", "ﬁ"),
        ("email", "e-mail"),
        ("של", "שֶל"),
        ("كتب", "كَتَبَ"),
        ("กา", "ก่า"),
        ("क", "क\u093c"),
        ("ك", "كَ"),
        ("ab", "a b"),
        ("a b", "ab"),
    ],
)
def test_what_is_something_else_is_not_found(words: str, text: str) -> None:
    assert hits(words, text) == []


def test_places_are_those_of_the_stored_text() -> None:
    text = "a😀\u00ad… cafe\u0301 \u200b STRA\u00adßE"
    assert list(Typed("cafe").found_in(text)) == [(5, 10)]
    assert list(Typed("strasse").found_in(text)) == [(13, 20)]
    assert hits("cafe strasse", text) == ["cafe\u0301 \u200b STRA\u00adßE"]


def test_capitals_matter_where_they_are_asked_for() -> None:
    assert hits("Trust’s", "TRUST'S Trust's trust’s", match_case=True) == ["Trust's"]
    assert hits("É", "É é E\u0301", match_case=True) == ["É", "E\u0301"]


def test_names_are_meant_by_any_spelling_but_best_by_their_own() -> None:
    people = ["O’Brien", "José", "Jose", "Zoë", "Anna\u00a0Maria"]
    assert named("o'brien", people) == ["O’Brien"]
    assert named("jose", people) == ["Jose"]
    assert named("JOSE\u0301", people) == ["José"]
    assert named("zoe", people) == ["Zoë"]
    assert named("anna  maria", people) == ["Anna\u00a0Maria"]
    assert named("jo", people) == []
    assert same_name("Zoë", "ZOE\u0308")
    assert not same_name("Zoë", "Zoe")


def test_the_small_texts_that_went_wrong() -> None:
    if not SHARED.is_dir():
        pytest.skip("only where the shared texts are")
    text = (SHARED / "letters.txt").read_text(encoding="utf-8")
    assert len(hits("don't", text)) == len(hits("don’t", text)) == 2
    assert hits("naive", text) == ["Naive", "naïve"]
    assert len(hits("cooperation", text)) == 3
    assert len(hits("zerowidth", text)) == 2
    assert len(hits("non breaking space", text)) == 2
    assert hits("well-being", text) == ["well-being", "well–being"]
    wrapped = (SHARED / "wrap.txt").read_text(encoding="utf-8")
    assert hits("the council keeps", wrapped) == ["the council\nkeeps"]
    assert hits("nobody ever asked whether", wrapped) == ["nobody\never asked  whether"]


@given(st.text("aab \t>'-B1é", max_size=9), st.text("aab \tB1", max_size=4))
def test_whether_words_are_within_is_told_as_where_they_are(text: str, typed: str) -> None:
    words = Typed(typed)
    assert words.within(text) == bool(list(words.found_in(text)))
