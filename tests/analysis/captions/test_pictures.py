"""What is said below a picture: of whom, of how much, and by which words."""

from dataclasses import replace
from uuid import UUID

import pytest

from qualcode.analysis.captions.pictures import about_bands, about_words
from qualcode.model.change import ChangeSet, updated
from qualcode.model.questions.rules import Selection
from tests.analysis.worked_example import worked_example

STUDY = worked_example()
PERSON = STUDY.participants_in_order[0]
CODE = STUDY.codes_in_order[0]


@pytest.mark.parametrize(("number", "told"), [(1, "1 transcript"), (3, "3 transcripts")])
def test_bands_are_counted(number: int, told: str) -> None:
    assert (
        about_bands(STUDY, Selection(), number).sentence
        == f"Dominant codes of turns, all coders merged, {told}"
    )


@pytest.mark.parametrize(
    ("code", "speaker", "common", "told"),
    [
        (None, None, True, "Words said by everybody but interviewers, with common words, "),
        (None, PERSON.id, False, f"Words said by {PERSON.name}, without common words, "),
        (None, UUID(int=5), False, "Words said by somebody who is no longer in the project, without "),
        (
            CODE.id,
            None,
            True,
            f"Words said by everybody but interviewers in passages coded {CODE.name} (",
        ),
    ],
)
def test_words_are_somebodys(code: UUID | None, speaker: UUID | None, common: bool, told: str) -> None:
    found = about_words(
        STUDY, Selection(), code=code, speaker=speaker, with_common=common, with_brackets=True
    )
    assert found.sentence.startswith(told)


def test_what_counts_as_a_word_is_told() -> None:
    info = replace(STUDY.info, unlisted_words=("um", "er"), listed_words=("we",))
    study = STUDY.after(ChangeSet("Words", (updated(STUDY.info, info),)))
    selection = Selection(aggregate=True, include_interviewers=True)
    found = about_words(study, selection, code=CODE.id, speaker=None, with_common=False, with_brackets=False)
    facts = dict(found.facts)
    assert found.title == "Frequent words"
    assert facts["common words"] == "without"
    assert facts["words in brackets"] == "not counted"
    assert facts["left out by the stop list"] == "um, er"
    assert facts["common words listed"] == "we"
    (name,) = (row.name for row in study.transcripts_in_order)
    assert found.sentence == (
        f"Words said by everybody in passages coded {CODE.name} or with its subcodes (all coders merged), "
        "without common words, without um, er (stop list), with we although common, nothing in brackets, "
        f"{name}"
    )
    plain = about_words(STUDY, Selection(), code=CODE.id, speaker=None, with_common=True, with_brackets=True)
    assert not {"words in brackets", "left out by the stop list", "common words listed"} & {
        *dict(plain.facts)
    }
    assert plain.sentence == (
        f"Words said by everybody but interviewers in passages coded {CODE.name} (all coders merged), "
        f"with common words, {name}"
    )
