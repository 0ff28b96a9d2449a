"""What a report says on its first page, in writing and as it is printed."""

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.front import AS_IN_THE_PROJECT, FrontWords
from qualcode.model.questions.first_page import FirstPageParts, first_page_words
from qualcode.model.questions.kinds import KINDS, question_in, settings_of
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.reports import CodebookQuestion, MethodsQuestion


def test_without_words_it_is_the_projects() -> None:
    assert first_page_words(MethodsQuestion()) == AS_IN_THE_PROJECT
    assert settings_of(MethodsQuestion()) == {}


def test_an_empty_text_is_kept_and_read_again() -> None:
    question = CodebookQuestion(title="Codes", organisation="", cover=False)
    assert settings_of(question) == {"title": "Codes", "organisation": "", "cover": False}
    assert question_in("codebook", settings_of(question)) == question
    assert first_page_words(question) == FrontWords(title="Codes", organisation="")


@pytest.mark.parametrize(("name", "value"), [("title", 3), ("note", None), ("cover", "yes")])
def test_what_does_not_fit_is_refused(name: str, value: object) -> None:
    with pytest.raises(QualcodeError, match=f"“{name}” must be (a text|true or false)"):
        question_in("methods", {name: value})


def test_the_first_page_comes_after_what_a_report_asks_for_itself() -> None:
    shared = [part.name for part in parts_of(FirstPageParts)]
    for kind in KINDS.values():
        if issubclass(kind.question, FirstPageParts):
            assert [part.name for part in parts_of(kind.question)][-len(shared) :] == shared
