"""In which order the codebook is shown: its own, by name, by use."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from qualcode.model.identity import key_of
from qualcode.model.study import Study
from qualcode.model.words.name_order import name_order


class CodeOrder(StrEnum):
    """In which order codes of one level are shown."""

    OWN = "own"
    NAME = "name"
    USE = "use"


def ranked(study: Study, order: CodeOrder, used: Callable[[UUID], int]) -> dict[int, int]:
    """Places by the keys of codes, as indexes hold them; none where codes stand in their own order.

    ``used`` says in how many codings a code is used.
    """
    if order is CodeOrder.OWN:
        return {}
    keys = _by_use(study, used) if order is CodeOrder.USE else _by_name(study)
    return {key: place for place, key in enumerate(keys)}


def _by_use(study: Study, used: Callable[[UUID], int]) -> list[int]:
    """The most used first, with what is used below them."""
    numbers = {code.id: used(code.id) for code in study.codes_in_order}
    for code in reversed(study.codes_in_order):
        if code.parent_id is not None:
            numbers[code.parent_id] += numbers[code.id]
    return [key_of(code.id) for code in sorted(study.codes_in_order, key=lambda code: -numbers[code.id])]


def _by_name(study: Study) -> list[int]:
    return [key_of(code.id) for code in sorted(study.codes_in_order, key=lambda code: name_order(code.name))]
