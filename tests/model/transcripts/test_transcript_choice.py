from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.entities import Folder, Transcript
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_choice import TranscriptChoice
from qualcode.operations import project
from qualcode.operations.transcripts import documents, folders
from tests.support.studies import read_transcript


def arranged() -> Study:
    """A and B in Wave, C in Wave > Women, D and E in no folder; B and D done."""
    study = Study().after(project.new_project("Choice"))
    files = [read_transcript(name, [("P", f"Words of {name}")]) for name in "ABCDE"]
    study = study.after(documents.add_transcripts(study, files).change)
    for path, names in (("Wave", "AB"), ("Wave > Women", "C")):
        study = study.after(folders.file_under(study, ids(study, names), path))
    return study.after(documents.set_transcript_status(study, ids(study, "BD"), TranscriptStatus.DONE))


def ids(study: Study, names: str) -> tuple[UUID, ...]:
    return tuple(study.transcript_named(name).id for name in names)


STUDY = arranged()
WAVE, WOMEN = STUDY.folders.in_order


def names(rows: tuple[UUID, ...] | None) -> str:
    return "all" if rows is None else "".join(sorted(STUDY.transcripts[row].name for row in rows))


def row(name: str) -> Folder | Transcript:
    return {"Wave": WAVE, "Women": WOMEN}.get(name) or STUDY.transcript_named(name)


def test_folders_add_to_those_named_and_statuses_narrow_both() -> None:
    done = (TranscriptStatus.DONE,)
    for choice, rows, words in (
        (TranscriptChoice(), "all", "all transcripts"),
        (TranscriptChoice(()), "", "no transcript yet"),
        (TranscriptChoice(ids(STUDY, "E")), "E", "E"),
        (TranscriptChoice(ids(STUDY, "DE")), "DE", "2 chosen transcripts"),
        (TranscriptChoice(None, (WAVE.id,)), "ABC", "folder “Wave”"),
        (TranscriptChoice(ids(STUDY, "E"), (WOMEN.id,)), "CE", "folder “Women” and E"),
        (TranscriptChoice(None, (), done), "BD", "all transcripts, done"),
        (TranscriptChoice(None, (WAVE.id,), done), "B", "folder “Wave”, done"),
        (
            TranscriptChoice(None, (WOMEN.id,), (*done, TranscriptStatus.SECOND_READING)),
            "",
            "folder “Women”, done or second reading",
        ),
    ):
        assert (names(choice.rows_of(STUDY)), choice.in_words(STUDY)) == (rows, words)
    assert names(TranscriptChoice(None, (), done).rows_of(STUDY, ids(STUDY, "AB"))) == "B"
    assert names(TranscriptChoice().rows_of(STUDY, ids(STUDY, "AB"))) == "AB"


TICKS = st.lists(st.tuples(st.sampled_from(["A", "B", "C", "D", "E", "Wave", "Women"]), st.booleans()))
INSIDE = {"Wave": "ABC", "Women": "C"}


@given(st.sampled_from([TranscriptChoice(), TranscriptChoice(())]), TICKS)
def test_what_is_ticked_is_chosen_and_nothing_else_changes(
    choice: TranscriptChoice, ticks: list[tuple[str, bool]]
) -> None:
    expected = set("ABCDE") if choice.everything else set()
    for name, on in ticks:
        choice = choice.ticking(STUDY, row(name), on=on)
        touched = set(INSIDE.get(name, name))
        expected = expected | touched if on else expected - touched
        found = names(choice.rows_of(STUDY))
        assert set("ABCDE" if found == "all" else found) == expected
        if name in INSIDE:
            assert (row(name).id in choice.folders) == on or choice.everything


def test_a_folder_that_was_ticked_goes_on_to_hold_what_comes_into_it() -> None:
    choice = TranscriptChoice(()).ticking(STUDY, WOMEN, on=True)
    later = STUDY.after(folders.place_transcripts(STUDY, ids(STUDY, "E"), WOMEN.id))
    assert names(choice.rows_of(later)) == "CE"
