"""Languages that a transcript can have."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.pipeline import pipeline
from qualcode.model.errors import QualcodeError
from qualcode.model.words.languages import (
    LANGUAGES,
    known_language,
    language_code,
    language_in_words,
    primary_language,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("en", "en"), (" EN ", "en"), ("pt-BR", "pt-BR"), ("pt_BR", "pt-BR"), ("Welsh", "cy"),
        ("greek", "el"), ("scottish  gaelic", "gd"), ("zh-Hant-TW", "zh-Hant-TW"), ("xx", "xx"),
        ("Norwegian Bokmal", "nb"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_code_or_name(typed: str, code: str) -> None:
    assert known_language(typed) == code


@pytest.mark.parametrize(
    "typed", ["qq", "klingon", "Welsh?", "", "english please", "e", "en-", "-en", "q1-BR"]
)
def test_no_other_word_is_a_language(typed: str) -> None:
    with pytest.raises(QualcodeError, match=r"is not a language that qualcode knows; .*\(.*\)"):
        known_language(typed)


def test_the_nearest_languages_are_told() -> None:
    with pytest.raises(QualcodeError, match=r"the nearest: de \(German\)"):
        known_language("Germn")


def test_every_language_can_be_read_by_some_rules() -> None:
    assert len(LANGUAGES) > 190
    for code in ("en", "cy", "pcm", "xx"):
        assert pipeline(code).nlp.pipe_names
    assert set(spacy.util.registry.languages.get_all()) <= set(LANGUAGES)


@given(st.text(max_size=12))
def test_any_text_is_a_language_or_none(typed: str) -> None:
    code = language_code(typed)
    assert code is None or language_code(code) == code


@pytest.mark.parametrize(
    ("code", "words"), [("de", "German (de)"), ("pt-BR", "Portuguese (pt-BR)"), ("qq", "qq")]
)
def test_a_language_is_told_with_its_code(code: str, words: str) -> None:
    assert language_in_words(code) == words


@pytest.mark.parametrize(
    ("code", "said"), [("de", "de"), ("de-AT", "de"), ("pt-BR", "pt"), ("EN", "en"), ("", "")]
)
def test_the_language_without_its_country(code: str, said: str) -> None:
    assert primary_language(code) == said
