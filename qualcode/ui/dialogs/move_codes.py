"""Where codes are to be moved: a list of all places in the codebook, narrowed by what is typed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.model.entities import Code
from qualcode.model.study import Study
from qualcode.model.words.spelling import Typed, narrowing_by_words
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine

_TOP: Final = "Top of the codebook"


def places(
    study: Study, code_ids: Sequence[UUID], words: str, move: Callable[[UUID | None], object]
) -> Iterator[FinderLine]:
    """The top and the codes below which these can go; those whose names begin with the words first.

    One after another: of thousands a hundred are listed.
    """
    own = {*code_ids, *(row.id for code_id in code_ids for row in study.descendants(code_id))}
    holds, begun = narrowing_by_words(words), Typed(words)
    if holds(_TOP):
        yield FinderLine(_TOP, "", partial(move, None))
    found: Iterable[Code] = (
        code for code in study.codes_in_order if code.id not in own and holds(study.path(code.id))
    )
    if begun:
        found = sorted(found, key=lambda code: not begun.begins(code.name))
    for code in found:
        yield FinderLine(study.path(code.id), "" if code.codable else "category", partial(move, code.id))


def ask_place(
    study: Study, code_ids: Sequence[UUID], move: Callable[[UUID | None], object], parent: QWidget
) -> FinderDialog:
    """The list, ready to be opened."""
    names = ", ".join(f"“{study.codes[code_id].name}”" for code_id in code_ids[:3])
    more = f" and {len(code_ids) - 3} more" if len(code_ids) > 3 else ""
    return FinderDialog(
        f"Move {names}{more} to",
        "Type the code or category to move it under",
        lambda words: places(study, code_ids, words, move),
        parent,
    )
