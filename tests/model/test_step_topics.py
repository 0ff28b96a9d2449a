"""What a step is about follows from what it changed; reasons are asked for at the kinds that are chosen.

Tests as well: ``results.audit``.
"""

from datetime import date

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.entities import ProjectInfo
from qualcode.model.identity import id_list
from qualcode.model.span import Span
from qualcode.model.step_topics import (
    TOPIC_NAMES,
    StepTopic,
    asked_about,
    in_a_sentence,
    outline_of,
    topics_of,
)
from qualcode.model.study import Study
from qualcode.operations import coders, memos
from qualcode.operations.codes import codebook, codebook_structure
from qualcode.operations.codings import coding
from qualcode.operations.project import rename_project, set_reason_topics
from qualcode.operations.transcripts import documents
from tests.analysis.building import Coded, Said, Talk, identity, study_of

CODE, OTHER = identity("code", "Trust"), identity("code", "Fear")
TEXT = identity("transcript", "FG1")
AB = identity("coder", "AB")


@pytest.fixture(scope="module")
def study() -> Study:
    talk = Talk("P1: Nobody asked us.", [Said(0, 20, "P1", 4)], [Coded("AB", "Trust", 4, 10)])
    return study_of({"FG1": talk}, {"Trust": None, "Fear": None})


def topics(change: ChangeSet) -> set[StepTopic]:
    return set(topics_of(outline_of(change)))


def test_each_kind_of_step_is_known_by_what_it_changes(study: Study) -> None:
    (only,) = id_list(study.codings_of(TEXT).id)
    assert topics(codebook.add_code(study, "Hope")[1]) == {StepTopic.NEW_CODES}
    assert topics(codebook.rename_code(study, CODE, "Confidence")) == {StepTopic.CODEBOOK}
    assert topics(codebook_structure.move_codes(study, [OTHER], CODE)) == {StepTopic.CODEBOOK}
    assert StepTopic.DELETED_CODES in topics(
        codebook_structure.delete_codes(study, [CODE], codebook_structure.Children.DELETE)
    )
    assert topics(coding.remove_codings(study, TEXT, [only])) == {StepTopic.REMOVED_CODINGS}
    assert topics(coding.resize_coding(study, TEXT, only, Span(4, 8))) == {StepTopic.CHANGED_CODINGS}
    assert StepTopic.TRANSCRIPTS in topics(documents.delete_transcripts(study, [TEXT]))
    assert topics(rename_project(study, "Other")) == {StepTopic.SETTINGS}
    assert topics(memos.add_journal_entry(study, "x", author="AB", day=date(2026, 3, 1))[1]) == {
        StepTopic.NOTES
    }


def test_a_coder_who_comes_along_is_no_topic_of_a_step(study: Study) -> None:
    _, arrival = coders.ensure_coder(study, "CD")
    assert topics(arrival) == {StepTopic.TEAM}
    wanting = study.after(set_reason_topics(study, [StepTopic.TEAM, StepTopic.CODING]))
    assert asked_about(wanting, arrival) == ()


def test_reasons_are_asked_for_at_the_chosen_kinds_alone(study: Study) -> None:
    change = codebook.rename_code(study, CODE, "Confidence")
    assert asked_about(study, change) == ()
    wanting = study.after(set_reason_topics(study, [StepTopic.CODEBOOK]))
    assert asked_about(wanting, change) == (StepTopic.CODEBOOK,)
    assert asked_about(wanting, codebook.add_code(wanting, "Hope")[1]) == ()
    assert in_a_sentence([StepTopic.CODEBOOK]) == "when codes are reworded or moved"


def test_kinds_are_kept_in_their_order_and_once(study: Study) -> None:
    change = set_reason_topics(study, [StepTopic.TEXT, StepTopic.CODEBOOK, StepTopic.TEXT])
    (row,) = study.after(change).rows(ProjectInfo).values()
    assert row.reason_topics == ("codebook", "text")
    assert change.label == "Ask for reasons at codebook and text"
    again = set_reason_topics(study.after(change), [])
    assert again.label == "Ask for no reasons"


def test_every_kind_has_a_name() -> None:
    assert set(TOPIC_NAMES) == set(StepTopic)
