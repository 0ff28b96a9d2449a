"""Names, moments, coders and what is told while a study is made of a file."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from qualcode.model.entities import Coder, ProjectInfo
from qualcode.model.exchange.document import ExchangedNote, ExchangedProject
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.identity import from_milliseconds
from qualcode.operations.exchanging.draft_study import UNKNOWN_CODER, DraftStudy


def guid(number: int) -> UUID:
    return UUID(int=number)


def test_a_project_has_the_identity_of_its_name() -> None:
    draft = DraftStudy(ExchangedProject("P", description="about", created=5000))
    assert draft.rows[ProjectInfo] == {draft.info.id: draft.info}
    assert (draft.info.name, draft.info.memo, draft.info.created_at) == (
        "P",
        "about",
        from_milliseconds(5000),
    )
    assert DraftStudy(ExchangedProject("P")).info.id == draft.info.id
    assert DraftStudy(ExchangedProject("Q")).info.id != draft.info.id
    assert DraftStudy(ExchangedProject(" ")).info.name == "Imported project"


def test_what_says_no_moment_was_made_when_the_project_was() -> None:
    draft = DraftStudy(ExchangedProject("P", created=5000))
    assert (draft.moment(None), draft.moment(0)) == (from_milliseconds(5000), from_milliseconds(0))
    before = datetime.now(UTC)
    assert before.replace(microsecond=0) <= DraftStudy(ExchangedProject("P")).begun


def test_names_are_told_apart_among_their_kind_alone() -> None:
    draft = DraftStudy(ExchangedProject("P"))
    names = [draft.name("a", written, "Nameless") for written in ("x", "X", " ", "", "x (2)", "\u200bx ")]
    assert names == ["x", "X (2)", "Nameless", "Nameless (2)", "x (2) (2)", "x (3)"]
    assert draft.name("b", "x", "Nameless") == "x"
    assert draft.name("project", "P", "") == "P (2)"


def test_who_is_not_in_the_file_is_one_unknown_coder() -> None:
    draft = DraftStudy(ExchangedProject("P"))
    draft.put(Coder(guid(1), draft.name(Coder, "Unknown coder", "")))
    assert draft.coder(guid(1)) == guid(1)
    assert UNKNOWN_CODER not in draft.rows[Coder]
    assert [draft.coder(user) for user in (None, guid(2), None)] == [UNKNOWN_CODER] * 3
    assert [row.name for row in draft.rows[Coder].values()] == ["Unknown coder", "Unknown coder (2)"]
    assert [draft.author(user) for user in (guid(1), guid(2), None)] == ["Unknown coder", "", ""]


@pytest.mark.parametrize(
    ("notes", "words"),
    [((1,), "one\nfirst"), ((1, 2, 9), "one\nfirst\n\nsecond"), ((3,), "three"), ((9,), ""), ((), "")],
)
def test_notes_are_said_in_one_text_and_have_found_their_place(notes: tuple[int, ...], words: str) -> None:
    said = (("one", "first"), ("", "second"), ("three", ""))
    known = tuple(ExchangedNote(guid(n), *each, None, None) for n, each in enumerate(said, 1))
    draft = DraftStudy(ExchangedProject("P", notes=known))
    assert draft.note_words(map(guid, notes)) == words
    assert draft.placed == {guid(note) for note in notes if note < 9}


def test_what_is_told_is_counted_and_repairs_come_last() -> None:
    draft = DraftStudy(ExchangedProject("P", repairs=("Something was mended.",)))
    draft.tell(ExchangeFate.LOST, "code")
    draft.tell(ExchangeFate.LOST, "code", 0)
    draft.tell(ExchangeFate.LOST, "text", 2, "why", "texts")
    draft.tell(ExchangeFate.LOST, "code", 3)
    draft.tell(ExchangeFate.COMES, "code")
    draft.tell(ExchangeFate.LOST, "never", 0)
    assert draft.told() == (
        Told(ExchangeFate.LOST, "code", 4), Told(ExchangeFate.LOST, "text", 2, "why", "texts"),
        Told(ExchangeFate.COMES, "code", 1), Told(ExchangeFate.REPAIRED, "Something was mended."),
    )  # fmt: skip
