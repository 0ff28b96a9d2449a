"""Versions of the codebook, the register of tools and answers to checklists as steps.

Tests as well: ``checklists``, ``model.codes.named_versions``,
``model.results.tool_register``, ``model.papers``, ``model.results.checklists``,
``model.codes.codebook_version``.
"""

import pytest

from qualcode.model.codes.codebook_version import codebook_sha256, codes_in, codes_of_version
from qualcode.model.codes.named_versions import version_named, version_today, versions_in_order
from qualcode.model.errors import QualcodeError
from qualcode.model.papers import Checklist
from qualcode.model.results.checklists import ITEMS, SOURCES, answer_to
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.papers.checklists import answer_item
from qualcode.operations.papers.codebook_versions import delete_version, edit_version, name_version
from qualcode.operations.papers.tool_register import ToolWords, delete_tool, edit_tool, record_tool
from tests.analysis.building import identity, study_of


@pytest.fixture
def study() -> Study:
    return study_of({}, {"Care": None, "Trust “in” care": "Care", "Ängste": None})


def test_a_version_keeps_the_codebook_whatever_becomes_of_it(study: Study) -> None:
    named = study.after(name_version(study, " Pilot ", "AB", "after two groups"))
    (row,) = versions_in_order(named)
    assert (row.name, row.note, row.step) == ("Pilot", "after two groups", study.step)
    assert codes_in(row.content) == codes_of_version(study)
    assert version_today(named) == row
    changed = named.after(edit_code(named, identity("code", "Care"), definition="otherwise"))
    assert version_today(changed) is None
    assert codes_in(version_named(changed, "pilot").content) == codes_of_version(study)
    assert row.sha256 == codebook_sha256(study) != codebook_sha256(changed)


def test_names_of_versions_are_each_there_once(study: Study) -> None:
    named = study.after(name_version(study, "Pilot", "AB"))
    with pytest.raises(QualcodeError, match="already a version of the codebook named “Pilot”"):
        name_version(named, "PILOT", "AB")
    with pytest.raises(QualcodeError, match="versions of this project: Pilot"):
        version_named(named, "Main")
    with pytest.raises(QualcodeError, match="no code yet"):
        name_version(study_of({}, {}), "Pilot", "AB")
    row = version_named(named, "Pilot")
    assert not edit_version(named, row.id, "Pilot", "")
    other = named.after(edit_version(named, row.id, "pilot", "a note"))
    assert version_named(other, "pilot").note == "a note"
    gone = other.after(delete_version(other, row.id))
    assert versions_in_order(gone) == ()


def test_a_renamed_code_is_another_version(study: Study) -> None:
    named = study.after(name_version(study, "Pilot", "AB"))
    renamed = named.after(rename_code(named, identity("code", "Ängste"), "Fear"))
    assert version_today(renamed) is None


@pytest.mark.parametrize("content", ["", "[[1]]", "{}", '[["x",1,2,3,4,5,6]]', "null"])
def test_a_version_that_was_altered_elsewhere_holds_no_codes(content: str) -> None:
    assert codes_in(content) == ()


def test_tools_are_recorded_changed_and_taken_out(study: Study) -> None:
    words = ToolWords("Chatbot", "drafting the guide", "5", "March", "AB")
    one = study.after(record_tool(study, words, "AB"))
    two = one.after(record_tool(one, ToolWords("R", "figures"), "CD"))
    assert [(row.tool, row.purpose, row.author) for row in tools_in_order(two)] == [
        ("Chatbot", "drafting the guide", "AB"),
        ("R", "figures", "CD"),
    ]
    first = tools_in_order(two)[0]
    assert not edit_tool(two, first.id, words, "CD")
    changed = two.after(edit_tool(two, first.id, words._replace(version="6"), "CD"))
    assert (tools_in_order(changed)[0].version, tools_in_order(changed)[0].author) == ("6", "CD")
    assert [row.tool for row in tools_in_order(two.after(delete_tool(two, first.id)))] == ["R"]
    for said, wanted in (
        (ToolWords("", "x"), "needs a name"),
        (ToolWords("R", " "), "what the tool was used"),
    ):
        with pytest.raises(QualcodeError, match=wanted):
            record_tool(study, said, "AB")


def test_an_item_is_answered_otherwise_and_not_any_more(study: Study) -> None:
    one = study.after(answer_item(study, Checklist.COREQ, 9, " Thematic analysis ", "AB"))
    answer = answer_to(one, Checklist.COREQ, 9)
    assert answer is not None
    assert (answer.text, answer.author) == ("Thematic analysis", "AB")
    assert answer_to(one, Checklist.SRQR, 9) is None
    assert not answer_item(one, Checklist.COREQ, 9, "Thematic analysis", "CD")
    two = one.after(answer_item(one, Checklist.COREQ, 9, "Otherwise", "CD"))
    assert answer_to(two, Checklist.COREQ, 9) != answer
    assert answer_to(two.after(answer_item(two, Checklist.COREQ, 9, "", "CD")), Checklist.COREQ, 9) is None
    assert not answer_item(study, Checklist.COREQ, 9, " ", "AB")
    with pytest.raises(QualcodeError, match="SRQR has the items 1 to 21; 22 is none"):
        answer_item(study, Checklist.SRQR, 22, "x", "AB")


def test_checklists_are_numbered_as_published() -> None:
    assert {kind: len(items) for kind, items in ITEMS.items()} == {Checklist.COREQ: 32, Checklist.SRQR: 21}
    assert set(SOURCES) == set(Checklist)
    for items in ITEMS.values():
        assert [item.number for item in items] == list(range(1, len(items) + 1))
        assert len({item.name for item in items}) == len(items)
    # Where the published order is known by heart: coders, software; sampling, ethics.
    assert [ITEMS[Checklist.COREQ][number - 1].name for number in (22, 24, 27)] == [
        "Data saturation",
        "Number of coders",
        "Software",
    ]
    assert [ITEMS[Checklist.SRQR][number - 1].name for number in (8, 9, 21)] == [
        "Sampling strategy",
        "Ethics",
        "Funding",
    ]
