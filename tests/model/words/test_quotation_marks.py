"""Tests of quotation marks."""

from qualcode.model.words.languages import LANGUAGES
from qualcode.model.words.quotation_marks import _BY_LANGUAGE, marks_of


def test_each_language_has_its_own() -> None:
    assert marks_of("en") == marks_of("") == marks_of("en-GB") == ("“", "”")
    assert marks_of("de-AT") == ("„", "“")
    assert marks_of("PL") == ("„", "”")
    assert marks_of("fr") == ("«\u00a0", "\u00a0»")


def test_only_languages_that_there_are_have_some() -> None:
    assert set(_BY_LANGUAGE) <= set(LANGUAGES)
