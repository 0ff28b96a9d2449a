"""What a file of another program holds becomes a study; what has no place is counted."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from qualcode.importers.refi.calibration import calibrated
from qualcode.importers.refi.document import read_refi
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import (
    Attribute,
    AttributeType,
    Code,
    CodeSet,
    Highlight,
    Memo,
    MemoSubject,
)
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedProject,
    ExchangedSource,
    ExchangedText,
)
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart, identity_there
from qualcode.model.exchange.positions import STANDARD
from qualcode.model.exchange.selected import ExchangedSelection, Selections
from qualcode.model.exchange.told import ExchangeFate, report_lines
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTurn, Role
from qualcode.operations.exchanging.study import ImportedStudy, imported_study
from qualcode.operations.merging.counterparts import in_our_identities
from tests.support.foreign_project import archive, codes, document, guid, selection, text_source
from tests.support.studies import example_study

SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "refi" / "Project.qde"
TEXT = "Anna: They never asked us.\nBen: Nobody at all.\n"


def imported(tmp_path: Path, body: str) -> ImportedStudy:
    return of_file(archive(tmp_path / "x.qdpx", document(body)))


def of_file(path: Path) -> ImportedStudy:
    project = read_refi(path)
    found = calibrated(project.sources, everywhere=STANDARD)
    places = {source: (each.best.starts, each.best.ends) for source, each in found.items()}
    made = imported_study(project, places, Study())
    assert broken_invariants(made.study) == []
    return made


def words(made: ImportedStudy) -> list[str]:
    return [line.strip() for line in report_lines(made.told)]


def test_codings_stand_on_their_words_with_their_coder(tmp_path: Path) -> None:
    users = f'<Users><User guid="{guid(50)}" name="Cora"/></Users>'
    more = f' creatingUser="{guid(50)}" creationDateTime="2020-02-01T10:00:00.1234567Z"'
    made = imported(
        tmp_path, users + codes("trust", "stigma") + text_source(TEXT, selection(5, 6, 10, 1, 2, more=more))
    )
    study = made.study
    transcript = study.transcript_named("Talk")
    rows = list(study.codings_of(transcript.id))
    assert sorted((study.path(row.code_id), study.coders[row.coder_id].name) for row in rows) == [
        ("stigma", "Cora"),
        ("trust", "Cora"),
    ]
    assert {study.quoted(transcript.id, row.span) for row in rows} == {"They"}
    assert {row.created_at.isoformat() for row in rows} == {"2020-02-01T10:00:00.123000+00:00"}
    # Nothing of kinds of which there is nothing.
    assert words(made) == ["Included:", "2 codings", "1 transcript", "2 codes", "1 coder"]


def test_who_coded_is_unknown_where_the_file_does_not_say(tmp_path: Path) -> None:
    study = imported(tmp_path, codes("trust") + text_source(TEXT, selection(5, 6, 10, 1))).study
    assert [coder.name for coder in study.coders.values()] == ["Unknown coder"]


def test_a_selection_without_a_code_is_a_highlight(tmp_path: Path) -> None:
    inside = "<Description>look again</Description>"
    study = imported(tmp_path, text_source(TEXT, selection(5, 6, 10, inside=inside))).study
    (mark,) = study.rows(Highlight).values()
    assert (mark.start, mark.end, mark.memo) == (6, 10, "look again")


def test_selections_at_the_first_letter_and_after_one_without_a_place_come_along(tmp_path: Path) -> None:
    chosen = selection(5, 0, 4), selection(6, 400, 500), selection(7, 6, 10), selection(8, 0, 4, 1)
    made = imported(tmp_path, codes("a") + text_source(TEXT, *chosen))
    assert sorted((row.start, row.end) for row in made.study.rows(Highlight).values()) == [(0, 4), (6, 10)]
    assert [tuple(row.span) for table in made.study.codings.values() for row in table] == [(0, 4)]
    assert "1 selection: positions outside the text or inside a character" in words(made)


def test_a_name_and_a_comment_of_a_coded_selection_are_a_memo_at_its_place(tmp_path: Path) -> None:
    inside, more = "<Description>why so?</Description>", ' name="damage done"'
    chosen = selection(5, 6, 10, 1, inside=inside, more=more)
    study = imported(tmp_path, codes("a") + text_source(TEXT, chosen)).study
    (memo,) = study.rows(Memo).values()
    assert (memo.subject, memo.title, memo.text, memo.start, memo.end) == (
        MemoSubject.PLACE, "damage done", "why so?", 6, 10,
    )  # fmt: skip
    quoted = selection(5, 6, 10, 1, more=' name="They"')
    assert not imported(tmp_path, codes("a") + text_source(TEXT, quoted)).study.rows(Memo)


def test_notes_are_about_what_they_are_linked_with(tmp_path: Path) -> None:
    def note(number: int) -> str:
        return f'<Note guid="{guid(number)}" name="n{number}"><PlainTextContent>t</PlainTextContent></Note>'

    def ref(number: int) -> str:
        return f'<NoteRef targetGUID="{guid(number)}"/>'

    only = f'<Code guid="{guid(1)}" name="a" isCodable="true">{ref(60)}</Code>'
    codebook = f"<CodeBook><Codes>{only}</Codes></CodeBook>"
    case = f'<Cases><Case guid="{guid(70)}" name="Anna"/></Cases>'
    coding = f'<Coding guid="{guid(80)}"><CodeRef targetGUID="{guid(1)}"/>{ref(62)}</Coding>'
    chosen = selection(5, 6, 10, inside=coding + ref(63))
    source = text_source(TEXT, chosen, ref(61))
    notes = "<Notes>" + "".join(map(note, range(60, 67))) + "</Notes>"
    links = (
        f'<Links><Link guid="{guid(90)}" originGUID="{guid(64)}" targetGUID="{guid(70)}"/>'
        f'<Link guid="{guid(91)}" originGUID="{guid(5)}" targetGUID="{guid(66)}"/>'
        f'<Link guid="{guid(92)}" originGUID="{guid(1)}" targetGUID="{guid(70)}"/></Links>'
    )
    made = imported(tmp_path, codebook + case + source + notes + links)
    study = made.study
    about = {memo.title: memo.subject for memo in study.rows(Memo).values()}
    assert about == {
        "n60": MemoSubject.CODE,
        "n61": MemoSubject.TRANSCRIPT,
        "n63": MemoSubject.PLACE,
        "n64": MemoSubject.PARTICIPANT,
        "n65": MemoSubject.PROJECT,
        "n66": MemoSubject.PLACE,
    }
    (row,) = study.codings_of(study.transcript_named("Talk").id)
    assert row.memo == "n62\nt"
    assert "1 link" in words(made)
    (kept,) = study.rows(ForeignPart).values()
    assert (kept.kind, kept.id) == (ForeignKind.LINK, UUID(guid(92)))


def test_variables_get_the_type_that_all_their_values_fit(tmp_path: Path) -> None:
    def value(variable: int, kind: str, said: str) -> str:
        reference = f'<VariableRef targetGUID="{guid(variable)}"/>'
        return f"<VariableValue>{reference}<{kind}Value>{said}</{kind}Value></VariableValue>"

    kinds = {20: "Integer", 21: "Boolean", 22: "Date", 23: "Text", 24: "Integer"}
    variables = "".join(
        f'<Variable guid="{guid(number)}" name="v{number}" typeOfVariable="{kind}"/>'
        for number, kind in kinds.items()
    )
    values = (
        value(20, "Integer", "42") + value(21, "Boolean", "true") + value(22, "Date", "2020-02-01")
        + value(23, "Text", "far away") + value(24, "Text", "about ten")
    )  # fmt: skip
    case = f'<Cases><Case guid="{guid(70)}">{values}</Case></Cases>'
    study = imported(tmp_path, f"<Variables>{variables}</Variables>{case}").study
    assert [person.name for person in study.participants.values()] == ["Case 1"]
    found = {
        row.name: (row.type, study.values_of(next(iter(study.participants)))[row.id].value)
        for row in study.rows(Attribute).values()
    }
    assert found == {
        "v20": (AttributeType.NUMBER, "42"),
        "v21": (AttributeType.YES_NO, "yes"),
        "v22": (AttributeType.DATE, "2020-02-01"),
        "v23": (AttributeType.TEXT, "far away"),
        "v24": (AttributeType.TEXT, "about ten"),
    }


def test_turns_are_those_of_the_text_or_of_the_cases(tmp_path: Path) -> None:
    study = imported(tmp_path, text_source(TEXT * 3)).study
    (turns,) = study.turns.values()
    assert [turn.label for turn in turns] == 3 * ["Anna", "Ben"]
    assert {person.name for person in study.participants.values()} == {"Anna", "Ben"}
    plain = "they never asked us\nnobody at all\n"
    case = f'<Cases><Case guid="{guid(70)}" name="Cora"><SelectionRef targetGUID="{guid(5)}"/></Case></Cases>'
    study = imported(tmp_path, case + text_source(plain, selection(5, 20, 33))).study
    (turns,) = study.turns.values()
    people = [study.participants[turn.participant_id].name if turn.participant_id else "" for turn in turns]
    assert people == ["", "Cora"]
    assert not study.rows(Highlight)


def test_a_turn_of_several_cases_belongs_to_the_one_that_covers_most_of_it(tmp_path: Path) -> None:
    cases = "".join(
        f'<Case guid="{guid(70 + number)}" name="{name}"><SelectionRef targetGUID="{guid(number)}"/></Case>'
        for number, name in ((5, "Cora"), (6, "Dan"), (7, "Eve"))
    )
    places = selection(5, 0, 5), selection(6, 5, 25), selection(7, 25, 27)
    study = imported(tmp_path, f"<Cases>{cases}</Cases>" + text_source(TEXT * 3, *places)).study
    (turns,) = study.turns.values()
    people = [study.participants[turn.participant_id].name for turn in turns if turn.participant_id]
    assert people == ["Dan", "Ben", *(2 * ["Anna", "Ben"])]


def test_a_code_of_ours_keeps_colons_in_its_name_and_levels_are_told_from_it(tmp_path: Path) -> None:
    known = imported(tmp_path, codes("whatever")).study
    project = read_refi(archive(tmp_path / "y.qdpx", document(codes("A::B", "A::B::C"))))
    study = imported_study(project, {}, known).study
    assert {study.path(code.id): code.codable for code in study.codes_in_order} == {
        "A::B": True,
        "A": False,
        "A > B": True,
        "A > B > C": True,
    }


def test_colons_in_names_are_levels_of_the_codebook(tmp_path: Path) -> None:
    study = imported(tmp_path, codes("Coke::diet", "Coke", "Tea::green")).study
    assert [study.path(code.id) for code in study.codes_in_order] == [
        "Coke",
        "Coke > diet",
        "Tea",
        "Tea > green",
    ]
    assert [code.codable for code in study.codes_in_order] == [True, True, False, True]


def test_colons_in_names_are_the_same_levels_when_the_file_comes_again(tmp_path: Path) -> None:
    file = archive(tmp_path / "x.qdpx", document(codes("Coke::diet", "Coke", "Tea::green")))
    first = imported_study(read_refi(file), {}, Study()).study
    again = imported_study(read_refi(file), {}, first).study
    assert again.codes == first.codes


def test_names_that_are_missing_or_taken_are_mended(tmp_path: Path) -> None:
    made = imported(tmp_path, codes("a", "A", "", "b > c"))
    assert sorted(code.name for code in made.study.codes.values()) == ["A (2)", "Unnamed code", "a", "b › c"]
    assert any(line.fate is ExchangeFate.REPAIRED for line in made.told)


def test_what_leads_nowhere_is_counted(tmp_path: Path) -> None:
    lost = [selection(5, 6, 10, 9), selection(6, 400, 500, 1)]
    made = imported(tmp_path, codes("a") + text_source(TEXT, *lost))
    assert not made.study.codings
    assert "1 coding: the code is not in the file" in words(made)
    assert "1 coding: positions outside the text or inside a character" in words(made)


def test_what_has_no_words_is_left_out_and_counted(tmp_path: Path) -> None:
    coded = f'<Coding guid="{guid(20)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    sources = (
        f'<Sources><PictureSource guid="{guid(101)}" name="p"><PictureSelection guid="{guid(7)}" firstX="0" '
        f'firstY="0" secondX="9" secondY="9">{coded}</PictureSelection></PictureSource>'
        f'<PDFSource guid="{guid(102)}" name="q"/><PDFSource guid="{guid(103)}" name="r"/></Sources>'
    )
    made = imported(tmp_path, codes("a") + sources)
    assert not made.study.transcripts
    lines = words(made)
    assert "1 picture: only words can be coded here" in lines
    assert "2 PDFs without their text: only words can be coded here" in lines
    assert "1 coding: on a picture, a page or a recording, not on words" in lines


def test_a_text_whose_file_is_missing_is_told_as_such(tmp_path: Path) -> None:
    sources = (
        f'<Sources><TextSource guid="{guid(101)}" name="p" plainTextPath="internal://gone.txt">'
        f"{selection(5, 6, 10, 1)}{selection(6, 1, 2)}</TextSource></Sources>"
    )
    lines = words(imported(tmp_path, codes("a") + sources))
    assert "1 text: missing from the export, or not readable" in lines
    assert "1 coding: on a text that is missing" in lines
    assert "1 selection: on a text that is missing" in lines


def test_a_category_that_is_coded_becomes_a_code(tmp_path: Path) -> None:
    codebook = f'<CodeBook><Codes><Code guid="{guid(1)}" name="a" isCodable="false"/></Codes></CodeBook>'
    made = imported(tmp_path, codebook + text_source(TEXT, selection(5, 6, 10, 1)))
    assert made.study.code_named("a").codable
    assert "1 category: coded, so turned into a code" in words(made)


def test_a_case_whose_turns_ask_is_counted_as_an_interviewer(tmp_path: Path) -> None:
    text = "Interviewer: Why?\nAnna: Because.\nInterviewer: And then?\nAnna: Nothing."
    cases = (
        f'<Cases><Case guid="{guid(40)}" name="Interviewer"/><Case guid="{guid(41)}" name="Anna"/></Cases>'
    )
    made = imported(tmp_path, f"<Cases>{cases}</Cases>" + text_source(text, ""))
    lines = words(made)
    assert "1 participant" in lines
    assert "1 interviewer" in lines


def test_a_case_that_is_known_here_is_counted_as_what_it_is_here(tmp_path: Path) -> None:
    case = f'<Cases><Case guid="{guid(40)}" name="mod"/></Cases>'
    project = read_refi(archive(tmp_path / "x.qdpx", document(case)))
    for known, noun in ((Study(), "participant"), (example_study(), "interviewer")):
        lines = words(imported_study(project, {}, known))
        assert [line for line in lines if line.startswith("1 ")] == [f"1 {noun}"]


def test_the_vendors_test_project_comes_in(tmp_path: Path) -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample is not here")
    made = of_file(SAMPLE)
    assert {row.name for row in made.study.rows(CodeSet).values()} >= {"Feelings", "Breakfast food", "<3"}
    assert made.study.code_named("Coke > diet Coke").definition == "non sucré"
    assert "2 videos: only words can be coded here" in words(made)


# -- turns -----------------------------------------------------------------------------------------------

WORDS = "a" * 100


def spoken(
    *cases: tuple[int, int, int], turns: tuple[ReadTurn, ...] = (), text: str = WORDS
) -> list[tuple[int, int, int, str, str, Role]]:
    """Turns of a text of which cases say who speaks from where to where: case, beginning and end."""
    people = sorted({case for case, *_ in cases})
    chosen = Selections.of(
        ExchangedSelection(UUID(int=20 + place), "", start, end, "", None, None, (), ())
        for place, (_, start, end) in enumerate(cases)
    )
    places = {
        person: tuple(UUID(int=20 + place) for place, (case, *_) in enumerate(cases) if case == person)
        for person in people
    }
    source = ExchangedSource(
        UUID(int=3), "FG1 x", "text", ExchangedText(text, "inside", turns=turns), selections=chosen
    )
    project = ExchangedProject(
        "P",
        cases=tuple(
            ExchangedCase(UUID(int=person), f"Case {person}", "", (), (), (), places[person])
            for person in people
        ),
        sources=(source,),
    )
    made = imported_study(project, {source.id: (chosen.starts, chosen.ends)}, Study()).study
    assert broken_invariants(made) == []
    return [
        (
            turn.span.start, turn.speech, turn.span.end, turn.label,
            "" if turn.participant_id is None else made.participants[turn.participant_id].name, turn.role,
        )
        for turn in made.turns_of(source.id)
    ]  # fmt: skip


def labelled(*turns: tuple[int, int, str]) -> tuple[ReadTurn, ...]:
    return tuple(ReadTurn(Span(start, end), start, label, Role.PARTICIPANT) for start, end, label in turns)


SAID, OTHER = Role.PARTICIPANT, Role.OTHER


@pytest.mark.parametrize(
    ("cases", "turns"),
    [
        ((), [(0, 0, 100, "", "", OTHER)]),
        # Each goes on until the next begins.
        (((1, 0, 40), (2, 40, 100)), [(0, 0, 40, "", "Case 1", SAID), (40, 40, 100, "", "Case 2", SAID)]),
        (
            ((1, 10, 40), (2, 50, 100)),
            [(0, 0, 10, "", "", OTHER), (10, 10, 50, "", "Case 1", SAID), (50, 50, 100, "", "Case 2", SAID)],
        ),
        # A case at the very end covers nothing.
        (((1, 0, 60), (2, 100, 100)), [(0, 0, 100, "", "Case 1", SAID)]),
        # Half of a turn is not most of it.
        (((1, 0, 20), (2, 40, 100)), [(0, 0, 40, "", "", SAID), (40, 40, 100, "", "Case 2", SAID)]),
        (((1, 0, 21), (2, 40, 100)), [(0, 0, 40, "", "Case 1", SAID), (40, 40, 100, "", "Case 2", SAID)]),
        # Two say the same words: the larger share, else the later identity.
        (((1, 0, 60), (2, 0, 100)), [(0, 0, 100, "", "Case 2", SAID)]),
        (((1, 0, 100), (2, 0, 100)), [(0, 0, 100, "", "Case 2", SAID)]),
    ],
)
def test_where_a_text_shows_no_turns_cases_make_them(
    cases: tuple[tuple[int, int, int], ...], turns: list[tuple[int, int, int, str, str, Role]]
) -> None:
    assert spoken(*cases) == turns


def test_labels_name_who_speaks_but_for_what_cases_cover_for_the_most_part() -> None:
    turns = labelled((0, 30, "P1"), (30, 60, "Ann  Lee"), (60, 80, ""), (80, 100, "case 1"))
    assert [row[3:5] for row in spoken(turns=turns)] == [
        ("P1", "FG1 x-P1"), ("Ann  Lee", "Ann Lee"), ("", ""), ("case 1", "case 1"),
    ]  # fmt: skip
    # From the second half of the first turn to that of the third: all of the second, and 16 of 30.
    found = spoken((1, 14, 71), turns=turns)
    assert [row[4] for row in found] == ["Case 1", "Case 1", "Case 1", "Case 1"]
    found = spoken((1, 15, 70), turns=turns)
    assert [row[4] for row in found] == ["FG1 x-P1", "Case 1", "", "Case 1"]
    # Shares of one person add up.
    found = spoken((1, 0, 10), (1, 20, 26), (2, 10, 20), turns=turns)
    assert found[0][4] == "Case 1"


def test_a_generic_label_is_somebody_known_by_that_name() -> None:
    project = ExchangedProject(
        "P",
        cases=(ExchangedCase(UUID(int=1), "P1", "", (), (), (), ()),),
        sources=(
            ExchangedSource(
                UUID(int=3), "T", "text",
                ExchangedText(WORDS, "inside", turns=labelled((0, 50, "p1"), (50, 100, "P 2"))),
            ),
        ),
    )  # fmt: skip
    study = imported_study(project, {}, Study()).study
    people = [(row.name, row.position, row.role) for row in study.participants_in_order]
    assert people == [("P1", 0, Role.PARTICIPANT), ("T-P2", 1, Role.PARTICIPANT)]
    (turns,) = study.turns.values()
    assert [turn.label for turn in turns] == ["p1", "P 2"]
    # The turns of a text that is known already are known as well.
    bare = replace(
        project, sources=(replace(project.sources[0], text=ExchangedText(WORDS, "inside")),), cases=()
    )
    assert imported_study(bare, {}, study).study.turns == {}
    assert len(imported_study(bare, {}, Study()).study.turns) == 1
    assert len(imported_study(project, {}, study).study.turns) == 1


def test_a_guid_of_a_code_below_another_one_does_not_keep_the_colons_in_its_name(tmp_path: Path) -> None:
    file = archive(tmp_path / "x.qdpx", document(codes("Coke::diet", "Coke", "Tea::green")))
    first = imported_study(read_refi(file), {}, Study()).study
    there, here = first.code_named("Coke > diet").id, UUID(int=99)
    part = identity_there(there, here)
    known = in_our_identities(first, {there: here})
    known = replace(known, tables={**known.tables, ForeignPart: {part.id: part}})
    again = imported_study(read_refi(file), {}, known).study
    assert again.codes == first.codes
    # One that stands at the top is called as its name says.
    top = replace(known.codes[here], parent_id=None, name="Coke::diet")
    known = replace(known, tables={**known.tables, Code: {**known.codes, here: top}})
    again = imported_study(read_refi(file), {}, known).study
    assert again.path(there) == "Coke::diet"
