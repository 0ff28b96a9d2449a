"""The caption of exported memos."""

from qualcode.analysis.captions.about import about
from qualcode.analysis.consent import consent_in_words
from qualcode.analysis.memo_list import MemoChoice
from qualcode.analysis.memo_quotes import MemoQuotes
from qualcode.model.memos import MOST_WORDS, MemoOrder
from qualcode.model.questions.provenance import CONSENT, IN_WORDS, QUOTES, Facts, Provenance
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted


def about_memos(
    study: Study, choice: MemoChoice, number: int, of: int, by: MemoOrder, quotes: MemoQuotes
) -> Provenance:
    """So many of the memos that there are; ``by`` is what their chapters are."""
    kinds = "all" if choice.kinds is None else ", ".join(sorted(choice.kinds))
    tags = "all" if choice.tags is None else ", ".join(sorted(choice.tags))
    number_in_words = counted(number, "memo") if number == of else f"{number:,} of {counted(of, 'memo')}"
    facts = (
        ("kinds", kinds),
        ("tags", tags),
        *((("words", choice.words),) if choice.words.strip() else ()),
        ("order", f"by {by}"),
        *_quotes(study, quotes),
        (IN_WORDS, f"{number_in_words} by {by}"),
    )
    return about(study, "Memos", facts)


def _quotes(study: Study, quotes: MemoQuotes) -> Facts:
    """How the words are quoted that memos are about, where any is about words."""
    if not quotes.number:
        return ()
    return (
        (QUOTES, f"the words that a memo is on, up to {MOST_WORDS} of them"),
        (CONSENT, consent_in_words(study, quotes.left_out, respected=True)),
    )
