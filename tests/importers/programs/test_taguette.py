"""A Taguette project comes in with tags as codes, on the very words that were highlighted.

Tests as well: ``counted_words``.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.programs.counted_words import counted_beside, words_of_page
from qualcode.importers.programs.other_programs import read_program
from qualcode.importers.refi.calibration import calibrated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import UnreadableFileError
from qualcode.model.exchange.positions import PositionUnit
from qualcode.model.study import Study
from qualcode.operations.exchanging.study import imported_study
from tests.support.taguette_file import taguette_file, with_another_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return taguette_file(tmp_path / "taguette.sqlite3")


def study_of(path: Path, wanted: str = "") -> Study:
    read = read_program(path, DEFAULT_LIMITS, wanted)
    found = calibrated(read.sources, read.origin)
    assert [each.best.counting.unit for each in found.values()] == [PositionUnit.BYTES]
    assert all(each.sure for each in found.values())
    places = {source: (each.best.starts, each.best.ends) for source, each in found.items()}
    made = imported_study(read, places, Study())
    assert broken_invariants(made.study) == []
    return made.study


def test_highlights_are_on_the_words_that_were_marked(project: Path) -> None:
    study = study_of(project)
    transcript = study.transcript_named("Talk").id
    assert study.text(transcript) == (
        "Über den Garten\nAnna: Wir 🙂 haben nie gefragt & niemand kam.\nBen: Niemand hat uns gefragt.\n"
        "Äpfel\nBirnen"
    )
    assert sorted(
        (study.path(row.code_id), study.coders[row.coder_id].name, study.quoted(transcript, row.span))
        for row in study.codings_of(transcript)
    ) == [
        ("asking", "ben", "Wir 🙂 haben nie gefragt"),
        ("asking > nobody", "admin", "Niemand hat uns gefragt."),
        ("asking > nobody", "ben", "Wir 🙂 haben nie gefragt"),
        ("v. Dr. No", "ben", "Garten"),
    ]
    assert [study.text(transcript)[mark.start : mark.end] for mark in study.highlights_of(transcript)] == [
        "Birnen"
    ]
    assert study.code_named("asking").definition == "who asks"


def test_it_is_the_same_study_at_the_next_reading(project: Path) -> None:
    assert read_program(project) == read_program(project)


def test_one_of_several_projects_has_to_be_chosen(project: Path) -> None:
    with_another_project(project)
    read = read_program(project)
    assert read.choices == ("Gardens", "gardens (2)")
    assert (read.codes, read.sources) == ((), ())
    assert study_of(project, "Gardens").coding_count == 4
    assert read_program(project, DEFAULT_LIMITS, "gardens (2)").codes == ()
    with pytest.raises(UnreadableFileError, match=r"has no project “other”\. Its projects are"):
        read_program(project, DEFAULT_LIMITS, "other")


def test_without_a_record_of_who_did_it_the_only_member_did(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("DELETE FROM commands")
        made.execute("DELETE FROM project_members WHERE user_login = 'ben'")
        made.commit()
    assert {row.name for row in study_of(project).coders.values()} == {"admin"}


def test_a_tag_may_name_the_one_above_it(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("ALTER TABLE tags ADD COLUMN parent_id integer")
        made.execute("UPDATE tags SET parent_id = 1 WHERE id = 3")
        made.commit()
    assert {code.name: code.parent for code in read_program(project).codes}["v. Dr. No"] is not None


def test_a_highlight_outside_the_text_is_told(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("INSERT INTO highlights VALUES (9, 1, 10000, 10010, 'x'), (10, 1, 30, 31, '')")
        made.execute("INSERT INTO highlight_tags VALUES (9, 1)")
        made.commit()
    assert study_of(project).coding_count == 4


def test_a_file_that_is_cut_off_is_refused(project: Path) -> None:
    project.write_bytes(project.read_bytes()[:9000])
    with pytest.raises(UnreadableFileError, match="database is damaged"):
        read_program(project)


BLANKS = st.text(" \n\t", max_size=3)


@given(st.lists(st.tuples(st.text("abä🙂", min_size=1, max_size=4), BLANKS, BLANKS), min_size=1, max_size=6))
def test_every_letter_is_found_among_other_blanks(words: list[tuple[str, str, str]]) -> None:
    counted = "".join(word + blank for word, blank, _ in words)
    shown = "".join(blank + word for word, _, blank in words)
    found = counted_beside(counted, shown)
    assert found is not None
    starts, ends = np.frombuffer(found.starts, "<i4"), np.frombuffer(found.ends, "<i4")
    for at, letter in enumerate(counted):
        if not letter.isspace():
            assert shown[starts[at] : ends[at]] == letter
        else:
            assert ends[at] <= starts[at]


def test_a_page_that_shows_less_than_what_counts_keeps_what_counts() -> None:
    assert counted_beside("one two", "one") is None
    assert words_of_page("<p>one</p><select><option>two</option></select>", DEFAULT_LIMITS) == (
        "onetwo",
        None,
    )
    assert words_of_page("", DEFAULT_LIMITS) == ("", None)


def test_highlights_on_a_missing_document_or_with_a_missing_tag_are_told(project: Path) -> None:
    with closing(sqlite3.connect(project)) as made:
        made.execute("INSERT INTO highlights VALUES (50, 9, 0, 4, '<p>gone</p>')")
        made.execute("INSERT INTO highlight_tags VALUES (50, 1)")
        made.execute("INSERT INTO highlight_tags VALUES (3, 77)")
        made.commit()
    read = read_program(project)
    found = calibrated(read.sources, read.origin)
    places = {source: (each.best.starts, each.best.ends) for source, each in found.items()}
    told = {(line.noun, line.number, line.why) for line in imported_study(read, places, Study()).told}
    assert ("text", 1, "missing from the export, or not readable") in told
    assert ("coding", 1, "on a text that is missing") in told
    assert ("coding", 1, "the code is not in the file") in told


def test_tags_of_another_project_in_the_file_are_not_missing(project: Path) -> None:
    with_another_project(project)
    with closing(sqlite3.connect(project)) as made:
        made.execute("INSERT INTO tags VALUES (9, 2, 'theirs', '')")
        made.execute("INSERT INTO highlight_tags VALUES (3, 9)")
        made.commit()
    read = read_program(project, DEFAULT_LIMITS, "Gardens")
    assert sum(len(source.selections.codings) for source in read.sources) == 4
