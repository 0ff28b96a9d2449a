"""Memos written to a file, the same by window and command."""

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.captions.memos import about_memos
from qualcode.analysis.cited_words import without_cited_words
from qualcode.analysis.memo_list import MemoChoice, listed_memos
from qualcode.analysis.memo_quotes import memo_quotes
from qualcode.analysis.quotations import Quotations
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.passages.memos_file import write_memos
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.errors import QualcodeError
from qualcode.model.front import front_of
from qualcode.model.measures import Measures
from qualcode.model.memos import ListedMemo, MemoKind, MemoOrder
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.study import Study

_AS_CODED: Final = QuoteManner(sentences=False)


class MemosWritten(NamedTuple):
    """How many memos a file holds, of how many."""

    number: int
    of: int


def export_memos(
    path: Path,
    study: Study,
    choice: MemoChoice | None = None,
    *,
    by: MemoOrder = MemoOrder.TRANSCRIPT,
    only: Collection[UUID] | None = None,
    date: datetime | None = None,
    measures: Measures | None = None,
) -> MemosWritten:
    """Write the chosen memos as docx, html, pdf or csv; ``only`` these, where it is given.

    With a memo on words are the first of these, if those who speak may be quoted. ``date`` is that of the
    project's last step, for the first page. Documents leave out words of people who may not be quoted of
    memos, too; a csv has every memo as it was written.

    Raises QualcodeError where none is left.
    """
    choice = choice or MemoChoice()
    for_reading = path.suffix.lower() in DOCUMENT_ENDINGS
    if for_reading:
        study = without_cited_words(study)
    there = listed_memos(study)
    chosen = [memo for memo in choice.of(there) if only is None or memo.id in only]
    if for_reading:
        names = names_in_documents(study)
        chosen = [_naming_codes(study, memo, names) for memo in chosen]
    if not chosen:
        reason = "none of them is chosen" if there else "there are none yet"
        raise QualcodeError(f"No memos were written: {reason}. Choose others, or write one first.")
    said = memo_quotes(Quotations(study, measures or SpacyMeasures(), _AS_CODED), chosen)
    about = about_memos(study, choice, len(chosen), len(there), by, said)
    front = front_of(study.info, about.title, date)
    return MemosWritten(write_memos(path, study, chosen, said.quotes, about, by, front), len(there))


def _naming_codes(study: Study, memo: ListedMemo, names: Mapping[UUID, str]) -> ListedMemo:
    """The memo; the codes that it is on and linked to have their numbers, as everywhere in documents."""

    def named(words: str, code_id: UUID, before: str = "Code ") -> str:
        called = f"{before}{study.path(code_id)}" if before else study.codes[code_id].name
        return f"{before}{names[code_id]}{words[len(called) :]}" if words.startswith(called) else words

    links = tuple(
        link._replace(name=named(link.name, link.target.subject_id))
        if link.target.subject_id in names
        else link
        for link in memo.links
    )
    if memo.code_id is None or memo.code_id not in names:
        return replace(memo, links=links)
    # A memo on a segment begins with the name of its code alone.
    if memo.kind is MemoKind.SEGMENT:
        about, below = (named(words, memo.code_id, "") for words in (memo.about, memo.below_transcript))
        return replace(memo, about=about, below_transcript=below, links=links)
    return replace(memo, about=named(memo.about, memo.code_id), links=links)


def memos_pdf(
    study: Study, choice: MemoChoice, *, by: MemoOrder, only: Collection[UUID] | None, date: datetime | None
) -> bytes:
    """The pages of the chosen memos, as their export has them. Raises QualcodeError where none is left."""
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        path = Path(folder) / "memos.pdf"
        export_memos(path, study, choice, by=by, only=only, date=date)
        return path.read_bytes()
