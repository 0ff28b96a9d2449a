"""The captions of what is drawn: networks, bars, portraits, timelines, comparisons, and words."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about
from qualcode.analysis.captions.matrices import whole_in_words
from qualcode.analysis.table_request import TableRequest
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.rules import Selection
from qualcode.model.results.matrix import IN_NO_COLUMN, Matrix
from qualcode.model.study import Study
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import counted

_WORDS_SHOWN: Final = 160


def about_network(strength: Provenance, threshold: float) -> Provenance:
    """A network of the codes in a matrix; ``strength`` is what is said of the matrix."""
    drawn = f"between pairs of codes whose figure is above {threshold:g}"
    stated = strength.saying_also(f"lines {drawn}")
    return replace(stated, title="Network of codes", facts=(*stated.facts, ("lines", drawn)))


def about_bars(table: Matrix, study: Study, request: TableRequest) -> Matrix:
    """The table of bars that are not stacked: nothing of its columns is seen in them."""
    stated = table.provenance.saying(whole_in_words(study, request))
    about = replace(stated, title="How often codes occur")
    remarks = tuple(remark.replace(IN_NO_COLUMN, "not in the bars") for remark in table.remarks)
    return replace(table, provenance=about, remarks=remarks)


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
        f"{selection.places_in_words()}{selection.narrowed_words(study)}"
    )
    return about(study, "Comparison of transcripts", (*selection.facts(study), (IN_WORDS, words)))


def _whose(study: Study, selection: Selection) -> str:
    return f"{selection.coders.describe(study)}{selection.narrowed_words(study)}"


def about_words(
    study: Study,
    selection: Selection,
    *,
    code: UUID | None,
    speaker: UUID | None,
    with_common: bool,
    with_brackets: bool,
) -> Provenance:
    """The most frequent words: of a speaker, or in passages of a code, where one is named."""
    who = "by everybody" if selection.include_interviewers else "by everybody but interviewers"
    if speaker is not None:
        person = study.participants.get(speaker)
        who = f"by {person.name}" if person is not None else "by somebody who is no longer in the project"
    where = ""
    if code is not None:
        below = " or with its subcodes" if selection.aggregate else ""
        where = f" in passages coded {study.codes[code].name}{below} ({selection.coders.describe(study)})"
    common = "with" if with_common else "without"
    chosen = selection.transcripts_of(study)
    places = study.transcripts[chosen[0]].name if len(chosen) == 1 else counted(len(chosen), "transcript")
    parts = [f"{common} common words", *_own_words(study)]
    if not with_brackets:
        parts.append("nothing in brackets")
    words = f"Words said {who}{where}, {', '.join(parts)}, {places}{selection.places_in_words()}"
    facts = (
        *selection.facts(study),
        ("common words", common),
        *(() if with_brackets else (("words in brackets", "not counted"),)),
        *_stop_list(study),
        (IN_WORDS, words),
    )
    return about(study, "Frequent words", facts)


def _own_words(study: Study) -> Iterator[str]:
    """The stop list in short; all of it is among the facts."""
    info = study.info
    if info.unlisted_words:
        yield f"without {shortened(', '.join(info.unlisted_words), _WORDS_SHOWN)} (stop list)"
    if info.listed_words:
        yield f"with {shortened(', '.join(info.listed_words), _WORDS_SHOWN)} although common"


def _stop_list(study: Study) -> Iterator[tuple[str, str]]:
    """The project's own, word by word: without it nobody could count again."""
    if study.info.unlisted_words:
        yield "left out by the stop list", ", ".join(study.info.unlisted_words)
    if study.info.listed_words:
        yield "common words listed", ", ".join(study.info.listed_words)
