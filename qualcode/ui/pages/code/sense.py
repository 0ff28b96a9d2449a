"""Which actions make no sense at the moment on the Code page, so that menus show them greyed.

Their keys go on to say what is missing.
"""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Final

from qualcode.model.change import ChangeSet
from qualcode.model.codes.pinned_keys import PINNED_KEYS
from qualcode.model.entities import CodeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.span import Span
from qualcode.model.transcript import TranscriptKind, TranscriptStatus
from qualcode.operations.text.turns import split_turn
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.pages.code.edges import SegmentEdge, Unit
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
_OF_TURN: Final = frozenset(f"transcript.{name}" for name in ("split_turn", "join_turns", "speaker", "times"))
_OF_TRANSCRIPT: Final = _OF_TURN | {
    *(
        f"transcript.{name}"
        for name in ("edit_text", "text_history", "rename", "delete", "keep", "close_tab")
    ),
    *(f"transcript.{name}" for name in ("sentence", "turn", "grow", "shrink")),
    "edit.find",
    "view.segments",
}
_OF_LAST_CODE: Final = frozenset({"code.repeat", "code.sticky"})
_OF_CODES: Final = frozenset(("codebook.deal_colours", "codebook.sort", "project.export_codebook"))
_OF_CHOSEN_CODES: Final = frozenset(
    f"codebook.{name}"
    for name in (
        *("rename", "colour", "pin", "category", "merge", "split", "delete", "move", "add_below", "segments"),
        *("set_make", "set_add", "set_remove"),
    )
) | {"view.codings_chosen"}
_OF_SET: Final = frozenset({"codebook.set_remove", "codebook.set_rename", "codebook.set_delete"})
_OF_CHOSEN: Final = frozenset(
    f"transcripts.{name}"
    for name in (
        *("move", "up", "down", "rename", "attributes", "export", "export_segments", "delete"),
        *(f"status_{status}" for status in TranscriptStatus),
        *(f"kind_{kind}" for kind in TranscriptKind),
    )
)
_IN_LIST: Final = frozenset({"transcripts.attributes", "transcripts.export", "transcripts.export_segments"})
CHANGING: Final = frozenset(
    {"edit.undo", "edit.redo", "edit.replace", "edit.new_memo", "edit.journal"}
    | {f"project.{name}" for name in ("import", "import_word", "import_program", "merge", "bring_back")}
    | {f"transcript.{name}" for name in ("edit_text", "rename", "delete")}
    | {"transcripts.folder", "transcripts.language"}
    | {info.name for info in ACTIONS if info.name.startswith("code.")}
    | {info.name for info in ACTIONS if info.name.startswith("codebook.") and "order_" not in info.name}
    | _OF_TURN
    | (_OF_CHOSEN - _IN_LIST)
) - {"code.copy_quote", "code.select_words", "codebook.page", "codebook.segments"}
"""What cannot be done in a project that may only be read."""

ON_CODE_PAGE: Final = frozenset(
    {info.name for info in ACTIONS if info.name.startswith(("code.", "transcripts."))}
    | {"view.zoom_in", "view.zoom_out", "view.zoom_reset"}
    | {f"transcript.{name}" for name in ("sentence", "turn", "grow", "shrink", "next_turn", "previous_turn")}
    | {f"transcript.{name}" for name in ("next_segment", "previous_segment", "next_uncoded")}
    | {f"transcript.{name}" for name in ("rename", "delete")}
)
"""What is done where the text or the list of transcripts is seen."""

_SIDES: Final = (("left", -1), ("right", 1))
_UNITS: Final = ((Unit.WORD, ""), (Unit.SENTENCE, "_sentence"))
_USUAL_ZOOM: Final = 100


def senseless(workplace: CodeWorkplace) -> dict[str, str]:
    """The actions that could do nothing but say what is missing; of each why, where its name does not say."""
    parts = (_in_text, _beside, _of_segment, _in_tree, _in_list)
    found = {name: "" for part in parts for name in part(workplace)}
    if workplace.reading.view.zoom == _USUAL_ZOOM:
        found["view.zoom_reset"] = ""
    hidden = workplace.reading.desk.codings_here().hidden
    if hidden:
        found |= dict.fromkeys(_OF_SEGMENT, hidden)
    return found


def _in_text(workplace: CodeWorkplace) -> Iterator[str]:
    """What depends on the transcript and the selection, and on the codes that there are for it."""
    view, desk, study = workplace.reading.view, workplace.reading.desk, workplace.session.study
    if view.transcript_id is None:
        yield from _OF_TRANSCRIPT
    else:
        yield from _at_cursor(workplace)
    if view.selected_span() is None:
        yield from _OF_SELECTION
    if not view.can_shrink:
        yield "transcript.shrink"
    if desk.last_code is None:
        yield from _OF_LAST_CODE
    pinned = {code.digit for code in study.codes.values()}
    yield from (f"code.pinned_{digit}" for digit in PINNED_KEYS if digit not in pinned)
    if workplace.inspector.code.code_id is None:
        yield from ("codebook.page", "code.example")


def _beside(workplace: CodeWorkplace) -> Iterator[str]:
    """What leads to the next of something, where there is no further one."""
    view = workplace.reading.view
    for name, beside in (
        ("next_segment", view.segment_beside(1)), ("previous_segment", view.segment_beside(-1)),
        ("next_turn", view.turn_beside(1)), ("previous_turn", view.turn_beside(-1)),
        ("next_uncoded", view.uncoded_beside()),
    ):  # fmt: skip
        if beside is None:
            yield f"transcript.{name}"


def _of_segment(workplace: CodeWorkplace) -> Iterator[str]:
    """What is done with the segment at the cursor; its ends move as long as something is left."""
    coding, desk = workplace.inspector.segments.current, workplace.reading.desk
    if coding is None:
        yield from _OF_SEGMENT
        return
    for edge, (side, steps), (unit, ending) in product(SegmentEdge, _SIDES, _UNITS):
        if desk.with_edge_moved(coding, edge, unit, steps) == coding.span:
            yield f"code.{edge}_{side}{ending}"


def _at_cursor(workplace: CodeWorkplace) -> Iterator[str]:
    """What can be done with the turn at the cursor."""
    view, study = workplace.reading.view, workplace.session.study
    place = view.transcript_id
    if place is None:
        return
    here = view.selected_span() or Span(*[view.cursor_position()] * 2)
    turn = study.turn_at(place, here.start)
    if turn is None:
        yield from _OF_TURN
        return
    if not _would_change(lambda: split_turn(study, place, sorted({*here}))):
        yield "transcript.split_turn"
    if turn.ordinal + 1 == len(study.turns_of(place)):
        yield "transcript.join_turns"


def _would_change(intent: Callable[[], ChangeSet]) -> bool:
    try:
        return bool(intent())
    except QualcodeError:
        return False


def _in_tree(workplace: CodeWorkplace) -> Iterator[str]:
    """What depends on the codebook, and on what is chosen in it."""
    study, tree = workplace.session.study, workplace.navigator.codebook
    if not study.codes:
        yield from _OF_CODES
    if not tree.selected:
        yield from _OF_CHOSEN_CODES
    elif not study.coding_counts.get(key_of(tree.selected[0])):
        # There are no segments to be sorted into new codes.
        yield "codebook.split"
    if tree.set_id is None:
        yield from _OF_SET
    if not study.rows(CodeSet):
        yield from ("view.codings_set", "codebook.set_add")


def _in_list(workplace: CodeWorkplace) -> Iterator[str]:
    """What depends on the list of transcripts and the tabs, and on what is chosen in the list."""
    study, list_, reading = workplace.session.study, workplace.navigator.transcripts, workplace.reading
    order, current = list_.transcripts.in_order, reading.view.transcript_id
    place = order.index(current) if current in order else None
    if place is None or place == 0:
        yield "transcript.previous"
    if place is None or place + 1 == len(order):
        yield "transcript.next"
    if reading.tabs.count() < 2:
        yield from ("transcript.next_tab", "transcript.previous_tab")
    if not list_.selected and not list_.selected_folders:
        yield from _OF_CHOSEN
        return
    for name, steps in (("up", -1), ("down", 1)):
        if not list_.can_shift(steps):
            yield f"transcripts.{name}"
    inside = {row.id for folder in list_.selected_folders for row in study.transcripts_in(folder)}
    rows = [study.transcripts[row_id] for row_id in {*list_.selected, *inside}]
    if len(rows) > 1:
        # A coded transcript is written one at a time.
        yield "transcripts.export"
    # What all of them are already.
    statuses, kinds = {row.status for row in rows}, {row.kind for row in rows}
    yield from (f"transcripts.status_{each}" for each in TranscriptStatus if statuses == {each})
    yield from (f"transcripts.kind_{each}" for each in TranscriptKind if kinds == {each})
