"""What is written is valid against the schema, sound by our own check, and the same every time.

Tests as well: ``elements``, ``people``, ``sources``, ``soundness``.
"""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from qualcode.exporters.refi.project_file import NAMESPACE, refi_document, write_refi
from qualcode.exporters.refi.soundness import faults_of
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.exchange.selections import written_guid
from qualcode.model.exchange.targets import MANNERS, Target
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from tests.support.examples import TEXT, whole_example
from tests.support.studies import History, example_study, histories

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "refi" / "Project.xsd"
N = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not SCHEMA.exists():
        pytest.skip("the schema is not here")
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.sampled_from(Target), st.booleans())
def test_every_document_is_valid(
    schema: etree.XMLSchema, history: History, target: Target, inside: bool
) -> None:
    document = refi_document(history.end, MANNERS[target], inside=inside)
    schema.assertValid(etree.fromstring(document))


@given(histories(), st.sampled_from(Target), st.booleans())
def test_every_document_is_sound(history: History, target: Target, inside: bool) -> None:
    assert faults_of(refi_document(history.end, MANNERS[target], inside=inside)) == []


def test_an_archive_has_the_document_and_a_text_for_every_source(tmp_path: Path) -> None:
    study = Study().after(whole_example())
    path = tmp_path / "study.qdpx"
    write_refi(path, study)
    first = path.read_bytes()
    write_refi(path, study)
    assert path.read_bytes() == first
    transcript = next(iter(study.transcripts))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["project.qde", f"sources/{written_guid(transcript)}.txt"]
        assert archive.read(names[1]).decode() == TEXT


def test_for_nvivo_texts_have_line_ends_of_windows_and_positions_count_them(tmp_path: Path) -> None:
    study = Study().after(whole_example())
    path = tmp_path / "study.qdpx"
    write_refi(path, study, Target.NVIVO)
    with zipfile.ZipFile(path) as archive:
        document, text = (archive.read(name) for name in archive.namelist()[:2])
    units = text.decode().encode("utf-16-le")
    selection = next(
        each
        for each in etree.fromstring(document).iter(f"{N}PlainTextSelection")
        if each.find(f"{N}Coding") is not None
    )
    start, end = (2 * int(selection.get(name, "")) for name in ("startPosition", "endPosition"))
    assert units[start:end].decode("utf-16-le") == "they just"


def test_participants_are_cases_with_their_turns_where_the_program_reads_them_so() -> None:
    study = Study().after(whole_example())
    turns = {
        target: len(etree.fromstring(refi_document(study, MANNERS[target])).findall(f".//{N}SelectionRef"))
        for target in Target
    }
    assert turns == {Target.STRICT: 2, Target.NVIVO: 2, Target.MAXQDA: 0, Target.ATLASTI: 0}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<Users>", "<Sets></Sets><Users>", "Sets is empty."),
        ('isCodable="true" ', "", "A Code has no isCodable."),
        ("<CodeRef targetGUID=", "<CodeRef targetGUID=", ""),
        ("<Description>Being looked down on</Description>", "<Note/>", "A Code holds a Note."),
        ("</CodeBook>", "</CodeBook><Users><User/></Users>", "comes too late."),
        ("<Users>", "<Texts/><Users>", "A Project holds a Texts."),
        ("<User guid=", "<User guid='1' id=", "“1” is not an identity in capitals."),
    ],
)
def test_our_own_check_says_what_is_wrong(old: str, new: str, told: str) -> None:
    document = refi_document(Study().after(whole_example()), MANNERS[Target.STRICT]).decode()
    assert old in document
    found = faults_of(document.replace(old, new, 1).encode())
    assert any(told in fault for fault in found) if told else found == []


def test_our_own_check_finds_doubled_and_dangling_identities() -> None:
    study = Study().after(whole_example())
    document = refi_document(study, MANNERS[Target.STRICT]).decode()
    one, other = (written_guid(row.id) for row in study.coders_in_order)
    found = faults_of(document.replace(f'<User guid="{other}"', f'<User guid="{one}"').encode())
    assert f"The identity {one} is there twice." in found
    assert any("references lead nowhere" in fault for fault in found)


def test_a_project_file_is_never_written_over(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="is not a file"):
        write_refi(tmp_path, Study().after(whole_example()))


@pytest.mark.parametrize("name", ["study.qdpx", "study.qde"])
@pytest.mark.parametrize("last", [0, 1])
def test_writing_that_is_stopped_leaves_what_was_there(tmp_path: Path, name: str, last: int) -> None:
    study = Study().after(whole_example())
    steps: list[tuple[int, int]] = []
    path = tmp_path / name
    path.write_text("as it was")

    def tell(done: int, total: int, _what: str) -> None:
        steps.append((done, total))
        if stops and done >= last * (total - 1):
            raise Cancelled

    stops = True
    with pytest.raises(Cancelled):
        write_refi(path, study, progress=tell)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert path.read_text() == "as it was"
    stops = False
    steps.clear()
    write_refi(path, study, progress=tell)
    # It goes up to its end, and never back.
    assert steps == sorted(steps)
    assert all(done < total for done, total in steps)


@pytest.mark.parametrize(
    ("values", "kind"),
    [(("41", "-7"), "Integer"), (("41", "7.5"), "Float"), ((), "Float"), (("41", "unknown"), "Text")],
)
def test_whole_numbers_stay_integers(values: tuple[str, ...], kind: str) -> None:
    study = example_study()
    people = list(study.participants)
    age = Attribute(new_id(), "Age", AttributeSubject.PARTICIPANT, AttributeType.NUMBER, 0)
    rows = [AttributeValue(new_id(), age.id, who, value) for who, value in zip(people, values, strict=False)]
    values_there = {row.id: row for row in rows}
    study = replace(study, tables={**study.tables, Attribute: {age.id: age}, AttributeValue: values_there})
    document = etree.fromstring(refi_document(study, MANNERS[Target.STRICT], inside=True))
    (variable,) = document.findall(".//{*}Variable")
    assert variable.get("typeOfVariable") == kind
    written = document.findall(f".//{{*}}{kind}Value")
    assert sorted(each.text or "" for each in written) == sorted(values)
