from uuid import UUID

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import AttributeSubject, AttributeType, Code
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import (
    codes_of,
    query_in_words,
    query_named,
    saved_query,
    typed_query,
)
from qualcode.model.study import Study
from qualcode.model.transcripts.folder_names import folder_named
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.people.attributes import add_attribute, set_value
from qualcode.operations.people.participants import add_participant, rename_participant
from qualcode.operations.queries import delete_query, rename_query, save_query
from qualcode.operations.transcripts.folders import add_folder, delete_folders, rename_folder
from tests.support.studies import example_study


def first_code(study: Study) -> Code:
    return next(code for code in study.codes_in_order if code.codable)


def saved(study: Study, name: str, text: str) -> Study:
    return study.after(save_query(study, name, typed_query(study, text))[1])


def about_first(study: Study) -> str:
    return f'code:"{study.path(first_code(study).id)}"'


def test_a_query_is_kept_replaced_renamed_and_forgotten() -> None:
    study = example_study()
    study = saved(study, "Judged", "words:judged")
    study = saved(study, " judged ", about_first(study))
    (row,) = study.queries_in_order
    assert row.name == "Judged"
    study = study.after(rename_query(study, row.id, "Feeling judged"))
    assert query_named(study, "FEELING judged").id == row.id
    study = study.after(delete_query(study, row.id))
    assert study.queries_in_order == ()


def test_a_saved_query_outlives_a_new_name_of_its_code() -> None:
    study = saved(example_study(), "Judged", about_first(example_study()))
    code = first_code(study)
    study = study.after(rename_code(study, code.id, "quite another name"))
    (row,) = study.queries_in_order
    assert query_in_words(study, row.id) == '“Judged” (code:"quite another name")'


@pytest.mark.parametrize("name", ["*", '"*"', "and", "code:x", "a * b"])
def test_a_saved_query_means_its_code_whatever_that_is_called(name: str) -> None:
    """``*`` alone stands for any code, which a code of that name does not."""
    study = example_study()
    study = study.after(add_code(study, "lone")[1])
    code = study.code_named("lone")
    study = saved(study, "Lone", "code:lone and code:*")
    study = study.after(rename_code(study, code.id, name))
    query = saved_query(study, study.queries_in_order[0].id)
    assert [codes_of(study, part) for part in query.parts] == [(code.id,), None]
    study = study.after(save_query(study, "Lone", query)[1])
    again = saved_query(study, study.queries_in_order[0].id)
    assert [codes_of(study, part) for part in again.parts] == [(code.id,), None]


@pytest.mark.parametrize(
    ("number", "end"), [(12, "p11."), (13, "p11 and 1 other."), (15, "p11 and 3 others.")]
)
def test_a_list_of_names_says_how_many_there_are_besides(number: int, end: str) -> None:
    study = example_study()
    study = study.after(add_attribute(study, "town", AttributeSubject.PARTICIPANT)[1])
    town = study.attribute_named("town")
    for place in range(number):
        study, person = _with_person(study, f"person {place}")
        study = study.after(set_value(study, town.id, person, f"p{place:02}"))
    with pytest.raises(QualcodeError) as refused:
        typed_query(study, "town:elsewhere")
    assert str(refused.value).endswith(end)


def test_a_query_that_names_what_is_gone_says_so_and_breaks_no_invariant() -> None:
    study = saved(example_study(), "Judged", about_first(example_study()))
    study = study.after(delete_codes(study, [first_code(study).id]))
    assert broken_invariants(study) == []
    (row,) = study.queries_in_order
    with pytest.raises(QualcodeError, match="“Judged” can no longer be answered: It names a code that is no"):
        saved_query(study, row.id)


def test_a_name_that_stands_for_nothing_is_not_saved() -> None:
    study = example_study()
    for text, sentence in (
        ("code:zeppelin", "no code named “zeppelin”"),
        ("speaker:P99", "Nobody is labelled “P99”"),
        ("transcript:Nowhere", "no transcript named “Nowhere”"),
        ("participant:Nobody", "no participant named “Nobody”"),
        ("code:* and coder:XY", "no coder named “XY”"),
    ):
        with pytest.raises(QualcodeError, match=sentence):
            typed_query(study, text)


def test_a_name_that_is_nearly_one_is_answered_with_it() -> None:
    study = example_study()
    place = study.transcripts_in_order[0].name
    person = study.participants_in_order[1]
    study = study.after(rename_participant(study, person.id, "Wilhelmina Ost"))
    stigma = study.code_named("stigma")
    study = study.after(rename_code(study, stigma.id, "being pitied"))
    for text, sentence in (
        ("code:pitied", "no code named “pitied”; did you mean “.*being pitied”"),
        ("code:zeppelin", "no code named “zeppelin”; the codes are “"),
        (f'transcript:"x{place}"', f"did you mean “{place}”"),
        ("participant:Wilhelmine", "did you mean “Wilhelmina Ost”\\? “speaker:” looks for labels"),
        ('speaker:"Wilhelmina Ost"', 'for the participant of that name write participant:"Wilhelmina Ost"'),
    ):
        with pytest.raises(QualcodeError, match=sentence):
            typed_query(study, text)


def test_a_query_needs_a_free_name() -> None:
    study = saved(saved(example_study(), "One", "a"), "Two", "b")
    with pytest.raises(QualcodeError, match="One"):
        rename_query(study, query_named(study, "Two").id, "one")
    with pytest.raises(QualcodeError, match="queries of this project: One, Two"):
        query_named(study, "Three")


def test_a_query_about_a_folder_outlives_its_new_name_and_says_when_it_has_gone() -> None:
    study = example_study()
    for path in ("Wave 1 > Women", "Wave 2 > Women"):
        study = study.after(add_folder(study, path)[1])
    study = saved(study, "Women", 'folder:"Wave 2 > Women" and not status:"in progress"')
    (row,) = study.queries_in_order
    wave = folder_named(study, "Wave 2")
    study = study.after(rename_folder(study, wave.id, "Second wave"))
    assert query_in_words(study, row.id) == (
        '“Women” (folder:"Second wave > Women" not status:"in progress")'
    )
    study = study.after(delete_folders(study, [wave.id]))
    with pytest.raises(QualcodeError, match="It names a folder that is no longer in the project"):
        saved_query(study, row.id)


def test_a_folder_or_status_that_is_not_there_is_answered_with_what_may_have_been_meant() -> None:
    study = example_study()
    study = study.after(add_folder(study, "Wave 1 > Women")[1])
    for text, sentence in (
        ("folder:womn", "did you mean “Wave 1 > Women”?"),
        ('folder:"Nowhere at all"', "the folders are “Wave 1”, “Wave 1 > Women”."),
        ("status:finished", "the statuses are “not started”, “in progress”, “done”, “second reading”."),
        ("status:", "“status:” names nothing"),
        ("folder :women", "There must be no blank before a colon: write folder:women."),
        ("foldr:women", "the nearest names are “folder”, “coder”"),
    ):
        with pytest.raises(QualcodeError) as caught:
            typed_query(study, text)
        assert sentence in str(caught.value)


def test_an_attribute_called_status_is_written_in_quotation_marks() -> None:
    study = example_study()
    attribute, change = add_attribute(study, "Status", AttributeSubject.TRANSCRIPT, AttributeType.TEXT)
    study = study.after(change)
    place = study.transcripts_in_order[0].id
    study = study.after(set_value(study, attribute.id, place, "married"))
    told = 'no status “married”; for the attribute of that name write "status":married'
    with pytest.raises(QualcodeError, match=told):
        typed_query(study, "status:married")
    assert str(typed_query(study, '"status":married')) == '"status":married'
    assert str(typed_query(study, "status:done")) == "status:done"


def test_queries_stay_in_their_order_and_may_be_written_otherwise() -> None:
    study = example_study()
    for name in ("Zebra", "Ant"):
        study = saved(study, name, "words:judged")
    assert [(row.name, row.position) for row in study.queries_in_order] == [("Zebra", 0), ("Ant", 1)]
    zebra = query_named(study, "Zebra")
    change = rename_query(study, zebra.id, "ZEBRA")
    assert change.label == "Rename the query “Zebra” to “ZEBRA”"
    assert [row.name for row in study.after(change).queries_in_order] == ["ZEBRA", "Ant"]
    with pytest.raises(QualcodeError, match="Ant"):
        rename_query(study, zebra.id, "ant")
    kept, _ = save_query(study, "ant", typed_query(study, "words:asked"))
    assert (kept.id, kept.name) == (query_named(study, "Ant").id, "Ant")


def _with_person(study: Study, name: str) -> tuple[Study, UUID]:
    person, change = add_participant(study, name)
    return study.after(change), person.id
