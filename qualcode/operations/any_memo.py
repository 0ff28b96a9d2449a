"""Change or delete any memo of the list, wherever in the project it is kept."""

from collections.abc import Iterable
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.memos import ListedMemo, MemoKind
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.codings.coding import set_coding_memo
from qualcode.operations.codings.highlights import set_highlight_memo
from qualcode.operations.draft import together
from qualcode.operations.memos import delete_memos, edit_memo
from qualcode.operations.people.participants import set_participant_memo
from qualcode.operations.project import set_project_memo
from qualcode.operations.transcripts.documents import set_transcript_memo


def set_memo_text(study: Study, memo: ListedMemo, text: str) -> ChangeSet:
    """Give a memo of the list another text; an empty one takes a note off what it is on."""
    if memo.own:
        return edit_memo(study, memo.id, text=text)
    match memo.kind:
        case MemoKind.PROJECT:
            return set_project_memo(study, text)
        case MemoKind.TRANSCRIPT:
            return set_transcript_memo(study, memo.id, text)
        case MemoKind.SEGMENT:
            return set_coding_memo(study, _transcript(memo), memo.id, text)
        case MemoKind.HIGHLIGHT:
            return set_highlight_memo(study, memo.id, text)
        case MemoKind.CODE:
            return edit_code(study, memo.id, memo=text)
        case MemoKind.PARTICIPANT:
            return set_participant_memo(study, memo.id, text)
        case MemoKind.FREE | MemoKind.JOURNAL | MemoKind.PLACE:
            raise AssertionError(f"a {memo.kind} is a memo of its own")


def delete_any_memos(study: Study, memos: Iterable[ListedMemo]) -> ChangeSet:
    """Delete memos of the list as one step; what they are on stays."""
    chosen = list(memos)
    if len(chosen) == 1 and chosen[0].own:
        return delete_memos(study, [chosen[0].id])
    # No two are of one row, so that each change may begin where the study stands.
    changes = [delete_memos(study, [memo.id for memo in chosen if memo.own])]
    changes += [set_memo_text(study, memo, "") for memo in chosen if not memo.own]
    what = f"the memo on {chosen[0].about}" if len(chosen) == 1 else counted(len(chosen), "memo")
    return together(study, f"Delete {what}", changes)


def _transcript(memo: ListedMemo) -> UUID:
    if memo.transcript_id is None:
        raise QualcodeError("This memo is no longer in the project; choose another one.")
    return memo.transcript_id
