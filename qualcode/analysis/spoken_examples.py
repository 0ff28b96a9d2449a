"""Lines of the codebook that somebody said word for word: examples, which documents give as quotes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from qualcode.analysis.consent import Consent
from qualcode.analysis.word_runs import WORD, Words, plain_word, words_in
from qualcode.model.span import Span
from qualcode.model.study import Study

_LEAST: Final = 4
"""Words of a line; fewer may be anybody's."""


def spoken_lines(study: Study, texts: Iterable[str], *, consent: bool) -> Mapping[str, tuple[UUID, Span]]:
    """The lines of texts that are said within one turn, each with the first transcript and place of it.

    With ``consent`` only places are found at which somebody speaks who may be quoted.
    """
    lines = dict.fromkeys(line.strip() for text in texts for line in text.split("\n"))
    wanted: dict[str, dict[Words, list[str]]] = defaultdict(dict)
    for line in lines:
        words = words_in(line)
        if len(words) >= _LEAST:
            wanted[words[0]].setdefault(words, []).append(line)
    found: dict[str, tuple[UUID, Span]] = {}
    if not wanted:
        return found
    rule = Consent(study)
    for transcript in study.transcripts_in_order:
        barred = frozenset(rule.barred_turns(transcript.id).tolist()) if consent else frozenset()
        text = study.text(transcript.id)
        for place, turn in enumerate(study.turns_of(transcript.id)):
            if place not in barred:
                for words, span in _said_in(text, Span(turn.speech, turn.span.end), wanted):
                    for line in wanted[words[0]][words]:
                        found.setdefault(line, (transcript.id, span))
    return found


def _said_in(
    text: str, turn: Span, wanted: Mapping[str, Mapping[Words, object]]
) -> Iterable[tuple[Words, Span]]:
    """Which of the wanted words in a row stand in a turn, and where."""
    places = [Span(*each.span()) for each in WORD.finditer(text, turn.start, turn.end)]
    words = tuple(plain_word(text[each.start : each.end]) for each in places)
    for place, word in enumerate(words):
        for run in wanted.get(word, ()):
            if words[place : place + len(run)] == run:
                yield run, Span(places[place].start, places[place + len(run) - 1].end)
