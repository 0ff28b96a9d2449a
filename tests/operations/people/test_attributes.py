"""Tests of attributes.

Tests as well: ``attribute_import``, ``attribute_values``.
"""

import unicodedata

import pytest

from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.operations.people import attributes, participants
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.attribute_values import guessed_type, how_to_write, normal_value
from tests.support.studies import FG1, INT01, example_study

PERSON = AttributeSubject.PARTICIPANT


@pytest.fixture
def study() -> Study:
    return example_study()


def values(study: Study, name: str) -> dict[str, str]:
    names = {row.id: row.name for row in study.participants.values()}
    names |= {row.id: row.name for row in study.transcripts.values()}
    attribute = study.attribute_named(name)
    rows = study.rows(AttributeValue).values()
    return {names[row.subject_id]: row.value for row in rows if row.attribute_id == attribute.id}


def test_an_attribute_comes_after_those_of_its_subject(study: Study) -> None:
    for name, subject in (
        ("age", PERSON),
        ("wave", AttributeSubject.TRANSCRIPT),
        ("home", PERSON),
        ("job", PERSON),
        ("place", AttributeSubject.TRANSCRIPT),
    ):
        study = study.after(attributes.add_attribute(study, name, subject)[1])
    assert {row.name: row.position for row in study.rows(Attribute).values()} == {
        "age": 0, "home": 1, "job": 2, "Date": 0, "wave": 1, "place": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "choices", "written"),
    [
        (AttributeType.NUMBER, (), "write a number like 3 or 2.5"),
        (AttributeType.DATE, (), "write a date like 12 March 2021"),
        (AttributeType.YES_NO, (), "write yes or no"),
        (AttributeType.CHOICE, ("owned", "rented"), "choose one of owned, rented"),
        (AttributeType.CHOICE, (), "add choices first"),
        (AttributeType.TEXT, (), "write any text"),
    ],
)
def test_how_a_value_is_written_is_told(kind: AttributeType, choices: tuple[str, ...], written: str) -> None:
    assert how_to_write(Attribute(new_id(), "x", PERSON, kind, 0, choices)) == written


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (AttributeType.NUMBER, " 3.50 ", "3.5"),
        (AttributeType.NUMBER, "1200", "1200"),
        (AttributeType.NUMBER, "2,5", "2.5"),
        (AttributeType.NUMBER, "-0", "0"),
        (AttributeType.NUMBER, "1e3", "1000"),
        (AttributeType.NUMBER, "1,200", None),
        (AttributeType.NUMBER, "nan", None),
        (AttributeType.NUMBER, "1e9999", None),
        (AttributeType.NUMBER, "three", None),
        (AttributeType.DATE, "2021-3-2", "2021-03-02"),
        (AttributeType.DATE, "2021-03-02 00:00:00", "2021-03-02"),
        (AttributeType.DATE, "12 March 2021", "2021-03-12"),
        (AttributeType.DATE, "March 12th, 2021", "2021-03-12"),
        (AttributeType.DATE, "Sept. 2021", "2021-09"),
        (AttributeType.DATE, "2021", "2021"),
        (AttributeType.DATE, "13/04/2021", "2021-04-13"),
        (AttributeType.DATE, "04/13/2021", "2021-04-13"),
        (AttributeType.DATE, "03.04.2021", "2021-04-03"),
        (AttributeType.DATE, "03/04/2021", None),
        (AttributeType.DATE, "31 June 2021", None),
        (AttributeType.DATE, "12 Foo 2021", None),
        (AttributeType.DATE, "soon", None),
        (AttributeType.YES_NO, "Y", "yes"),
        (AttributeType.YES_NO, "FALSE", "no"),
        (AttributeType.YES_NO, "maybe", None),
        (AttributeType.CHOICE, "RENTED", "rented"),
        (AttributeType.CHOICE, "leased", None),
        (AttributeType.TEXT, " any ", "any"),
    ],
)
def test_values_are_read_as_people_write_them_and_kept_one_way(
    kind: AttributeType, text: str, kept: str | None
) -> None:
    attribute = Attribute(new_id(), "x", PERSON, kind, 0, ("owned", "rented"))
    assert normal_value(attribute, text) == kept
    if kept is not None:
        assert normal_value(attribute, kept) == kept


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "", "2.5"], AttributeType.NUMBER),
        (["1", "0"], AttributeType.NUMBER),
        (["yes", "No", ""], AttributeType.YES_NO),
        (["12 March 2021", "2021-03-13"], AttributeType.DATE),
        (["owned", "rented", "rented", "owned"], AttributeType.CHOICE),
        (["owned", "rented"], AttributeType.TEXT),
        (["", " "], AttributeType.TEXT),
    ],
)
def test_the_type_of_a_column_is_guessed(cells: list[str], kind: AttributeType) -> None:
    assert guessed_type(cells) is kind


def test_a_value_is_set_changed_and_cleared(study: Study) -> None:
    ruth = next(row for row in study.participants.values() if row.name == "Ruth")
    age, change = attributes.add_attribute(study, "age", PERSON, AttributeType.NUMBER)
    study = study.after(change)
    change = attributes.set_value(study, age.id, ruth.id, "40.0")
    assert change.label == "Set “age” of Ruth"
    study = study.after(change)
    assert values(study, "age") == {"Ruth": "40"}
    assert not attributes.set_value(study, age.id, ruth.id, "40")
    cleared = study.after(attributes.set_value(study, age.id, ruth.id, " "))
    assert values(cleared, "age") == {}
    assert not attributes.set_value(cleared, age.id, ruth.id, "")
    with pytest.raises(QualcodeError, match="“old” does not fit “age”: write a number like"):
        attributes.set_value(study, age.id, ruth.id, "old")
    with pytest.raises(QualcodeError, match="This participant is no longer"):
        attributes.set_value(study, age.id, study.transcript_named(FG1.name).id, "3")


def test_attributes_are_renamed_ordered_and_deleted(study: Study) -> None:
    study = study.after(attributes.add_attribute(study, "age", PERSON)[1])
    study = study.after(attributes.add_attribute(study, "home", PERSON)[1])
    age, home = study.attribute_named("age"), study.attribute_named("home")
    with pytest.raises(QualcodeError, match="already an attribute named “home”"):
        attributes.rename_attribute(study, age.id, "HOME")
    assert attributes.rename_attribute(study, age.id, "years")
    ordered = study.after(attributes.order_attributes(study, PERSON, [home.id]))
    assert [row.name for row in ordered.attributes_in_order if row.subject is PERSON] == ["home", "age"]
    date = study.attribute_named("Date")
    change = attributes.delete_attribute(study, date.id)
    assert change.label == "Delete the attribute “Date” with 1 value"
    assert study.after(change).after(change.inverse()) == study


def test_retyping_writes_values_again_or_names_those_that_do_not_fit(study: Study) -> None:
    date = study.attribute_named("Date")
    change = attributes.retype_attribute(study, date.id, AttributeType.DATE)
    assert values(study.after(change), "Date") == {FG1.name: "2021-03-12"}
    with pytest.raises(
        QualcodeError, match=r"1 value that would not fit \(“12 March 2021”\); write yes or no"
    ):
        attributes.retype_attribute(study, date.id, AttributeType.YES_NO)
    chosen = study.after(attributes.retype_attribute(study, date.id, AttributeType.CHOICE))
    assert chosen.attribute_named("Date").choices == ("12 March 2021",)
    with pytest.raises(QualcodeError, match="several lines"):
        attributes.retype_attribute(study, date.id, AttributeType.CHOICE, ["a\nb"])


def test_a_data_list_is_one_step(study: Study) -> None:
    columns = ["pseudonym", "age", "housing", "consent"]
    rows = [
        ["fg1-p1", "40", "owned", "yes"],
        ["FG1-P2", "", "rented", "no"],
        ["Ruth", "38", "owned"],
        ["New", "29", "Rented", "yes"],
        ["", "", ""],
    ]
    result = import_attributes(study, PERSON, columns, rows)
    assert result.change.label == "Import attributes of 4 people"
    assert (result.new_values, result.changed_values, result.new_participants) == (10, 0, ("New",))
    assert result.new_attributes == ("age", "housing", "consent")
    after = study.after(result.change)
    assert values(after, "age") == {"FG1-P1": "40", "Ruth": "38", "New": "29"}
    housing = after.attribute_named("housing")
    assert (housing.type, housing.choices) == (AttributeType.CHOICE, ("owned", "rented"))
    assert values(after, "housing")["New"] == "rented"
    again = import_attributes(after, PERSON, columns, rows)
    assert (again.new_values, again.changed_values, bool(again.change)) == (0, 0, False)
    given = import_attributes(study, PERSON, columns, rows, {"age": AttributeType.TEXT})
    assert study.after(given.change).attribute_named("age").type is AttributeType.TEXT


def test_transcripts_are_named_by_name_or_file_and_not_made(study: Study) -> None:
    rows = [["INT01 Ruth.txt", "online"], [FG1.name, "hall"]]
    result = import_attributes(study, AttributeSubject.TRANSCRIPT, ["transcript", "place"], rows)
    assert values(study.after(result.change), "place") == {INT01.name: "online", FG1.name: "hall"}
    with pytest.raises(QualcodeError, match="line 2: “FG9” is no transcript of this project"):
        import_attributes(study, AttributeSubject.TRANSCRIPT, ["t", "place"], [["FG9", "x"]])


def test_what_does_not_fit_is_named_by_its_line(study: Study) -> None:
    study = study.after(attributes.add_attribute(study, "age", PERSON, AttributeType.NUMBER)[1])
    rows = [["Ruth", "old"], ["ruth", "3"], ["", "4"], ["I", "x"], ["MOD", "y"], ["FG1-P1", "z"]]
    with pytest.raises(QualcodeError) as caught:
        import_attributes(study, PERSON, ["name", "age"], rows)
    assert str(caught.value) == (
        "Nothing was imported; correct the table first: line 2: “old” does not fit “age”; "
        "line 3: “ruth” is there twice; line 4: the first column is empty; "
        "line 5: “x” does not fit “age”; line 6: “y” does not fit “age”; and 1 more."
    )
    with pytest.raises(QualcodeError, match=r"line 6: “y” does not fit “age”\.$"):
        import_attributes(study, PERSON, ["name", "age"], rows[:5])
    many = [[f"New {line}", "old"] for line in range(1005)]
    with pytest.raises(QualcodeError, match=r"; and 1,000 more\.$"):
        import_attributes(study, PERSON, ["name", "age"], many)
    with pytest.raises(QualcodeError, match="Two columns of the table are called “AGE”"):
        import_attributes(study, PERSON, ["name", "age", "AGE"], [["Ruth", "1", "2"]])
    with pytest.raises(QualcodeError, match="The table has no attributes"):
        import_attributes(study, PERSON, ["name"], [["Ruth"]])
    with pytest.raises(QualcodeError, match="needs a name"):
        import_attributes(study, PERSON, ["name", ""], [["Ruth", "1"]])


def test_several_values_are_one_step(study: Study) -> None:
    row, change = attributes.add_attribute(study, "shoe size", PERSON, AttributeType.NUMBER)
    study = study.after(change)
    one, other = study.participants_in_order[:2]
    change = attributes.set_values(
        study, [(row.id, one.id, "38"), (row.id, other.id, "40"), (row.id, one.id, "39.0")]
    )
    assert change.label == "Record 2 values"
    after = study.after(change)
    assert values(after, "shoe size") == {one.name: "39", other.name: "40"}
    assert after.after(change.inverse()) == study
    emptied = attributes.set_values(after, [(row.id, one.id, " "), (row.id, other.id, "40")])
    assert values(after.after(emptied), "shoe size") == {other.name: "40"}
    assert not attributes.set_values(after, [])


def test_of_several_values_none_is_kept_where_one_does_not_fit(study: Study) -> None:
    row, change = attributes.add_attribute(study, "shoe size", PERSON, AttributeType.NUMBER)
    study = study.after(change)
    people = study.participants_in_order
    with pytest.raises(QualcodeError, match="Nothing was recorded: FG1-P1: “big” does not fit “shoe size”"):
        attributes.set_values(study, [(row.id, people[0].id, "38"), (row.id, people[1].id, "big")])
    with pytest.raises(QualcodeError, match="no longer in the project"):
        attributes.set_values(study, [(row.id, new_id(), "38")])


@pytest.mark.parametrize(("digits", "kept"), [(31, True), (32, False)])
def test_a_number_has_at_most_thirty_one_digits(digits: int, kept: bool) -> None:
    whole = "9" * digits
    assert (guessed_type([whole, "1" * 5]) is AttributeType.NUMBER) is kept


@pytest.mark.parametrize(("wrong", "more"), [(3, ""), (4, "; and 1 more")])
def test_of_many_values_that_do_not_fit_three_are_named(study: Study, wrong: int, more: str) -> None:
    row, change = attributes.add_attribute(study, "age", PERSON, AttributeType.NUMBER)
    study = study.after(change)
    people = [person.id for person in study.participants_in_order]
    assert len(people) >= wrong
    cells = [(row.id, who, "old") for who in people[:wrong]]
    with pytest.raises(QualcodeError) as refused:
        attributes.set_values(study, cells)
    assert str(refused.value).endswith(f"{more}.")
    assert ("more" in str(refused.value)) is bool(more)
    assert str(refused.value).count("does not fit") == 3


def test_a_column_without_values_is_an_attribute_and_one_without_anything_is_none(study: Study) -> None:
    found = import_attributes(study, PERSON, ["name", "age", ""], [["Ruth", "", ""]], {})
    after = study.after(found.change)
    assert "age" in {row.name for row in after.attributes_in_order if row.subject is PERSON}


def test_an_attribute_of_transcripts_is_not_one_of_people(study: Study) -> None:
    _, change = attributes.add_attribute(study, "place", AttributeSubject.TRANSCRIPT, AttributeType.TEXT)
    study = study.after(change)
    after = study.after(import_attributes(study, PERSON, ["name", "place"], [["Ruth", "Leeds"]], {}).change)
    subjects = {row.subject for row in after.attributes_in_order if row.name == "place"}
    assert subjects == {PERSON, AttributeSubject.TRANSCRIPT}


def test_what_a_data_list_brings_comes_after_what_is_there_in_its_order(study: Study) -> None:
    study = study.after(attributes.add_attribute(study, "home", PERSON)[1])
    # A column without name and without cells is none; what comes after it is one.
    rows = [["New", "1", "", "x"], ["Newer", "2", " ", "y"], ["Ruth", "3"]]
    change = import_attributes(study, PERSON, ["name", "age", " ", "job"], rows).change
    after = study.after(change)
    assert [(row.name, row.position) for row in after.attributes_in_order if row.subject is PERSON] == [
        ("home", 0), ("age", 1), ("job", 2),
    ]  # fmt: skip
    last = max(row.position for row in study.participants.values())
    assert [(row.name, row.position) for row in after.participants_in_order][-2:] == [
        ("New", last + 1), ("Newer", last + 2),
    ]  # fmt: skip
    assert values(after, "job") == {"New": "x", "Newer": "y"}


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (AttributeType.NUMBER, "1e30", f"1{'0' * 30}"),
        (AttributeType.NUMBER, "1e31", None),
        (AttributeType.NUMBER, "1,5", "1.5"),
        (AttributeType.NUMBER, "-1,2345", "-1.2345"),
        (AttributeType.NUMBER, "100", "100"),
        (AttributeType.DATE, "12/12/2021", "2021-12-12"),
        (AttributeType.DATE, "12/13/2021", "2021-12-13"),
        (AttributeType.DATE, "13.12.2021", "2021-12-13"),
        (AttributeType.DATE, "13/13/2021", None),
        (AttributeType.DATE, "12/11/2021", None),
        (AttributeType.DATE, "May 2021", "2021-05"),
        (AttributeType.DATE, "Ma 2021", None),
        (AttributeType.DATE, "1 ma 2021", None),
        (AttributeType.DATE, "December 2021", "2021-12"),
        (AttributeType.DATE, "January 1, 0999", "0999-01-01"),
        (AttributeType.DATE, "1 January 2021", "2021-01-01"),
        (AttributeType.DATE, "Foo 12, 2021", None),
        (AttributeType.DATE, "Foo 2021", None),
        (AttributeType.DATE, "2021-02", "2021-02"),
        (AttributeType.DATE, "2021-13", None),
        (AttributeType.DATE, "0000", None),
        (AttributeType.YES_NO, "1", "yes"),
        (AttributeType.YES_NO, "0", "no"),
    ],
)
def test_the_edges_of_numbers_and_dates(kind: AttributeType, text: str, kept: str | None) -> None:
    assert normal_value(Attribute(new_id(), "x", PERSON, kind, 0), text) == kept


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["yes", "no", "y", "n", "true", "false"], AttributeType.YES_NO),
        (["yes", "no", "maybe"], AttributeType.TEXT),
        (["1", "x", "1", "x"], AttributeType.CHOICE),
        (2 * [f"word {number}" for number in range(12)], AttributeType.CHOICE),
        (2 * [f"word {number}" for number in range(13)], AttributeType.TEXT),
        (["a", "a", "b"], AttributeType.TEXT),
        (["a\nb", "a\nb", "a\nb"], AttributeType.TEXT),
        (["1", "2021-03-04"], AttributeType.TEXT),
    ],
)
def test_a_few_words_that_come_again_are_choices(cells: list[str], kind: AttributeType) -> None:
    assert guessed_type(cells) is kind


def test_an_attribute_may_be_written_otherwise_and_stays_where_it_is_not_named(study: Study) -> None:
    for name in ("age", "home", "job"):
        study = study.after(attributes.add_attribute(study, name, PERSON)[1])
    age, job = study.attribute_named("age"), study.attribute_named("job")
    change = attributes.rename_attribute(study, age.id, "AGE")
    assert change.label == "Rename the attribute “age” to “AGE”"
    assert study.after(change).attribute_named("AGE").id == age.id
    assert not attributes.rename_attribute(study, age.id, " age ")
    date = study.attribute_named("Date")
    change = attributes.order_attributes(study, PERSON, [job.id, date.id, job.id])
    ordered = [(row.name, row.position) for row in study.after(change).attributes_in_order]
    assert [each for each in ordered if each[0] != "Date"] == [("job", 0), ("age", 1), ("home", 2)]
    assert ("Date", date.position) in ordered
    # The same name may be one of transcripts too.
    assert attributes.add_attribute(study, "age", AttributeSubject.TRANSCRIPT)[1]
    assert attributes.delete_attribute(study, age.id).label == "Delete the attribute “age”"


def test_choices_come_once_and_those_that_there_are_come_after_them(study: Study) -> None:
    row, change = attributes.add_attribute(
        study, "home", PERSON, AttributeType.CHOICE, [" owned ", "Owned", "", "rented"]
    )
    assert row.choices == ("owned", "rented")
    assert attributes.add_attribute(study, "job", PERSON, AttributeType.TEXT, ["x"])[0].choices == ()
    study = study.after(change)
    text = study.after(attributes.retype_attribute(study, row.id, AttributeType.TEXT))
    assert text.attribute_named("home").choices == ()
    people = text.participants_in_order
    for person, said in zip(people, ("tent", "car"), strict=False):
        text = text.after(attributes.set_value(text, row.id, person.id, said))
    chosen = text.after(attributes.retype_attribute(text, row.id, AttributeType.CHOICE))
    assert chosen.attribute_named("home").choices == ("car", "tent")
    with pytest.raises(QualcodeError, match=r"1 value that would not fit \(“tent”\)"):
        attributes.retype_attribute(text, row.id, AttributeType.CHOICE, ["car"])


def test_of_many_values_that_would_not_fit_five_are_named(study: Study) -> None:
    row, change = attributes.add_attribute(study, "age", PERSON)
    study = study.after(change)
    for number in range(6):
        study = study.after(participants.add_participant(study, f"Person {number}")[1])
        person = study.participants_in_order[-1]
        study = study.after(attributes.set_value(study, row.id, person.id, f"old {number}"))
    with pytest.raises(QualcodeError) as refused:
        attributes.retype_attribute(study, row.id, AttributeType.NUMBER)
    assert str(refused.value).count("“old") == 5
    assert "6 values" in str(refused.value)


def test_choices_of_a_new_column_are_in_the_order_of_their_names_after_those_known(study: Study) -> None:
    rows = [
        ["Ruth", "25-29", "rented"],
        ["I", "20-24", "Owned"],
        ["MOD", "25-29", "owned"],
        ["New", "20-24", "rented"],
    ]
    found = import_attributes(study, PERSON, ["name", "age", "home"], rows)
    after = study.after(found.change)
    choices = {row.name: row.choices for row in after.attributes_in_order if row.subject is PERSON}
    assert choices == {"age": ("20-24", "25-29"), "home": ("Owned", "rented")}
    assert found.told == (
        "8 new values.",
        "New attributes: age (choice: 20-24, 25-29) and home (choice: Owned, rented).",
        "New participant: New.",
    )
    more = [["Ruth", "30-34"], ["I", "10-14"], ["MOD", "20-24"]]
    again = import_attributes(after, PERSON, ["name", "age"], more)
    assert after.after(again.change).attribute_named("age").choices == ("20-24", "25-29", "30-34", "10-14")
    assert (again.new_values, again.changed_values) == (0, 3)
    assert again.told == ("0 new values, 3 changed.",)


def test_names_choices_and_columns_in_decomposed_letters_are_those_that_are_there(study: Study) -> None:
    """As some systems write names of files, and some programs whole tables: “e” with an accent after it."""

    def apart(name: str) -> str:
        return unicodedata.normalize("NFD", name)

    assert apart("é") != "é"
    choices = ("Méribel", apart("MÉRIBEL"))
    row, change = attributes.add_attribute(study, "Région", PERSON, AttributeType.CHOICE, choices)
    assert row.choices == ("Méribel",)
    after = study.after(change)
    assert normal_value(row, apart("méribel")) == "Méribel"
    name = next(iter(study.participants.values())).name
    found = import_attributes(after, PERSON, ("participant", apart("région")), [(name, apart("MÉRIBEL"))])
    assert values(after.after(found.change), "Région") == {name: "Méribel"}
