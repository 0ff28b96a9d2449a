"""Links of memos lead to what is there: they follow words and merges, and go with what they lead to."""

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Memo, MemoLink, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.memos import MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations import memo_links
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.memo_links import link_memo, target_name, unlink_memo
from qualcode.operations.memos import add_memo, delete_memos
from qualcode.operations.people.participants import delete_participants, merge_participants
from qualcode.operations.text.text_correction import correct_text
from qualcode.operations.transcripts.documents import delete_transcripts
from tests.support.studies import FG1, example_study, span_of


def linked_study() -> tuple[Study, Memo]:
    """A free memo linked to two codes, a participant, a transcript and a passage."""
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    memo, change = add_memo(
        study,
        MemoSubject.PROJECT,
        study.info.id,
        "Who is asked?",
        author="AB",
        title="Asking",
        links=[
            MemoTarget(MemoSubject.CODE, study.code_named("privacy").id),
            MemoTarget(MemoSubject.CODE, study.code_named("stigma").id),
            MemoTarget(MemoSubject.PARTICIPANT, study.participants_in_order[1].id),
            MemoTarget(MemoSubject.TRANSCRIPT, fg1),
            MemoTarget(MemoSubject.PLACE, fg1, span_of(study, "asked first")),
        ],
    )
    return study.after(change), memo


def subjects(study: Study, memo: Memo) -> list[str]:
    assert broken_invariants(study) == []
    return [str(link.subject) for link in study.memo_links_of(memo.id)]


def test_links_are_made_once_and_taken_off_again() -> None:
    study, memo = linked_study()
    assert subjects(study, memo) == ["code", "code", "participant", "place", "transcript"]
    again = MemoTarget(MemoSubject.CODE, study.code_named("stigma").id)
    assert not link_memo(study, memo.id, [again])
    place = next(link for link in study.memo_links_of(memo.id) if link.subject is MemoSubject.PLACE)
    change = unlink_memo(study, [place.id])
    assert change.label == "Unlink a memo from FG1 Home owners, turn 3"
    assert subjects(study.after(change), memo) == ["code", "code", "participant", "transcript"]
    assert link_memo(study, memo.id, [MemoTarget(MemoSubject.CODE, study.code_named("firms").id)]).label == (
        "Link a memo to “firms”"
    )


def test_what_cannot_be_linked_is_refused() -> None:
    study, memo = linked_study()
    fg1 = study.transcript_named(FG1.name).id
    for target, words in (
        (
            MemoTarget(MemoSubject.PROJECT, study.info.id),
            "codes, passages, transcripts and participants only",
        ),
        (MemoTarget(MemoSubject.PLACE, fg1), "has no place"),
        (MemoTarget(MemoSubject.PLACE, fg1, Span(0, 10**6)), "is outside"),
        (MemoTarget(MemoSubject.CODE, fg1), "This code is no longer"),
    ):
        with pytest.raises(QualcodeError, match=words):
            link_memo(study, memo.id, [target])


def test_links_go_with_what_they_lead_to_and_the_memo_stays() -> None:
    study, memo = linked_study()
    for change, left in (
        (
            delete_codes(study, [study.code_named("privacy").id]),
            ["code", "participant", "place", "transcript"],
        ),
        (delete_transcripts(study, [study.transcript_named(FG1.name).id]), ["code", "code", "participant"]),
        (
            delete_participants(study, [study.participants_in_order[1].id]),
            ["code", "code", "place", "transcript"],
        ),
    ):
        after = study.after(change)
        assert subjects(after, memo) == left
        assert memo.id in after.rows(Memo)
        assert after.after(change.inverse()) == study
    gone = study.after(delete_memos(study, [memo.id]))
    assert not gone.rows(MemoLink)
    assert broken_invariants(gone) == []


def test_links_follow_a_merge_each_once() -> None:
    study, memo = linked_study()
    privacy, stigma = study.code_named("privacy").id, study.code_named("stigma").id
    merged = study.after(merge_preview(study, [privacy], stigma).change)
    assert subjects(merged, memo) == ["code", "participant", "place", "transcript"]
    people = study.participants_in_order
    merged = study.after(merge_participants(study, [people[1].id], people[2].id))
    (link,) = (row for row in merged.memo_links_of(memo.id) if row.subject is MemoSubject.PARTICIPANT)
    assert link.subject_id == people[2].id


def test_a_link_to_a_passage_follows_its_words_else_stays_as_a_point() -> None:
    study, memo = linked_study()
    fg1 = study.transcript_named(FG1.name).id

    def place(found: Study) -> tuple[str, int]:
        (row,) = (row for row in found.memo_links_of(memo.id) if row.subject is MemoSubject.PLACE)
        assert row.start is not None
        assert row.end is not None
        return found.text(fg1)[row.start : row.end], row.start

    text = study.text(fg1)
    moved = study.after(correct_text(study, fg1, text.replace("Focus group 1", "The first group")).change)
    assert place(moved)[0] == "asked first"
    cut = study.after(correct_text(study, fg1, text.replace("asked first", "")).change)
    assert place(cut) == ("", text.index("asked first"))
    assert broken_invariants(cut) == []


def test_several_links_are_made_and_taken_off_as_so_many_things() -> None:
    study, memo = linked_study()
    firms, councils = (
        MemoTarget(MemoSubject.CODE, study.code_named(name).id) for name in ("firms", "councils")
    )
    change = link_memo(study, memo.id, [firms, councils, firms])
    assert change.label == "Link a memo to 3 things"
    after = study.after(change)
    assert len(after.memo_links_of(memo.id)) == len(study.memo_links_of(memo.id)) + 2
    known = {link.id for link in study.memo_links_of(memo.id)}
    added = [link.id for link in after.memo_links_of(memo.id) if link.id not in known]
    change = unlink_memo(after, added)
    assert change.label == "Unlink a memo from 2 things"
    assert after.after(change) == study


def test_what_a_memo_is_about_in_words() -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name).id
    person = study.participants_in_order[1]
    code = study.code_named("stigma").id
    for target, words in (
        (MemoTarget(MemoSubject.PROJECT, study.info.id), "the project"),
        (MemoTarget(MemoSubject.JOURNAL, study.info.id), "the journal"),
        (MemoTarget(MemoSubject.CODE, code), "“stigma”"),
        (MemoTarget(MemoSubject.PARTICIPANT, person.id), person.name),
        (MemoTarget(MemoSubject.TRANSCRIPT, fg1), FG1.name),
        (MemoTarget(MemoSubject.PLACE, fg1, span_of(study, "asked first")), f"{FG1.name}, turn 3"),
        (MemoTarget(MemoSubject.PLACE, fg1, Span(3, 3)), f"{FG1.name}, turn 1"),
    ):
        assert target_name(study, target) == words
    with pytest.raises(QualcodeError, match="Only a memo about a place has a span"):
        target_name(study, MemoTarget(MemoSubject.CODE, code, Span(0, 1)))


def test_memos_about_what_merges_are_about_what_it_merges_into_and_their_links_lead_there_once() -> None:
    study = example_study()
    one, two, into = (study.code_named(name).id for name in ("privacy", "stigma", "firms"))
    about, change = add_memo(study, MemoSubject.CODE, one, "About it", author="AB")
    study = study.after(change)
    links = [MemoTarget(MemoSubject.CODE, code_id) for code_id in (one, two)]
    free, change = add_memo(study, MemoSubject.PROJECT, study.info.id, "Both", author="AB", links=links)
    study = study.after(change)
    after = study.after(merge_preview(study, [one, two], into).change)
    assert broken_invariants(after) == []
    assert after.rows(Memo)[about.id].subject_id == into
    (link,) = after.memo_links_of(free.id)
    assert link.subject_id == into
    assert link.id == min(link.id for link in study.memo_links_of(free.id))


def test_only_memos_and_links_at_places_of_the_text_move_with_it() -> None:
    study, memo = linked_study()
    fg1, other = study.transcript_named(FG1.name).id, study.transcript_named("INT01 Ruth").id
    whole, change = add_memo(study, MemoSubject.TRANSCRIPT, fg1, "All of it", author="AB")
    study = study.after(change)
    here = span_of(study, "asked first")
    placed, change = add_memo(study, MemoSubject.PLACE, fg1, "Here", author="AB", span=here)
    study = study.after(change)
    there = MemoTarget(MemoSubject.PLACE, other, Span(3, 6))
    study = study.after(link_memo(study, memo.id, [there]))
    text = study.text(fg1)
    after = study.after(correct_text(study, fg1, f"Now: {text}").change)
    rows = after.rows(Memo)
    assert rows[whole.id] == study.rows(Memo)[whole.id]
    assert (rows[placed.id].start, rows[placed.id].end) == (here.start + 5, here.end + 5)
    places = {
        (link.subject_id, link.start, link.end)
        for link in after.memo_links_of(memo.id)
        if link.start is not None
    }
    assert places == {(fg1, here.start + 5, here.end + 5), (other, 3, 6)}
    emptied = study.after(correct_text(study, fg1, text.replace(" asked first", "")).change)
    assert emptied.rows(Memo)[placed.id].start == emptied.rows(Memo)[placed.id].end == here.start - 1


@pytest.mark.parametrize(
    ("start", "end", "kept"), [(3, 5, (3, 5)), (3, 3, (3, 3)), (5, 3, (3, 3)), (0, 1, (0, 1)), (4, 5, (4, 5))]
)
def test_a_stretch_that_is_gone_is_a_point(start: int, end: int, kept: tuple[int, int]) -> None:
    assert memo_links._kept(start, end) == kept
