"""An RQDA project comes in with its categories, cases, attributes and notes; what was deleted does not.

Tests as well: ``program_database``.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.importers.programs.other_programs import read_program
from qualcode.importers.programs.program_database import in_order
from qualcode.importers.refi.calibration import calibrated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Attribute, AttributeType, CodeSet, Memo, MemoSubject
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.foreign import ForeignPart
from qualcode.model.study import Study
from qualcode.operations.exchanging.study import imported_study

TEXT = "Anna: They 🙂 never asked us.\nBen: Nobody at all asked.\n"
SCHEMA = """
CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text, imageDir text);
CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text,
    status integer);
CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer,
    color text);
CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer);
CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text,
    status integer);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer,
    owner text, date text, memo text);
CREATE TABLE coding2 (cid integer, fid integer, seltext text, selfirst real, selend real, status integer,
    owner text, date text, memo text);
CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer,
    owner text, date text, memo text);
CREATE TABLE attributes (name text, status integer, date text, dateM text, owner text, memo text, class text);
CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text,
    status integer);
CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text,
    status integer);
CREATE TABLE journal (name text, journal text, date text, dateM text, owner text, status integer);
CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM text,
    status integer);
CREATE TABLE image (name text, id integer, date text, dateM text, owner text, status integer);
CREATE TABLE imageCoding (cid integer, iid integer, x1 integer, status integer);
CREATE TABLE filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text,
    status integer);
CREATE TABLE treefile (fid integer, catid integer, date text, dateM text, memo text, status integer);
INSERT INTO project VALUES ('0.2.0', 'Sat Nov  5 10:30:00 2011', '', 'about asking', '', '');
INSERT INTO freecode VALUES ('asked', 'whoever asks', 'AB', '', '', 1, 1, 'red'),
    ('nobody', '', 'AB', '', '', 2, 1, '#00FF00'), ('gone', '', 'AB', '', '', 3, 0, NULL);
INSERT INTO codecat VALUES ('Asking', NULL, 1, 'AB', '', '', 'a group', 1),
    ('Other', NULL, 2, 'AB', '', '', '', 1), ('Deleted', NULL, 3, 'AB', '', '', '', 0);
INSERT INTO treecode VALUES (1, 1, '', '', '', 1), (1, 2, '', '', '', 1), (2, 3, '', '', '', 1);
INSERT INTO cases VALUES ('Anna', 'a teacher', 'AB', '', '', 1, 1), ('Nobody', '', 'AB', '', '', 2, 0);
INSERT INTO attributes VALUES ('age', 1, '', '', 'AB', '', 'numeric'), ('place', 1, '', '', 'AB', '', '');
INSERT INTO caseAttr VALUES ('age', '42', 1, '', '', 'AB', 1), ('place', 'NA', 1, '', '', 'AB', 1);
INSERT INTO fileAttr VALUES ('place', 'Leeds', 1, '', '', 'AB', 1);
INSERT INTO journal VALUES ('First day', 'We began.', 'Sat Nov  5 11:00:00 2011', '', 'AB', 1);
INSERT INTO image VALUES ('photo.png', 1, '', '', 'AB', 1);
INSERT INTO imageCoding VALUES (1, 1, 0, 1);
INSERT INTO filecat VALUES ('Wave <1>', NULL, 1, 'AB', '', '', '', 1);
INSERT INTO treefile VALUES (1, 1, '', '', '', 1);
"""


def place(words: str) -> tuple[float, float]:
    return float(TEXT.index(words)), float(TEXT.index(words) + len(words))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return rqda_file(tmp_path)


def rqda_file(tmp_path: Path) -> Path:
    """A project with two sources, four codings and a case."""
    path = tmp_path / "asking.rqda"
    when = "Mon Nov  7 09:00:00 2011"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(SCHEMA)
        made.execute("INSERT INTO source VALUES ('Talk', 1, ?, 'in May', 'AB', ?, '', 1)", [TEXT, when])
        made.execute("INSERT INTO source VALUES ('Old', 2, 'gone', '', 'AB', ?, '', 0)", [when])
        coded = [
            ("coding", 1, "asked us", "AB", "really?", 1),
            ("coding", 2, "Nobody", "CD", "", 1),
            ("coding", 2, "They 🙂 never", "AB", "", 1),
            ("coding", 1, "at all", "AB", "", 0),
            ("coding", 3, "Ben", "AB", "", 1),
            ("coding2", 1, "asked us", "EF", "", 1),
            ("coding2", 2, "Nobody", "CD", "", 1),
        ]
        for table, code, words, owner, memo, status in coded:
            row = [code, words, *place(words), status, owner, when, memo]
            made.execute(f"INSERT INTO {table} VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)", row)
        made.execute("INSERT INTO caselinkage VALUES (1, 1, 0, ?, 1, 'AB', '', '')", [place("Ben")[0]])
        annotated = [TEXT.index("all"), "look", when]
        made.execute("INSERT INTO annotation VALUES (1, ?, ?, 'AB', ?, '', 1)", annotated)
        made.commit()
    return path


def made_of(path: Path) -> tuple[Study, list[str]]:
    read = read_program(path)
    found = calibrated(read.sources, read.origin)
    assert all(each.sure for each in found.values())
    places = {source: (each.best.starts, each.best.ends) for source, each in found.items()}
    made = imported_study(read, places, Study())
    assert broken_invariants(made.study) == []
    return made.study, [line.in_words for line in made.told]


def test_codings_stand_on_the_words_that_were_coded(project: Path) -> None:
    study, told = made_of(project)
    assert {row.name for row in study.transcripts.values()} == {"Talk"}
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
        ("Asking > asked", "AB", "asked us", "really?"),
        ("Asking > asked", "EF", "asked us", ""),
        ("nobody", "AB", "They 🙂 never", ""),
        ("nobody", "CD", "Nobody", ""),
    ]
    assert {code.name for code in study.codes.values()} == {"Asking", "Other", "asked", "nobody"}
    assert study.code_named("asked").colour == "#d62728"
    assert "1 coding: the code is not in the file" in told
    assert "1 coding: on a picture, a page or a recording, not on words" in told
    assert next(iter(study.codings_of(transcript))).created_at.year == 2011


def test_a_code_in_two_categories_is_in_a_set_of_the_second(project: Path) -> None:
    study, _ = made_of(project)
    assert [row.name for row in study.rows(CodeSet).values()] == ["Other"]


def test_cases_attributes_annotations_and_journal_come_along(project: Path) -> None:
    study, told = made_of(project)
    anna = study.participant_named("Anna")
    assert anna.memo == "a teacher"
    types = {row.name: row.type for row in study.rows(Attribute).values()}
    assert types == {"age": AttributeType.NUMBER, "place": AttributeType.TEXT}
    memos = {
        (memo.subject, memo.title, memo.text, TEXT[memo.start : memo.end] if memo.start is not None else "")
        for memo in study.rows(Memo).values()
    }
    assert memos == {
        (MemoSubject.PLACE, "", "look", "all"),
        (MemoSubject.PROJECT, "First day", "We began.", ""),
    }
    assert study.info.memo == "about asking"
    assert study.turns_of(study.transcript_named("Talk").id).row(0).participant_id == anna.id
    assert "1 set of sources or notes" in told
    (kept,) = study.rows(ForeignPart).values()
    assert 'name="Wave &lt;1&gt;"' in kept.content


def test_it_is_the_same_study_at_the_next_reading(project: Path) -> None:
    assert read_program(project) == read_program(project)


def test_words_in_the_writing_of_windows_are_read(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("UPDATE codecat SET name = CAST(x'4672E467656E' AS TEXT) WHERE catid = 1")
        made.commit()
    assert "Frägen" in {code.name for code in read_program(project).codes}


def test_a_table_without_its_columns_is_refused(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("ALTER TABLE freecode RENAME COLUMN id TO number")
        made.commit()
    with pytest.raises(UnreadableFileError, match="database is damaged"):
        read_program(project)


def test_a_file_that_is_open_there_is_not_read(project: Path) -> None:
    project.with_name("asking.rqda-wal").write_bytes(b"x")
    with pytest.raises(UnreadableFileError, match="is open in RQDA"):
        read_program(project)


def test_codes_follow_those_above_them(project: Path) -> None:
    codes = list(read_program(project).codes)
    assert [code.name for code in in_order(codes[::-1])] == ["nobody", "Other", "Asking", "asked"]


def test_what_was_coded_in_a_text_that_is_not_in_the_file_is_told(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        for source in (7, 2):
            # The second one was deleted in RQDA, and so was what is coded there.
            row = [1, source, "gone", 0, 4, 1, "AB", "", ""]
            made.execute("INSERT INTO coding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        made.commit()
    _, told = made_of(project)
    assert "1 text: missing from the export, or not readable" in told
    assert "1 coding: on a text that is missing" in told
