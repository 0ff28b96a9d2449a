"""The caption of exported memos."""

from qualcode.analysis.captions.about import about
from qualcode.analysis.memo_list import MemoChoice
from qualcode.model.memos import MemoOrder
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted


def about_memos(study: Study, choice: MemoChoice, number: int, of: int, by: MemoOrder) -> Provenance:
    """So many of the memos that there are; ``by`` is what their chapters are."""
    kinds = "all" if choice.kinds is None else ", ".join(sorted(choice.kinds))
    tags = "all" if choice.tags is None else ", ".join(sorted(choice.tags))
    number_in_words = counted(number, "memo") if number == of else f"{number:,} of {counted(of, 'memo')}"
    facts = (
        ("kinds", kinds),
        ("tags", tags),
        *((("words", choice.words),) if choice.words.strip() else ()),
        ("order", f"by {by}"),
        (IN_WORDS, f"{number_in_words} by {by}"),
    )
    return about(study, "Memos", facts)
