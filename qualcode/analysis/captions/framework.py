"""The caption of the framework matrix."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qualcode.analysis.captions.about import about, share_of_transcripts
from qualcode.model.questions.provenance import CONSENT, IN_WORDS, Provenance
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted

_OWN_WORDS: Final = (
    "consent to quote is not applied: summaries are the researchers’ own words, printed as they were written"
)
LOOKED_THROUGH: Final = (
    "what only people said who have not consented to being quoted is left out of the researchers’ summaries"
)
_NAMED: Final = 10
"""Codes that are left out and participants without anything who are named; the others are counted."""


def about_framework(
    study: Study,
    people: int,
    codes: int,
    texts: int,
    authors: Sequence[str],
    counted_for: CoderChoice | None,
    chosen: Selection | None = None,
    *,
    empty: bool = True,
    unused: Sequence[str] = (),
    silent: Sequence[str] = (),
) -> Provenance:
    """So many participants by so many codes; ``counted_for`` whose segments are counted, if they are.

    ``chosen`` are the transcripts that count, where not all do.

    ``unused`` codes have neither summary nor segment, and are no columns. ``silent`` participants have none
    either, and are rows.
    """
    places: tuple[tuple[str, str], ...] = ()
    among = ""
    if chosen is not None:
        where = share_of_transcripts(study, chosen)
        places, among = (("transcripts", f"{where}; only participants who speak in them"),), f", {where}"
    segments = () if counted_for is None else (("counts", f"segments, {counted_for.whose(study)}"),)
    rows, columns = counted(people, "participant"), counted(codes, "code")
    cells = counted(texts, "summary", "summaries") if texts else "no summaries"
    written = f", {cells} in the researchers’ words" if texts else ""
    counts = f", with the number of segments, {counted_for.whose(study)}" if counted_for else ""
    left_out = "" if empty else ", without participants who have neither summary nor segment"
    facts = (
        ("rows", f"{rows}{_silent(silent)}"),
        ("columns", columns),
        ("cells", cells),
        *((("written by", "; ".join(authors)),) if authors else ()),
        *places,
        *segments,
        *((("codes left out", _left_out(unused)),) if unused else ()),
        *(() if empty else (("left out", "participants without summary or segment"),)),
        *(((CONSENT, _OWN_WORDS),) if texts else ()),
        (IN_WORDS, f"{rows} by {columns}{written}{among}{counts}{left_out}"),
    )
    return about(study, "Framework matrix", facts)


def looked_through(told: Provenance) -> Provenance:
    """What is said of a matrix whose summaries are printed without words of people who may not be quoted."""
    facts = ((name, LOOKED_THROUGH if name == CONSENT else words) for name, words in told.facts)
    return replace(told, facts=tuple(facts))


def _left_out(unused: Sequence[str]) -> str:
    return f"{counted(len(unused), 'code')} without summary or segment: {_named(unused)}"


def _silent(people: Sequence[str]) -> str:
    return f", {len(people):,} of them without summary or segment: {_named(people)}" if people else ""


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return "; ".join((*names[:_NAMED], *([f"{more:,} more"] if more > 0 else [])))
