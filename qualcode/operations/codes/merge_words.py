"""What a merge of codes does, said before it is done."""

from collections.abc import Iterator
from typing import Final

from qualcode.model.codes.pinned_keys import key_name
from qualcode.model.words.in_words import counted, plural_of
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
    names = ", ".join(f"“{code.name}”" for code in preview.sources)
    moved = counted(preview.recoded, "segment")
    where = counted(preview.transcripts, "transcript")
    moves = plural_of(preview.recoded, "moves", "move")
    deleted = plural_of(len(preview.sources), "is", "are")
    parts = [f"{moved} in {where} {moves} to “{preview.target.name}”. {names} {deleted} deleted."]
    if preview.collapsed:
        verb = "is" if preview.collapsed == 1 else "are"
        parts.append(
            f"{counted(preview.collapsed, 'segment')} of the same words by the same coder {verb} there "
            "twice and will be merged, with the memos joined."
        )
    if preview.weighed:
        parts.append(
            f"{counted(preview.weighed, 'segment')} {plural_of(preview.weighed, 'has', 'have')} different "
            f"weights; the one under “{preview.target.name}” is kept, or the oldest."
        )
    if preview.overlapping:
        stays = plural_of(
            preview.overlapping, "that only overlaps stays as it is", "that only overlap stay as they are"
        )
        parts.append(f"{counted(preview.overlapping, 'segment')} {stays}.")
    if preview.texts:
        fields = ", ".join(_FIELDS[field] for field in preview.texts)
        whose = plural_of(len(preview.sources), f"the text of {names}", "their texts")
        parts.append(f"In “{preview.target.name}”, {whose} will be added to: {fields}.")
    parts += _keys(preview)
    if preview.children:
        parts.append(f"{counted(preview.children, 'subcode')} will move under “{preview.target.name}”.")
    parts += [f"“{old}” will be called “{new}”." for old, new in preview.renamed]
    if preview.memos:
        parts.append(f"{counted(preview.memos, 'memo')} will move as well.")
    return " ".join(parts)


def _keys(preview: MergePreview) -> Iterator[str]:
    """What becomes of the keys to which the codes are pinned."""
    if preview.digit is not None and preview.digit != preview.target.digit:
        yield f"“{preview.target.name}” will be pinned to key {key_name(preview.digit)}."
    elif preview.digit is not None and preview.unpinned:
        yield f"“{preview.target.name}” stays pinned to key {key_name(preview.digit)}."
    for name, digit in preview.unpinned:
        yield f"“{name}” gives up key {key_name(digit)}."
