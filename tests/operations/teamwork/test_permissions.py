"""What leads, coders and readers may change: every kind of row, added, changed and taken away.

Whatever operation there is gives such changes, and every step of a project goes through the one gate.
Tests as well: ``model.teamwork.roles``, ``operations.role_parts``, ``roles``.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import pytest

from qualcode.model.change import ChangeSet, ColumnsChange, RowChange, added, removed, updated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import (
    KINDS,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
    Entity,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    ProjectInfo,
    Report,
    SavedQuery,
    Summary,
    Transcript,
    TypicalQuote,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, CodingState, Membership, Revisit, TeamRole
from qualcode.model.teamwork.comments import About
from qualcode.model.teamwork.roles import leads, roles_by_coder
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.turns import Turns
from qualcode.operations.coders import delete_coder, ensure_coder, merge_coders, recolour_coder, rename_coder
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.comments import add_comment
from qualcode.operations.people.attributes import rename_attribute
from qualcode.operations.project import rename_project
from qualcode.operations.teamwork.permissions import RULES, check_allowed, for_leads, not_for_coders
from qualcode.operations.teamwork.roles import role_of, set_roles
from qualcode.operations.transcripts.documents import delete_transcripts, rename_transcript
from qualcode.storage.schema import TABLES
from qualcode.storage.server_rights import OF_CODERS
from tests.support.examples import free_example, whole_example

LEAD, CODER, READER = TeamRole
SHARED: Final = (Code, CodeSet, CodeSetMember, Summary, TypicalQuote, Report, SavedQuery)
OWN: Final = (Coder, Highlight, Memo, MemoLink, Comment, CodingProgress, Revisit)
"""Kinds of which a coder changes their own."""

STUDY: Final = Study().after(whole_example())
"""AB is a lead, CD a coder; nearly all work is AB's."""
READ: Final = STUDY.after(set_roles(STUDY, {"EF": READER}, "AB"))


def one_of(kind: type[Entity]) -> Any:
    return next(iter(STUDY.rows(kind).values()))


def changes_of(row: Any) -> list[RowChange]:
    another = replace(row, id=new_id())
    return [added(another), removed(row), updated(row, _otherwise(row))]


def _otherwise(row: Any) -> Any:
    """The same row with some word or number in it changed."""
    for name in (
        "text",
        "name",
        "content",
        "title",
        "memo",
        "coding",
        "start",
        "step",
        "version",
        "agreed",
        "state",
    ):
        value = getattr(row, name, None)
        if isinstance(value, CodingState):
            return replace(row, **{name: CodingState.IN_PROGRESS})
        if isinstance(value, str) and name != "memo":
            return replace(row, **{name: f"{value}x"})
        if type(value) is int:
            return replace(row, **{name: value + 1})
    return replace(row, id=row.id)


def may(name: str, change: ChangeSet, study: Study = READ, most: TeamRole = LEAD) -> bool:
    """Whether the gate lets it pass; the study after it does not matter but for leads."""
    try:
        check_allowed(study, study, change, name, most)
    except QualcodeError:
        return False
    return True


def test_there_is_a_rule_for_every_kind() -> None:
    assert set(RULES) == set(KINDS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if STUDY.rows(kind)], ids=lambda kind: kind.__name__)
def test_every_kind_of_row_is_judged(kind: type[Entity]) -> None:
    row = one_of(kind)
    for each in changes_of(row):
        change = ChangeSet("Change", (each,))
        assert may("AB", change)
        assert not may("EF", change)
        assert not may("AB", change, most=READER)
        # As somebody who is new, and as a lead whom the server takes for a coder.
        assert may("GH", change) is (kind in SHARED)
        assert may("AB", change, most=CODER) is (kind in (*SHARED, *OWN) and _is_abs(each))


def _is_abs(each: RowChange) -> bool:
    """Whether AB made it, as far as the example says: of two coders and memos it is the first."""
    row: Any = each.row
    ab, cd = STUDY.coder_named("AB"), STUDY.coder_named("CD")
    if isinstance(row, Coder):
        # Another row than the coder's own is another coder.
        return row.id == ab.id
    if isinstance(row, Memo | Comment | Revisit):
        return row.author == "AB"
    if isinstance(row, MemoLink):
        return bool(STUDY.rows(Memo)[row.memo_id].author == "AB")
    if isinstance(row, Highlight | CodingProgress):
        return bool(row.coder_id == ab.id != cd.id)
    return True


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_server_grants_coders_the_tables_of_what_they_may_change(kind: type[Entity]) -> None:
    table = TABLES[kind].name
    rights = OF_CODERS.get(table, ())
    if kind in (*SHARED, *OWN):
        assert rights == ("INSERT", "UPDATE", "DELETE")
    else:
        assert rights == (("UPDATE (memo, status)",) if kind is Transcript else ())


def codings_change(coder: str) -> ChangeSet:
    transcript_id = one_of(Transcript).id
    coding = Coding(new_id(), STUDY.code_named("stigma").id, STUDY.coder_named(coder).id, Span(0, 3), now())
    part = ColumnsChange(transcript_id, Codings.empty(), Codings.from_rows([coding]))
    return ChangeSet("Code", codings=(part,))


def test_coders_change_their_own_codings_alone_and_no_turns() -> None:
    assert may("CD", codings_change("CD"))
    assert may("cd", codings_change("CD"))
    assert not may("CD", codings_change("AB"))
    assert not may("CD", codings_change("AB").inverse())
    assert not may("GH", codings_change("AB"))
    assert may("AB", codings_change("CD"))
    transcript_id = one_of(Transcript).id
    turns = ColumnsChange(transcript_id, STUDY.turns_of(transcript_id), Turns.empty())
    assert not may("CD", ChangeSet("Turns", turns=(turns,)))
    assert may("AB", ChangeSet("Turns", turns=(turns,)))


def test_what_coders_may_do_with_other_peoples_rows() -> None:
    transcript = one_of(Transcript)
    noted = replace(transcript, memo="Look again", status=TranscriptStatus.DONE)
    assert may("CD", ChangeSet("Note", (updated(transcript, noted),)))
    assert not may("CD", ChangeSet("Rename", (updated(transcript, replace(noted, name="x")),)))
    asked = next(row for row in STUDY.rows(Comment).values() if row.author == "AB")
    assert may("CD", ChangeSet("Done", (updated(asked, replace(asked, done=True)),)))
    assert not may("CD", ChangeSet("Edit", (updated(asked, replace(asked, text="x", done=True)),)))
    journal = Memo(new_id(), MemoSubject.JOURNAL, STUDY.info.id, "", "Day 1", "AB", now())
    assert may("CD", ChangeSet("Go on", (updated(journal, replace(journal, text="Day 2")),)))
    locked = CodingProgress(
        new_id(), new_id(), transcript.id, STUDY.coder_named("CD").id, CodingState.LOCKED, now()
    )
    opened = replace(locked, state=CodingState.FINISHED)
    assert not may("CD", ChangeSet("Lock", (added(locked),)))
    assert not may("CD", ChangeSet("Unlock", (updated(locked, opened),)))
    assert may("CD", ChangeSet("Finish", (added(opened),)))


def test_a_new_person_comes_with_their_own_first_step() -> None:
    for name, allowed in (("GH", True), ("CD", False)):
        _, arrival = ensure_coder(READ, "GH")
        moved = READ.after(arrival)
        assert (not not_for_coders(READ, moved, arrival, name)) is allowed


OPERATIONS: Final[dict[str, tuple[Callable[[Study], ChangeSet], bool]]] = {
    "adds a code": (lambda study: add_code(study, "hope")[1], True),
    "renames a code": (lambda study: rename_code(study, study.code_named("stigma").id, "shame"), True),
    "codes": (lambda study: apply_code(study, stigma(study), fg1(study), Span(0, 3), cd(study)), True),
    "says something": (lambda study: add_comment(study, "Why?", "CD", About(code_id=stigma(study))), True),
    "takes another colour": (lambda study: recolour_coder(study, cd(study), "#112233"), True),
    "takes another name": (lambda study: rename_coder(study, cd(study), "Carla"), True),
    "renames another coder": (
        lambda study: rename_coder(study, study.coder_named("AB").id, "Anna"),
        False,
    ),
    "deletes a code that others use": (lambda study: delete_codes(study, [stigma(study)]), False),
    "renames a transcript": (lambda study: rename_transcript(study, fg1(study), "FG9"), False),
    "deletes a transcript": (lambda study: delete_transcripts(study, [fg1(study)]), False),
    "renames an attribute": (
        lambda study: rename_attribute(study, study.attribute_named("income").id, "wage"),
        False,
    ),
    "renames the project": (lambda study: rename_project(study, "Another"), False),
    "becomes a lead": (lambda study: set_roles(study, {"CD": LEAD}, "CD"), False),
    "merges coders": (
        lambda study: merge_coders(study, [study.coder_named("AB").id, cd(study)], cd(study)),
        False,
    ),
}


def stigma(study: Study) -> UUID:
    return study.code_named("stigma").id


def fg1(study: Study) -> UUID:
    return study.transcript_named("FG1").id


def cd(study: Study) -> UUID:
    return study.coder_named("CD").id


@pytest.mark.parametrize("what", OPERATIONS)
def test_operations_of_a_coder(what: str) -> None:
    make, allowed = OPERATIONS[what]
    change = make(READ)
    assert change
    assert may("CD", change) is allowed
    assert not may("EF", change)
    assert may("AB", change)


def test_what_is_refused_says_what_it_is_about_and_whom_to_ask() -> None:
    change = rename_project(READ, "Another")
    with pytest.raises(QualcodeError) as coder:
        check_allowed(READ, READ, change, "CD")
    assert str(coder.value) == f"“{change.label}” is for leads: it changes the project’s settings; ask AB."
    with pytest.raises(QualcodeError) as reader:
        check_allowed(READ, READ, change, "EF")
    assert str(reader.value) == "You are a reader of this project and cannot change anything; ask AB."
    assert for_leads(READ) == "This is for leads of the project; ask AB."
    assert "ask the person who looks after the server" in for_leads(Study())


# -- roles ------------------------------------------------------------------------------------


def free() -> Study:
    """A project in which nobody has a role."""
    info = next(change for change in whole_example().rows if isinstance(change.row, ProjectInfo))
    change = free_example()
    return Study().after(replace(change, rows=(info, *change.rows)))


def test_without_roles_everybody_may_do_all_and_the_first_makes_a_lead() -> None:
    study = free()
    assert role_of(study, "anybody") is LEAD
    assert role_of(study, "anybody", CODER) is CODER
    moved = study.after(set_roles(study, {"CD": READER}, "AB"))
    assert [role_of(moved, name) for name in ("AB", "CD", "nobody")] == [LEAD, READER, CODER]
    assert role_of(moved, "AB", READER) is READER
    assert broken_invariants(moved) == []
    alone = study.after(set_roles(study, {"CD": LEAD}, "AB"))
    assert [coder.name for coder in leads(alone)] == ["CD"]
    assert role_of(alone, "AB") is CODER


def test_roles_are_given_once_and_in_words() -> None:
    study = free()
    change = set_roles(study, {"AB": LEAD, "EF": CODER}, "AB")
    assert change.label == "Make AB lead and EF coder"
    moved = study.after(change)
    assert not set_roles(moved, {"AB": LEAD, "ef": CODER}, "AB")
    many = set_roles(moved, {"AB": CODER, "CD": LEAD, "EF": READER}, "AB")
    assert many.label == "Give 3 people roles"
    assert sorted(map(str, roles_by_coder(moved.after(many)).values())) == ["coder", "lead", "reader"]


def test_the_last_lead_stays_one() -> None:
    with pytest.raises(QualcodeError, match="at least one lead"):
        set_roles(READ, {"AB": CODER}, "AB")
    # Two leads who demote each other at once: the later of the two is refused.
    both = READ.after(set_roles(READ, {"CD": LEAD}, "AB"))
    mine, theirs = set_roles(both, {"CD": CODER}, "AB"), set_roles(both, {"AB": CODER}, "CD")
    after = both.after(mine)
    with pytest.raises(QualcodeError, match=r"is for leads|at least one lead"):
        check_allowed(after, after.after(theirs), theirs, "CD")
    with pytest.raises(QualcodeError, match="at least one lead"):
        check_allowed(after, after.after(theirs), theirs, "AB")


def test_roles_go_with_coders() -> None:
    study = READ.after(set_roles(READ, {"GH": CODER}, "AB"))
    gone = study.after(delete_coder(study, study.coder_named("GH").id))
    assert len(gone.rows(Membership)) == len(study.rows(Membership)) - 1
    ab, ef = study.coder_named("AB").id, study.coder_named("EF").id
    merged = study.after(merge_coders(study, [ab], ef))
    assert role_of(merged, "EF") is LEAD
    assert broken_invariants(merged) == []
    new = READ.after(set_roles(READ, {"GH": LEAD}, "AB"))
    new = new.after(set_roles(new, {"AB": CODER}, "GH"))
    with pytest.raises(QualcodeError, match="at least one lead"):
        delete_coder(new, new.coder_named("GH").id)
    nobody = study.after(ensure_coder(study, "IJ")[1])
    handed = nobody.after(merge_coders(nobody, [nobody.coder_named("EF").id], nobody.coder_named("IJ").id))
    assert role_of(handed, "IJ") is CODER


def test_nobody_makes_what_somebody_else_made_their_own_nor_gives_theirs_away() -> None:
    memo = next(row for row in STUDY.rows(Memo).values() if row.subject is not MemoSubject.JOURNAL)
    said = next(row for row in STUDY.rows(Comment).values() if row.author == "AB")
    mark, seen = one_of(Highlight), one_of(Revisit)
    for row in (memo, said, seen):
        of_ab, of_cd = replace(row, author="AB"), replace(row, author="CD")
        assert may("CD", ChangeSet("Edit", (updated(of_cd, _otherwise(of_cd)),)))
        assert not may("CD", ChangeSet("Take", (updated(of_ab, of_cd),)))
        assert not may("CD", ChangeSet("Give", (updated(of_cd, of_ab),)))
    for kept in (mark, replace(one_of(CodingProgress), state=CodingState.IN_PROGRESS)):
        of_ab, of_cd = (replace(kept, coder_id=STUDY.coder_named(name).id) for name in ("AB", "CD"))
        assert may("CD", ChangeSet("Edit", (updated(of_cd, _otherwise(of_cd)),)))
        assert not may("CD", ChangeSet("Take", (updated(of_ab, of_cd),)))
        assert not may("CD", ChangeSet("Give", (updated(of_cd, of_ab),)))


def test_a_link_goes_from_a_memo_of_ones_own() -> None:
    mine, theirs = (
        next(row for row in STUDY.rows(Memo).values() if row.author == name) for name in ("CD", "AB")
    )
    link = one_of(MemoLink)
    of_cd, of_ab = replace(link, memo_id=mine.id), replace(link, memo_id=theirs.id)
    assert may("CD", ChangeSet("Link", (added(of_cd),)))
    assert not may("CD", ChangeSet("Link", (added(of_ab),)))
    assert not may("CD", ChangeSet("Take", (updated(of_ab, of_cd),)))
    assert not may("CD", ChangeSet("Give", (updated(of_cd, of_ab),)))
