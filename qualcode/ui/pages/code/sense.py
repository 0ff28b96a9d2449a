"""Which actions make no sense at the moment on the Code page, so that menus show them greyed.

Their keys go on to say what is missing.
"""

from typing import Final

from qualcode.model.pinned_keys import PINNED_KEYS
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.pages.code.workplace import CodeWorkplace

_OF_SELECTION: Final = frozenset(
    {"code.choose", "code.repeat", "code.in_vivo", "code.highlight", "code.example"}
    | {f"code.pinned_{digit}" for digit in PINNED_KEYS}
)
_OF_SEGMENT: Final = frozenset(
    {"code.recode", "code.weight", "code.memo", "code.typical", "code.copy_quote", "code.select_words"}
    | {"code.remove"}
    | {info.name for info in ACTIONS if info.name.startswith(("code.start_", "code.end_"))}
)
_OF_TRANSCRIPT: Final = frozenset(
    f"transcript.{name}"
    for name in ("edit_text", "split_turn", "join_turns", "speaker", "times", "text_history")
)
_OF_LAST_CODE: Final = frozenset({"code.repeat", "code.sticky"})
_OF_CHOSEN_CODES: Final = frozenset(
    f"codebook.{name}"
    for name in (
        *("rename", "colour", "pin", "category", "merge", "split", "delete", "move", "add_below", "segments"),
        *("set_make", "set_add", "set_remove"),
    )
)
_OF_SET: Final = frozenset({"codebook.set_remove", "codebook.set_rename", "codebook.set_delete"})


def senseless(workplace: CodeWorkplace) -> set[str]:
    """The names of the actions that could do nothing but say what is missing."""
    view, study = workplace.reading.view, workplace.session.study
    tree = workplace.navigator.codebook
    found: set[str] = set()
    if view.transcript_id is None:
        found |= _OF_TRANSCRIPT
    if view.selected_span() is None:
        found |= _OF_SELECTION
    if workplace.inspector.segments.current is None:
        found |= _OF_SEGMENT
    if workplace.reading.desk.last_code is None:
        found |= _OF_LAST_CODE
    pinned = {code.digit for code in study.codes.values()}
    found |= {f"code.pinned_{digit}" for digit in PINNED_KEYS if digit not in pinned}
    if not tree.selected:
        found |= _OF_CHOSEN_CODES
    if tree.set_id is None:
        found |= _OF_SET
    if workplace.inspector.code.code_id is None:
        found |= {"codebook.page", "code.example"}
    return found
