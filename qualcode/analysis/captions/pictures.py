"""The captions of what is drawn: networks, bars, portraits, timelines, comparisons, and words."""

from dataclasses import replace
from uuid import UUID

from qualcode.analysis.captions.about import about
from qualcode.model.in_words import counted
from qualcode.model.provenance import IN_WORDS, Provenance
from qualcode.model.rules import Selection
from qualcode.model.study import Study


def about_network(strength: Provenance, threshold: float) -> Provenance:
    """A network of the codes in a matrix; ``strength`` is what is said of the matrix."""
    stated = strength.saying_also(f"edges above {threshold:g}")
    return replace(stated, title="Network of codes", facts=(*stated.facts, ("edges", f"above {threshold:g}")))


def about_bars(table: Provenance) -> Provenance:
    """Bars that are not stacked: nothing of the columns is seen in them."""
    return replace(table, title="How often codes occur")


def about_portrait(study: Study, selection: Selection, name: str) -> Provenance:
    """The codes along the turns of the transcript of this name."""
    words = f"Codes by turns of {name}, {_whose(study, selection)}"
    facts = (*selection.facts(study), ("transcript", name), (IN_WORDS, words))
    return about(study, f"Codes along {name}", facts)


def about_timeline(study: Study, selection: Selection, name: str, minutes: float) -> Provenance:
    """The codes of the transcript of this name, in stretches of so many minutes."""
    words = f"Runs of codes by time in {name}, {_whose(study, selection)}"
    facts = (*selection.facts(study), ("stretch", f"{minutes:g} minutes"), (IN_WORDS, words))
    return about(study, f"Codes by time in {name}", facts)


def about_bands(study: Study, selection: Selection, number: int) -> Provenance:
    """So many transcripts as bands of their codes, one below the other."""
    words = (
        f"Dominant codes of turns, {selection.coders.describe(study)}, {counted(number, 'transcript')}"
        f"{selection.narrowed_words(study)}"
    )
    return about(study, "Comparison of transcripts", (*selection.facts(study), (IN_WORDS, words)))


def _whose(study: Study, selection: Selection) -> str:
    return f"{selection.coders.describe(study)}{selection.narrowed_words(study)}"


def about_words(
    study: Study, selection: Selection, *, code: UUID | None, speaker: UUID | None, with_common: bool
) -> Provenance:
    """The most frequent words: of a speaker, or in passages of a code, where one is named."""
    who = "by everybody" if selection.include_interviewers else "by everybody but interviewers"
    if speaker is not None:
        person = study.participants.get(speaker)
        who = f"by {person.name}" if person is not None else "by somebody who is no longer in the project"
    where = ""
    if code is not None:
        where = f" in passages coded {study.codes[code].name} ({selection.coders.describe(study)})"
    common = "with" if with_common else "without"
    chosen = selection.transcripts_of(study)
    places = study.transcripts[chosen[0]].name if len(chosen) == 1 else counted(len(chosen), "transcript")
    words = f"Words said {who}{where}, {common} common words, {places}"
    facts = (*selection.facts(study), ("common words", common), (IN_WORDS, words))
    return about(study, "Frequent words", facts)
