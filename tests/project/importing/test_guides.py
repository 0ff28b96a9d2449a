import pytest

from qualcode.importers.reading import source_file
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import no_progress
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, LinePart, SpeakerGuide, SpeakerMarking
from qualcode.operations.project import new_project
from qualcode.operations.transcripts.remembered_guides import remembered_guides
from qualcode.project.importing.guides import GuideChoice, in_words, marking_choice, read_source
from qualcode.project.importing.listed import listed_source
from qualcode.project.importing.sources import FoundSources
from qualcode.project.importing.state import ImportState, Reach, known_of, read_as_told, work_out

EMPTY = Study().after(new_project("Study"))
TALK = "MOD: So?\nP1: Well.\nShame: it is.\nMOD: And?\nP1: No.\n"
OTHER = "MOD: Why?\nP1: Oh.\nShame: it was.\nMOD: And?\nP1: No.\n"
BRACKETS = "[MOD] Why?\n[P1] Oh.\n[MOD] And?\n[P1] No.\n"


def state_of(*texts: str, study: Study = EMPTY) -> ImportState:
    known = known_of(study)
    choice = GuideChoice(known.guides)
    files = tuple(
        listed_source(read_source(source_file(text.encode(), f"INT{number}.txt"), choice))
        for number, text in enumerate(texts)
    )
    return ImportState(known=known).with_more(FoundSources(files))


def shame(guide: SpeakerGuide) -> SpeakerGuide:
    return guide.with_speaker("Shame", is_speaker=True)


def told(state: ImportState, place: int, reach: Reach) -> ImportState:
    files = [state.files[at] for at in state.reached(place, reach)]
    return state.with_told(read_as_told(files, shame, no_progress), reach)


def test_what_is_told_reaches_the_file_those_like_it_or_all() -> None:
    state = state_of(TALK, OTHER, BRACKETS)
    assert [state.reached(0, reach) for reach in Reach] == [(0,), (0, 1), (0, 1, 2)]
    alike = told(state, 0, Reach.ALIKE)
    assert ["Shame" in file.transcript.labels for file in alike.files] == [True, True, False]
    alone = told(state, 0, Reach.FILE)
    assert ["Shame" in file.transcript.labels for file in alone.files] == [True, False, False]


def test_what_is_told_is_remembered_with_the_import_and_used_for_the_next_file() -> None:
    state = told(state_of(TALK), 0, Reach.ALIKE)
    change = work_out(EMPTY, state, no_progress).change
    study = EMPTY.after(change)
    assert [guide.speakers for guide in remembered_guides(study).values()] == [("Shame",)]
    later = state_of(OTHER, study=study)
    assert "Shame" in later.files[0].transcript.labels
    assert "Speakers as you set them: 1 correction." in later.files[0].notes
    # One step: with the transcript goes what was told about it.
    assert study.after(change.inverse()) == EMPTY


def test_what_is_told_of_one_file_alone_is_not_remembered() -> None:
    state = told(state_of(TALK), 0, Reach.FILE)
    assert remembered_guides(EMPTY.after(work_out(EMPTY, state, no_progress).change)) == {}


def test_what_is_taken_back_is_forgotten() -> None:
    study = EMPTY.after(work_out(EMPTY, told(state_of(TALK), 0, Reach.ALIKE), no_progress).change)
    state = state_of(OTHER, study=study)
    back = read_as_told(state.files, lambda guide: guide.with_speaker("Shame", is_speaker=None), no_progress)
    state = state.with_told(back, Reach.ALIKE)
    assert remembered_guides(study.after(work_out(study, state, no_progress).change)) == {}


def test_names_roles_and_kind_that_were_settled_stay() -> None:
    state = state_of(TALK).renamed(0, {"P1": "Ana"}, everywhere=False)
    state = told(state.with_role(0, "Ana", Role.OTHER, everywhere=False), 0, Reach.ALIKE)
    assert state.files[0].transcript.labels == {"MOD": 2, "Ana": 2, "Shame": 1}
    assert state.files[0].roles["Ana"] is Role.OTHER


def test_lines_of_a_file_are_shown_with_what_they_become() -> None:
    (file,) = state_of(TALK).files
    assert [line.line for line in file.lines] == TALK.strip().split("\n")
    after = file.told(NOTHING_TOLD.with_lines(["Shame: it is."], LinePart.LEFT_OUT))
    assert after.words == file.words - 3
    assert after.told(NOTHING_TOLD).transcript == file.transcript


def test_options_take_the_place_of_what_is_remembered() -> None:
    remembered = {"text w:": SpeakerGuide(SpeakerMarking.BOLD, speakers=("Ana",))}
    assert GuideChoice(remembered).guide_for("text w:") == remembered["text w:"]
    assert GuideChoice(remembered).guide_for("docx w:") == NOTHING_TOLD
    colon = GuideChoice(remembered, SpeakerMarking.COLON, not_speakers=("Ana",)).guide_for("text w:")
    assert colon == SpeakerGuide(SpeakerMarking.COLON, not_speakers=("Ana",))
    assert GuideChoice(remembered, SpeakerMarking.RECOGNISED).guide_for("text w:") == NOTHING_TOLD
    assert not GuideChoice(remembered).tells


def test_a_remembered_pattern_that_fails_is_passed_over_and_said() -> None:
    file = source_file(TALK.encode(), "a.txt")
    bad = SpeakerGuide(SpeakerMarking.PATTERN, pattern="(?P<name>")
    read = read_source(file, GuideChoice({"text w:": bad}))
    assert read.guide == NOTHING_TOLD
    assert read.transcript.warnings[-1].startswith("What the project remembers of such files")
    with pytest.raises(QualcodeError, match="cannot be read"):
        read_source(file, GuideChoice(marking=SpeakerMarking.PATTERN, pattern="(?P<name>"))


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("colon", (SpeakerMarking.COLON, 0, "")),
        ("own-line", (SpeakerMarking.OWN_LINE, 0, "")),
        ("column", (SpeakerMarking.COLUMN, 0, "")),
        ("column:3", (SpeakerMarking.COLUMN, 2, "")),
        (r"(?P<name>\w+) >", (SpeakerMarking.PATTERN, 0, r"(?P<name>\w+) >")),
    ],
)
def test_a_marking_is_typed_in_a_word(typed: str, choice: tuple[SpeakerMarking, int, str]) -> None:
    assert marking_choice(typed) == choice


@pytest.mark.parametrize("typed", ["", "smell", "pattern", "column:0", "column:x", "(?P<name>["])
def test_what_is_no_marking_is_refused(typed: str) -> None:
    with pytest.raises(QualcodeError):
        marking_choice(typed)


def test_a_guide_in_words() -> None:
    assert in_words(NOTHING_TOLD) == ""
    assert in_words(SpeakerGuide(SpeakerMarking.COLUMN, column=1)) == "column 2"
    assert (
        in_words(SpeakerGuide(SpeakerMarking.BOLD, speakers=("Ana", "Ben"))) == "Name in bold, 2 corrections"
    )
