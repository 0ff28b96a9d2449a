"""Small studies for exporters to write, and names and texts that files of all kinds stumble over."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st

from qualcode.model.codes.pinned_keys import PINNED_KEYS
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Entity,
    Participant,
    ProjectInfo,
    Transcript,
)
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.quotation import Quotation, QuotePiece, Spoken
from qualcode.model.results.report_values import CodebookWords, CodeQuotes, PastWording, Quote
from qualcode.model.segments import CodeFigures, Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind

NAMESPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
MOMENT = datetime(2025, 3, 12, 10, 30, 15, 250_000, tzinfo=UTC)

AWKWARD = (
    "privacy",
    "privacy, data",
    "privacy data",
    'privacy "quoted"',
    "line\nbreak",
    "line\r\nbreak",
    "old\rbreak",
    "=1+1",
    "+44 20",
    "-5",
    "@SUM(A1)",
    "\tindented",
    "'quoted",
    "'=x",
    "''=x",
    "'-",
    "; semicolon",
    "cafe\u0301 and café",
    "👩‍👩‍👧 family 🏠",
    "line\u2028separator\u2029and\u0085next",
    "no\u00a0break",
    "control \x00\x01\x0b\x1f\x7f end",
    "\ufffe\uffff",
    "<r>bold</r>",
    "<b>&amp;</b> ]]>",
    "_x0041_ and _x000D_",
    "  spaces around  ",
    "\ufeffmark",
    "שלום עולם",
)

TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("=+-@\t\r\n'\",;x \x00🏠", max_size=8),
)


def _is_name(name: str) -> bool:
    # No name has the letter of nothing (``model.words.names``): a table of such names is no text.
    return bool(name) and " > " not in f" {name} " and "\0" not in name


NAMES = TEXTS.map(str.strip).filter(_is_name)


def identity(*parts: object) -> UUID:
    """The same identity for the same words, in every run."""
    return uuid5(NAMESPACE, "/".join(map(str, parts)))


def study_of(*rows: Entity) -> Study:
    """A study of these rows and a project called “Sample”."""
    info = ProjectInfo(identity("info"), "Sample", MOMENT)
    tables: dict[type[Entity], dict[UUID, Entity]] = {kind: {} for kind in KINDS}
    for row in (info, *rows):
        tables[type(row)][row.id] = row
    return Study(tables)


def codebook_study(names: Sequence[str], text: str = "What it means.") -> Study:
    """Codes in a chain of threes: the first of each three is a category over the other two."""
    codes: list[Code] = []
    for number, name in enumerate(names):
        parent = codes[number - number % 3].id if number % 3 else None
        codes.append(
            Code(
                id=identity("code", number),
                name=name,
                position=number,
                parent_id=parent,
                colour=f"#{number * 70001 % 0xFFFFFF:06x}",
                definition=text,
                include=text if number % 2 else "",
                exclude="" if number % 2 else text,
                examples=text,
                memo=f"{text} {number}",
                digit=number if number in PINNED_KEYS else None,
                codable=bool(number % 3) or number == len(names) - 1,
            )
        )
    return study_of(*codes)


def segments_of(study: Study, texts: Iterable[str], *, transcript: str = "FG1") -> list[Segment]:
    """One coding for each text, going through the codes in turn."""
    codes = study.codes_in_order
    return [
        Segment(
            transcript=transcript,
            code=study.path(codes[number % len(codes)].id),
            coder="AB" if number % 2 else text[:5] or "CD",
            start=number,
            end=number + max(1, len(text)),
            speaker=text[:10],
            participant="Kim" if number % 3 else "",
            turn=number % 4,
            text=text,
            memo=text if number % 2 else "",
            created=MOMENT + timedelta(milliseconds=number),
            coding_id=identity("coding", number),
            transcript_id=identity("transcript", transcript),
            code_id=codes[number % len(codes)].id,
            weight=number if number % 5 == 0 else None,
            before=f"before {text}",
            after=f"{text} after",
        )
        for number, text in enumerate(texts)
    ]


def figures_of(study: Study) -> dict[UUID, CodeFigures]:
    """Invented counts for every code."""
    ids = [code.id for code in study.codes_in_order]
    return {
        code.id: CodeFigures(code.id, 1000 + n, n, n + 1, 12_345 + n, 99_999 + n, ((ids[-1 - n], n + 1),))
        for n, code in enumerate(study.codes_in_order)
    }


def provenance(title: str = "Sample figures") -> Provenance:
    facts = (("rule", "overlap"), ("count", "pairs"), ("coders", "all coders merged"))
    return Provenance(title, facts, "Sample", 12, "9.9.9")


def attribute_study(names: Sequence[str], values: Sequence[str]) -> Study:
    """Participants with these names; each has every value but one, under an attribute of its own."""
    people = [Participant(identity("person", n), name, n) for n, name in enumerate(names)]
    attributes = [
        Attribute(
            identity("attribute", n), f"attribute {n}", AttributeSubject.PARTICIPANT, AttributeType.TEXT, n
        )
        for n in range(len(values))
    ]
    recorded = [
        AttributeValue(identity("value", p, n), attributes[n].id, person.id, value)
        for p, person in enumerate(people)
        for n, value in enumerate(values)
        if n != p
    ]
    transcript = Transcript(identity("t"), "FG1", TranscriptKind.FOCUS_GROUP, 0, 1)
    return study_of(*people, *attributes, *recorded, transcript)


def quotation(transcript: str, turn: int, who: str, words: str) -> Quotation:
    place = f"turn {turn}" if turn else ""
    speech = Spoken("", (QuotePiece(words, coded=True),))
    return Quotation(identity(transcript), Span(0, 1), (speech,), who, (), transcript, turn, place)


def words_for(study: Study, text: str) -> CodebookWords:
    """Two quotes and an earlier wording of every second code; one quote of each is left out."""
    codes = study.codes_in_order[::2]
    since, until = MOMENT, MOMENT + timedelta(days=3)
    past = PastWording(since, until, "AB", 1, (("Definition", text or "(empty)"), ("Name", "old")))
    quotes = (
        Quote(quotation("FG1", 14, "Kim", text), chosen=True),
        Quote(quotation("FG2", 0, "", f"{text} too"), chosen=False),
    )
    return CodebookWords(
        {code.id: CodeQuotes(quotes, 1) for code in codes}, {code.id: (past,) for code in codes}
    )
