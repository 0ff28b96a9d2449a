"""Memos in the words of the list, and how many there are."""

from html import escape
from typing import Final

from qualcode.model.memos import ListedMemo
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import beginning, counted, day_in_words, plural_of
from qualcode.ui.look.theme import colours_now

MOST: Final = 300
"""Memos shown at once: more are found faster by typing than by scrolling."""
_LETTERS: Final = 160
"""So much of a memo's text stands in the list; the rest is beside it."""


def html_of(memo: ListedMemo) -> str:
    """A memo in the list: title, what is known of it, and how it begins."""
    muted = colours_now().muted
    facts = " · ".join(
        filter(
            None,
            (
                memo.about if memo.title else "",
                memo.author,
                "" if memo.day is None else day_in_words(memo.day),
                ", ".join(f"#{tag}" for tag in memo.tags),
            ),
        )
    )
    text = escape(_begun(memo.text)).replace("\n", "<br>")
    lines = [
        f"<b>{escape(memo.heading)}</b>",
        f'<span style="color:{muted}">{escape(facts)}</span>' if facts else "",
        text,
    ]
    return "<br>".join(filter(None, lines))


def spoken(memo: ListedMemo) -> str:
    """The same for a screen reader."""
    return f"{memo.heading}: {_begun(memo.text)}"


def _begun(text: str) -> str:
    return shortened(text.strip(), _LETTERS)


def counted_memos(found: int, all_: int, selected: int = 0) -> str:
    """How many are listed, of how many; or how many are ``selected`` to be exported."""
    if not all_:
        return "No memos yet: write one here, or beside a segment, a code or a transcript."
    shown = f"; the first {MOST} are shown, type to find others" if found > MOST else ""
    number = f"{all_:,}" if found == all_ else f"{found:,} of {all_:,}"
    if selected:
        return beginning(f"{selected:,} of {counted(all_, 'memo')} selected; Export writes these.")
    return f"{number} {plural_of(all_, 'memo')}{shown}"
