from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import RememberedGuide
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, SpeakerGuide, SpeakerMarking
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.remembered_guides import remember_guides, remembered_guides

EMPTY = Study().after(new_project("Study"))
COLON = SpeakerGuide(SpeakerMarking.COLON)


def test_what_is_told_is_remembered_changed_and_forgotten() -> None:
    study = EMPTY.after(remember_guides(EMPTY, {"text w:": COLON}))
    assert remembered_guides(study) == {"text w:": COLON}
    more = COLON.with_speaker("Ana", is_speaker=True)
    changed = study.after(remember_guides(study, {"text w:": more, "docx w:": COLON}))
    assert remembered_guides(changed) == {"text w:": more, "docx w:": COLON}
    assert len(changed.rows(RememberedGuide)) == 2
    assert remembered_guides(changed.after(remember_guides(changed, {"text w:": NOTHING_TOLD}))) == {
        "docx w:": COLON
    }


def test_remembering_what_is_known_changes_nothing() -> None:
    study = EMPTY.after(remember_guides(EMPTY, {"text w:": COLON}))
    assert not remember_guides(study, {"text w:": COLON, "docx w:": NOTHING_TOLD})


def test_it_can_be_undone() -> None:
    change = remember_guides(EMPTY, {"text w:": COLON})
    assert EMPTY.after(change).after(change.inverse()) == EMPTY


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    rows = (added(RememberedGuide(new_id(), "text w:", '{"marking": "by smell"}')),)
    study = EMPTY.after(ChangeSet("From elsewhere", rows))
    assert remembered_guides(study) == {}
    assert remembered_guides(study.after(remember_guides(study, {"text w:": COLON}))) == {"text w:": COLON}


def test_of_two_tellings_at_once_one_stays() -> None:
    first = remember_guides(EMPTY, {"text w:": COLON})
    both = EMPTY.after(first).after(remember_guides(EMPTY, {"text w:": SpeakerGuide(SpeakerMarking.BOLD)}))
    study = both.after(remember_guides(both, {"text w:": COLON.with_speaker("Ana", is_speaker=True)}))
    assert len(study.rows(RememberedGuide)) == 1
