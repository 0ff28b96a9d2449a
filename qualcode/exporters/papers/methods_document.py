"""The methods appendix as a document: paragraphs for a methods section, then each table once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Document,
    Heading,
    Paragraph,
    ParagraphKind,
    ReportSubject,
    Run,
    Runs,
    TableBlock,
)
from qualcode.exporters.document.works_cited import with_references
from qualcode.exporters.papers.methods_team import (
    MethodsTeam,
    referring,
    saturation_paragraphs,
    team_paragraphs,
    team_tables,
    tool_paragraphs,
    version_sentence,
    with_zone,
)
from qualcode.exporters.papers.sections_document import rows_table
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Facts, Provenance
from qualcode.model.results.citation import in_text
from qualcode.model.results.report_values import CONSENT_ONCE, OVERLAPPING_ONCE
from qualcode.model.study import Study
from qualcode.model.words.in_words import (
    beginning,
    counted,
    day_in_words,
    listed,
    plural_of,
    spelt,
    spelt_out,
)
from qualcode.model.words.languages import primary_language

ABOUT: Final = "About this appendix"
_NO_TEAM: Final = MethodsTeam()

_WORDS: Final = (
    "Words were counted as a reader would count them: I’m, well-being, U.K., £3.50 and 7:30 are one each. "
    "Headings and stand-ins for names, such as [son], are counted; punctuation, speakers’ labels, time "
    "stamps and remarks in brackets are not."
)
_LANGUAGE: Final = "en"
_TEXTS: Final = {"other": "other text"}
"""What a kind of transcript is called in a sentence, where its name would not do."""

Rows = tuple[tuple[str | int, ...], ...]

_MOST_NAMED: Final = 3
_SPEAKERS: Final = 3
"""The column of their number in the table of transcripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsFigures:
    """What is told: counts, days and the rows of the tables."""

    transcripts: Rows
    kinds: tuple[tuple[str, int], ...]
    """``("focus group", 4)``: how many transcripts are of each kind."""
    participants: int
    """Those who speak in a transcript; so are the next two."""
    interviewers: int
    others: int
    words: int
    coders: Rows
    """Name, codings, transcripts, codes used, first and last day."""
    layers: tuple[str, ...] = ()
    """Of these coders those who stand for what was agreed."""
    codings: int
    coded: tuple[datetime, datetime] | None
    """When the first and the last of them were made, as far as that is known."""
    imported: tuple[int, datetime, datetime] | None = None
    """How many were brought in without the day on which they were made, and when the first and the last."""
    codes: int
    categories: int
    outside: int = 0
    """Codes that are in no category."""
    version: str
    version_has_name: bool
    wordings: Rows
    reworded: int
    renamed: int = 0
    """Codes that were called otherwise, and of which nothing else was reworded."""
    reworded_after: int = 0
    """Of these codes those that were reworded only when coding had ended."""
    steps: int
    report_steps: int = 0
    """Of these the ones that only save reports."""
    since: datetime
    until: datetime
    consent: tuple[str, int] | None
    """The attribute that records consent to quote, and how many gave it; None: nothing is recorded."""
    silent: int = 0
    """Participants of whom there is a record only: they speak in no transcript."""
    unrecorded: tuple[str, ...] = ()
    """Participants for whom it says nothing."""
    reports: tuple[str, ...]
    """The names of those that are saved in the project."""


def methods_document(
    front: Front, study: Study, found: MethodsFigures, about: Provenance, team: MethodsTeam = _NO_TEAM
) -> Document:
    """The whole appendix."""
    tables = (*_tables(found), *team_tables(team))
    blocks = (*with_references(_paragraphs(found, team)), *_tables_below(tables))
    # What was counted is in the paragraphs already.
    colophon = Colophon(replace(about, facts=_identity(found)), (), ABOUT)
    return Document(front, blocks, colophon, _english(study.info.language), tells=(ReportSubject.METHODS,))


def _identity(found: MethodsFigures) -> Facts:
    """What tells this codebook from every other, where nobody has named it."""
    return () if found.version_has_name else (("codebook", f"checksum {found.version}"),)


def _english(language: str) -> str:
    """The paragraphs are English whatever is spoken in the material; which English, the project may say."""
    return language if primary_language(language) == _LANGUAGE else _LANGUAGE


def _paragraphs(found: MethodsFigures, team: MethodsTeam) -> Iterator[Block]:
    tools = tool_paragraphs(team, codings=found.codings, imported=found.imported[0] if found.imported else 0)
    for title, paragraphs in (
        ("Material and participants", _material(found)),
        ("Coding", (_coding(found), (*_codebook(found), *_versions(team)))),
        ("Rounds and agreement" if team.rounds else "Agreement", team_paragraphs(team)),
        ("Saturation", saturation_paragraphs(team)),
        ("Counting", _counting(found)),
        ("Consent and record", (*_consent(found), _record(found))),
        ("Software and tools", tools),
    ):
        if not paragraphs:
            continue
        yield Paragraph(title, ParagraphKind.PART)
        for words in paragraphs:
            yield words if isinstance(words, Paragraph) else Paragraph(words)


def _tables_below(tables: Sequence[TableBlock]) -> Iterator[Block]:
    if tables:
        yield Heading("Material and coding in figures", 1, "tables")
        yield from tables


def _tables(found: MethodsFigures) -> Iterator[TableBlock]:
    for anchor, caption, header, rows in (
        (
            "transcripts",
            "Transcripts with their words and segments",
            ("Transcript", "Kind", "Turns", "Speakers", "Words", "Segments"),
            found.transcripts,
        ),
        (
            "coders",
            "Coders and their segments",
            ("Coder", "Segments", "Transcripts", "Codes used", "First", "Last"),
            found.coders,
        ),
        (
            "wordings",
            "Names and wordings of codes over time, with the segments of today that were coded under each",
            ("Code", "Wording", "From", "Until", "By", "Segments"),
            found.wordings,
        ),
    ):
        if rows:
            said = with_zone(caption, header, rows)
            table = rows_table(*_without_empty_days(header, rows), said, anchor)
            yield replace(table, notes=_speakers(found)) if anchor == "transcripts" else table


def _without_empty_days(header: tuple[str, ...], rows: Rows) -> tuple[tuple[str, ...], Rows]:
    """The table without its last columns where nothing is known for them, as of imported segments."""
    while len(header) > 1 and all(row[-1] == "" for row in rows):
        header, rows = header[:-1], tuple(row[:-1] for row in rows)
    return header, rows


def _speakers(found: MethodsFigures) -> tuple[str, ...]:
    """Why the speakers of the transcripts are more than the people of the study."""
    people = found.participants + found.interviewers + found.others
    speakers = sum(int(row[_SPEAKERS]) for row in found.transcripts)
    kinds = (
        ("participants", found.participants),
        ("interviewers", found.interviewers),
        ("others", found.others),
    )
    there = [noun for noun, number in kinds if number]
    said = f"Speakers are {listed(there)}"
    if speakers == people:
        return (f"{said}.",) if len(there) > 1 else ()
    return (f"{said}; who speaks in several transcripts is counted in each.",)


def _versions(team: MethodsTeam) -> tuple[Run, ...]:
    said = version_sentence(team)
    return () if isinstance(said, str) else (Run(" "), *said)


# -- paragraphs ------------------------------------------------------------------------------------


def _material(found: MethodsFigures) -> tuple[Runs, ...]:
    if not found.transcripts:
        return ("The project contained no transcripts when this was written.",)
    # Where all are of the kind "other", there is none that they are other than.
    texts = _TEXTS if len(found.kinds) > 1 else {"other": "text"}
    kinds = listed([spelt_out(number, texts.get(kind, kind)) for kind, number in found.kinds])
    people = listed(
        [
            spelt_out(number, noun)
            for noun, number in (
                ("participant", found.participants),
                ("interviewer", found.interviewers),
                ("other speaker", found.others),
            )
            if number
        ]
    )
    whose = f" with {people}" if people else ""
    said = f"The material comprised {kinds}{whose}, and ran to {counted(found.words, 'word')}"
    silent = not_speaking(found.silent, further=found.participants > 0)
    return (referring(said, "transcripts", f"{silent} {_WORDS}"),)


def not_speaking(silent: int, *, further: bool) -> str:
    """Who is on record and not counted, with a space in front; ``further``: others are counted."""
    if not silent:
        return ""
    who = spelt_out(silent, "further participant" if further else "participant")
    verb = plural_of(silent, "is", "are")
    speak = plural_of(silent, "speaks", "speak")
    return f" {beginning(who)} {verb} on record who {speak} in no transcript and {verb} not counted here."


def _coding(found: MethodsFigures) -> Runs:
    if not found.codings:
        return f"The material was managed in {in_text()}; nothing had been coded when this was written."
    names = _people(found)
    who = (
        f"by {spelt(len(names))} coders ({listed(names)})" if len(names) > 1 else f"by one coder ({names[0]})"
    )
    # Where some were brought in, nothing says that they were made here, nor when.
    here = found.coded is not None and found.imported is None
    how = f" {_days(*found.coded)}" if found.coded and here else ", and managed"
    number = spelt_out(found.codings, "segment")
    verb = plural_of(found.codings, "was", "were")
    agreed = "" if len(names) > 1 else " Nothing was coded by a second person."
    if found.layers:
        agreed = f" What they agreed on was recorded separately, under {listed(list(found.layers))}."
    said = f"The material was coded {who}{how} in {in_text()}. In all, {number} {verb} coded"
    return referring(said, "coders", f"{_brought_in(found)}{agreed}")


def _days(first: datetime, last: datetime) -> str:
    days = day_in_words(first.date()), day_in_words(last.date())
    return f"on {days[0]}" if days[0] == days[1] else f"between {days[0]} and {days[1]}"


def _brought_in(found: MethodsFigures) -> str:
    """What is said of segments of which only the day of their import is known."""
    if found.imported is None:
        return ""
    number, *days = found.imported
    all_of_them = "The segment was" if found.codings == 1 else "All segments were"
    some = f"Of these, {spelt(number)} {plural_of(number, 'was', 'were')}"
    which = all_of_them if number == found.codings else some
    made = plural_of(found.codings if number == found.codings else number, "it was", "they were")
    said = f" {which} imported {_days(*days)} without the day on which {made} made"
    rest = found.codings - number
    if found.coded is None or not rest:
        return f"{said}."
    return f"{said}; the {plural_of(rest, 'other was', 'others were')} made {_days(*found.coded)}."


def _people(found: MethodsFigures) -> list[str]:
    """Who coded; where only what was agreed is left, those who stand for it."""
    coded = [str(row[0]) for row in found.coders if row[1]]
    return [name for name in coded if name not in found.layers] or coded


def _codebook(found: MethodsFigures) -> tuple[Run, ...]:
    if not found.codes and not found.categories:
        return (Run("The codebook contained no codes when this was written."),)
    categories = spelt_out(found.categories, "category", "categories")
    grouped = f"{_in_categories(found)} in {categories}" if found.categories else ""
    # A checksum says nothing to readers; the end of the document has it.
    version = f" (version {found.version})" if found.version_has_name else ""
    said = f"The codebook{version} comprised {spelt_out(found.codes, 'code')}{grouped}{_outside(found)}."
    if not found.codes:
        return (Run(said),)
    changed = _changed(found)
    if not changed:
        return (Run(f"{said} No code was reworded once it had been created."),)
    return (Run(f"{said} "), *referring(changed, "wordings"))


def _in_categories(found: MethodsFigures) -> str:
    inside = found.codes - found.outside
    return f", {spelt(inside) if inside else 'none'} of them grouped" if found.outside else ", grouped"


def _outside(found: MethodsFigures) -> str:
    """How many codes are in no category, where some are in one."""
    if not found.categories or not 0 < found.outside < found.codes:
        return ""
    others = plural_of(found.outside, "other", f"other {spelt(found.outside)}")
    return f"; the {others} stood outside any category"


def _changed(found: MethodsFigures) -> str:
    """How many codes were reworded, and how many were only renamed; empty where none was."""
    parts = []
    if found.reworded:
        verb = plural_of(found.reworded, "code was", "codes were")
        when = f"reworded {_when_reworded(found)}, in definition, rules or examples"
        parts.append(f"{spelt(found.reworded)} {verb} {when}")
    if found.renamed:
        verb = plural_of(found.renamed, "code was", "codes were")
        parts.append(f"{spelt(found.renamed)} {verb} renamed and not otherwise reworded")
    return beginning(", and ".join(parts)) if parts else ""


def _when_reworded(found: MethodsFigures) -> str:
    """``while coding was under way``, or after it; of several codes how many after it."""
    after = found.reworded_after
    if not after:
        return "while coding was under way"
    if after == found.reworded:
        return "after coding"
    return f"while coding was under way, {spelt(after)} of them only after coding"


def _counting(found: MethodsFigures) -> tuple[Paragraph, ...]:
    """By which rules figures are made, as far as the study has what they are about."""
    if not found.codings:
        return ()
    several = len(_people(found)) + len(found.layers) > 1
    said = ["A segment is one application of a code by one coder to a passage of text."]
    if several:
        said.append(
            "Where segments are counted, each counts, including those that two coders made of the same "
            "words; in all other figures the segments of the coders are merged, so that words on which they "
            "agree count once."
        )
    said.append(
        "Segments of one code that overlap are merged into one passage; those that only touch are not."
    )
    if found.codes > 1:
        said.append(
            "Two codes are taken to co-occur where their passages share text, and each pair of such passages "
            "is counted."
        )
    if found.interviewers:
        said.append("Interviewers are left out where participants are counted.")
    said.append("Tables that follow other rules say so.")
    return (Paragraph(" ".join(said), says=OVERLAPPING_ONCE),)


def _withheld(quotations: str) -> str:
    return (
        f"{quotations} are left out of documents, which say how many there are or “not quoted”, and so are "
        "their turns where a transcript is printed."
    )


def _consent(found: MethodsFigures) -> tuple[Runs | Paragraph, ...]:
    if not found.participants:
        return ()
    if found.consent is None:
        return ("Consent to be quoted was not recorded in the project, and no quotation was withheld.",)
    name, given = found.consent
    where = f"(attribute “{name}”)"
    if given == found.participants:
        who = "The one participant" if given == 1 else f"All {spelt(given)} participants"
        return (f"{who} consented to being quoted {where}.",)
    if not given:
        none = (
            "The one participant did not consent" if found.participants == 1 else "No participant consented"
        )
        said = f"{none} to being quoted {where}{_unrecorded(found)}. {_withheld('Quotations')}"
        return (Paragraph(said, says=CONSENT_ONCE),)
    others = _withheld("Quotations from the others")
    all_of_them = spelt_out(found.participants, "participant")
    nothing = _unrecorded(found)
    said = f"Of the {all_of_them}, {spelt(given)} consented to being quoted {where}{nothing}. {others}"
    return (Paragraph(said, says=CONSENT_ONCE),)


def _unrecorded(found: MethodsFigures) -> str:
    """For whom no answer is on record: they are not quoted, either."""
    number = len(found.unrecorded)
    if not number:
        return ""
    named = f" ({listed(list(found.unrecorded))})" if number <= _MOST_NAMED else ""
    return f"; for {spelt(number)}{named} no answer is recorded"


def _record(found: MethodsFigures) -> str:
    first, last = day_in_words(found.since.date()), day_in_words(found.until.date())
    when = f"on {first}" if first == last else f"from {first} to {last}"
    steps = spelt_out(found.steps, "step")
    if found.report_steps:
        saved = plural_of(found.report_steps, "saved a report", "saved reports")
        when += f", {spelt(found.report_steps)} of which only {saved}"
    said = f"Every change to the project is on record and can be retraced ({steps} {when})."
    if not found.reports:
        return said
    return (
        f"{said} The settings of figures, tables and quotations are kept with it, so that they can be "
        "reproduced."
    )
