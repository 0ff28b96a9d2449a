"""Users, codes and sets of another program as rows: levels in names, colours, places, and what is told."""

from uuid import UUID

import pytest

from qualcode.model.entities import Code, Coder, CodeSet, CodeSetMember
from qualcode.model.exchange.document import ExchangedCode, ExchangedProject, ExchangedSet, ExchangedUser
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.operations.exchanging.codes import GREY, add_codes, add_sets, add_users
from qualcode.operations.exchanging.draft_study import DraftStudy


def guid(number: int) -> UUID:
    return UUID(int=number)


def code(
    number: int, name: str, parent: int | None = None, colour: str = "", said: str = ""
) -> ExchangedCode:
    above = None if parent is None else guid(parent)
    return ExchangedCode(guid(number), name, above, True, colour, said, ())


def drafted(*codes: ExchangedCode, known: tuple[int, ...] = ()) -> DraftStudy:
    draft = DraftStudy(ExchangedProject("P", codes=codes))
    add_codes(draft, {guid(number) for number in known})
    return draft


def tree(draft: DraftStudy) -> list[tuple[str, str, int, bool]]:
    """Name, the name of what is above, place among its siblings, and whether it can be coded with."""
    rows = draft.rows[Code]
    return [
        (row.name, "" if row.parent_id is None else rows[row.parent_id].name, row.position, row.codable)
        for row in rows.values()
    ]


MENDED = Told(
    ExchangeFate.REPAIRED, "code", 1, "the name was missing, taken or not possible, and was changed"
)


def levels(number: int) -> Told:
    return Told(ExchangeFate.REPAIRED, "code", number, "“::” in the name became a level of the codebook")


def test_users_are_coders_each_with_a_name_of_its_own() -> None:
    users = (ExchangedUser(guid(1), "Cora"), ExchangedUser(guid(2), "CORA"), ExchangedUser(guid(3), " "))
    draft = DraftStudy(ExchangedProject("P", users=users))
    add_users(draft)
    assert {row.id: row.name for row in draft.rows[Coder].values()} == {
        guid(1): "Cora", guid(2): "CORA (2)", guid(3): "Unnamed coder",
    }  # fmt: skip


def test_codes_keep_their_order_and_what_is_above_them() -> None:
    draft = drafted(code(1, "a"), code(2, "b", 1), code(3, "c", 1), code(4, "d"), code(5, "e", 9))
    assert tree(draft) == [
        ("a", "", 0, True), ("b", "a", 0, True), ("c", "a", 1, True), ("d", "", 1, True),
        # What is above it is not in the file.
        ("e", "", 2, True),
    ]  # fmt: skip
    assert draft.told() == ()


def test_colons_become_levels_each_made_once() -> None:
    draft = drafted(
        code(1, "A::B::C"), code(2, "A::D"), code(3, "x"), code(4, "A :: E"), code(5, "x::y"), code(6, "Q::z")
    )
    assert tree(draft) == [
        ("x", "", 0, True),
        ("A", "", 1, False),
        ("D", "A", 0, True),
        ("E", "A", 1, True),
        ("y", "x", 0, True),
        ("Q", "", 2, False),
        ("z", "Q", 0, True),
        ("B", "A", 2, False),
        ("C", "B", 0, True),
    ]
    assert {row.colour for row in draft.rows[Code].values()} == {GREY}
    assert draft.told() == (levels(5),)
    ids = {row.name: row.id for row in draft.rows[Code].values()}
    assert ids["A"] == part_id(draft.info.id, "level A")
    assert ids["B"] == part_id(ids["A"], "level B")
    assert (ids["C"], ids["D"]) == (guid(1), guid(2))


def test_colons_in_a_name_of_ours_below_another_or_with_nothing_beside_them_are_no_level() -> None:
    draft = drafted(
        code(1, "A::B"), code(2, "::x"), code(3, "x::"), code(4, "p"), code(5, "q::r", 4), known=(1,)
    )
    assert sorted(tree(draft)) == [
        ("::x", "", 2, True), ("A::B", "", 1, True), ("p", "", 0, True), ("q::r", "p", 0, True),
        ("x::", "", 3, True),
    ]  # fmt: skip
    assert draft.told() == ()


def test_a_level_that_stands_in_the_file_by_its_whole_name_is_a_code() -> None:
    # One of them is known here, with the colons in its name; the level of the other is that code again.
    draft = drafted(code(1, "A::B"), code(2, "A::B::C"), known=(1,))
    assert tree(draft) == [
        ("A::B", "", 0, True), ("A", "", 1, False), ("B", "A", 0, True), ("C", "B", 0, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#AA3355", "#aa3355"),
        ("#a3F", "#aa33ff"),
        ("", GREY),
        ("red", GREY),
        ("#aa335", GREY),
        ("#aa33555", GREY),
        ("aa3355", GREY),
    ],
)
def test_colours_have_two_digits_for_each_part(written: str, colour: str) -> None:
    (row,) = drafted(code(1, "a", colour=written)).rows[Code].values()
    assert row.colour == colour


def test_names_are_mended_and_it_is_told() -> None:
    draft = drafted(
        code(1, "a"), code(2, "A"), code(3, ""), code(4, "b > c"), code(5, "a", 1), code(6, " a", 4)
    )
    assert [name for name, *_ in tree(draft)] == ["a", "A (2)", "Unnamed code", "b › c", "a", "a"]
    assert draft.told() == (Told(MENDED.fate, MENDED.noun, 4, MENDED.why),)


def test_what_a_description_says_has_its_place() -> None:
    (row,) = drafted(code(1, "a", said="What it is.")).rows[Code].values()
    assert (row.definition, row.include, row.exclude, row.examples, row.memo) == (
        "What it is.",
        "",
        "",
        "",
        "",
    )
    assert row.digit is None


# -- sets ------------------------------------------------------------------------------------------------


def with_sets(*found: ExchangedSet) -> DraftStudy:
    draft = DraftStudy(ExchangedProject("P", codes=(code(1, "a"), code(2, "b")), sets=found))
    add_codes(draft, ())
    add_sets(draft)
    return draft


def a_set(
    number: int, codes: tuple[int, ...], sources: tuple[int, ...] = (), notes: tuple[int, ...] = ()
) -> ExchangedSet:
    of_codes, of_sources, of_notes = (tuple(map(guid, each)) for each in (codes, sources, notes))
    return ExchangedSet(guid(number), f"set {number}", of_codes, of_sources, of_notes, f"<Set {number}/>")


def sets(draft: DraftStudy) -> list[tuple[UUID, str, int]]:
    return [(row.id, row.name, row.position) for row in draft.rows[CodeSet].values()]


def test_sets_of_codes_have_those_that_are_in_the_file() -> None:
    draft = with_sets(a_set(50, (1, 2)), a_set(51, (2, 9)), a_set(52, ()))
    assert sets(draft) == [(guid(50), "set 50", 0), (guid(51), "set 51", 1), (guid(52), "set 52", 2)]
    assert [(row.set_id, row.code_id) for row in draft.rows[CodeSetMember].values()] == [
        (guid(50), guid(1)), (guid(50), guid(2)), (guid(51), guid(2)),
    ]  # fmt: skip
    assert next(iter(draft.rows[CodeSetMember])) == part_id(guid(50), str(guid(1)))
    assert (draft.rows[ForeignPart], draft.told()) == ({}, ())


@pytest.mark.parametrize(("sources", "notes"), [((7,), ()), ((), (8,)), ((7,), (8,))])
def test_sets_of_sources_and_notes_are_kept_aside(sources: tuple[int, ...], notes: tuple[int, ...]) -> None:
    draft = with_sets(
        a_set(50, (), sources, notes), a_set(51, (1,), sources, notes), a_set(52, (9,), sources, notes)
    )
    assert sets(draft) == [(guid(51), "set 51", 1)]
    assert [(row.id, row.kind, row.name, row.content) for row in draft.rows[ForeignPart].values()] == [
        (guid(50), ForeignKind.SET, "set 50", "<Set 50/>"),
        (part_id(guid(51), "others"), ForeignKind.SET, "set 51", "<Set 51/>"),
        (part_id(guid(52), "others"), ForeignKind.SET, "set 52", "<Set 52/>"),
    ]
    several = "sets of sources or notes"
    assert draft.told() == (Told(ExchangeFate.ASIDE, "set of sources or notes", 3, "", several),)
