"""Quotes as printed: whole sentences or cuts, no word in two, dialogues, references.

Tests as well: ``model.results.quotation``, ``model.results.already_quoted``, ``exporters.document.quotes``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
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
from qualcode.model.results.quotation import Quotation, QuoteManner, QuotePiece, Spoken
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turns
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
    (speech,) = found.speeches
    assert (" ", False) in [(piece.words, piece.coded) for piece in speech.pieces]


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
    # A complete list of passages uses none of them up; what is said around them is said.
    assert quoted_in(blocks, listing=True) == AlreadyQuoted((), ("said of it", "I would not.", "a summary"))


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


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('She said, "no."', "“She said, ‘no.’\u202f”"),
        ('"No," she said.', "“\u202f‘No,’ she said.”"),
        ("She said no.", "“She said no.”"),
    ],
)
def test_marks_of_a_quote_within_a_quote_keep_off_those_around_it(said: str, words: str) -> None:
    text = f"Mel: {said}\n"
    study = study_of({"FG2": Talk(text, [Said(0, len(text), "Mel", 5)])}, {}, {})
    assert Quotations(study, SpacyMeasures()).of(FG, Span(5, 5 + len(said))).words == words


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
    # At the first spoken letter and at the last one of the first passage.
    last = len(TEXT) - 4
    assert measures.near == [Span(5, 6), Span(last, last + 1)]


def test_many_quotes_of_a_transcript_are_printed_as_a_few_are() -> None:
    study = group()
    many = Quotations(study, SpacyMeasures())
    spans = [Span(start, start + 9) for start in range(0, len(TEXT) - 9, 2)]
    assert len(spans) > 40
    for span in spans:
        assert many.of(FG, span) == Quotations(study, SpacyMeasures()).of(FG, span)


def squeezed(words: str) -> str:
    return "".join(words.split())


def _said(turns: Turns, start: int, end: int) -> list[tuple[int, int]]:
    """Places that are in no label, each with the number of its turn; -1 for those that are in none."""
    numbers = {}
    for number, turn in enumerate(turns):
        numbers.update(dict.fromkeys(range(turn.span.start, turn.speech), None))
        numbers.update(dict.fromkeys(range(turn.speech, turn.span.end), number))
    found = ((place, numbers.get(place, -1)) for place in range(start, end))
    return [(place, number) for place, number in found if number is not None]


@settings(max_examples=of_hundred(100))
@given(study=studies(), sentences=st.booleans(), data=st.data())
def test_coded_words_are_those_of_the_segment(study: Study, *, sentences: bool, data: st.DataObject) -> None:
    quotations = Quotations(study, FixedMeasures(), QuoteManner(sentences))
    for transcript_id, codings in study.codings.items():
        text, turns = study.text(transcript_id), study.turns_of(transcript_id)
        for start, end in zip(codings.start.tolist(), codings.end.tolist(), strict=True):
            found = quotations.of(transcript_id, Span(start, end))
            words = squeezed("".join(text[place] for place, _ in _said(turns, start, end)))
            assert squeezed(found.coded_words) == (words or squeezed(text[start:end]))
            assert not words or found.span == quotations.printed_span(transcript_id, Span(start, end))
            assert "\n" not in found.words
            for edge in (found.span.start, found.span.end) if words else ():
                # No word is cut in two, except where another turn begins within it.
                if 0 < edge < len(text) and text[edge - 1].isalpha() and text[edge].isalpha():
                    assert edge in {*turns.start.tolist(), *turns.speech.tolist(), *turns.end.tolist()}


# -- against looking at every letter ---------------------------------------------------------------------

_WORD = re.compile(r"[a-z1\u0301]+(?:['’-][a-z1\u0301]+)*")
CUT = QuoteManner(sentences=False)


def _says(words: str) -> bool:
    return any(letter.isalnum() or letter == "\u0301" for letter in words)


def _spoken(words: str) -> Quotations:
    """A transcript that is one turn and, as it has no full stop, one sentence."""
    return Quotations(study_of({"FG2": Talk(words, [Said(0, len(words), "P1")])}, {}), FixedMeasures(), CUT)


@pytest.mark.parametrize(
    "words",
    [
        " ".join(map("".join, product("a1\u0301'’-", repeat=3))),
        "ab a-b'c d",
        "a-b 'a",
        "'a b-c",
        "-a-b--c-",
        "".join(("a", "-b" * 19, " c")),
    ],
)
def test_no_word_is_cut_in_two_wherever_a_passage_begins_and_ends(words: str) -> None:
    quotations = _spoken(words)
    within = {
        place: found for found in _WORD.finditer(words) for place in range(found.start() + 1, found.end())
    }
    for place in (place for place, letter in enumerate(words) if not letter.isspace()):
        start = within[place].start() if place in within else place
        end = within[place + 1].end() if place + 1 in within else place + 1
        expected = Span(start if _says(words[:place]) else 0, end if _says(words[end:]) else len(words))
        assert quotations.printed_span(FG, Span(place, place + 1)) == expected


def test_what_has_no_spaces_for_long_is_cut_where_the_passage_is() -> None:
    quotations = _spoken("x " + "a" * 100 + " y")
    for place in (3, 42, 43, 60):
        begin = 2 if place <= 42 else place
        assert quotations.printed_span(FG, Span(place, 102)) == Span(begin, 102)
    for place in (60, 61, 62, 101):
        end = 102 if place >= 62 else place
        assert quotations.printed_span(FG, Span(2, place)) == Span(2, end)


def test_a_sentence_is_quoted_whole_up_to_sixty_words_more_at_either_end() -> None:
    words = "a " * 122
    study = study_of({"FG2": Talk(words, [Said(0, len(words), "P1")])}, {})
    quotations = Quotations(study, FixedMeasures())
    assert quotations.printed_span(FG, Span(120, 121)) == Span(0, 121)
    assert quotations.printed_span(FG, Span(122, 123)) == Span(122, len(words))
    whole = quotations.of(FG, Span(120, 123))
    assert (whole.span, whole.marked) == (Span(0, len(words)), True)
    assert quotations.of(FG, Span(122, 123)).words.startswith("“… a a")
    assert quotations.of(FG, Span(120, 121)).words.endswith("a a …”")


def _printed(text: str, rows: Sequence[Sequence[int]], span: Span, *, whole: bool) -> tuple[Span, str, str]:
    """What is printed of speech, and what stands before and after it, found letter by letter."""
    words = list(re.finditer("[ab]+", text))
    start, end, before, after = span.start, span.end, "", ""
    for word in words:
        start = word.start() if word.start() < span.start < word.end() else start
        end = word.end() if word.start() < span.end < word.end() else end
    for first, last in rows:
        if first < span.start < last:
            start = first if whole or not _says(text[first : span.start]) else max(start, first)
            before = "… " if _says(text[first:start]) else ""
        if first < span.end < last:
            end = min(end, last)
            end = last if whole or not _says(text[end:last]) else end
            after = " …" if _says(text[end:last]) else ""
    return Span(start, end), before, after


@settings(max_examples=of_hundred(100))
@given(study=studies(), sentences=st.booleans())
def test_what_is_printed_is_what_reading_letter_by_letter_gives(study: Study, *, sentences: bool) -> None:
    measures = FixedMeasures()
    quotations = Quotations(study, measures, QuoteManner(sentences))
    for transcript_id, codings in study.codings.items():
        text, turns = study.text(transcript_id), study.turns_of(transcript_id)
        rows = measures.sentences(study, transcript_id).tolist()
        for start, end in zip(codings.start.tolist(), codings.end.tolist(), strict=True):
            said = [row for row in _said(turns, start, end) if not text[row[0]].isspace()]
            found = quotations.of(transcript_id, Span(start, end))
            assert found.language == "en"
            if not said:
                assert (found.turn, found.place, found.who, found.about) == (0, "", "", ())
                continue
            spoken = Span(said[0][0], said[-1][0] + 1)
            span, before, after = _printed(text, rows, spoken, whole=sentences)
            assert found.span == quotations.printed_span(transcript_id, Span(start, end)) == span
            told = [number + 1 for _, number in said if number >= 0]
            assert found.turn == (told[0] if told else 0)
            assert found.place == (
                "" if not told
                else f"turn {told[0]}" if told[0] == told[-1]
                else f"turns {told[0]}–{told[-1]}"
            )  # fmt: skip
            assert found.marked is (
                _says(text[span.start : spoken.start]) or _says(text[spoken.end : span.end])
            )
            if len({number for _, number in said}) == 1:
                printed = f"“{before}{text[span.start : span.end]}{after}”"
                assert found.words.split() == printed.split()


BESIDE = "Notes taken later.\nAnn: I see. Yes\nBob: No.\nEnd of tape now"
"""What is written before the first turn and after the last one is nobody’s."""


def beside(words: str) -> Quotation:
    recorded = {
        (PERSON, "age"): {"Ann": "34", "Bob": "50"},
        (PERSON, "family"): {"Ann": "couple"},
        (PLACE, "town"): {"FG2": "Leeds"},
    }
    study = study_of({"FG2": Talk(BESIDE, [Said(19, 35, "Ann", 24), Said(35, 44, "Bob", 40)])}, {}, recorded)
    rows = tuple(identity("attribute", name) for name in ("age", "family", "town"))
    start = BESIDE.index(words)
    return Quotations(study, FixedMeasures(), QuoteManner(attributes=rows)).of(
        FG, Span(start, start + len(words))
    )


def _one(who: str, about: tuple[str, ...], turn: int, span: Span, *pieces: QuotePiece) -> Quotation:
    said = (QuotePiece("“", coded=False), *pieces, QuotePiece("”", coded=False))
    place = f"turn {turn}" if turn else ""
    marked = len(pieces) > 1
    return Quotation(
        FG,
        span,
        (Spoken("", said),),
        who,
        (*about, "Leeds"),
        "FG2",
        turn,
        place,
        marked=marked,
        language="en",
    )


def test_what_stands_in_no_turn_is_nobodys() -> None:
    written, spoken = QuotePiece("nd of tape", coded=True), QuotePiece("I see", coded=True)
    assert beside("nd of tape") == _one("", (), 0, Span(44, 55), QuotePiece("E", coded=False), written)
    assert beside("otes taken") == _one(
        "", (), 0, Span(0, 11), QuotePiece("N", coded=False), QuotePiece("otes taken", coded=True)
    )
    assert beside("\nEnd of tape no") == _one(
        "", (), 0, Span(44, 59), QuotePiece("End of tape no", coded=True), QuotePiece("w", coded=False)
    )
    assert beside("Ann: I see") == _one("Ann", ("34", "couple"), 1, Span(24, 29), spoken)
    assert beside("Bob: No.") == _one("Bob", ("50",), 2, Span(40, 43), QuotePiece("No.", coded=True))


def test_turns_and_what_stands_beside_them_are_told_apart() -> None:
    found = beside(BESIDE)
    assert [(speech.speaker, speech.words) for speech in found.speeches] == [
        ("", "Notes taken later."),
        ("Ann", "I see. Yes"),
        ("Bob", "No."),
        ("", "End of tape now"),
    ]
    assert (found.span, found.marked) == (Span(0, len(BESIDE)), False)
    assert found.reference == "Ann (34, couple), Bob (50), Leeds, FG2, turns 1–2"


@pytest.mark.parametrize(
    ("words", "coded", "printed"),
    [
        ("[laughs] Nobody asked.", "Nobody asked.", "“Nobody asked.”"),
        ("[laughs] (pause) Nobody asked us then.", "us then", "“Nobody asked us then.”"),
        ("Nobody asked [laughs]", "Nobody asked", "“Nobody asked”"),
        ("Nobody [laughs] asked. And then?", "Nobody", "“Nobody asked.”"),
        ("We left. [sighs] Nobody asked.", "asked", "“Nobody asked.”"),
    ],
)
def test_no_blank_is_left_at_the_ends_where_a_remark_is_left_out(
    words: str, coded: str, printed: str
) -> None:
    study = study_of({"FG2": Talk(words, [Said(0, len(words), "P1")])}, {})
    start = words.index(coded)
    manner = QuoteManner(brackets=False)
    found = Quotations(study, SpacyMeasures(), manner).of(FG, Span(start, start + len(coded)))
    assert found.words == printed


@pytest.mark.parametrize(
    ("transcript", "speakers", "told"),
    [
        ("INT11 Kemi", ("INT", "Kemi"), "INT11 Kemi, lone parent, turn 2"),
        ("kemi (first talk)", ("INT", "Kemi"), "kemi (first talk), lone parent, turn 2"),
        ("INT11 Kemina", ("INT", "Kemi"), "Kemi, lone parent, INT11 Kemina, turn 2"),
        ("INT11", ("INT", "Kemi"), "Kemi, lone parent, INT11, turn 2"),
        ("Kemi and Des", ("Des", "Kemi"), "Kemi, lone parent, Kemi and Des, turn 2"),
    ],
)
def test_a_reference_names_nobody_twice_of_whom_the_transcript_is(
    transcript: str, speakers: tuple[str, str], told: str
) -> None:
    turns, lines = [], ""
    for who in speakers:
        begin = len(lines)
        lines += f"{who}: Well yes.\n"
        role = Role.INTERVIEWER if who == "INT" else Role.PARTICIPANT
        turns.append(Said(begin, len(lines), who, begin + len(who) + 2, role))
    study = study_of({transcript: Talk(lines, turns)}, {}, {(PERSON, "family"): {"Kemi": "lone parent"}})
    attributes = tuple(row.id for row in study.attributes_in_order)
    quotation = Quotations(study, SpacyMeasures(), QuoteManner(attributes=attributes)).of(
        identity("transcript", transcript), Span(lines.rindex("Well"), len(lines))
    )
    assert quotation.reference == told
    # Below a heading that says the one, the other is told.
    assert quotation.referred(transcript=False) == "Kemi, lone parent, turn 2"
    assert quotation.referred(who=False) == f"{transcript}, turn 2"
