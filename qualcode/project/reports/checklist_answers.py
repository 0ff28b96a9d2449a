"""What a project knows of the items of COREQ and SRQR, and where it is told; the rest only people know."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np

from qualcode.analysis.consent import Consent
from qualcode.analysis.framework import speaking_in
from qualcode.analysis.memo_list import listed_memos
from qualcode.analysis.papers.saturation import saturation
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.exporters.papers.methods_document import not_speaking
from qualcode.exporters.papers.saturation_report import saturation_sentences
from qualcode.model.codes.named_versions import version_today
from qualcode.model.entities import (
    AttributeSubject,
    AttributeType,
    TextVersion,
    TypicalQuote,
)
from qualcode.model.identity import id_of
from qualcode.model.memos import MemoKind
from qualcode.model.papers import Checklist
from qualcode.model.people import participants_of, role_by_person
from qualcode.model.results.checklists import ITEMS, AnsweredItem, answer_to
from qualcode.model.results.citation import in_text
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.study import Study
from qualcode.model.team import Decision
from qualcode.model.teamwork.rounds import agreed_layers, coders_of_round, rounds_in_order
from qualcode.model.transcript import Role
from qualcode.model.words.dates import value_in_words
from qualcode.model.words.in_words import counted, listed, plural_of, sentence
from qualcode.model.words.name_order import name_order
from qualcode.project.record import Record

_METHODS: Final = "Methods"
_MOST_VALUES: Final = 6
"""Values of an attribute that are told one by one."""
_ON_TEXTS: Final = frozenset({MemoKind.TRANSCRIPT, MemoKind.PLACE, MemoKind.SEGMENT, MemoKind.HIGHLIGHT})


class KnownAnswer(NamedTuple):
    """What the project knows, and in which of its reports it is told."""

    words: str
    where: str


_NOTHING: Final = KnownAnswer("", "")


def answered_items(record: Record, checklist: Checklist) -> tuple[AnsweredItem, ...]:
    """Every item of a checklist with what the project knows and what people said."""
    study = record.study
    knows = _KNOWN[checklist]
    found = []
    for item in ITEMS[checklist]:
        known = knows[item.number](record) if item.number in knows else _NOTHING
        own = answer_to(study, checklist, item.number)
        words = known.words
        found.append(AnsweredItem(item, words, known.where if words else "", "" if own is None else own.text))
    return tuple(found)


# -- what is known -----------------------------------------------------------------------------------


def _people(study: Study, role: Role) -> list[str]:
    roles = role_by_person(study)
    return [row.name for row in study.participants_in_order if roles[row.id] is role]


def _interviewers(record: Record) -> KnownAnswer:
    names = _people(record.study, Role.INTERVIEWER)
    if not names:
        return _NOTHING
    return KnownAnswer(
        f"Interviewers as the transcripts name them: {listed(names)}.", f"{_METHODS}, Material"
    )


def _material(study: Study) -> str:
    kinds = Counter(row.kind.value.replace("-", " ") for row in study.transcripts_in_order)
    return listed([counted(number, kind) for kind, number in sorted(kinds.items())])


def _sample_size(record: Record) -> KnownAnswer:
    study = record.study
    if not study.transcripts:
        return _NOTHING
    speaking, recorded = speaking_in(study, study.transcripts), participants_of(study)
    # As the methods count them.
    people = sum(row.id in speaking for row in recorded)
    who = f"{counted(people, 'participant')} in " if people else ""
    silent = not_speaking(len(recorded) - people, further=people > 0)
    return KnownAnswer(f"{sentence(f'{who}{_material(study)}')}{silent}", f"{_METHODS}, Material")


def _sample(record: Record) -> KnownAnswer:
    """The values of participants' attributes, where these are few, and the range of numbers."""
    study = record.study
    recorded = {row.id for row in participants_of(study)}
    # Those whom the size of the sample counts; where nobody speaks yet, those who are on record.
    people = recorded & speaking_in(study, study.transcripts) or recorded
    told = []
    for attribute in study.attributes_in_order:
        if attribute.subject is not AttributeSubject.PARTICIPANT:
            continue
        values = Counter(
            value_in_words(attribute, value.value)
            for person in sorted(people)
            if (value := study.values_of(person).get(attribute.id)) is not None and value.value
        )
        if 0 < len(values) <= _MOST_VALUES:
            ordered = sorted(values.items(), key=lambda pair: name_order(pair[0]))
            # A value may be a number, or have a comma in it.
            counts = "; ".join(f"{value} ({number:,})" for value, number in ordered)
            told.append(f"{attribute.name}: {counts}")
        elif attribute.type is AttributeType.NUMBER and (spread := _range(values.elements())):
            told.append(f"{attribute.name}: {spread}")
    return KnownAnswer("\n".join(told), "Report on participants") if told else _NOTHING


def _range(values: Iterable[str]) -> str:
    """Of numbers, from the least to the greatest, and how many have one; empty where some are none."""
    try:
        found = np.array([float(value) for value in values])
    except ValueError:
        return ""
    if not len(found):
        return ""
    least, middle, most = (f"{figure:,.10g}" for figure in (found.min(), np.median(found), found.max()))
    return f"{least} to {most}, median {middle} ({len(found):,})"


def _repeated(record: Record) -> KnownAnswer:
    study = record.study
    appearances: Counter[int] = Counter()
    for table in study.turns.values():
        appearances.update(np.unique(table.participant[table.participant >= 0]).tolist())
    people = {row.id for row in participants_of(study)}
    several = sum(number > 1 and id_of(key) in people for key, number in appearances.items())
    if not people or not appearances:
        return _NOTHING
    verb = plural_of(several, "speaks", "speak")
    words = (
        sentence(f"{counted(several, 'participant')} {verb} in more than one transcript") if several else ""
    )
    return KnownAnswer(
        words or "No participant speaks in more than one transcript.", "Report on participants"
    )


def _field_notes(record: Record) -> KnownAnswer:
    memos = listed_memos(record.study)
    on_texts = sum(memo.kind in _ON_TEXTS for memo in memos)
    journal = any(memo.kind is MemoKind.JOURNAL for memo in memos)
    if not on_texts and not journal:
        return _NOTHING
    kept = "; the project keeps a dated journal" if journal else ""
    told = sentence(f"{counted(on_texts, 'memo')} on transcripts, passages and segments{kept}")
    # When they were written the project knows; whether that was in the field it does not.
    return KnownAnswer(f"{told} Whether these are notes from the field is not on record.", "Export of memos")


def _duration(record: Record) -> KnownAnswer:
    """From the first to the last time in transcripts that have times; what follows the last is not known."""
    minutes = []
    for table in record.study.turns.values():
        times = table.time[~np.isnan(table.time)]
        if len(times) > 1:
            minutes.append(float(times.max() - times.min()) / 60)
    if not minutes:
        return _NOTHING
    spread = f"{min(minutes):.0f} to {max(minutes):.0f} minutes, {np.mean(minutes):.0f} on average"
    words = f"By the times in {counted(len(minutes), 'transcript')}, from first to last: {spread}."
    return KnownAnswer(words, "Transcripts")


def _saturation(record: Record) -> KnownAnswer:
    found = saturation(record.study, SaturationRequest())
    if len(found.rows) < found.base + found.run:
        return _NOTHING
    return KnownAnswer(" ".join(saturation_sentences(found)), "Report on saturation")


def _coders(record: Record) -> KnownAnswer:
    study = record.study
    used = {key for table in study.codings.values() for key in np.unique(table.coder).tolist()}
    coders = {id_of(key) for key in used}
    names = [row.name for row in study.coders_in_order if row.id in coders]
    # Whom two coders settled on is nobody who codes.
    agreed = agreed_layers(study)
    people = [row.name for row in study.coders_in_order if row.id in coders - agreed]
    if not names:
        return _NOTHING
    settled = f"; what they agreed on is kept under {listed([n for n in names if n not in people])}"
    words = f"{counted(len(people), 'coder')}: {listed(people)}{settled if len(people) < len(names) else ''}"
    return KnownAnswer(sentence(words), f"{_METHODS}, Coding")


def _coding_tree(record: Record) -> KnownAnswer:
    study = record.study
    if not study.codes:
        return _NOTHING
    codes = sum(code.codable for code in study.codes.values())
    categories = len(study.codes) - codes
    grouped = f" in {counted(categories, 'category', 'categories')}" if categories else ""
    named = version_today(study)
    # As the front and the methods call it; what has no name has a checksum, which says nothing to readers.
    version = study.info.codebook_version or (named.name if named is not None else "")
    said = f"; version {version}" if version else ""
    return KnownAnswer(sentence(f"{counted(codes, 'code')}{grouped}{said}"), "Codebook")


def _software(_record: Record) -> KnownAnswer:
    return KnownAnswer(f"Coding and analysis: {in_text()}.", f"{_METHODS}, Reference")


def _software_and_tools(record: Record) -> KnownAnswer:
    rows = tools_in_order(record.study)
    others = listed([f"{row.tool} {row.version}".strip() for row in rows])
    more = f" Other tools on record: {others}." if rows else ""
    return KnownAnswer(f"Coding and analysis: {in_text()}.{more}", f"{_METHODS}, Tools")


def _quotations(record: Record) -> KnownAnswer:
    study = record.study
    if not study.coding_count:
        return _NOTHING
    number = len(study.rows(TypicalQuote))
    chosen = (
        " " + sentence(f"{counted(number, 'passage')} {plural_of(number, 'is', 'are')} chosen as typical")
        if number
        else ""
    )
    words = f"Reports give each quotation with its transcript, turn and speaker.{chosen}"
    return KnownAnswer(words, "Codebook; coded segments")


def _consent(record: Record) -> KnownAnswer:
    consent = Consent(record.study)
    if consent.attribute is None:
        return _NOTHING
    people = participants_of(record.study)
    given = sum(consent.of_participant(row.id) for row in people)
    words = (
        f"For {given:,} of {counted(len(people), 'participant')} consent to being quoted is recorded "
        f"(attribute “{consent.attribute.name}”); reports for readers leave out words of the others unless "
        "asked for everybody."
    )
    return KnownAnswer(words, f"{_METHODS}, Consent and record")


def _processing(record: Record) -> KnownAnswer:
    study = record.study
    if not study.transcripts:
        return _NOTHING
    corrected = sum(row.version > 1 for row in study.transcripts.values())
    wordings = len(study.rows(TextVersion))
    verb = plural_of(corrected, "was", "were")
    words = (
        f"The text of {counted(corrected, 'transcript')} {verb} changed after import; all {wordings:,} texts "
        "are kept."
        if corrected
        else "No text of a transcript was changed after import."
    )
    return KnownAnswer(words, "History")


def _analysis(record: Record) -> KnownAnswer:
    told = [
        known.words for known in (_coders(record), _coding_tree(record), _software(record)) if known.words
    ]
    return KnownAnswer(" ".join(told), f"{_METHODS}, Coding")


def _trust(record: Record) -> KnownAnswer:
    return KnownAnswer(" ".join(_trust_sentences(record)), f"{_METHODS}; agreement of coders; audit trail")


def _trust_sentences(record: Record) -> Iterator[str]:
    study = record.study
    steps = counted(len(record.steps), "step")
    yield f"Every change is on record ({steps}), with the name under which it was made and when."
    for row in rounds_in_order(study):
        names = listed([coder.name for coder in coders_of_round(study, row.id)])
        blind = "; while it was open the program showed none of them the others’ work" if row.blind else ""
        yield f"The round “{row.name}” gave {names} the same transcripts{blind}."
    decisions = len(study.rows(Decision))
    if decisions:
        verb = plural_of(decisions, "was", "were")
        yield sentence(
            f"{counted(decisions, 'disagreement')} {verb} settled, and who settled it is on record"
        )


_Answers = dict[int, Callable[[Record], KnownAnswer]]

_KNOWN: Final[dict[Checklist, _Answers]] = {
    Checklist.COREQ: {
        1: _interviewers,
        12: _sample_size,
        16: _sample,
        18: _repeated,
        20: _field_notes,
        21: _duration,
        22: _saturation,
        24: _coders,
        25: _coding_tree,
        27: _software_and_tools,
        29: _quotations,
    },
    Checklist.SRQR: {
        8: _saturation,
        9: _consent,
        10: _sample_size,
        12: _sample,
        13: _processing,
        14: _analysis,
        15: _trust,
        17: _quotations,
    },
}
"""What answers which item; everything else only people know."""
