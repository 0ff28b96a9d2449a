import pytest

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import RememberedGuide
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.transcripts.reading_choices import CaptionLines, PdfLines, ReadingChoices
from qualcode.model.transcripts.speaker_guide import SpeakerGuide, SpeakerMarking
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.remembered_guides import remember_guides, remembered_guides
from qualcode.operations.transcripts.remembered_readings import remember_reading, remembered_reading

EMPTY = Study().after(new_project("Study"))
LINES = ReadingChoices(captions=CaptionLines.CAPTIONS, whole_words=False)


def test_what_is_chosen_is_remembered_and_changed_without_an_encoding() -> None:
    assert remembered_reading(EMPTY) is None
    study = EMPTY.after(remember_reading(EMPTY, ReadingChoices("ISO-8859-2", CaptionLines.CAPTIONS)))
    assert remembered_reading(study) == ReadingChoices(captions=CaptionLines.CAPTIONS)
    printed = ReadingChoices(pdf_lines=PdfLines.AS_PRINTED, whole_words=False)
    changed = study.after(remember_reading(study, printed))
    assert remembered_reading(changed) == printed
    assert len(changed.rows(RememberedGuide)) == 1
    assert remembered_guides(changed) == {}


def test_what_is_remembered_of_files_of_other_shapes_is_left_alone() -> None:
    guides = {f"text {letter}:": SpeakerGuide(SpeakerMarking.COLON) for letter in "abcd"}
    study = EMPTY.after(remember_guides(EMPTY, guides))
    assert remembered_reading(study) is None
    for choices in (LINES, ReadingChoices(whole_words=False)):
        study = study.after(remember_reading(study, choices))
        assert remembered_reading(study) == choices
        assert remembered_guides(study) == guides


def test_it_can_be_undone_and_said_twice() -> None:
    change = remember_reading(EMPTY, LINES)
    study = EMPTY.after(change)
    assert study.after(change.inverse()) == EMPTY
    assert not remember_reading(study, LINES)


@pytest.mark.parametrize("content", ["", "[]", '{"captions": "sung"}', "{"])
def test_what_a_newer_version_wrote_is_passed_over(content: str) -> None:
    shape = next(iter(EMPTY.after(remember_reading(EMPTY, LINES)).rows(RememberedGuide).values())).shape
    rows = (added(RememberedGuide(new_id(), shape, content)),)
    study = EMPTY.after(ChangeSet("From elsewhere", rows))
    assert remembered_reading(study) is None
    assert remembered_reading(study.after(remember_reading(study, LINES))) == LINES
