"""The list of memos holds every memo there is, and tells where each belongs."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from qualcode.analysis.memo_list import (
    MemoChoice,
    listed_memo,
    listed_memos,
    memo_count,
    memos_touching,
    tags_of,
    target_in_words,
)
from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import MemoSubject
from qualcode.model.identity import new_id
from qualcode.model.memos import ListedMemo, MemoKind, MemoTarget, number_of_memos
from qualcode.model.span import Span
from qualcode.model.words.names import name_key
from qualcode.operations import memos
from tests.support.noted import noted_study
from tests.support.studies import FG1, span_of


def test_every_kind_of_memo_is_listed_with_what_it_is_on() -> None:
    study = noted_study()
    memos = listed_memos(study)
    assert {memo.text.splitlines()[0]: memo.about for memo in memos} == {
        "about the study": "Project",
        "Who decides": "Free memo",
        "12 March 2021, AB": "Journal",
        "about the group": "Transcript FG1 Home owners",
        "about the place": "Place in FG1 Home owners, turn 4",
        "control": "privacy by AB in FG1 Home owners, turn 3",
        "assumption": "stigma by AB in FG1 Home owners, turn 4",
        "about the mark": "Highlight in FG1 Home owners, turn 4",
        "from the first group": "Code stigma",
        "about P1": f"Participant {study.participants_in_order[1].name}",
    }
    by_kind = {memo.kind: memo for memo in memos}
    fg1, there = study.transcript_named(FG1.name).id, span_of(study, "nothing to hide")
    for kind in (MemoKind.PLACE, MemoKind.HIGHLIGHT):
        assert (by_kind[kind].transcript_id, by_kind[kind].span) == (fg1, there)
    assert by_kind[MemoKind.CODE].code_id == study.code_named("stigma").id
    assert by_kind[MemoKind.PARTICIPANT].participant_id == study.participants_in_order[1].id
    free = by_kind[MemoKind.FREE]
    assert (free.title, free.tags, free.day, free.author) == (
        "On hiding", ("method", "to do"), date(2021, 3, 11), "AB",
    )  # fmt: skip
    assert [link.name for link in free.links] == ["Code stigma", "FG1 Home owners, turn 4"]
    assert free.transcripts == {fg1}
    assert free.codes == {study.code_named("stigma").id}


def test_counts_and_the_list_agree() -> None:
    study = noted_study()
    counts = memo_count(study)
    assert counts == {**dict.fromkeys(MemoKind, 1), MemoKind.SEGMENT: 2}
    assert sum(counts.values()) == len(listed_memos(study)) == number_of_memos(study)


def test_memos_are_chosen_by_kind_tag_and_words() -> None:
    memos = listed_memos(noted_study())

    def chosen(choice: MemoChoice) -> list[str]:
        return [memo.heading for memo in choice.of(memos)]

    assert len(chosen(MemoChoice())) == len(memos)
    assert chosen(MemoChoice(kinds={MemoKind.JOURNAL})) == ["Journal"]
    assert chosen(MemoChoice(tags=["Method"])) == ["On hiding"]
    assert chosen(MemoChoice(tags=["nothing"])) == []
    # Title, tags, links and author are searched too, in any order and spelling.
    for words in ("HIDING on", "to do", "hidden stigma", "decides ab"):
        assert chosen(MemoChoice(kinds={MemoKind.FREE}, words=words)) == ["On hiding"], words
    assert tags_of(memos) == ["method", "to do"]


def test_what_has_gone_is_said_to_be_gone() -> None:
    study = noted_study()
    nobody = study.info.id
    said = [
        target_in_words(study, MemoTarget(subject, nobody))
        for subject in (MemoSubject.CODE, MemoSubject.PARTICIPANT, MemoSubject.TRANSCRIPT)
    ]
    assert said == ["a code that has gone", "a participant who has gone", "a transcript that has gone"]


def test_memos_are_found_from_what_they_are_about_and_what_they_are_linked_to() -> None:
    study = noted_study()
    fg1, there = study.transcript_named(FG1.name).id, span_of(study, "nothing to hide")
    stigma = study.code_named("stigma").id

    def texts(target: MemoTarget) -> set[str]:
        return {memo.text.splitlines()[0] for memo in memos_touching(study, target)}

    # The memo that is a part of the code is read there anyway.
    assert texts(MemoTarget(MemoSubject.CODE, stigma)) == {"Who decides"}
    assert texts(MemoTarget(MemoSubject.CODE, study.code_named("privacy").id)) == set()
    touching = Span(there.start + 2, there.end + 5)
    assert "about the place" in texts(MemoTarget(MemoSubject.PLACE, fg1, touching))
    assert texts(MemoTarget(MemoSubject.PLACE, fg1, Span(there.end, there.end + 1))) == set()


def test_memos_come_by_what_they_are_on_and_there_by_place_and_age() -> None:
    study = noted_study()
    fg1 = study.transcript_named(FG1.name).id
    for start, text in ((9, "later"), (1, "second"), (0, "first")):
        change = memos.add_memo(
            study, MemoSubject.PLACE, fg1, text, author="AB", span=Span(start, start + 2)
        )[1]
        study = study.after(change)
    study = study.after(memos.add_memo(study, MemoSubject.TRANSCRIPT, fg1, "whole", author="AB")[1])
    own = [memo.text for memo in listed_memos(study) if memo.kind in (MemoKind.PLACE, MemoKind.TRANSCRIPT)]
    assert [text for text in own if text in ("first", "second", "later")] == ["first", "second", "later"]
    kinds = [memo.kind for memo in listed_memos(study)]
    assert kinds[0] is MemoKind.PROJECT
    assert kinds[-1] is MemoKind.PARTICIPANT
    assert kinds.index(MemoKind.CODE) > kinds.index(MemoKind.PLACE)


def test_a_memo_without_a_day_has_that_of_its_writing() -> None:
    study = noted_study()
    memo, change = memos.add_memo(study, MemoSubject.CODE, study.code_named("privacy").id, "x", author="AB")
    found = listed_memo(study.after(change), memo)
    assert found.day == memo.created_at.date()
    assert (found.code_id, found.participant_id, found.transcript_id, found.span) == (
        memo.subject_id, None, None, None,
    )  # fmt: skip
    fg1 = study.transcript_named(FG1.name).id
    whole = listed_memo(study, replace(memo, subject=MemoSubject.TRANSCRIPT, subject_id=fg1))
    assert (whole.transcript_id, whole.span, whole.about) == (fg1, Span(0, 0), f"Transcript {FG1.name}")
    place = replace(memo, subject=MemoSubject.PLACE, subject_id=fg1, start=3, end=5, source="comment")
    assert listed_memo(study, place).about == f"Comment in {FG1.name}, turn 1"
    assert listed_memo(study, place).span == Span(3, 5)


@pytest.mark.parametrize(
    ("start", "end", "touched"), [(5, 6, True), (9, 12, True), (10, 12, False), (3, 5, False)]
)
def test_a_memo_on_words_is_found_from_any_of_them(start: int, end: int, touched: bool) -> None:
    study = noted_study()
    ruth = study.transcript_named("INT01 Ruth").id
    memo, change = memos.add_memo(study, MemoSubject.PLACE, ruth, "here", author="AB", span=Span(5, 10))
    study = study.after(change)
    found = memos_touching(study, MemoTarget(MemoSubject.PLACE, ruth, Span(start, end)))
    assert (memo in found) is touched
    assert memo not in memos_touching(study, MemoTarget(MemoSubject.TRANSCRIPT, ruth, None))


def test_memos_of_other_rows_say_all_of_where_they_belong() -> None:
    study = noted_study()
    fg1, person, stigma = (
        study.transcript_named(FG1.name), study.participants_in_order[1], study.code_named("stigma"),
    )  # fmt: skip
    (mark,) = study.highlights_of(fg1.id)
    codings = {row.memo: row for row in study.codings_of(fg1.id) if row.memo}
    control, assumption = codings["control"], codings["assumption"]
    there = span_of(study, "nothing to hide")
    assert [memo for memo in listed_memos(study) if not memo.own] == [
        ListedMemo(
            study.info.id, MemoKind.PROJECT, own=False, about="Project", text="about the study"
        ),
        ListedMemo(
            fg1.id, MemoKind.TRANSCRIPT, own=False, about="Transcript FG1 Home owners",
            text="about the group", transcript_id=fg1.id, span=Span(0, 0), below_transcript="Transcript",
        ),
        ListedMemo(
            control.id, MemoKind.SEGMENT, own=False, about="privacy by AB in FG1 Home owners, turn 3",
            text="control", author="AB", day=control.created_at.date(), transcript_id=fg1.id,
            span=control.span, code_id=study.code_named("privacy").id,
            below_transcript="privacy by AB, turn 3", below_code="By AB in FG1 Home owners, turn 3",
        ),
        ListedMemo(
            assumption.id, MemoKind.SEGMENT, own=False, about="stigma by AB in FG1 Home owners, turn 4",
            text="assumption", author="AB", day=assumption.created_at.date(), transcript_id=fg1.id,
            span=assumption.span, code_id=stigma.id,
            below_transcript="stigma by AB, turn 4", below_code="By AB in FG1 Home owners, turn 4",
        ),
        ListedMemo(
            mark.id, MemoKind.HIGHLIGHT, own=False, about="Highlight in FG1 Home owners, turn 4",
            text="about the mark", author="CD", day=mark.created_at.date(), transcript_id=fg1.id, span=there,
            below_transcript="Highlight, turn 4",
        ),
        ListedMemo(
            stigma.id, MemoKind.CODE, own=False, about="Code stigma", text="from the first group",
            code_id=stigma.id, below_code="On the code itself",
        ),
        ListedMemo(
            person.id, MemoKind.PARTICIPANT, own=False, about=f"Participant {person.name}", text="about P1",
            participant_id=person.id,
        ),
    ]  # fmt: skip
    assert listed_memos(study)[0].id == study.info.id


def test_blank_memos_are_none() -> None:
    study = noted_study()
    fg1, stigma = study.transcript_named(FG1.name), study.code_named("stigma")
    person = study.participants_in_order[1]
    (mark,) = study.highlights_of(fg1.id)
    rows: tuple[Any, ...] = (study.info, fg1, stigma, person, mark)
    study = study.after(ChangeSet("Blank", tuple(updated(row, replace(row, memo=" ")) for row in rows)))
    table = study.codings_of(fg1.id)
    memos = np.array([" " if memo else memo for memo in table.memo.tolist()], dtype=object)
    study = replace(study, codings={**study.codings, fg1.id: table.replacing(memo=memos)})
    assert {memo.kind for memo in listed_memos(study)} == {MemoKind.FREE, MemoKind.JOURNAL, MemoKind.PLACE}
    assert all(memo.own for memo in listed_memos(study))
    assert number_of_memos(study) == len(listed_memos(study))


def test_memos_on_all_kinds_of_things_say_what_they_are_on() -> None:
    study = noted_study()
    fg1, code, person = (
        study.transcript_named(FG1.name), study.code_named("privacy"), study.participants_in_order[0],
    )  # fmt: skip
    belongs = {
        MemoSubject.PROJECT: (study.info.id, "Free memo", MemoKind.FREE),
        MemoSubject.JOURNAL: (study.info.id, "Journal", MemoKind.JOURNAL),
        MemoSubject.CODE: (code.id, "Code privacy", MemoKind.CODE),
        MemoSubject.PARTICIPANT: (person.id, f"Participant {person.name}", MemoKind.PARTICIPANT),
        MemoSubject.TRANSCRIPT: (fg1.id, "Transcript FG1 Home owners", MemoKind.TRANSCRIPT),
    }
    linked = [MemoTarget(MemoSubject.TRANSCRIPT, fg1.id), MemoTarget(MemoSubject.PARTICIPANT, person.id)]
    for subject, (identity, about, kind) in belongs.items():
        memo, change = memos.add_memo(
            study, subject, identity, "words", author="CD", title="Title", tags=["b", "a"],
            day=date(2021, 5, 6),
            links=linked,
        )  # fmt: skip
        after = study.after(change)
        shown = listed_memo(after, memo)
        in_text = subject is MemoSubject.TRANSCRIPT
        assert shown == ListedMemo(
            memo.id, kind, own=True, about=about, text="words", title="Title", tags=memo.tags, author="CD",
            day=date(2021, 5, 6),
            transcript_id=fg1.id if in_text else None,
            span=Span(0, 0) if in_text else None,
            code_id=code.id if subject is MemoSubject.CODE else None,
            participant_id=person.id if subject is MemoSubject.PARTICIPANT else None,
            links=shown.links,
            below_transcript="Transcript" if in_text else "",
            below_code="On the code itself" if subject is MemoSubject.CODE else "",
        )  # fmt: skip
        assert {link.target: link.name for link in shown.links} == dict(
            zip(linked, ("Transcript FG1 Home owners", f"Participant {person.name}"), strict=True)
        )
        assert {link.id for link in shown.links} == {row.id for row in after.memo_links_of(memo.id)}


def test_a_memo_that_is_linked_to_one_thing_twice_names_it_once() -> None:
    study = noted_study()
    free = next(memo for memo in listed_memos(study) if memo.kind is MemoKind.FREE)
    again = [replace(row, id=new_id()) for row in study.memo_links_of(free.id)]
    study = study.after(ChangeSet("Link", tuple(map(added, again))))
    shown = next(memo for memo in listed_memos(study) if memo.kind is MemoKind.FREE)
    assert len(shown.links) == len(free.links) == 2
    assert {link.target for link in shown.links} == {link.target for link in free.links}


def test_tags_come_by_name_and_each_once() -> None:
    study = noted_study()
    for tags in (["zeal", "Éclat"], ["METHOD", "apt"]):
        study = study.after(
            memos.add_memo(study, MemoSubject.PROJECT, study.info.id, "x", author="AB", tags=tags)[1]
        )
    found = tags_of(listed_memos(study))
    assert [name_key(tag) for tag in found] == sorted({name_key(tag) for tag in found})
    assert {name_key(tag) for tag in found} == {
        name_key(tag) for tag in ("zeal", "Éclat", "method", "apt", "to do")
    }
    assert len(found) == 5


def test_a_memo_has_what_is_wanted_in_every_way() -> None:
    listed = listed_memos(noted_study())
    free = next(memo for memo in listed if memo.kind is MemoKind.FREE)
    for choice, there in (
        (MemoChoice(kinds={MemoKind.FREE}, tags=["method"], words="hidden"), [free]),
        (MemoChoice(kinds={MemoKind.CODE}, tags=["method"], words="hidden"), []),
        (MemoChoice(kinds={MemoKind.FREE}, tags=["method"], words="zebra"), []),
        (MemoChoice(kinds={MemoKind.FREE}, tags=[]), []),
        (MemoChoice(kinds=()), []),
        (MemoChoice(tags=["nothing", "to do"]), [free]),
    ):
        assert choice.of(listed) == there
