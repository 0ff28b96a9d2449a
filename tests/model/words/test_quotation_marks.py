"""Tests of quotation marks."""

from qualcode.model.words.languages import LANGUAGES
from qualcode.model.words.quotation_marks import _BY_LANGUAGE, _INNER, _MARKS, marks_of, quoted_within


def test_each_language_has_its_own() -> None:
    assert marks_of("en") == marks_of("") == marks_of("en-GB") == ("“", "”")
    assert marks_of("de-AT") == ("„", "“")
    assert marks_of("PL") == ("„", "”")
    assert marks_of("fr") == ("«\u00a0", "\u00a0»")


def test_only_languages_that_there_are_have_some() -> None:
    assert set(_BY_LANGUAGE) <= set(LANGUAGES)


def test_words_quoted_within_a_quote_have_marks_of_their_own() -> None:
    assert (
        quoted_within("“Mother presents as anxious.” It’s mine", "en")
        == "‘Mother presents as anxious.’ It’s mine"
    )
    assert quoted_within("„ja“", "de") == "‚ja‘"
    assert quoted_within("«\u00a0oui\u00a0» et «non»", "fr") == "“oui” et “non”"
    assert quoted_within('12" and «x»', "en") == '12" and «x»'


def test_straight_marks_around_words_are_as_others() -> None:
    assert quoted_within('trust "the council", because', "en") == "trust ‘the council’, because"
    assert quoted_within('She said "that\'s fine," and "no".', "en") == "She said ‘that's fine,’ and ‘no’."
    assert quoted_within('"ja"', "de") == "‚ja‘"
    for alone in ('a 10" by 12" board', 'it is 5\'10" "', '"', '""', 'begun "here', '" apart "', 'x"y"z'):
        assert quoted_within(alone, "en") == alone


def test_every_pair_of_marks_has_others_within() -> None:
    assert set(_INNER) == {*_MARKS, marks_of("en")}
    for marks, inner in _INNER.items():
        assert {mark.strip("\u00a0") for mark in marks}.isdisjoint(inner)
