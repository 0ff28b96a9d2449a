"""Search everything: transcripts and codes by name, and words in any transcript."""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.dialogs.finder import Finder, Found
from qualcode.ui.session import Session

_LETTERS: Final = 3
_PASSAGES: Final = 60
_SECONDS: Final = 0.04
_CONTEXT: Final = 40

GoTo = Callable[[UUID, Span], object]


def search_everything(
    session: Session, go_to: GoTo, choose_code: Callable[[UUID], object], parent: QWidget
) -> Finder:
    """The search window, ready to be opened."""

    def find(words: str) -> list[Found]:
        study = session.study
        return [*_names(study, words, go_to, choose_code), *_passages(study, words, go_to)]

    return Finder("Search everything", "A transcript, a code, or words that were said", find, parent)


def _names(study: Study, words: str, go_to: GoTo, choose_code: Callable[[UUID], object]) -> Iterator[Found]:
    wanted = words.casefold()
    for row in study.transcripts_in_order:
        if wanted in row.name.casefold():
            yield Found(row.name, "transcript", partial(go_to, row.id, Span(0, 0)))
    for code in study.codes_in_order:
        if wanted in code.name.casefold():
            noun = "code" if code.codable else "category"
            yield Found(study.path(code.id), noun, partial(choose_code, code.id), code.definition)


def _passages(study: Study, words: str, go_to: GoTo) -> Iterator[Found]:
    """Places where the words stand; the window must not wait, so that a large project is cut short."""
    if len(words) < _LETTERS:
        return
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    started, number = time.monotonic(), 0
    for place, row in enumerate(study.transcripts_in_order):
        if time.monotonic() - started > _SECONDS:
            yield Found(
                f"Only the first {place} transcripts were searched for these words.", "", lambda: None
            )
            return
        text = study.text(row.id)
        for match in pattern.finditer(text):
            span = Span(*match.span())
            around = text[max(0, span.start - _CONTEXT) : span.end + _CONTEXT]
            quote = "… " + " ".join(around.split()) + " …"
            yield Found(quote, row.name, partial(go_to, row.id, span))
            number += 1
            if number == _PASSAGES:
                return
