"""Quotes as printed: whole sentences or cuts, no word in two, dialogues, references.

Tests as well: ``model.results.quotation``, ``model.results.already_quoted``, ``exporters.document.quotes``.
"""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.quotations import Quotations
from qualcode.exporters.document.blocks import Fields, Heading, Paragraph, TableBlock, TableCell, TableColumn
from qualcode.exporters.document.quotes import quote_block, quoted_in
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet, updated
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.measures import SpanArray
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.results.quotation import Quotation, QuoteManner
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis.building import Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, studies
from tests.support.profiles import of_hundred

FG = identity("transcript", "FG2")
LINES = (
    ("MOD", "And how did that make you feel?"),
    ("Tasha", "They just assume that you\nmust be hiding something. I well-nigh cried (really). It went on"),
    ("Mel", "Same here, Dr. Jones said so. [laughs]"),
    ("Mel", "Every time."),
)
TEXT = "".join(f"{who}: {words}\n" for who, words in LINES)
PERSON, PLACE = AttributeSubject.PARTICIPANT, AttributeSubject.TRANSCRIPT
RECORDED = {
    (PERSON, "family"): {"Tasha": "lone parent", "Mel": "couple"},
    (PERSON, "age"): {"Tasha": "34"},
    (PERSON, "employed"): {"Tasha": "yes", "Mel": "no"},
    (PLACE, "town"): {"FG2": "Leeds"},
}
TYPES = {"age": AttributeType.NUMBER, "employed": AttributeType.YES_NO}


def group() -> Study:
    turns, place = [], 0
    for who, words in LINES:
        end = place + len(who) + 2 + len(words) + 1
        turns.append(Said(place, end, who, place + len(who) + 2))
        place = end
    study = study_of({"FG2": Talk(TEXT, turns)}, {}, RECORDED)
    rows = [row for row in study.attributes_in_order if row.name in TYPES]
    return study.after(
        ChangeSet("Types", tuple(updated(row, replace(row, type=TYPES[row.name])) for row in rows))
    )


def quoted(words: str, *, sentences: bool = True, attributes: tuple[str, ...] = ()) -> Quotation:
    start = TEXT.index(words)
    return of(Span(start, start + len(words)), sentences=sentences, attributes=attributes)


def of(span: Span, *, sentences: bool = True, attributes: tuple[str, ...] = ()) -> Quotation:
    study = group()
    rows = tuple(study.attribute_named(name).id for name in attributes)
    return Quotations(study, SpacyMeasures(), QuoteManner(sentences, rows)).of(FG, span)


@pytest.mark.parametrize(
    ("passage", "whole", "cut"),
    [
        (
            "just assume that",
            "“They just assume that you must be hiding something.”",
            "“… just assume that …”",
        ),
        ("They just assume", "“They just assume that you must be hiding something.”", "“They just assume …”"),
        # Only a full stop is missing: nothing was cut.
        ("I well-nigh cried (really)", "“I well-nigh cried (really).”", "“I well-nigh cried (really).”"),
        ("I well-nigh cried (really).", "“I well-nigh cried (really).”", "“I well-nigh cried (really).”"),
        # No word in two, nor one with a hyphen.
        ("gh cried (rea", "“I well-nigh cried (really).”", "“… well-nigh cried (really).”"),
        ("It went on", "“It went on”", "“It went on”"),
        ("Jones said", "“Same here, Dr. Jones said so. [laughs]”", "“… Jones said …”"),
        ("hiding something. I well", None, "“… hiding something. I well-nigh …”"),
        # What is done while speaking belongs to the sentence.
        ("laughs", "“Same here, Dr. Jones said so. [laughs]”", "“… laughs]”"),
    ],
)
def test_whole_sentences_or_a_cut(passage: str, whole: str | None, cut: str) -> None:
    if whole is not None:
        assert quoted(passage).words == whole
    assert quoted(passage, sentences=False).words == cut


def test_coded_words_are_marked_where_others_were_added() -> None:
    found = quoted("just assume that")
    (speech,) = quote_block(found).speeches
    assert [run.words for run in speech.words if run.marked] == ["just assume that"]  # type: ignore[union-attr]
    assert found.coded_words == "just assume that"
    for words in ("Every time.", "Every time"):
        (speech,) = quote_block(quoted(words)).speeches
        assert not any(run.marked for run in speech.words)  # type: ignore[union-attr]


def test_several_speakers_are_a_dialogue() -> None:
    found = quoted("feel?\nTasha: They", sentences=False)
    assert [(row.speaker, row.words) for row in found.speeches] == [("MOD", "… feel?"), ("Tasha", "They …")]
    assert found.reference == "FG2, turns 1–2"
    assert quoted("feel?\nTasha: They", attributes=("family",)).reference == (
        "Tasha (lone parent), FG2, turns 1–2"
    )
    # The same speaker going on is one speech.
    found = quoted("so. [laughs]\nMel: Every")
    assert found.words == "“Same here, Dr. Jones said so. [laughs] Every time.”"
    assert found.reference == "Mel, FG2, turns 3–4"


def test_a_document_quotes_what_it_prints_but_for_whole_transcripts() -> None:
    quotation = quoted("must be hiding something")
    quote = quote_block(quotation)
    columns = (TableColumn("a", 1),)
    table = TableBlock(columns, ((TableCell("a summary"),),))
    blocks = (
        Heading("Words", 1, "words"),
        Paragraph("said of it"),
        Fields((("Examples", "I would not."),)),
        quote,
        table,
        replace(table, transcript=True),
    )
    assert quoted_in(blocks) == AlreadyQuoted(
        ((FG, quotation.span),), ("said of it", "I would not.", quotation.words, "a summary")
    )
    assert quoted_in(()) == NOTHING_QUOTED


def test_the_reference_tells_the_chosen_attributes() -> None:
    assert quoted("They just").reference == "Tasha, FG2, turn 2"
    told = quoted("They just", attributes=("employed", "family", "age", "town"))
    assert told.reference == "Tasha, employed, lone parent, age 34, Leeds, FG2, turn 2"
    assert told.referred(transcript=False) == "Tasha, employed, lone parent, age 34, Leeds, turn 2"
    assert told.referred(who=False) == "FG2, turn 2"
    assert quoted("Every time.", attributes=("age", "employed")).reference == "Mel, employed: no, FG2, turn 4"


def test_a_label_alone_is_quoted_as_it_is() -> None:
    start = TEXT.index("Tasha")
    assert of(Span(start, start + 5)).coded_words == "Tasha"
    assert of(Span(start, start + 11)).coded_words == "They"


def test_marks_are_those_of_the_language() -> None:
    study = group()
    row = study.transcripts[FG]
    german = study.after(ChangeSet("German", (updated(row, replace(row, language="de")),)))
    start = TEXT.index("Every")
    assert Quotations(german, SpacyMeasures()).of(FG, Span(start, start + 5)).words == "„Every time.“"


def test_an_endless_sentence_is_cut() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    study = study_of({"FG2": Talk(words, [Said(0, len(words), "P1", 0)])}, {})
    found = Quotations(study, SpacyMeasures()).of(
        FG, Span(words.index("word200"), words.index("word203") - 1)
    )
    assert found.words == "“… word200 word201 word202 …”"
    assert not found.marked


class Counted(SpacyMeasures):
    """Notes for what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.near: list[Span] = []

    def sentences_near(self, study: Study, transcript_id: UUID, span: Span) -> SpanArray:
        self.near.append(span)
        return super().sentences_near(study, transcript_id, span)


def test_sentences_are_looked_for_where_passages_begin_and_end_and_once_in_each_turn() -> None:
    study, measures = group(), Counted()
    quotations = Quotations(study, measures)
    for start, end in ((2, len(TEXT) - 3), (8, len(TEXT) - 6), (2, 12)):
        quotations.of(FG, Span(start, end))
        quotations.printed_span(FG, Span(start, end))
    turns = study.turns_of(FG)
    assert [turns.index_at(span.start) for span in measures.near] == [0, len(turns) - 1]


def test_many_quotes_of_a_transcript_are_printed_as_a_few_are() -> None:
    study = group()
    many = Quotations(study, SpacyMeasures())
    spans = [Span(start, start + 9) for start in range(0, len(TEXT) - 9, 2)]
    assert len(spans) > 40
    for span in spans:
        assert many.of(FG, span) == Quotations(study, SpacyMeasures()).of(FG, span)


def squeezed(words: str) -> str:
    return "".join(words.split())


@settings(max_examples=of_hundred(100))
@given(study=studies(), sentences=st.booleans(), data=st.data())
def test_coded_words_are_those_of_the_segment(study: Study, *, sentences: bool, data: st.DataObject) -> None:
    quotations = Quotations(study, FixedMeasures(), QuoteManner(sentences))
    for transcript_id, codings in study.codings.items():
        text, turns = study.text(transcript_id), study.turns_of(transcript_id)
        for start, end in zip(codings.start.tolist(), codings.end.tolist(), strict=True):
            found = quotations.of(transcript_id, Span(start, end))
            said = [
                text[max(start, speech) : min(end, last)]
                for speech, last in zip(turns.speech.tolist(), turns.end.tolist(), strict=True)
                if max(start, speech) < min(end, last)
            ]
            words = squeezed("".join(said))
            assert squeezed(found.coded_words) == (words or squeezed(text[start:end]))
            assert not words or found.span == quotations.printed_span(transcript_id, Span(start, end))
            assert "\n" not in found.words
            for edge in (found.span.start, found.span.end) if words else ():
                # No word is cut in two, except where another turn begins within it.
                if 0 < edge < len(text) and text[edge - 1].isalpha() and text[edge].isalpha():
                    assert edge in {*turns.start.tolist(), *turns.speech.tolist()}
