"""The register of other tools: what is recorded, in which order, and what is refused."""

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.papers import ToolUse
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.study import Study
from qualcode.operations.papers.tool_register import ToolWords, delete_tool, edit_tool, record_tool
from tests.support.studies import example_study


def recorded(*tools: str) -> Study:
    study = example_study()
    for tool in tools:
        study = study.after(record_tool(study, ToolWords(tool, "a draft"), "AB"))
    return study


def places(study: Study) -> list[tuple[str, int]]:
    return [(row.tool, row.position) for row in tools_in_order(study)]


def test_tools_are_in_the_order_in_which_they_were_recorded() -> None:
    study = recorded("One", "Two", "Three")
    assert places(study) == [("One", 0), ("Two", 1), ("Three", 2)]
    change = delete_tool(study, tools_in_order(study)[1].id)
    assert change.label == "Take Two out of the register of tools"
    study = study.after(change)
    assert places(study.after(record_tool(study, ToolWords("Four", "a draft"), "AB"))) == [
        ("One", 0), ("Three", 2), ("Four", 3),
    ]  # fmt: skip


def test_all_that_is_said_of_a_tool_is_kept_and_can_be_changed() -> None:
    study = example_study()
    words = ToolWords(" Whisper ", " transcribing ", "3", "in May", "CD")
    change = record_tool(study, words, "AB")
    assert change.label == "Record the use of Whisper"
    study = study.after(change)
    (row,) = study.rows(ToolUse).values()
    assert (row.tool, row.purpose, row.version, row.used, row.who, row.author) == (
        "Whisper", "transcribing", "3", "in May", "CD", "AB",
    )  # fmt: skip
    assert not edit_tool(study, row.id, words, "CD")
    change = edit_tool(study, row.id, words._replace(version="4"), "CD")
    assert change.label == "Edit what is recorded of Whisper"
    (edited,) = study.after(change).rows(ToolUse).values()
    assert (edited.id, edited.tool, edited.version, edited.author) == (row.id, "Whisper", "4", "CD")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ToolWords("Whisper", " "), "Say what the tool was used for"),
        (ToolWords(" ", "transcribing"), "needs a name"),
    ],
)
def test_a_tool_has_a_name_and_a_purpose(words: ToolWords, said: str) -> None:
    study = recorded("One")
    with pytest.raises(QualcodeError, match=said):
        record_tool(study, words, "AB")
    with pytest.raises(QualcodeError, match=said):
        edit_tool(study, tools_in_order(study)[0].id, words, "AB")
