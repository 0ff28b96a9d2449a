"""Notes are memos about what they are linked with; links and drawings that lead elsewhere are kept."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedCode,
    ExchangedGraph,
    ExchangedLink,
    ExchangedNote,
    ExchangedProject,
    ExchangedSource,
    ExchangedText,
)
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, Selections
from qualcode.model.exchange.selections import part_id, selection_id, written_guid
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.identity import from_milliseconds
from qualcode.operations.exchanging.codes import add_codes
from qualcode.operations.exchanging.draft_study import DraftStudy
from qualcode.operations.exchanging.notes import SelectionPlaces, add_memos
from qualcode.operations.exchanging.people import add_cases
from qualcode.operations.exchanging.sources import SourceRows

CODE, CASE, TALK, PICTURE = (UUID(int=number) for number in (1, 2, 3, 4))


def guid(number: int) -> UUID:
    return UUID(int=number)


def drafted(
    *,
    of_code: tuple[int, ...] = (),
    of_talk: tuple[int, ...] = (),
    of_picture: tuple[int, ...] = (),
    **more: Any,
) -> DraftStudy:
    """A file of a code, a case, a text and a picture, with notes 60 to 65."""
    coded = ExchangedCoding(guid(30), CODE, None, None, ())
    selections = Selections.of(
        (
            ExchangedSelection(guid(20), "", 0, 4, "", None, None, (coded,), ()),
            ExchangedSelection(guid(21), "", 5, 9, "", None, None, (), ()),
        )
    )
    project = ExchangedProject(
        "P",
        created=1000,
        codes=(ExchangedCode(CODE, "a", None, True, "", "", tuple(map(guid, of_code))),),
        cases=(ExchangedCase(CASE, "Anna", "", (), (), (), ()),),
        sources=(
            ExchangedSource(
                TALK, "Talk", "text", ExchangedText("They said so", "inside"), selections=selections,
                notes=tuple(map(guid, of_talk)),
            ),
            ExchangedSource(PICTURE, "Map", "picture", None, notes=tuple(map(guid, of_picture))),
        ),
        notes=tuple(ExchangedNote(guid(n), f"n{n}", f"t{n}", None, 5000 + n) for n in range(60, 66)),
        **more,
    )  # fmt: skip
    draft = DraftStudy(project)
    add_codes(draft, ())
    add_cases(draft)
    SourceRows(draft, {}, {}).add(lambda *_: None)
    return draft


PLACES: SelectionPlaces = {guid(20): (TALK, 0, 4), guid(21): (TALK, 5, 9)}


def memos(draft: DraftStudy, places: SelectionPlaces = PLACES) -> Mapping[UUID, tuple[Any, ...]]:
    add_memos(draft, lambda: places)
    return {
        row.id: (row.title, row.text, row.subject, row.subject_id, row.start, row.end)
        for row in draft.rows[Memo].values()
    }


def link(number: int, origin: UUID | None, target: UUID | None, written: str = "") -> ExchangedLink:
    return ExchangedLink(guid(number), f"link {number}", origin, target, written)


def test_notes_are_about_the_code_the_text_or_the_project_they_stand_at() -> None:
    draft = drafted(of_code=(60, 99), of_talk=(61, 60), of_picture=(62,), project_notes=(guid(63),))
    project = (MemoSubject.PROJECT, draft.info.id, None, None)
    assert memos(draft) == {
        guid(60): ("n60", "t60", MemoSubject.CODE, CODE, None, None),
        guid(61): ("n61", "t61", MemoSubject.TRANSCRIPT, TALK, None, None),
        part_id(guid(60), f"{TALK}:None"): ("n60", "t60", MemoSubject.TRANSCRIPT, TALK, None, None),
        guid(62): ("n62", "t62", *project),
        guid(63): ("n63", "t63", *project),
        # What nothing leads to is about the project as well.
        guid(64): ("n64", "t64", *project),
        guid(65): ("n65", "t65", *project),
    }
    row = draft.rows[Memo][guid(60)]
    assert (row.author, row.created_at) == ("", from_milliseconds(5060))


def test_a_note_that_has_its_place_already_is_not_about_the_project() -> None:
    draft = drafted()
    draft.placed.update(map(guid, range(60, 65)))
    assert list(memos(draft)) == [guid(65)]


def test_links_to_and_from_notes_say_what_they_are_about() -> None:
    links = (
        link(80, guid(60), CODE),
        link(81, TALK, guid(61)),
        link(82, guid(62), CASE),
        link(83, guid(63), guid(21)),
        link(84, guid(20), guid(64)),
        link(85, guid(60), CASE),
    )
    draft = drafted(links=links)
    found = memos(draft)
    assert {key: row[2:] for key, row in found.items()} == {
        guid(60): (MemoSubject.CODE, CODE, None, None),
        guid(61): (MemoSubject.TRANSCRIPT, TALK, None, None),
        guid(62): (MemoSubject.PARTICIPANT, CASE, None, None),
        guid(63): (MemoSubject.PLACE, TALK, 5, 9),
        guid(64): (MemoSubject.PLACE, TALK, 0, 4),
        part_id(guid(60), f"{CASE}:None"): (MemoSubject.PARTICIPANT, CASE, None, None),
        guid(65): (MemoSubject.PROJECT, draft.info.id, None, None),
    }
    assert draft.rows[ForeignPart] == {}
    assert [line for line in draft.told() if line.fate is ExchangeFate.ASIDE] == []


def test_other_links_and_drawings_are_kept_with_their_stretches_under_the_names_of_today() -> None:
    old, bare = written_guid(guid(20)), written_guid(guid(21))
    said = f"<Link from='{old}' to='{bare}' and='{written_guid(guid(77))}'/>"
    links = (
        link(80, CODE, CASE, said),
        link(81, None, None),
        link(82, guid(60), guid(99)),
        link(83, guid(60), None),
        link(84, guid(60), guid(22)),
    )
    graphs = ExchangedGraph(guid(90), "Map", said), ExchangedGraph(guid(91), "", "<Graph/>")
    draft = drafted(links=links, graphs=graphs)
    assert {row[2] for row in memos(draft).values()} == {MemoSubject.PROJECT}
    # Only what is coded is named by its place.
    now = said.replace(old, written_guid(selection_id(TALK, 0, 4)))
    kept = [(row.id, row.kind, row.name, row.content) for row in draft.rows[ForeignPart].values()]
    assert kept == [
        (guid(80), ForeignKind.LINK, "link 80", now),
        *((guid(number), ForeignKind.LINK, f"link {number}", "") for number in (81, 82, 83, 84)),
        (guid(90), ForeignKind.GRAPH, "Map", now),
        (guid(91), ForeignKind.GRAPH, "", "<Graph/>"),
    ]
    aside = [line for line in draft.told() if line.fate is ExchangeFate.ASIDE]
    assert aside == [
        Told(ExchangeFate.ASIDE, "link", 5),
        Told(ExchangeFate.ASIDE, "network or map", 2, "", "networks or maps"),
    ]


def test_stretches_without_a_place_keep_their_names_and_places_are_asked_for_only_where_needed() -> None:
    said = written_guid(guid(20))
    draft = drafted(graphs=(ExchangedGraph(guid(90), "", said),))
    memos(draft, {})
    assert [row.content for row in draft.rows[ForeignPart].values()] == [said]
    asked: list[int] = []

    def places() -> SelectionPlaces:
        asked.append(1)
        return PLACES

    add_memos(drafted(), places)
    assert asked == []
