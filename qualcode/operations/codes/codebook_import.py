"""A whole codebook from a file, as one step: codes at known paths are updated, the others are added."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.pinned_keys import KEYS_IN_WORDS, PINNED_KEYS
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, of_an_import
from qualcode.operations.codes.codebook_tree import GrowingCodebook
from qualcode.operations.draft import Draft
from qualcode.operations.palette import checked_colour

_TEXTS = ("definition", "include", "exclude", "examples", "memo")


def import_codebook(study: Study, rows: Iterable[CodebookRow]) -> ChangeSet:
    """Add and update codes from ``rows``; parents that are named but not there are created.

    Raises QualcodeError, naming the line, for a code described twice, a category that has
    codings, a colour or key that is none, and a name that cannot be one.
    """
    tree = GrowingCodebook(study)
    described: dict[UUID, CodebookRow] = {}
    draft = Draft(study)
    for row in rows:
        try:
            known = len(tree.new)
            code = tree.ensure(row.path)
            draft.put(*tree.new[known:])
            if code.id in described:
                raise QualcodeError(f"“{row.path}” is described twice; keep one of the rows.")
            described[code.id] = row
            draft.put(_described(study, code, row))
        except QualcodeError as problem:
            where = f"Line {row.line}: " if row.line else ""
            raise QualcodeError(f"{where}{problem} Nothing was imported.") from problem
    _settle_digits(study, draft, described)
    new = len(tree.new)
    changed = len(draft.change("").rows) - new
    told = of_an_import(counted(new, "new code") if new else "", changed)
    return draft.change(f"Import the codebook: {told}")


def _described(study: Study, code: Code, row: CodebookRow) -> Code:
    said: dict[str, Any] = {field: getattr(row, field) for field in _TEXTS if getattr(row, field) is not None}
    if row.colour is not None and row.colour.strip():
        said["colour"] = checked_colour(row.colour)
    if row.codable is not None:
        said["codable"] = row.codable
        codings = study.coding_counts.get(key_of(code.id), 0)
        if not row.codable and codings:
            raise QualcodeError(
                f"“{row.path}” has {counted(codings, 'coding')} and cannot become a category."
            )
    if row.digit is not None:
        if row.digit not in PINNED_KEYS:
            raise QualcodeError(f"“{row.path}” has the key {row.digit}; choose one of {KEYS_IN_WORDS}.")
        said["digit"] = row.digit
    changed = replace(code, **said)
    return changed if changed.codable else replace(changed, digit=None)


def _settle_digits(study: Study, draft: Draft, described: dict[UUID, CodebookRow]) -> None:
    """A digit has one holder: the last row that names it."""
    holder = {row.digit: code_id for code_id, row in described.items() if row.digit is not None}
    for code_id in dict.fromkeys((*study.codes, *described)):
        code = draft.row(Code, code_id)
        if code is not None and code.digit in holder and holder[code.digit] != code_id:
            draft.put(replace(code, digit=None))
