"""What is said below a picture: of whom, of how much, and by which words."""

from uuid import UUID

import pytest

from qualcode.analysis.captions.pictures import about_bands, about_words
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
