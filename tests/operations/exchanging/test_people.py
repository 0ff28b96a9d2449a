"""Cases as participants, and variables as attributes with the values that fit them."""

from uuid import UUID

from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Participant,
)
from qualcode.model.exchange.document import (
    ExchangedCase,
    ExchangedProject,
    ExchangedSource,
    ExchangedText,
    ExchangedVariable,
)
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.operations.exchanging.draft_study import DraftStudy
from qualcode.operations.exchanging.people import add_cases, add_values, speaking_selections
from qualcode.operations.exchanging.sources import SourceRows

PERSON, TEXT = AttributeSubject.PARTICIPANT, AttributeSubject.TRANSCRIPT


def guid(number: int) -> UUID:
    return UUID(int=number)


def case(
    number: int, name: str, *values: tuple[int, str], codes: int = 0, places: tuple[int, ...] = ()
) -> ExchangedCase:
    said = tuple((guid(variable), value) for variable, value in values)
    return ExchangedCase(
        guid(number),
        name,
        f"about {name}",
        tuple(map(guid, range(codes))),
        said,
        (),
        tuple(map(guid, places)),
    )


def source(number: int, *values: tuple[int, str], words: bool = True) -> ExchangedSource:
    said = tuple((guid(variable), value) for variable, value in values)
    text = ExchangedText("words", "inside") if words else None
    return ExchangedSource(guid(number), f"Talk {number}", "text", text, values=said)


def drafted(
    cases: tuple[ExchangedCase, ...],
    sources: tuple[ExchangedSource, ...] = (),
    variables: tuple[ExchangedVariable, ...] = (),
) -> DraftStudy:
    draft = DraftStudy(ExchangedProject("P", cases=cases, sources=sources, variables=variables))
    add_cases(draft)
    SourceRows(draft, {}, {}).add(lambda *_: None)
    add_values(draft)
    return draft


def variable(number: int, kind: str, name: str = "") -> ExchangedVariable:
    return ExchangedVariable(guid(number), name or f"v{number}", kind, "")


def attributes(draft: DraftStudy) -> list[tuple[UUID, str, AttributeSubject, AttributeType, int]]:
    return [(row.id, row.name, row.subject, row.type, row.position) for row in draft.rows[Attribute].values()]


def values(draft: DraftStudy) -> list[tuple[str, UUID, str]]:
    names = {row.id: row.name for row in draft.rows[Attribute].values()}
    return [
        (names[row.attribute_id], row.subject_id, row.value) for row in draft.rows[AttributeValue].values()
    ]


def test_every_case_is_a_participant_and_its_codes_are_told_as_lost() -> None:
    draft = drafted((case(1, "Anna", codes=2), case(2, "ANNA", codes=1), case(3, "")))
    assert [(row.id, row.name, row.position, row.memo) for row in draft.rows[Participant].values()] == [
        (guid(1), "Anna", 0, "about Anna"),
        (guid(2), "ANNA (2)", 1, "about ANNA"),
        (guid(3), "Case 3", 2, "about "),
    ]
    lost = Told(ExchangeFate.LOST, "code of a case", 3, "participants are not coded", "codes of cases")
    assert draft.told() == (lost,)


def test_a_variable_is_an_attribute_of_whom_it_is_said_of() -> None:
    draft = drafted(
        (case(1, "Anna", (20, "3"), (21, "x"), (24, "")), case(2, "Ben", (20, "4"))),
        (source(10, (22, "y"), (20, "5")), source(11, (21, "never"), words=False)),
        (
            variable(20, "Integer"),
            variable(21, "Text"),
            variable(22, "Text"),
            variable(23, "Date"),
            variable(24, "Float"),
        ),
    )
    of_texts = part_id(guid(20), str(TEXT))
    assert attributes(draft) == [
        (guid(20), "v20", PERSON, AttributeType.NUMBER, 0),
        (of_texts, "v20", TEXT, AttributeType.NUMBER, 1),
        (guid(21), "v21", PERSON, AttributeType.TEXT, 2),
        (guid(22), "v22", TEXT, AttributeType.TEXT, 3),
        # Of which nothing is said: of people.
        (guid(23), "v23", PERSON, AttributeType.DATE, 4),
        (guid(24), "v24", PERSON, AttributeType.NUMBER, 5),
    ]
    assert values(draft) == [
        ("v20", guid(1), "3"), ("v20", guid(2), "4"), ("v20", guid(10), "5"), ("v21", guid(1), "x"),
        ("v22", guid(10), "y"),
    ]  # fmt: skip
    first = next(iter(draft.rows[AttributeValue].values()))
    assert first.id == part_id(guid(20), str(guid(1)))
    assert [line for line in draft.told() if line.noun == "value"] == []


def test_a_variable_whose_values_do_not_all_fit_is_of_text() -> None:
    for kind, fitting in (
        ("Integer", AttributeType.NUMBER), ("Float", AttributeType.NUMBER), ("Boolean", AttributeType.YES_NO),
        ("Date", AttributeType.DATE), ("DateTime", AttributeType.DATE), ("Text", AttributeType.TEXT),
        ("something", AttributeType.TEXT),
    ):  # fmt: skip
        good = {"Boolean": "true", "Date": "2020-02-01", "DateTime": "2020-02-01"}.get(kind, "3")
        for said, found in (((good,), fitting), ((good, "about ten"), AttributeType.TEXT)):
            people = tuple(case(number, f"P{number}", (20, each)) for number, each in enumerate(said, 1))
            draft = drafted(people, variables=(variable(20, kind),))
            assert [row[3] for row in attributes(draft)] == [found]
            if found is AttributeType.TEXT:
                assert [value for *_, value in values(draft)] == list(said)


def test_of_two_values_of_one_person_the_first_one_stays() -> None:
    draft = drafted((case(1, "Anna", (20, " "), (20, "x"), (20, "y")),), variables=(variable(20, "Text"),))
    assert values(draft) == [("v20", guid(1), "x")]


def test_values_without_a_variable_are_told_as_lost() -> None:
    people = case(1, "Anna", (20, "x"), (21, "y"), (22, "")), case(2, "Ben", (21, "z"))
    draft = drafted(people, (source(10, (21, "w")),), (variable(20, "Text", "a"), variable(30, "Text", "A")))
    assert [(name, position) for _, name, _, _, position in attributes(draft)] == [("a", 0), ("A (2)", 1)]
    lost = [line for line in draft.told() if line.noun == "value"]
    assert lost == [Told(ExchangeFate.LOST, "value", 3, "the file has no variable for it")]


def test_whose_turns_selections_are() -> None:
    draft = drafted((case(1, "Anna", places=(5, 6)), case(2, "Ben", places=(7,))))
    assert list(speaking_selections(draft)) == [
        (guid(5).bytes, guid(1)), (guid(6).bytes, guid(1)), (guid(7).bytes, guid(2)),
    ]  # fmt: skip
