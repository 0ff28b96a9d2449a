"""How commands name memos and what memos are linked to."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from qualcode.analysis.memo_list import listed_memos
from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.memos import ListedMemo, MemoTarget
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import briefly

_LETTERS: Final = 8
"""So many of the last letters of its identity name a memo: the first ones tell only when it was made."""
_PASSAGE: Final = re.compile(r"(.+):\s*(\d+)\s*[-–]\s*(\d+)")


def short_name(memo: Memo | ListedMemo) -> str:
    """What a memo is called on the command line."""
    return memo.id.hex[-_LETTERS:]


def link_targets(
    study: Study,
    codes: Iterable[str],
    transcripts: Iterable[str],
    participants: Iterable[str],
    passages: Iterable[str],
) -> Iterator[MemoTarget]:
    """What a memo is to be linked to, by the names that were given."""
    for name in codes:
        yield MemoTarget(MemoSubject.CODE, study.code_named(name).id)
    for name in transcripts:
        yield MemoTarget(MemoSubject.TRANSCRIPT, study.transcript_named(name).id)
    for name in participants:
        yield MemoTarget(MemoSubject.PARTICIPANT, study.participant_named(name).id)
    for typed in passages:
        yield MemoTarget(MemoSubject.PLACE, *passage_named(study, typed))


def passage_named(study: Study, typed: str) -> tuple[UUID, Span]:
    """The passage that is named as in FG1:120-180. Raises QualcodeError for anything else."""
    found = _PASSAGE.fullmatch(typed.strip())
    if found is None:
        raise QualcodeError(
            f"“{briefly(typed)}” is not a passage; write a transcript and two positions, as in FG1:120-180."
        )
    name, start, end = found.groups()
    return study.transcript_named(name.strip()).id, Span(int(start), int(end))


def memo_named(study: Study, name: str) -> ListedMemo:
    """The memo with this short name. Raises QualcodeError where there is none, or more than one."""
    wanted = name.strip().replace("-", "").lower()
    found = [memo for memo in listed_memos(study) if wanted and memo.id.hex.endswith(wanted)]
    if len(found) != 1:
        reason = "names several memos" if found else "is not a memo of this project"
        raise QualcodeError(f"“{briefly(name)}” {reason}; “qualcode memos list PROJECT” gives their names.")
    return found[0]
