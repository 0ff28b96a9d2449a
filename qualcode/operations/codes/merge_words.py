"""What a merge of codes does, said before it is done and afterwards."""

from collections.abc import Iterator
from typing import Final

from qualcode.model.codes.pinned_keys import key_name
from qualcode.model.words.in_words import beginning, counted, listed, plural_of
from qualcode.operations.codes.codebook_merge import MergePreview

_FIELDS: Final = {
    "definition": "definition",
    "include": "use for",
    "exclude": "not for",
    "examples": "examples",
    "memo": "memo",
}


def merge_in_words(preview: MergePreview) -> str:
    """What a merge does, in a few sentences."""
    return " ".join(map(beginning, _sentences(preview, done=False)))


def merged_in_words(preview: MergePreview) -> str:
    """What a merge that was made has done, in the same sentences."""
    return " ".join(map(beginning, _sentences(preview, done=True)))


def _sentences(preview: MergePreview, *, done: bool) -> Iterator[str]:
    into = f"“{preview.target.name}”"
    names = listed([f"“{code.name}”" for code in preview.sources])
    moved = counted(preview.recoded, "segment")
    where = f" in {counted(preview.transcripts, 'transcript')}" if preview.recoded else ""
    moves = "moved" if done else plural_of(preview.recoded, "moves", "move")
    yield f"{moved}{where} {moves} to {into}."
    yield f"{names} {_is(len(preview.sources), done)} deleted."
    yield from _codings(preview, done)
    if preview.texts:
        fields = ", ".join(_FIELDS[field] for field in preview.texts)
        whose = plural_of(len(preview.sources), f"the text of {names}", "their texts")
        added = f"{plural_of(len(preview.sources), 'was', 'were')} added" if done else "will be added"
        yield f"In {into}, {whose} {added} to: {fields}."
    yield from _keys(preview, done)
    move = "moved" if done else "will move"
    if preview.children:
        yield f"{counted(preview.children, 'subcode')} {move} under {into}."
    for old, new in preview.renamed:
        yield f"“{old}” {'is now' if done else 'will be'} called “{new}”."
    if preview.memos:
        yield f"{counted(preview.memos, 'memo')} {move} as well."


def _is(number: int, done: bool) -> str:
    return plural_of(number, "was", "were") if done else plural_of(number, "is", "are")


def _codings(preview: MergePreview, done: bool) -> Iterator[str]:
    """What becomes of codings that meet others of the target."""
    if preview.collapsed:
        there = f"{_is(preview.collapsed, done)} there twice"
        merged = f"{_is(preview.collapsed, done)} merged" if done else "will be merged"
        yield (
            f"{counted(preview.collapsed, 'segment')} of the same words by the same coder {there} and "
            f"{merged}, with the memos joined."
        )
    if preview.weighed:
        has = "had" if done else plural_of(preview.weighed, "has", "have")
        yield (
            f"{counted(preview.weighed, 'segment')} {has} different weights; the one under "
            f"“{preview.target.name}” {'was' if done else 'is'} kept, or the oldest."
        )
    if preview.overlapping:
        overlap = plural_of(preview.overlapping, "overlaps", "overlap")
        stay = plural_of(preview.overlapping, "stays as it is", "stay as they are")
        yield f"{counted(preview.overlapping, 'segment')} that only {overlap} {stay}."


def _keys(preview: MergePreview, done: bool) -> Iterator[str]:
    """What becomes of the keys to which the codes are pinned."""
    target = preview.target
    if preview.digit is not None and preview.digit != target.digit:
        yield f"“{target.name}” {'is now' if done else 'will be'} pinned to key {key_name(preview.digit)}."
    elif preview.digit is not None and preview.unpinned:
        yield f"“{target.name}” {'stayed' if done else 'stays'} pinned to key {key_name(preview.digit)}."
    for name, digit in preview.unpinned:
        yield f"“{name}” {'gave' if done else 'gives'} up key {key_name(digit)}."
