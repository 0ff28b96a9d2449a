"""A QualCoder project comes in with its categories, codes, codings, cases, attributes, notes and journal.

Tests as well: ``other_programs``.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.importers.programs.other_programs import read_program
from qualcode.importers.refi.calibration import calibrated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Attribute, AttributeType, Memo, MemoSubject
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.positions import PositionUnit
from qualcode.model.study import Study
from qualcode.operations.exchanging.study import imported_study

TEXT = "Anna: They 🙂 never asked us.\nBen: Nobody at all asked.\n"

SCHEMA = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text,
    owner text, date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text,
    supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text,
    date text, color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer,
    pos1 integer, owner text, date text, memo text, important integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text,
    owner text, date text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE attribute_type (name text primary key, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
INSERT INTO project VALUES ('v8', '2023-01-02 10:00:00', 'about asking', 'QualCoder');
INSERT INTO code_cat VALUES (1, 'Asking', 'AB', '', 'a group', NULL), (2, 'Inner', 'AB', '', '', 1);
INSERT INTO code_name VALUES (1, 'asked', 'whoever asks', 2, 'AB', '', '#FF0000'),
    (2, 'nobody', '', NULL, 'AB', '', '');
INSERT INTO cases VALUES (1, 'Anna', 'a teacher', 'AB', '');
INSERT INTO attribute_type VALUES ('age', '', 'case', 'numeric'), ('place', '', 'file', 'character');
INSERT INTO attribute VALUES (1, 'age', 'case', '42', 1), (2, 'place', 'file', 'Leeds', 1);
INSERT INTO journal VALUES (1, 'First day', 'We began.', '2023-01-02 11:00:00', 'AB');
INSERT INTO code_av VALUES (1, 2, 0, 100, 1);
"""


def utf16(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    before = len(TEXT[:start].encode("utf-16-le")) // 2
    return before, before + len(words.encode("utf-16-le")) // 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return qualcoder_file(tmp_path)


def qualcoder_file(tmp_path: Path) -> Path:
    """A project with two sources, four codings and a case."""
    path = tmp_path / "study.qda" / "data.qda"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as made:
        made.executescript(SCHEMA)
        made.execute("INSERT INTO source VALUES (1, 'Talk', ?, NULL, '', 'AB', '')", [TEXT])
        made.execute("INSERT INTO source VALUES (2, 'film', NULL, '/video/film.mp4', '', 'AB', '')")
        for number, (cid, words, owner, memo) in enumerate(
            [
                (1, "asked us", "AB", "really?"),
                (2, "Nobody", "CD", ""),
                (2, "They 🙂 never", "AB", ""),
                (1, "asked.", "AB", ""),
            ],
            1,
        ):
            row = [number, cid, words, *utf16(words), owner, "2023-01-03 09:30:00", memo]
            made.execute("INSERT INTO code_text VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, 0)", row)
        made.execute("INSERT INTO annotation VALUES (1, 1, ?, ?, 'look', 'AB', '')", utf16("never"))
        made.execute("INSERT INTO case_text VALUES (1, 1, 1, 0, ?)", [utf16("Ben")[0]])
        made.commit()
    return path


def study_of(path: Path) -> Study:
    read = read_program(path)
    found = calibrated(read.sources, read.origin)
    assert [each.best.counting.unit for each in found.values()] == [PositionUnit.UTF16]
    assert all(each.sure for each in found.values())
    places = {source: (each.best.starts, each.best.ends) for source, each in found.items()}
    made = imported_study(read, places, Study())
    assert broken_invariants(made.study) == []
    assert "1 coding: on a picture, a page or a recording, not on words" in [
        line.in_words for line in made.told
    ]
    return made.study


def test_codings_stand_on_the_words_that_were_coded(project: Path) -> None:
    study = study_of(project)
    transcript = study.transcript_named("Talk").id
    assert sorted(
        (
            study.path(row.code_id),
            study.coders[row.coder_id].name,
            study.quoted(transcript, row.span),
            row.memo,
        )
        for row in study.codings_of(transcript)
    ) == [
        ("Asking > Inner > asked", "AB", "asked us", "really?"),
        ("Asking > Inner > asked", "AB", "asked.", ""),
        ("nobody", "AB", "They 🙂 never", ""),
        ("nobody", "CD", "Nobody", ""),
    ]
    assert study.code_named("asked").definition == "whoever asks"
    assert study.code_named("asked").colour == "#ff0000"
    assert not study.code_named("Asking").codable


def test_cases_attributes_annotations_and_journal_come_along(project: Path) -> None:
    study = study_of(project)
    anna = study.participant_named("Anna")
    assert anna.memo == "a teacher"
    types = {row.name: row.type for row in study.rows(Attribute).values()}
    assert types == {"age": AttributeType.NUMBER, "place": AttributeType.TEXT}
    memos = {(memo.subject, memo.title, memo.text) for memo in study.rows(Memo).values()}
    assert memos == {(MemoSubject.PLACE, "", "look"), (MemoSubject.PROJECT, "First day", "We began.")}
    assert study.info.memo == "about asking"
    assert study.info.name == "study"
    turns = study.turns_of(study.transcript_named("Talk").id)
    assert turns.row(0).participant_id == anna.id


def test_it_is_the_same_study_at_the_next_reading(project: Path) -> None:
    assert read_program(project) == read_program(project)


def test_categories_in_a_circle_come_to_the_top(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("UPDATE code_cat SET supercatid = 2 WHERE catid = 1")
        made.commit()
    names = {code.name for code in read_program(project).codes}
    assert names == {"Asking", "Inner", "asked", "nobody"}
    assert broken_invariants(study_of(project)) == []


@pytest.mark.parametrize("content", [b"SQLite format 3\x00" + b"\xff" * 2000, b""])
def test_a_damaged_file_ends_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data.qda"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        read_program(path)


def test_another_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.qda"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE something (x integer)")
        made.commit()
    with pytest.raises(UnreadableFileError, match="not a project of QualCoder"):
        read_program(path)


def test_a_project_that_is_open_there_is_not_read(project: Path) -> None:
    project.with_name("data.qda-journal").write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match="is open in QualCoder"):
        read_program(project)


def test_what_was_coded_in_a_text_that_is_not_in_the_file_is_told(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("INSERT INTO code_text VALUES (90, 1, 7, 'gone', 0, 4, 'AB', '', '', 0)")
        made.execute("INSERT INTO annotation VALUES (90, 7, 0, 4, 'look', 'AB', '')")
        made.commit()
    read = read_program(project)
    (missing,) = (source for source in read.sources if source.kind == "text" and source.text is None)
    told = [line.in_words for line in imported_study(read, {}, Study()).told]
    assert (len(missing.selections), len(missing.selections.codings)) == (2, 1)
    assert "1 coding: on a text that is missing" in told
    assert "1 selection: on a text that is missing" in told
