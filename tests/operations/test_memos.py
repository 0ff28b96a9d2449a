from dataclasses import replace
from datetime import date, timedelta

import pytest

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations import memos
from tests.support.studies import FG1, example_study, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def test_memos_are_written_about_anything(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    person = study.participants_in_order[1]
    labels = [
        memos.add_memo(study, subject, subject_id, "hm", author="AB", span=span)[1].label
        for subject, subject_id, span in (
            (MemoSubject.PROJECT, study.info.id, None),
            (MemoSubject.TRANSCRIPT, fg1.id, None),
            (MemoSubject.PARTICIPANT, person.id, None),
            (MemoSubject.CODE, study.code_named("firms").id, None),
            (MemoSubject.PLACE, fg1.id, span_of(study, "They just")),
        )
    ]
    assert labels == [
        "Write a free memo",
        "Write a memo about FG1 Home owners",
        "Write a memo about FG1-P1",
        "Write a memo about “firms”",
        "Write a memo about FG1 Home owners, turn 4",
    ]


def test_a_memo_is_edited_and_deleted(study: Study) -> None:
    memo, change = memos.add_memo(
        study, MemoSubject.PROJECT, study.info.id, "hm", author="AB", title=" Idea "
    )
    study = study.after(change)
    change = memos.edit_memo(study, memo.id, text="more")
    assert study.after(change).rows(Memo)[memo.id].text == "more"
    assert study.after(change).rows(Memo)[memo.id].title == "Idea"
    assert not memos.edit_memo(study, memo.id, title="Idea")
    entry, written = memos.add_memo(study, MemoSubject.JOURNAL, study.info.id, "x", author="AB")
    assert written.label == "Write in the journal"
    after = study.after(written)
    assert memos.edit_memo(after, entry.id, text="y").label == "Edit the journal"
    assert memos.delete_memos(after, [entry.id]).label == "Delete the journal"
    gone = memos.delete_memos(study, [memo.id])
    assert gone.label == "Delete the free memo “Idea”"
    assert not study.after(gone).rows(Memo)
    another, change = memos.add_memo(study, MemoSubject.PROJECT, study.info.id, "b", author="AB")
    assert memos.delete_memos(study.after(change), [memo.id, another.id]).label == "Delete 2 memos"


def test_memos_that_cannot_be_are_refused(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    with pytest.raises(QualcodeError, match="The memo is empty"):
        memos.add_memo(study, MemoSubject.TRANSCRIPT, fg1.id, " ", author="AB")
    with pytest.raises(QualcodeError, match="has no place"):
        memos.add_memo(study, MemoSubject.PLACE, fg1.id, "hm", author="AB")
    with pytest.raises(QualcodeError, match="is outside"):
        memos.add_memo(study, MemoSubject.PLACE, fg1.id, "hm", author="AB", span=Span(0, 10**6))
    with pytest.raises(QualcodeError, match="is outside"):
        memos.add_memo(study, MemoSubject.PLACE, fg1.id, "hm", author="AB", span=Span(10**6, 10**6))
    with pytest.raises(QualcodeError, match="Only a memo about a place"):
        memos.add_memo(study, MemoSubject.TRANSCRIPT, fg1.id, "hm", author="AB", span=Span(0, 1))
    with pytest.raises(QualcodeError, match="This code is no longer"):
        memos.add_memo(study, MemoSubject.CODE, fg1.id, "hm", author="AB")


def test_the_journal_begins_with_its_first_entry_and_grows(study: Study) -> None:
    first, change = memos.add_journal_entry(study, " Began. ", author="AB", day=date(2021, 3, 11))
    study = study.after(change)
    assert study.rows(Memo)[first.id].text == "11 March 2021, AB\nBegan."
    again, change = memos.add_journal_entry(study, "Went on.", author="", day=date(2021, 3, 12))
    study = study.after(change)
    assert again.id == first.id
    assert study.rows(Memo)[first.id].text == "11 March 2021, AB\nBegan.\n\n12 March 2021\nWent on."
    with pytest.raises(QualcodeError):
        memos.add_journal_entry(study, " ", author="AB", day=date(2021, 3, 12))


def test_of_two_journals_the_older_one_goes_on(study: Study) -> None:
    first, change = memos.add_journal_entry(study, "Began.", author="AB", day=date(2021, 3, 11))
    study = study.after(change)
    for days in (-1, 1):
        other = replace(first, id=new_id(), created_at=first.created_at + timedelta(days=days))
        both = study.after(ChangeSet("Merge", (added(other),)))
        oldest = first if days > 0 else other
        assert memos.journal_of(both) == oldest
        again, change = memos.add_journal_entry(both, "Went on.", author="AB", day=date(2021, 3, 12))
        assert (again.id, again.day, change.label) == (
            oldest.id, date(2021, 3, 12), "Add an entry to the journal",
        )  # fmt: skip
    assert memos.journal_of(example_study()) is None


def test_a_memo_keeps_all_that_is_said_with_it(study: Study) -> None:
    fg1, day, known = study.transcript_named(FG1.name), date(2021, 3, 11), new_id()
    memo, change = memos.add_memo(
        study, MemoSubject.PLACE, fg1.id, "hm", author="AB", title=" An\n idea ", span=Span(3, 3),
        tags=("b", "a"), day=day, identity=known,
    )  # fmt: skip
    study = study.after(change)
    assert study.rows(Memo)[known] == memo
    assert (memo.title, memo.text, memo.author, memo.start, memo.end, memo.day) == (
        "An idea", "hm", "AB", 3, 3, day,
    )  # fmt: skip
    later = date(2021, 4, 1)
    edited = study.after(memos.edit_memo(study, known, title=" Another\n one ", tags=["c"], day=later))
    assert edited.rows(Memo)[known] == replace(memo, title="Another one", tags=("c",), day=later)
    # A title is enough.
    assert study.after(memos.edit_memo(study, known, text="")).rows(Memo)[known].text == ""
    assert (
        memos.add_memo(study, MemoSubject.PROJECT, study.info.id, "", author="AB", title="x")[0].title == "x"
    )
    with pytest.raises(QualcodeError, match="The memo is empty"):
        memos.edit_memo(study, known, title="", text=" ")
