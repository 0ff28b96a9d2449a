"""What the roles of a team mean: the one gate that every step of every kind goes through.

It looks at the rows that a change touches, not at how the change came about. So an operation that is made
tomorrow is judged likewise, as is undoing one, a merge, or a step by command.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
    Entity,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    Participant,
    ProjectInfo,
    RememberedGuide,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.foreign import ForeignPart
from qualcode.model.identity import keys_of
from qualcode.model.papers import ChecklistAnswer, CodebookVersion, ToolUse
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    Decision,
    GivenCopy,
    Membership,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.teamwork.roles import NO_LEAD, has_lead, leads
from qualcode.model.words.in_words import listed
from qualcode.model.words.names import name_key
from qualcode.operations.coders import find_coder
from qualcode.operations.teamwork.roles import role_of


@dataclass(frozen=True, slots=True)
class _Person:
    """Who makes a step: their name, their coder's identity, and their memos."""

    names: frozenset[str]
    coders: frozenset[UUID]
    memos: frozenset[UUID]


Rule = Callable[[_Person, RowChange], bool]
"""Whether a coder may make a change of one row."""


def check_allowed(
    study: Study, moved: Study, change: ChangeSet, name: str, most: TeamRole = TeamRole.LEAD
) -> None:
    """Raise QualcodeError, in a sentence, where whoever has this name may not make this change.

    ``moved`` is the study after it; ``most`` is the most that anybody may do who writes where it is kept.
    """
    role = role_of(study, name, most)
    if role is TeamRole.READER:
        raise QualcodeError(not_for_readers(study))
    if role is TeamRole.CODER:
        touched = not_for_coders(study, moved, change, name)
        if touched:
            raise QualcodeError(f"“{change.label}” is for leads: it changes {touched}; {_who(study)}.")
    if not has_lead(moved):
        raise QualcodeError(NO_LEAD)


def not_for_readers(study: Study) -> str:
    """Why a reader can do nothing but read, in a sentence."""
    return f"You are a reader of this project and cannot change anything; {_who(study)}."


def for_leads(study: Study) -> str:
    """Why something is disabled that only leads may do, in a sentence."""
    return f"This is for leads of the project; {_who(study)}."


def _who(study: Study) -> str:
    names = listed([coder.name for coder in leads(study)])
    return f"ask {names or 'the person who looks after the server'}"


def not_for_coders(study: Study, moved: Study, change: ChangeSet, name: str) -> str:
    """What of a change is not for a coder of this name to make, in words; empty where they may make it."""
    person = _person(study, moved, change, name)
    if change.turns:
        return "turns"
    own = keys_of(list(person.coders))
    for part in change.codings:
        if any(not np.isin(table.coder, own).all() for table in (part.removed, part.added)):
            return "codings of other coders"
    for each in change.rows:
        noun, rule = RULES[type(each.row)]
        if not rule(person, each):
            return noun
    return ""


def _person(study: Study, moved: Study, change: ChangeSet, name: str) -> _Person:
    found = [coder for there in (study, moved) if (coder := find_coder(there, name)) is not None]
    names = frozenset(name_key(each) for each in (name, *(coder.name for coder in found)))
    linked = {row.memo_id for each in change.rows_of(MemoLink) for row in _images(each)}
    memos = {
        row.id
        for there in (study, moved)
        for key in linked
        if (row := there.rows(Memo).get(key)) is not None and _is_own_memo(names, row)
    }
    return _Person(names, frozenset(coder.id for coder in found), frozenset(memos))


def _is_own_memo(names: frozenset[str], memo: Memo) -> bool:
    """The journal is everybody's."""
    return memo.subject is MemoSubject.JOURNAL or name_key(memo.author) in names


def _images(each: RowChange) -> Iterator[Any]:
    return (row for row in (each.before, each.after) if row is not None)


def _free(_person: _Person, _each: RowChange) -> bool:
    return True


def _never(_person: _Person, _each: RowChange) -> bool:
    return False


def _own_coder(person: _Person, each: RowChange) -> bool:
    return each.row.id in person.coders


def _by_coder(person: _Person, each: RowChange) -> bool:
    return all(row.coder_id in person.coders for row in _images(each))


def _own_progress(person: _Person, each: RowChange) -> bool:
    """How far oneself is, but for what a lead has locked."""
    return _by_coder(person, each) and all(row.state is not CodingState.LOCKED for row in _images(each))


def _own_memo(person: _Person, each: RowChange) -> bool:
    return all(_is_own_memo(person.names, row) for row in _images(each))


def _of_own_memo(person: _Person, each: RowChange) -> bool:
    return all(row.memo_id in person.memos for row in _images(each))


def _by_author(person: _Person, each: RowChange) -> bool:
    return all(name_key(row.author) in person.names for row in _images(each))


def _own_comment(person: _Person, each: RowChange) -> bool:
    """What oneself said; anybody may say that a thread is done."""
    before, after = each.before, each.after
    if isinstance(before, Comment) and isinstance(after, Comment) and _says_done(before, after):
        return True
    return _by_author(person, each)


def _says_done(before: Comment, after: Comment) -> bool:
    return replace(before, done=after.done) == after


def _only_notes(_person: _Person, each: RowChange) -> bool:
    """The memo on a transcript and how far the work on it is."""
    before, after = each.before, each.after
    if not isinstance(before, Transcript) or not isinstance(after, Transcript):
        return False
    return replace(before, memo=after.memo, status=after.status) == after


RULES: Final[Mapping[type[Entity], tuple[str, Rule]]] = {
    ProjectInfo: ("the project’s settings", _never),
    Coder: ("other coders", _own_coder),
    Folder: ("folders of transcripts", _never),
    Transcript: ("transcripts", _only_notes),
    TextVersion: ("the text of transcripts", _never),
    Participant: ("participants", _never),
    Attribute: ("attributes", _never),
    AttributeValue: ("attributes", _never),
    Code: ("codes", _free),
    CodeSet: ("code sets", _free),
    CodeSetMember: ("code sets", _free),
    Summary: ("summaries", _free),
    TypicalQuote: ("typical quotes", _free),
    Report: ("saved reports", _free),
    SavedQuery: ("queries", _free),
    RememberedGuide: ("how transcripts are imported", _never),
    Memo: ("memos of other people", _own_memo),
    MemoLink: ("memos of other people", _of_own_memo),
    Highlight: ("highlights of other coders", _by_coder),
    Comment: ("comments of other people", _own_comment),
    Membership: ("roles", _never),
    Round: ("rounds", _never),
    RoundTranscript: ("rounds", _never),
    RoundCoder: ("rounds", _never),
    CodingProgress: ("what is locked, or how far others are", _own_progress),
    GivenCopy: ("copies that were given", _never),
    Decision: ("what was settled", _never),
    Revisit: ("what other people looked at again", _by_author),
    ForeignPart: ("parts of another program", _never),
    CodebookVersion: ("named codebooks", _never),
    ToolUse: ("the register of tools", _never),
    ChecklistAnswer: ("answers to checklists", _never),
}
"""What a coder may change, by kind of row: how the kind is called where they may not, and when they may."""
