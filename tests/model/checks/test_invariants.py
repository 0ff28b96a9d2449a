"""Tests of invariants.

Tests as well: ``model.entities``, ``model.queries.query_doubts``, ``structure``.
"""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.model.change import ChangeSet, ColumnsChange, added, removed, updated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Entity,
    Highlight,
    Memo,
    MemoSubject,
    SavedQuery,
    TextVersion,
    TypicalQuote,
)
from qualcode.model.identity import key_of, new_id, now
from qualcode.model.study import Study
from tests.support.studies import FG1, example_study

NOBODY = new_id()


@pytest.fixture
def study() -> Study:
    return example_study()


def changed(study: Study, row: Entity, **fields: object) -> list[str]:
    """What is broken after a row has changed past all operations."""
    after = replace(row, **fields)  # type: ignore[arg-type]
    return broken_invariants(study.after(ChangeSet("", (updated(row, after),))))


def with_row(study: Study, row: Entity) -> list[str]:
    return broken_invariants(study.after(ChangeSet("", (added(row),))))


def test_a_sound_study_has_nothing_to_say(study: Study) -> None:
    assert broken_invariants(study) == []
    assert broken_invariants(Study()) == ["The project is described 0 times instead of once."]


def test_names_are_unique(study: Study) -> None:
    fg1, person = study.transcript_named(FG1.name), study.participants_in_order[0]
    assert changed(study, fg1, name="int01 ruth") == ["Two transcripts are called “int01 ruth”."]
    assert changed(study, person, name="RUTH") == ["Two participants are called “ruth”."]
    assert changed(study, study.coder_named("AB"), name="cd") == ["Two coders are called “cd”."]
    twin = Attribute(new_id(), "DATE", AttributeSubject.TRANSCRIPT, AttributeType.TEXT, 5)
    assert with_row(study, twin) == ["Two attributes of transcripts are called “date”."]
    councils = study.code_named("councils")
    assert changed(study, councils, name="Firms") == [
        "2 codes in one place of the codebook are called “firms”."
    ]


def test_the_codebook_is_a_tree_of_sound_codes(study: Study) -> None:
    firms, trust = study.code_named("firms"), study.code_named("Trust")
    assert changed(study, firms, parent_id=NOBODY) == [
        "The code “firms” is below a code that does not exist."
    ]
    circle = changed(study, trust, parent_id=firms.id)
    assert circle[:1] == ["The code “Trust” is below itself."]
    assert changed(study, firms, name="a > b") == [
        "The code “a > b” has a name that cannot be part of a path."
    ]
    assert changed(study, firms, colour="red") == [
        "The code “firms” has the colour “red”, which is not a colour."
    ]
    assert changed(study, firms, digit=1) == ["Two codes are pinned to the key “1”."]
    assert changed(study, firms, digit=10) == ["The code “firms” is pinned to 10, which cannot be."]
    privacy = study.code_named("privacy")
    broken = changed(study, privacy, codable=False, digit=None)
    assert broken == ["There are codings of the category “privacy”."]


def test_every_transcript_has_its_wording_and_turns_that_cover_it(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    assert "FG1 Home owners has no wording number 7." in changed(study, fg1, version=7)
    stray = TextVersion(new_id(), NOBODY, 1, now(), study.text_version(fg1.id).text)
    assert any("belongs to a transcript that does not exist" in line for line in with_row(study, stray))
    again = replace(study.text_version(fg1.id), id=new_id())
    assert "FG1 Home owners has 2 wordings with the number 1." in with_row(study, again)
    table = study.turns_of(fg1.id)
    gone = ChangeSet("", turns=(ColumnsChange(fg1.id, table.take(slice(1, 2)), table.empty()),))
    assert broken_invariants(study.after(gone)) == [
        "FG1 Home owners, turn 1: the next turn does not begin where it ends."
    ]
    everything = ChangeSet("", turns=(ColumnsChange(fg1.id, table, table.empty()),))
    assert broken_invariants(study.after(everything)) == ["FG1 Home owners has no turns."]
    shifted = table.replacing(
        speech=table.start - 1, participant=np.full(len(table), key_of(NOBODY), dtype=np.int32)
    )
    broken = broken_invariants(study.after(ChangeSet("", turns=(ColumnsChange(fg1.id, table, shifted),))))
    assert "FG1 Home owners, turn 1: its edges, role or time cannot be." in broken
    assert "FG1 Home owners, turn 1: this participant does not exist." in broken
    assert broken.count("(and 2 more like this)") == 2
    short = table.take(slice(0, 4))
    broken = broken_invariants(study.after(ChangeSet("", turns=(ColumnsChange(fg1.id, table, short),))))
    assert broken[0].startswith("The turns of FG1 Home owners do not cover its text (0 to ")


def test_codings_lie_in_the_text_and_refer_to_what_exists(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    table = study.codings_of(fg1.id)
    count = len(table)
    wrong = {
        "is outside the text": {"end": table.end + 10_000},
        "has a code that does not exist": {"code": np.full(count, key_of(NOBODY))},
        "has a coder that does not exist": {"coder": np.full(count, key_of(NOBODY))},
        "has the weight 101": {"weight": np.full(count, 101)},
    }
    for words, columns in wrong.items():
        change = ColumnsChange(fg1.id, table, table.replacing(**columns))
        broken = broken_invariants(study.after(ChangeSet("", codings=(change,))))
        assert words in broken[0]
        assert broken[-1] == "(and 1 more like this)"
    elsewhere = study.after(ChangeSet("", codings=(ColumnsChange(NOBODY, table.empty(), table),)))
    broken = broken_invariants(elsewhere)
    assert broken[0].startswith("There are 4 codings of transcript ")
    assert broken[1] == "4 codings have the identity of another."


def test_values_memos_and_highlights_refer_to_what_exists(study: Study) -> None:
    fg1, coder = study.transcript_named(FG1.name), study.coder_named("AB")
    date = study.attribute_named("Date")
    (value,) = study.rows(AttributeValue).values()
    assert changed(study, value, subject_id=NOBODY) == [
        "A value of “Date” is about a transcript that does not exist."
    ]
    assert with_row(study, replace(value, id=new_id())) == ["“Date” has 2 values for one transcript."]
    assert changed(study, date, type=AttributeType.CHOICE) == [
        "“12 March 2021” is none of the choices of “Date”."
    ]
    gone = study.after(ChangeSet("", (removed(date),)))
    assert broken_invariants(gone) == ["A value belongs to an attribute that does not exist."]
    place = Memo(new_id(), MemoSubject.PLACE, fg1.id, "", "hm", "AB", now(), 5, 10_000)
    assert with_row(study, place) == ["A memo of FG1 Home owners is outside the text (5 to 10000)."]
    stray = replace(place, subject=MemoSubject.CODE)
    assert "is about a code that does not exist" in with_row(study, stray)[0]
    placed = replace(place, subject=MemoSubject.TRANSCRIPT)
    assert "has a place, although it is about a transcript" in with_row(study, placed)[0]
    mark = Highlight(new_id(), fg1.id, coder.id, 5, 5, "", now())
    assert with_row(study, mark) == ["A highlight of FG1 Home owners is outside the text (5 to 5)."]
    assert "belongs to a transcript or coder" in with_row(study, replace(mark, coder_id=NOBODY))[0]
    quote = TypicalQuote(new_id(), study.code_named("stigma").id, fg1.id, 5, 10_000, now())
    assert "A typical quote of FG1 Home owners is outside the text" in with_row(study, quote)[0]
    assert "belongs to a transcript or code" in with_row(study, replace(quote, code_id=NOBODY))[0]
    here = replace(quote, end=9)
    assert with_row(study, here) == []
    twice = study.after(ChangeSet("", (added(here), added(replace(here, id=new_id())))))
    assert broken_invariants(twice) == ["A passage is a typical quote of a code twice."]


def test_the_project_is_described_once(study: Study) -> None:
    twin = replace(study.info, id=new_id())
    assert with_row(study, twin) == ["The project is described 2 times instead of once."]
    assert isinstance(study.code_named("firms"), Code)


def test_queries_have_names_of_their_own_and_can_be_read(study: Study) -> None:
    study = study.after(ChangeSet("", (added(SavedQuery(new_id(), "One", 0, "code:*")),)))
    assert with_row(study, SavedQuery(new_id(), "ONE", 1, "a")) == ["Two queries are called “one”."]
    assert with_row(study, SavedQuery(new_id(), "Two", 1, "(code:a")) == [
        (
            "The query “Two” cannot be read: The bracket before “code:a” is not closed; write both or none. "
            'To look for the bracket itself, put it in quotation marks: "(".'
        )
    ]
