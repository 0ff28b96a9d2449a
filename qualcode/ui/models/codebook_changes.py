"""What has become of the tree of codes: the same in it, codes that have come, or another one altogether."""

from collections.abc import Collection

from qualcode.model.entities import Code

Tree = dict[int, tuple[int, ...]]
"""The keys of the codes below each."""


def stand_alike(before: Collection[Code], now: Collection[Code]) -> bool:
    """Whether these are the same codes in the same places, whatever is said of them."""
    return len(before) == len(now) and all(
        old is new or (old.id == new.id and old.parent_id == new.parent_id)
        for old, new in zip(before, now, strict=True)
    )


def same_below(before: Tree, now: Tree) -> bool:
    """Whether the same codes stand below each, in whatever order."""
    return before.keys() == now.keys() and all(set(before[key]) == set(below) for key, below in now.items())


def come(before: Tree, now: Tree) -> tuple[int, int, int] | None:
    """Where codes have come and nothing else: the key above them, their first and last row; else None."""
    grown = [key for key, below in now.items() if key in before and below != before[key]]
    if len(grown) != 1 or not before.keys() <= now.keys():
        return None
    parent = grown[0]
    old, new = before[parent], now[parent]
    number = len(new) - len(old)
    first = next((row for row, key in enumerate(new) if key not in before), 0)
    if number <= 0 or (*new[:first], *new[first + number :]) != old:
        return None
    return parent, first, first + number - 1
