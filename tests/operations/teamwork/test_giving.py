"""What a copy for a coder holds, whatever the study: the coder's own, what it is about, and all of that."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet, added
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import (
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Comment,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    Summary,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.memos import LINKABLE, MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    GivenCopy,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
)
from qualcode.model.teamwork.comments import About
from qualcode.model.teamwork.sight import OF_THE_FILE
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.comments import add_comment, reply
from qualcode.operations.memos import add_journal_entry, add_memo
from qualcode.operations.people.attributes import add_attribute, set_value
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.teamwork.giving import copy_for
from qualcode.operations.teamwork.rounds import open_round, set_progress
from qualcode.operations.transcripts.folders import add_folder
from tests.support.studies import example_study, studies


def targets(study: Study) -> list[MemoTarget]:
    """All that a memo can be about."""
    texts = [row.id for row in study.transcripts_in_order]
    return [
        MemoTarget(MemoSubject.PROJECT, study.info.id, None),
        *(MemoTarget(MemoSubject.TRANSCRIPT, identity, None) for identity in texts),
        *(MemoTarget(MemoSubject.PLACE, identity, Span(0, 1)) for identity in texts),
        *(MemoTarget(MemoSubject.PARTICIPANT, identity, None) for identity in study.participants),
        *(MemoTarget(MemoSubject.CODE, identity, None) for identity in study.codes),
    ]


def some_comment(draw: st.DrawFn, study: Study, author: str) -> ChangeSet:
    """A thread on a transcript or a code, or an answer in one."""
    known, answers = sorted(study.rows(Comment)), draw(st.booleans())
    if known and answers:
        return reply(study, draw(st.sampled_from(known)), "an answer", author)
    subjects = [*(About(text) for text in sorted(study.transcripts))]
    subjects += [About(code_id=code) for code in sorted(study.codes)]
    return add_comment(study, "a question", author, draw(st.sampled_from(subjects)))


@st.composite
def noted(draw: st.DrawFn) -> Study:
    """A study with notes of AB and CD about all sorts of things."""
    study: Study = draw(studies())
    for subject, rows in (
        (AttributeSubject.PARTICIPANT, study.participants_in_order),
        (AttributeSubject.TRANSCRIPT, study.transcripts_in_order),
    ):
        attribute, change = add_attribute(study, f"of {subject}", subject, AttributeType.TEXT)
        study = study.after(change)
        for row in rows:
            study = study.after(set_value(study, attribute.id, row.id, "kept"))

    def take(step: Callable[[str], ChangeSet]) -> None:
        nonlocal study
        for _ in range(draw(st.integers(0, 4))):
            study = study.after(step(draw(st.sampled_from(("AB", "ab", "CD")))))

    def memo(author: str) -> ChangeSet:
        about = draw(st.sampled_from(targets(study)))
        linkable = [each for each in targets(study) if each.subject in LINKABLE]
        links = draw(st.lists(st.sampled_from(linkable), max_size=3))
        return add_memo(
            study, about.subject, about.subject_id, "note", author=author, span=about.span, links=links
        )[1]

    def highlight(author: str) -> ChangeSet:
        text = draw(st.sampled_from(study.transcripts_in_order)).id
        return add_highlight(study, text, Span(0, 1), ensure_coder(study, author)[0].id)

    def summary(author: str) -> ChangeSet:
        if not study.participants:
            return ChangeSet("")
        person, code = (
            draw(st.sampled_from(study.participants_in_order)),
            draw(st.sampled_from(study.codes_in_order)),
        )
        return set_summary(study, person.id, code.id, "in short", author)

    take(memo)
    take(highlight)
    take(summary)
    take(lambda author: some_comment(draw, study, author))
    take(lambda author: add_journal_entry(study, "done", author=author, day=date(2026, 3, 1))[1])
    return study


def given_to(study: Study, name: str, texts: int = 1) -> Study:
    """The copy for a coder of a round with the first transcripts."""
    chosen = [row.id for row in study.transcripts_in_order[:texts]]
    opened, change = open_round(study, "Pilot", chosen, ["AB", "CD"])
    study = study.after(change)
    mark = GivenCopy(new_id(), opened.id, study.coder_named(name).id, study.step, "", now(), is_here=True)
    return copy_for(study, mark)


@given(noted(), st.sampled_from(("AB", "CD")), st.integers(1, 3))
def test_the_notes_of_the_coder_about_what_is_there_come_along_and_no_others(
    study: Study, name: str, texts: int
) -> None:
    copy = given_to(study, name, texts)
    assert broken_invariants(copy) == []
    coder = study.coder_named(name)
    there = {study.info.id, *copy.transcripts, *copy.participants, *copy.codes}

    def is_own(row: Memo | Summary) -> bool:
        return row.author.casefold() == name.casefold()

    expected: dict[type, set[object]] = {
        Memo: {
            row.id
            for row in study.rows(Memo).values()
            if (is_own(row) or row.source in OF_THE_FILE)
            and row.subject_id in there
            and row.subject is not MemoSubject.JOURNAL
        },
        Summary: {
            row.id
            for row in study.rows(Summary).values()
            if is_own(row) and row.participant_id in copy.participants
        },
        Highlight: {
            row.id
            for row in study.rows(Highlight).values()
            if row.coder_id == coder.id and row.transcript_id in copy.transcripts
        },
        AttributeValue: {row.id for row in study.rows(AttributeValue).values() if row.subject_id in there},
    }
    comments = study.rows(Comment)
    expected[Comment] = {
        row.id
        for row in comments.values()
        for first in [comments[row.first_id] if row.first_id else row]
        if row.author.casefold() == first.author.casefold() == name.casefold()
        if first.transcript_id is None or first.transcript_id in copy.transcripts
    }
    expected[MemoLink] = {
        row.id
        for row in study.rows(MemoLink).values()
        if row.memo_id in expected[Memo] and row.subject_id in there
    }
    for kind, identities in expected.items():
        assert set(copy.tables[kind]) == identities
    assert set(copy.codes) == set(study.codes)
    assert [row.name for row in copy.coders_in_order] == [name]
    described: list[Any] = [*copy.codes.values(), *copy.transcripts.values(), copy.info]
    assert not any(row.memo for row in described)
    for identity in copy.transcripts:
        mine = [row for row in study.codings_of(identity) if row.coder_id == coder.id]
        assert list(copy.codings_of(identity)) == mine


def test_who_does_not_code_in_the_round_gets_no_copy() -> None:
    study = example_study()
    study = study.after(ensure_coder(study, "EF")[1])
    with pytest.raises(QualcodeError, match="“EF” does not code in the round “Pilot”"):
        given_to(study, "EF")


def test_of_rounds_and_of_what_was_looked_at_again_only_ones_own_come_along() -> None:
    study = example_study()
    fg1, ruth = (row.id for row in study.transcripts_in_order)
    coding = next(iter(study.codings_of(fg1)))
    for text, author in ((fg1, "AB"), (fg1, "CD"), (ruth, "AB")):
        row = Revisit(new_id(), text, coding.id.hex, author, now())
        study = study.after(ChangeSet("Look again", (added(row),)))
    other, change = open_round(study, "Another", [fg1, ruth], ["AB", "CD"])
    study = study.after(change)
    opened, change = open_round(study, "Pilot", [fg1], ["AB", "CD"])
    study = study.after(change)
    for each in (other, opened):
        for name in ("AB", "CD"):
            place = (fg1, study.coder_named(name).id)
            study = study.after(set_progress(study, each.id, [place], CodingState.IN_PROGRESS))
    ab = study.coder_named("AB").id
    copy = copy_for(study, GivenCopy(new_id(), opened.id, ab, study.step, "", now(), is_here=True))
    assert [(row.transcript_id, row.author) for row in copy.rows(Revisit).values()] == [(fg1, "AB")]
    assert list(copy.rows(Round)) == [opened.id]
    of_rounds: list[Any] = [
        *copy.rows(RoundTranscript).values(),
        *copy.rows(RoundCoder).values(),
        *copy.rows(CodingProgress).values(),
    ]
    assert [row.round_id for row in of_rounds] == [opened.id] * 3
    assert [row.coder_id for row in copy.rows(RoundCoder).values()] == [ab]
    assert [row.coder_id for row in copy.rows(CodingProgress).values()] == [ab]


def test_the_folders_above_what_is_given_come_along_and_no_others() -> None:
    study = example_study()
    fg1, ruth = (row.id for row in study.transcripts_in_order)
    wave, change = add_folder(study, "Wave 1")
    study = study.after(change)
    women, change = add_folder(study, "Women", wave.id, [fg1])
    study = study.after(change)
    study = study.after(add_folder(study, "Men", wave.id)[1])
    study = study.after(add_folder(study, "Wave 2", None, [ruth])[1])
    copy = given_to(study, "AB")
    assert {row.folder_id for row in copy.transcripts.values()} <= {*copy.rows(Folder), None}
    (text,) = copy.transcripts
    expected = {"Wave 1", "Women"} if text == fg1 else {"Wave 2"}
    assert {row.name for row in copy.rows(Folder).values()} == expected
    assert women.id in study.rows(Folder)
