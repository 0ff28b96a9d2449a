"""Words that lists leave out: each once, one at a time, spelt as lists count them."""

from dataclasses import replace

import pytest

from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.transcripts.stop_list import (
    as_counted,
    is_contraction,
    tidy_words,
    unlisted,
    without_repeats,
)

INFO = ProjectInfo(new_id(), "Study", now())


def test_words_are_kept_once_as_they_are_counted() -> None:
    assert tidy_words(["Yeah", " yeah ", "DON’T", "", "[son]"]) == ("yeah", "don't", "[son]")
    assert as_counted("Donʼt") == "don't"


def test_more_than_one_word_is_refused() -> None:
    with pytest.raises(QualcodeError, match="“you know” is more than one word; write one word at a time"):
        tidy_words(["yeah", "you  know"])


def test_a_list_of_its_own_comes_before_what_is_common() -> None:
    own = replace(INFO, unlisted_words=("yeah", "of"), listed_words=("not",))
    assert unlisted(INFO, frozenset(("the", "not"))) == {"the", "not"}
    assert unlisted(own, frozenset(("the", "not"))) == {"the", "yeah", "of"}


def test_what_is_in_both_lists_is_left_out() -> None:
    assert without_repeats(["Yeah", "ok"], ["ok", "Not"]) == (("yeah", "ok"), ("not",))


@pytest.mark.parametrize("word", ["it's", "don't", "can't", "won't", "i'd've", "wouldn't", "j'ai"])
def test_what_is_put_together_from_common_words_is_common(word: str) -> None:
    assert is_contraction(word, CONTRACTED)


@pytest.mark.parametrize("word", ["garden's", "don", "it", "'", "o'brien", "j'aime", "n't", ""])
def test_other_words_with_an_apostrophe_are_words_like_others(word: str) -> None:
    assert not is_contraction(word, CONTRACTED)


CONTRACTED = frozenset(["it", "do", "can", "will", "would", "i", "'s", "n't", "'d", "'ve", "j'", "ai"])
