"""Which row of another study is which of ours, where names and texts leave some choice."""

from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from qualcode.model.identity import NO_KEY, key_of, new_id
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.merging.counterparts import (
    _alike,
    _comparable,
    _match_guids,
    counterparts,
    in_our_identities,
)
from qualcode.operations.project import new_project
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import add_transcripts, rename_transcript
from tests.support.studies import example_study, read_transcript

SAID = [("A", "one"), ("B", "two")]


def talks(*names: str) -> Study:
    """A project with one text as often as there are names."""
    study = Study().after(new_project("Study"))
    reads = [read_transcript(name, SAID) for name in names]
    return study.after(add_transcripts(study, reads, allow_repeats=True).change)


def test_what_has_the_old_name_of_a_row_that_both_have_is_another_one() -> None:
    ours = example_study()
    known = ours.code_named("stigma")
    theirs = ours.after(rename_code(ours, known.id, "shame"))
    new, change = add_code(theirs, known.name)
    theirs = theirs.after(change)
    found = counterparts(ours, theirs)
    assert found[known.id] == known.id
    assert new.id not in found


def test_of_two_that_have_its_text_a_transcript_of_another_name_is_the_older_one() -> None:
    ours, theirs = talks("Talk", "Once more"), talks("Another name")
    (other,) = theirs.transcripts
    for ending in ("", "\n"):
        if ending:
            theirs = theirs.after(correct_text(theirs, other, theirs.text(other) + ending).change)
        assert counterparts(ours, theirs)[other] == min(ours.transcripts)


def test_of_two_that_have_its_text_a_transcript_is_the_one_of_its_name() -> None:
    for name in ("Talk", "Once more"):
        ours, theirs = talks("Talk", "Once more"), talks(name)
        (other,) = theirs.transcripts
        for ending in ("", "\n"):
            if ending:
                theirs = theirs.after(correct_text(theirs, other, theirs.text(other) + ending).change)
            assert counterparts(ours, theirs)[other] == ours.transcript_named(name).id


def test_each_of_ours_is_the_counterpart_of_one_at_most() -> None:
    ours, theirs = talks("Talk", "Once more"), talks("Something else", "Talk")
    found = counterparts(ours, theirs)
    names = {
        row.name: ours.transcripts[found[row.id]].name
        for row in theirs.transcripts.values()
        if row.id in found
    }
    assert names == {"Talk": "Talk", "Something else": "Once more"}
    alone = counterparts(talks("Talk"), theirs)
    assert [theirs.transcripts[there].name for there in alone if there in theirs.transcripts] == ["Talk"]


@pytest.mark.parametrize(
    ("lines", "is_known"), [("a b c d", True), ("a b c x", True), ("a b x y", True), ("a x y z", False)]
)
def test_a_transcript_of_our_name_is_ours_where_half_of_the_shorter_ones_lines_are_in_both(
    lines: str, is_known: bool
) -> None:
    def talk(said: str) -> Study:
        study = Study().after(new_project("Study"))
        read = read_transcript("Talk", [("", line) for line in said.split()])
        return study.after(add_transcripts(study, [read]).change)

    ours, theirs = talk("a b c d e f g"), talk(lines)
    (there,), (here,) = theirs.transcripts, ours.transcripts
    assert counterparts(ours, theirs).get(there) == (here if is_known else None)


def test_only_what_both_have_is_said_in_our_identities() -> None:
    study = example_study()
    place = study.transcript_named("FG1 Home owners").id
    person = study.participants_in_order[1].id
    # Their identities are known one after the other: the next one is another person.
    theirs, another = new_id(), new_id()
    assert [key_of(theirs) + 1] == [key_of(another)]
    table = study.turns_of(place)
    keys = np.where(table.participant == key_of(person), key_of(theirs), key_of(another)).astype(np.int32)
    keys[0] = NO_KEY
    there = replace(study, turns={place: table.replacing(participant=keys)})
    found = in_our_identities(there, {theirs: person}).turns_of(place).participant
    assert found.tolist() == [key_of(person) if key == key_of(theirs) else key for key in keys.tolist()]
    assert in_our_identities(there, {person: person}) is there


def test_of_two_that_end_otherwise_one_is_ours() -> None:
    ours, theirs = talks("Talk"), talks("First", "Second")
    for place, ending in zip([row.id for row in theirs.transcripts_in_order], ("\n", "\n\n"), strict=True):
        theirs = theirs.after(correct_text(theirs, place, theirs.text(place) + ending).change)
    (here,) = ours.transcripts
    found = counterparts(ours, theirs)
    assert [there for there, known in found.items() if known == here] == [min(theirs.transcripts)]
    named = theirs.after(rename_transcript(theirs, max(theirs.transcripts), "TALK"))
    found = counterparts(ours, named)
    assert [there for there, known in found.items() if known == here] == [max(theirs.transcripts)]


def test_texts_are_the_same_where_their_words_are() -> None:
    one, other = StoredText.of("one"), StoredText.of("other")
    assert _comparable(one, {}) == _comparable(StoredText.of("one"), {}) != _comparable(other, {})


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("", "", False), ("a", "", False), ("", "a", False), ("\n ", "a", False), ("a", "a", True),
        ("a\nb", " b ", True), ("a\nb", "c\nd", False),
    ],
)  # fmt: skip
def test_texts_are_alike_in_their_lines(one: str, other: str, alike: bool) -> None:
    assert _alike(one, other) is alike


def test_rows_are_known_by_their_guids_in_other_programs_each_once() -> None:
    a, b, gone, x, y, one, other = (new_id() for _ in range(7))

    def found(
        guids: dict[UUID, list[UUID]], names: dict[UUID, list[UUID]], *new: UUID
    ) -> tuple[dict[UUID, UUID], set[UUID]]:
        left: dict[UUID, object] = dict.fromkeys((a, b))
        same: dict[UUID, UUID] = {}
        _match_guids(left, list(new), guids, names, same)
        return same, set(left)

    # By a GUID that both have, by one that is the other's identity here or there, and by none.
    assert found({a: [one, other]}, {x: [other]}, x) == ({x: a}, {b})
    assert found({a: [x]}, {}, x) == ({x: a}, {b})
    assert found({}, {x: [a]}, x) == ({x: a}, {b})
    assert found({a: [one]}, {x: [other]}, x, y) == ({}, {a, b})
    # The first of several counts, and what is taken is taken.
    assert found({a: [one], b: [other]}, {x: [one, other]}, x) == ({x: a}, {b})
    assert found({a: [one]}, {x: [one], y: [one]}, x, y) == ({x: a}, {b})
    assert found({a: [one], b: [other]}, {x: [other], y: [one]}, x, y) == ({x: b, y: a}, set())
    # What has found its counterpart already takes no GUID from another.
    assert found({a: [one], gone: [one]}, {x: [one]}, x) == ({x: a}, {b})
