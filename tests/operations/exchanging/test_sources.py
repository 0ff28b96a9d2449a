"""Sources of another program as transcripts: codings, highlights and memos at their places; what is lost."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from qualcode.model.entities import Code, Coder, Highlight, Memo, MemoSubject, TextVersion, Transcript
from qualcode.model.exchange.document import (
    ExchangedCode,
    ExchangedNote,
    ExchangedProject,
    ExchangedSource,
    ExchangedText,
    ExchangedUser,
)
from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, Selections
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.identity import from_milliseconds, id_of
from qualcode.model.span import Span
from qualcode.model.transcript import TranscriptKind
from qualcode.operations.exchanging.codes import add_codes, add_users
from qualcode.operations.exchanging.draft_study import UNKNOWN_CODER, DraftStudy
from qualcode.operations.exchanging.sources import SourceRows

TEXT = "They never asked us."
OUTSIDE = "positions outside the text or inside a character"


def guid(number: int) -> UUID:
    return UUID(int=number)


def coding(
    number: int, code: int, user: int | None = None, *notes: int, made: int | None = None
) -> ExchangedCoding:
    who = None if user is None else guid(user)
    return ExchangedCoding(guid(number), guid(code), who, made, tuple(map(guid, notes)))


def selection(
    number: int, start: int, end: int, *codings: ExchangedCoding, name: str = "", said: str = "", **more: Any
) -> ExchangedSelection:
    notes = tuple(map(guid, more.get("notes", ())))
    return ExchangedSelection(
        guid(number), name, start, end, said, more.get("user"), more.get("made"), codings, notes
    )


def source(
    *chosen: ExchangedSelection, number: int = 10, text: str | None = TEXT, **more: Any
) -> ExchangedSource:
    words = (
        None if text is None else ExchangedText(text, "inside", kind=TranscriptKind.INTERVIEW, language="de")
    )
    more = {"name": "Talk", "kind": "text", **more}
    return ExchangedSource(guid(number), text=words, selections=Selections.of(chosen), **more)


def rows_of(*sources: ExchangedSource, speakers: Mapping[bytes, UUID] | None = None) -> SourceRows:
    codes = tuple(
        ExchangedCode(guid(1 + place), name, None, name != "category", "", "", ())
        for place, name in enumerate(("a", "b", "category"))
    )
    notes = tuple(ExchangedNote(guid(60 + n), f"n{n}", f"t{n}", guid(50), 5000 + n) for n in range(4))
    project = ExchangedProject(
        "P", created=1000, users=(ExchangedUser(guid(50), "Cora"),), codes=codes, sources=sources, notes=notes
    )
    draft = DraftStudy(project)
    add_users(draft)
    add_codes(draft, ())
    places = {each.id: (each.selections.starts, each.selections.ends) for each in sources}
    found = SourceRows(draft, places, speakers or {})
    found.add(lambda *_: None)
    return found


def codings(found: SourceRows, number: int = 10) -> list[tuple[int, int, int, int]]:
    """Code, coder, beginning and end of each coding of a transcript, in their order."""
    table = found.codings.get(guid(number))
    columns: Sequence[Any] = () if table is None else (table.code, table.coder, table.start, table.end)
    return [
        (id_of(int(code)).int, id_of(int(coder)).int, int(start), int(end))
        for code, coder, start, end in zip(*columns, strict=True)
    ]


def lost(found: SourceRows) -> list[tuple[str, int, str]]:
    return [
        (line.noun, line.number, line.why) for line in found.draft.told() if line.fate is ExchangeFate.LOST
    ]


def test_a_source_is_a_transcript_with_its_text() -> None:
    found = rows_of(source(created=2000, description="about it"), source(number=11, text="x", name=""))
    first, second = found.draft.rows[Transcript].values()
    assert (first.id, first.name, first.kind, first.position, first.version) == (
        guid(10), "Talk", TranscriptKind.INTERVIEW, 0, 1,
    )  # fmt: skip
    assert (first.source_name, first.language, first.memo) == ("Talk", "de", "about it")
    assert (second.name, second.position, second.source_name) == ("Transcript 2", 1, "")
    versions = list(found.draft.rows[TextVersion].values())
    assert [(row.id, row.transcript_id, row.number, row.text.read()) for row in versions] == [
        (part_id(guid(10), "text"), guid(10), 1, TEXT), (part_id(guid(11), "text"), guid(11), 1, "x"),
    ]  # fmt: skip
    assert [row.created_at for row in versions] == [from_milliseconds(2000), from_milliseconds(1000)]
    assert (found.codings, dict(found.said), found.draft.told()) == ({}, {}, ())


def test_progress_counts_the_sources_that_have_words() -> None:
    told: list[tuple[int, int, str]] = []
    found = rows_of(source(), source(number=11, text=None), source(number=12, name="More"))
    found.add(lambda *said: told.append(said))
    assert told == [(0, 2, "Talk"), (1, 2, "More")]


def test_codings_stand_at_their_places_with_their_coder_their_moment_and_their_notes() -> None:
    chosen = [
        selection(20, 0, 4, coding(30, 1, 50, 60, 61, made=3000), coding(31, 2)),
        selection(21, 5, 10, coding(32, 1, 59)),
    ]
    found = rows_of(source(*chosen))
    unknown = UNKNOWN_CODER.int
    assert codings(found) == [(1, 50, 0, 4), (2, unknown, 0, 4), (1, unknown, 5, 10)]
    rows = list(found.codings[guid(10)])
    assert [row.id for row in rows] == [guid(30), guid(31), guid(32)]
    assert [row.memo for row in rows] == ["n0\nt0\n\nn1\nt1", "", ""]
    assert [row.created_at for row in rows] == [from_milliseconds(each) for each in (3000, 1000, 1000)]
    assert {row.weight for row in rows} == {None}
    assert [row.name for row in found.draft.rows[Coder].values()] == ["Cora", "Unknown coder"]
    assert found.draft.placed == {guid(60), guid(61)}
    assert found.draft.told() == (Told(ExchangeFate.COMES, "coding", 3),)
    assert (found.draft.rows[Highlight], found.draft.rows[Memo]) == ({}, {})


def test_a_whole_source_is_coded_from_its_first_to_its_last_letter() -> None:
    whole = (coding(30, 1, 50, 62), coding(31, 9))
    found = rows_of(source(selection(20, 5, 10, coding(32, 2, 50)), codings=whole))
    assert codings(found) == [(1, 50, 0, len(TEXT)), (2, 50, 5, 10)]
    assert sorted(row.memo for row in found.codings[guid(10)]) == ["", "n2\nt2"]
    assert found.draft.told() == (
        Told(ExchangeFate.LOST, "coding", 1, "the code is not in the file"),
        Told(ExchangeFate.COMES, "coding of a whole source", 2, "", "codings of whole sources"),
        Told(ExchangeFate.COMES, "coding", 2),
    )
    empty = rows_of(source(text="", codings=whole))
    assert (empty.codings, empty.draft.told()) == ({}, ())


def test_codes_that_are_missing_are_counted_and_categories_that_are_coded_are_codes() -> None:
    chosen = [
        selection(20, 0, 4, coding(30, 9), coding(31, 8), coding(33, 9)),
        selection(21, 5, 10, coding(32, 3), coding(34, 3)),
        selection(22, -1, -1, coding(35, 3)),
    ]
    found = rows_of(source(*chosen))
    assert [row[0] for row in codings(found)] == [3, 3]
    assert found.draft.rows[Code][guid(3)].codable
    assert [row.codable for row in found.draft.rows[Code].values()] == [True, True, True]
    assert found.draft.told() == (
        Told(ExchangeFate.LOST, "coding", 3, "the code is not in the file"),
        Told(ExchangeFate.REPAIRED, "category", 1, "coded, so turned into a code", "categories"),
        Told(ExchangeFate.LOST, "coding", 1, OUTSIDE),
        Told(ExchangeFate.COMES, "coding", 2),
    )
    uncoded = rows_of(source(selection(22, -1, -1, coding(35, 3))))
    assert not uncoded.draft.rows[Code][guid(3)].codable


@pytest.mark.parametrize(
    ("name", "said", "memo"),
    [
        ("", "", ""), ("damage", "", "damage"), ("", "look", "look"), ("damage", "look", "damage\nlook"),
        # Named by what it quotes: no name of its own.
        ("never asked", "", ""), ("never…", "", ""), ("never....", "", ""), (" never  asked ", "", ""),
        ("asked", "", ""), ("never asked them", "", "never asked them"), ("…", "", ""), ("a\n b", "", "a b"),
    ],
)  # fmt: skip
def test_a_selection_without_a_code_is_a_highlight(name: str, said: str, memo: str) -> None:
    for user, of_source, coder in (
        (guid(50), None, guid(50)), (None, guid(50), guid(50)), (None, None, UNKNOWN_CODER),
        (guid(50), guid(59), guid(50)), (guid(59), guid(50), UNKNOWN_CODER),
    ):  # fmt: skip
        chosen = selection(20, 5, 16, name=name, said=said, user=user, made=4000)
        found = rows_of(source(chosen, user=of_source))
        assert found.draft.rows[Highlight] == {
            guid(20): Highlight(guid(20), guid(10), coder, 5, 16, memo, from_milliseconds(4000))
        }
        assert (found.draft.rows[Memo], found.codings, found.draft.told()) == ({}, {}, ())


@pytest.mark.parametrize(
    ("name", "said"),
    [("damage", ""), ("", "look"), ("damage", "look"), ("never asked", "look"), ("never asked", "")],
)
def test_what_a_coded_selection_says_itself_is_a_memo_at_its_place(name: str, said: str) -> None:
    own = name if name == "damage" else ""
    found = rows_of(source(selection(20, 5, 16, coding(30, 1), name=name, said=said, user=guid(50))))
    identity = part_id(guid(20), "memo")
    made = from_milliseconds(1000)
    row = Memo(identity, MemoSubject.PLACE, guid(10), own, said, "Cora", made, 5, 16)
    assert found.draft.rows[Memo] == ({identity: row} if own or said else {})
    assert found.draft.rows[Highlight] == {}


def test_notes_of_selections_are_memos_at_their_places() -> None:
    chosen = [
        selection(20, 0, 4, notes=(60, 61, 69)), selection(21, 5, 10, coding(30, 1), notes=(60,)),
        selection(22, 11, 16, coding(31, 1), notes=(62,), said="look"),
    ]  # fmt: skip
    found = rows_of(source(*chosen))
    rows = {
        row.id: (row.title, row.text, row.author, row.start, row.end)
        for row in found.draft.rows[Memo].values()
    }
    assert rows == {
        guid(60): ("n0", "t0", "Cora", 0, 4),
        guid(61): ("n1", "t1", "Cora", 0, 4),
        part_id(guid(60), str(guid(21))): ("n0", "t0", "Cora", 5, 10),
        guid(62): ("n2", "t2", "Cora", 11, 16),
        part_id(guid(22), "memo"): ("", "look", "", 11, 16),
    }
    assert {row.subject for row in found.draft.rows[Memo].values()} == {MemoSubject.PLACE}
    assert found.draft.rows[Memo][guid(61)].created_at == from_milliseconds(5001)
    assert found.draft.placed == {guid(60), guid(61), guid(62)}
    assert found.draft.rows[Highlight] == {}


def test_what_somebody_says_is_their_turn_and_no_highlight() -> None:
    chosen = [selection(20, 0, 4), selection(21, 5, 10, coding(30, 1)), selection(22, 11, 16)]
    speakers = {guid(20).bytes: guid(70), guid(21).bytes: guid(71)}
    found = rows_of(source(*chosen), speakers=speakers)
    assert found.said == {guid(10): [(Span(0, 4), guid(70)), (Span(5, 10), guid(71))]}
    assert list(found.draft.rows[Highlight]) == [guid(22)]
    assert codings(found) == [(1, UNKNOWN_CODER.int, 5, 10)]


def test_selections_without_a_place_are_counted_but_for_notes_at_a_point() -> None:
    chosen = [
        selection(20, -1, -1, coding(30, 1), coding(31, 2)), selection(21, -1, -1), selection(22, -1, 5),
        selection(23, -1, -1, notes=(60,)), selection(24, -1, 5, notes=(60,)),
        selection(25, -1, -1, coding(32, 1), notes=(60,)),
    ]  # fmt: skip
    found = rows_of(source(*chosen))
    assert lost(found) == [("coding", 3, OUTSIDE), ("selection", 3, OUTSIDE)]
    assert (found.codings, found.draft.rows[Highlight], found.draft.rows[Memo]) == ({}, {}, {})


def test_a_source_whose_places_nobody_knows_has_no_codings() -> None:
    found = rows_of(source(selection(20, 0, 4, coding(30, 1))))
    again = SourceRows(found.draft, {}, {})
    again.add(lambda *_: None)
    assert again.codings == {}


# -- what is left out --------------------------------------------------------------------------------------


def test_a_text_that_is_missing_takes_its_codings_and_its_selections_along() -> None:
    chosen = [selection(20, 0, 4, coding(30, 1), coding(31, 2)), selection(21, 5, 10), selection(22, 11, 16)]
    found = rows_of(source(*chosen, text=None, codings=(coding(32, 1),), elsewhere_codings=2))
    assert lost(found) == [
        ("text", 1, "missing from the export, or not readable"),
        ("coding", 3, "on a text that is missing"),
        ("selection", 2, "on a text that is missing"),
        ("coding", 2, "on a picture, a page or a recording, not on words"),
    ]
    assert found.draft.rows[Transcript] == {}
    bare = rows_of(source(text=None))
    assert lost(bare) == [("text", 1, "missing from the export, or not readable")]


@pytest.mark.parametrize(
    ("kind", "noun", "several"),
    [
        ("picture", "picture", ""), ("audio", "recording", ""), ("video", "video", ""),
        ("pdf", "PDF without its text", "PDFs without their text"), ("other", "other", ""),
    ],
)  # fmt: skip
def test_what_has_no_words_is_told_by_its_kind_with_all_its_codings(
    kind: str, noun: str, several: str
) -> None:
    chosen = selection(20, 0, 4, coding(30, 1), coding(31, 2))
    found = rows_of(source(chosen, text=None, kind=kind, codings=(coding(32, 1),), elsewhere_codings=4))
    assert found.draft.told() == (
        Told(ExchangeFate.LOST, noun, 1, "only words can be coded here", several),
        Told(ExchangeFate.LOST, "coding", 7, "on a picture, a page or a recording, not on words"),
    )
    with_words = rows_of(source(kind=kind, elsewhere_codings=1))
    assert lost(with_words) == [("coding", 1, "on a picture, a page or a recording, not on words")]
    assert list(with_words.draft.rows[Transcript]) == [guid(10)]
