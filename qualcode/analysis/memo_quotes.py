"""The words that memos are about, as they are quoted with them."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.consent import Consent
from qualcode.analysis.quotations import Quotations
from qualcode.model.memos import ListedMemo, MemoKind
from qualcode.model.results.quotation import Quotation

_ON_WORDS: Final = frozenset((MemoKind.SEGMENT, MemoKind.HIGHLIGHT, MemoKind.PLACE))


class MemoQuotes(NamedTuple):
    """Quotes by memo, and how many are left out for want of consent."""

    quotes: Mapping[UUID, Quotation]
    left_out: int = 0

    @property
    def number(self) -> int:
        """How many memos are on words."""
        return len(self.quotes) + self.left_out


def memo_quotes(quotations: Quotations, memos: Iterable[ListedMemo]) -> MemoQuotes:
    """What memos on segments, highlights and places are about, as far as those who speak may be quoted."""
    rule = Consent(quotations.study)
    quotes: dict[UUID, Quotation] = {}
    left_out = 0
    for memo in memos:
        if memo.kind not in _ON_WORDS or memo.transcript_id is None or not memo.span or not memo.span.length:
            continue
        quotation = quotations.of(memo.transcript_id, memo.span)
        if not any(map(str.isalnum, quotation.coded_words)):
            continue
        if rule.of_passage(memo.transcript_id, memo.span) and rule.of_passage(
            memo.transcript_id, quotation.span
        ):
            quotes[memo.id] = quotation
        else:
            left_out += 1
    return MemoQuotes(quotes, left_out)
