"""Quotes of the codebook report: chosen ones first, others spread, nobody without consent; a slow check."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from statistics import median
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.quotations import Quotations
from qualcode.analysis.typical_quotes import LONGEST, SHORTEST, typical_quotes
from qualcode.analysis.word_runs import words_in
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.entities import AttributeSubject
from qualcode.model.identity import is_over, now
from qualcode.model.measures import SpanArray
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.results.already_quoted import AlreadyQuoted
from qualcode.model.results.quotation import Quotation, QuoteManner
from qualcode.model.results.report_values import CodeQuotes, Quote
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings import coding
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.project import new_project
from qualcode.operations.transcripts import documents
from qualcode.operations.typical_quotes import mark_typical
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures
from tests.support.profiles import of_hundred
from tests.support.studies import History, example_study, histories, read_transcript, span_of

SAID = [
    ("MOD", "And what do you make of all that, would you say?"),
    ("P1", "I would want to be asked before anybody looks. It is my family after all."),
    ("P2", "They just assume that you have nothing to hide."),
    ("P1", "And then it sits in the cellar of some company for years and years."),
    ("P3", "I do not mind, really I do not."),
    ("P2", "Well."),
]
WORDS = [words for _, words in SAID]
MEASURES = SpacyMeasures()
ANSWERS = ("participant", "consent to quote")


def group() -> Study:
    """A focus group; every turn is coded privacy, and P2's long turn stigma, too."""
    study = Study().after(new_project("Quotes"))
    study = study.after(documents.add_transcripts(study, [read_transcript("FG1", SAID)]).change)
    study = study.after(import_codebook(study, [CodebookRow("privacy"), CodebookRow("stigma")]))
    study = study.after(ensure_coder(study, "AB")[1])
    for words in WORDS:
        study = coded(study, "privacy", words)
    return coded(study, "stigma", WORDS[2])


def coded(study: Study, code: str, words: str, coder: str = "AB") -> Study:
    study = study.after(ensure_coder(study, coder)[1])
    place, who = study.transcript_named("FG1").id, study.coder_named(coder).id
    span = span_of(study, words, "FG1")
    return study.after(coding.apply_code(study, study.code_named(code).id, place, span, who))


def chosen(study: Study, code: str, words: str) -> Study:
    place, span = study.transcript_named("FG1").id, span_of(study, words, "FG1")
    return study.after(mark_typical(study, study.code_named(code).id, place, span))


def without(study: Study, code: str) -> Study:
    return study.after(delete_codes(study, [study.code_named(code).id]))


def answered(study: Study, **answers: str) -> Study:
    rows = [[f"FG1-{label}", answer] for label, answer in answers.items()]
    return study.after(import_attributes(study, AttributeSubject.PARTICIPANT, ANSWERS, rows).change)


def found(study: Study, code: str, **options: object) -> CodeQuotes:
    return typical_quotes(study, MEASURES, **options)[study.code_named(code).id]  # type: ignore[arg-type]


def texts(quotes: CodeQuotes) -> list[str]:
    return [quote.printed.coded_words for quote in quotes.quotes]


def test_quotes_are_spread_over_participants_and_not_taken_from_interviewers() -> None:
    study = without(group(), "stigma")
    assert texts(found(study, "privacy", most=3)) == [WORDS[1], WORDS[2], WORDS[4]]
    # A second round: P1 has another passage; "Well." is too short to stand for anything.
    assert texts(found(study, "privacy", most=9)) == [WORDS[1], WORDS[2], WORDS[4], WORDS[3]]
    assert typical_quotes(study, MEASURES, most=0) == {}


LONG = "We had been waiting for an answer from the office for three weeks. "
"""A sentence of 13 words."""


def talk(people: str, *coded_by: tuple[str, int, int]) -> Study:
    """A turn of ``LONG`` and another sentence for each of the people; codings are (code, start, end)."""
    size = 2 * len(LONG)
    turns = [Said(size * number, size * (number + 1), f"P{who}") for number, who in enumerate(people)]
    codings = [Coded("X", code, start, end) for code, start, end in coded_by]
    return study_of(
        {"T": Talk(LONG * 2 * len(people), turns, codings)}, {code: None for code, *_ in coded_by}
    )


def spans(study: Study, code: str, **options: object) -> list[tuple[int, int]]:
    return [(row.printed.span.start, row.printed.span.end) for row in found(study, code, **options).quotes]


def test_each_code_begins_with_another_participant() -> None:
    size = len(LONG)
    study = talk("112", ("a", 0, size), ("b", 2 * size, 3 * size), ("b", 4 * size, 5 * size))
    assert spans(study, "a") == [(0, size - 1)]
    assert spans(study, "b", most=1) == [(4 * size, 5 * size - 1)]


PEOPLE = "1231"


@settings(max_examples=of_hundred(40))
@given(
    own=st.lists(st.sampled_from("bcd"), min_size=len(PEOPLE), max_size=len(PEOPLE)),
    before=st.sets(st.integers(0, len(PEOPLE) - 1)),
    after=st.sets(st.integers(0, len(PEOPLE) - 1)),
    most=st.integers(1, 3),
)
def test_what_is_coded_under_one_code_moves_no_quote_of_another(
    own: list[str], before: set[int], after: set[int], most: int
) -> None:
    """``a`` has second sentences of turns, now these and then others; the first are those of the others."""
    size = len(LONG)
    others = [(code, 2 * size * turn, 2 * size * turn + size) for turn, code in enumerate(own)]

    def quoted(turns: set[int]) -> dict[str, list[tuple[int, int]]]:
        mine = [("a", 2 * size * turn + size, 2 * size * (turn + 1)) for turn in turns]
        study = talk(PEOPLE, *others, *mine)
        return {
            code: spans(study, code, most=most, codes=[row.id for row in study.codes_in_order])
            for code in set(own)
        }

    assert quoted(before) == quoted(after)


def test_whole_sentences_of_a_good_length_are_preferred() -> None:
    size = len(LONG)
    # Nearest to the middle in length is a piece of a sentence; whole is the second.
    study = talk("1", ("a", 3, size - 2), ("a", size, 2 * size - 1), ("a", 3, 30))
    assert spans(study, "a", most=1) == [(size, 2 * size - 1)]
    # Who has none of 12 words comes after who has.
    study = talk("12", ("a", 3, 30), ("a", 2 * size, 3 * size))
    assert spans(study, "a", most=1) == [(2 * size, 3 * size - 1)]


def test_no_words_are_printed_twice() -> None:
    size = len(LONG)
    # Two pieces of one sentence would be printed as the same sentence, under whichever codes.
    study = talk("1", ("a", 3, 30), ("a", 32, size - 2), ("b", 0, size - 1), ("c", 5, size))
    printed = [code for code in "abc" if spans(study, code)]
    assert len(printed) == 1
    others = [code for code in "abc" if code not in printed]
    told = [found(study, code).elsewhere for code in others]
    assert told == [(study.code_named(printed[0]).id,)] * 2
    # Cut where they are coded the two pieces share no words.
    study = talk("1", ("a", 3, 30), ("a", 34, size - 2))
    assert spans(study, "a") == [(0, size - 1)]
    assert len(spans(study, "a", manner=QuoteManner(sentences=False))) == 2


def test_codes_that_are_not_asked_for_take_no_words_away() -> None:
    size = len(LONG)
    study = talk("1", ("a", 0, size), ("b", 0, size))
    b = study.code_named("b").id
    assert not spans(study, "b")
    assert spans(study, "b", codes=[b]) == [(0, size - 1)]
    assert list(typical_quotes(study, MEASURES, codes=[b])) == [b]


@settings(max_examples=of_hundred(60))
@given(histories(start=example_study()), st.integers(1, 3), st.booleans())
def test_no_quote_overlaps_another(history: History, most: int, sentences: bool) -> None:
    study = history.end
    result = typical_quotes(study, MEASURES, most=most, manner=QuoteManner(sentences))
    rows = [quote.printed for found in result.values() for quote in found.quotes]
    for one, other in combinations(rows, 2):
        assert one.transcript_id != other.transcript_id or not one.span.overlaps(other.span)


def test_no_words_of_an_example_are_quoted_under_whichever_code() -> None:
    study = group()
    privacy, stigma = (study.code_named(name).id for name in ("privacy", "stigma"))
    as_typed = (
        "  “THEY just assume that you've nothing...”\nThey just assume - that you have nothing to hide!"
    )
    quotes = typical_quotes(study, MEASURES, most=9, examples={privacy: as_typed})
    assert WORDS[2] not in texts(quotes[privacy])
    # Of a code whose only words are an example elsewhere, it is said where.
    assert quotes[stigma] == CodeQuotes(elsewhere=(privacy,))
    # One's own examples stand right there.
    quotes = typical_quotes(without(study, "privacy"), MEASURES, examples={stigma: as_typed})
    assert quotes[stigma] == CodeQuotes()
    # A quote that was chosen is an example already.
    study = chosen(study, "stigma", WORDS[2])
    assert typical_quotes(study, MEASURES, examples={stigma: WORDS[2]})[stigma] == CodeQuotes()


def test_another_sentence_with_words_of_an_example_is_quoted_where_there_is_nothing_else() -> None:
    study = group()
    privacy, stigma = (study.code_named(name).id for name in ("privacy", "stigma"))
    phrase = WORDS[2].rstrip(".!?").split(" ")[:6]
    example = f"My mother {' '.join(phrase)} and went."
    quotes = typical_quotes(study, MEASURES, most=9, examples={privacy: example})
    assert texts(quotes[stigma]) == [WORDS[2]]
    # A code of which there is more has it not.
    assert WORDS[2] not in texts(typical_quotes(study, MEASURES, examples={stigma: example})[privacy])


def test_what_is_quoted_before_is_quoted_again_only_where_there_is_nothing_else() -> None:
    study = without(group(), "stigma")
    place = study.transcript_named("FG1").id
    printed = [span_of(study, words, "FG1") for words in WORDS]
    quoted = AlreadyQuoted(((place, printed[1]), (place, printed[4])))
    assert texts(found(study, "privacy", most=3, earlier=quoted)) == [WORDS[3], WORDS[2]]
    by_word = AlreadyQuoted(texts=(f"As they said: {WORDS[2]}", WORDS[3]))
    assert texts(found(study, "privacy", most=3, earlier=by_word)) == [WORDS[1], WORDS[4]]
    everything = AlreadyQuoted(tuple((place, span) for span in printed))
    assert texts(found(study, "privacy", most=3, earlier=everything)) == [WORDS[1]]
    # What the researchers chose stands for the code wherever else it is printed.
    study = chosen(study, "privacy", WORDS[4])
    assert texts(found(study, "privacy", most=3, earlier=everything)) == [WORDS[4]]


@settings(max_examples=of_hundred(60))
@given(histories(start=example_study()), st.integers(1, 3), st.data())
def test_no_passage_is_chosen_that_an_example_or_an_earlier_chapter_has(
    history: History, most: int, data: st.DataObject
) -> None:
    study = history.end
    rows = [row for row in study.codes_in_order if row.codable]
    alone = typical_quotes(study, MEASURES, most=most)
    printed = [quote.printed for found in alone.values() for quote in found.quotes]
    every = st.lists(st.sampled_from(printed), max_size=4) if printed else st.just([])
    examples = {row.id: each.words for row, each in zip(rows, data.draw(every), strict=False)}
    quoted = AlreadyQuoted(tuple((each.transcript_id, each.span) for each in data.draw(every)))
    result = typical_quotes(study, MEASURES, most=most, examples=examples, earlier=quoted)
    said = [" ".join(words_in(text)) for text in examples.values()]
    for found in result.values():
        fresh = [quote for quote in found.quotes if not _is_among(quote.printed, quoted)]
        for quote in found.quotes:
            # What the researchers chose stands for the code wherever else it is printed.
            assert quote.chosen or " ".join(words_in(quote.printed.words)) not in said
            if not quote.chosen and _is_among(quote.printed, quoted):
                assert not fresh
                assert len(found.quotes) == 1


def _is_among(printed: Quotation, quoted: AlreadyQuoted) -> bool:
    return any(
        place == printed.transcript_id and span.overlaps(printed.span) for place, span in quoted.passages
    )


def test_chosen_quotes_come_first_in_the_order_of_choosing() -> None:
    study = chosen(without(group(), "stigma"), "privacy", WORDS[4])
    # A person needs longer than a clock's beat to choose the next.
    is_over(now())
    study = chosen(study, "privacy", WORDS[3])
    quotes = found(study, "privacy", most=3)
    assert texts(quotes) == [WORDS[4], WORDS[3], WORDS[2]]
    assert [quote.chosen for quote in quotes.quotes] == [True, True, False]
    assert [(quote.printed.who, quote.printed.transcript, quote.printed.turn) for quote in quotes.quotes] == [
        ("FG1-P3", "FG1", 5),
        ("FG1-P1", "FG1", 4),
        ("FG1-P2", "FG1", 3),
    ]
    assert texts(found(study, "privacy", most=1)) == [WORDS[4]]


def test_what_is_no_longer_coded_so_is_passed_over() -> None:
    study = coded(chosen(group(), "stigma", WORDS[2]), "stigma", WORDS[3], "CD")
    only_cd = CoderChoice((study.coder_named("CD").id,))
    assert texts(found(study, "stigma", coders=only_cd)) == [WORDS[3]]


def test_nobody_is_quoted_without_consent_and_others_take_the_place() -> None:
    study = answered(chosen(group(), "privacy", WORDS[2]), P1="yes", P2="no", P3="yes")
    quotes = found(study, "privacy", most=2)
    assert texts(quotes) == [WORDS[1], WORDS[4]]
    assert quotes.left_out == 1
    # The words that would stand for stigma stand under privacy, for which they were chosen.
    assert texts(found(study, "stigma")) == []
    assert found(study, "stigma").left_out == 0
    everybody = found(study, "privacy", most=2, consent=False)
    assert texts(everybody)[0] == WORDS[2]
    assert everybody.left_out == 0


def test_two_coders_codings_of_one_passage_are_one_quote() -> None:
    study = coded(coded(group(), "stigma", WORDS[2], "CD"), "stigma", "assume that you have nothing", "CD")
    study = without(study, "privacy")
    assert texts(found(study, "stigma", most=3)) == [WORDS[2]]


@settings(max_examples=of_hundred(60))
@given(histories(start=example_study()), st.integers(1, 3), st.booleans())
def test_quotes_are_what_a_slow_search_allows(history: History, most: int, consent: bool) -> None:
    study = history.end
    given_by = {row.name for row in study.participants.values() if row.position % 2}
    if consent:
        rows = [[row.name, "yes" if row.name in given_by else "no"] for row in study.participants_in_order]
        rows = rows or [["Somebody", "no"]]
        study = study.after(import_attributes(study, AttributeSubject.PARTICIPANT, ANSWERS, rows).change)
    result = typical_quotes(study, MEASURES, most=most)
    assert list(result) == [code.id for code in study.codes_in_order]
    assert result == typical_quotes(study, MEASURES, most=most)
    for code in study.codes_in_order:
        allowed = {
            _said(study, place, row.span)
            for place, table in study.codings.items()
            for row in table
            if row.code_id == code.id and SHORTEST <= row.span.end - row.span.start <= LONGEST
        }
        marked = {
            _said(study, row.transcript_id, Span(row.start, row.end))
            for row in study.typical_quotes_of(code.id)
        }
        quotes = result[code.id].quotes
        assert len(quotes) <= most
        for quote in quotes:
            assert quote.printed.coded_words in (marked if quote.chosen else allowed)
            if consent and not quote.chosen:
                assert quote.printed.who in given_by
        spread = Counter(quote.printed.who for quote in quotes if not quote.chosen)
        assert max(spread.values(), default=0) <= most


def _said(study: Study, place: UUID, span: Span) -> str:
    """The words of a stretch in one line, without the label of the speaker, with whom it may begin.

    Of a stretch that is nothing but a label it is the label: somebody coded that.
    """
    turn = next(turn for turn in study.turns_of(place) if span.start in range(*turn.span))
    begin = span.start if span.end <= turn.speech else max(span.start, turn.speech)
    return " ".join(study.text(place)[begin : span.end].split())


@pytest.mark.parametrize("most", [1, 2, 3])
def test_the_number_left_out_is_that_of_quotes_that_would_stand_there(most: int) -> None:
    study = answered(group(), P1="no", P2="no", P3="no")
    for code in study.codes_in_order:
        free = typical_quotes(study, MEASURES, most=most, consent=False)[code.id]
        assert typical_quotes(study, MEASURES, most=most)[code.id] == CodeQuotes((), len(free.quotes))


@pytest.mark.parametrize(("length", "quoted"), [(19, 0), (20, 1), (600, 1), (601, 0)])
def test_a_quote_that_is_found_is_neither_very_short_nor_very_long(length: int, quoted: int) -> None:
    talk = Talk("x" * 700, [Said(0, 700, "P1")], [Coded("X", "a", 0, length)])
    found = typical_quotes(study_of({"T": talk}, {"a": None}), MEASURES)
    assert len(found[identity("code", "a")].quotes) == quoted


def test_two_quotes_of_a_code_are_given_unless_others_are_asked_for() -> None:
    codings = [Coded("X", "a", 30 * number, 30 * number + 25) for number in range(4)]
    found = typical_quotes(
        study_of({"T": Talk(f"{'x' * 28}. " * 6, [Said(0, 180, "P1")], codings)}, {"a": None}), MEASURES
    )
    quotes = found[identity("code", "a")].quotes
    assert len(quotes) == 2
    # Nobody has chosen them: they were found.
    assert not any(quote.chosen for quote in quotes)


# -- the rule, step by step --------------------------------------------------------------------------------

Row = tuple[int, UUID, Span, int]
"""Number and identity of the transcript, where in it, and how many words."""


@dataclass(frozen=True)
class _Slowly:
    """Looks for quotes as the rule says it, going through everything each time."""

    study: Study
    most: int
    quotations: Quotations
    taken: list[tuple[UUID, Span, UUID]] = field(default_factory=list)

    def quotes(self) -> dict[UUID, CodeQuotes]:
        codes = self.study.codes_in_order
        pools = {code.id: self._pool(code.id) for code in codes}
        found = {code.id: CodeQuotes() for code in codes}
        for code in sorted(codes, key=lambda code: sum(map(len, pools[code.id].values()))):
            found[code.id] = self._of_code(code.id, pools[code.id])
        return found

    def _pool(self, code_id: UUID) -> dict[UUID, list[Row]]:
        """What was coded within one turn of a participant, by participant; what is coded twice once."""
        found: dict[UUID, set[Row]] = {}
        for number, transcript in enumerate(self.study.transcripts_in_order):
            starts = [start for start, _ in MEASURED.words(self.study, transcript.id).tolist()]
            for row in self.study.codings_of(transcript.id):
                span = row.span
                turn = self.study.turn_at(transcript.id, span.start)
                if turn is None or turn.participant_id is None or turn.role is not Role.PARTICIPANT:
                    continue
                if row.code_id == code_id and span.end <= turn.span.end and 20 <= span.length <= 600:
                    words = sum(span.start <= start < span.end for start in starts)
                    found.setdefault(turn.participant_id, set()).add((number, transcript.id, span, words))
        return {person: sorted(rows) for person, rows in found.items()}

    def _of_code(self, code_id: UUID, pool: dict[UUID, list[Row]]) -> CodeQuotes:
        people = [row.id for row in self.study.participants_in_order]
        later = [row.id for row in self.study.codes_in_order].index(code_id)

        def turn(person: UUID) -> tuple[bool, int]:
            fits = any(12 <= words <= 60 for *_, words in pool[person])
            return not fits, (people.index(person) - later) % len(people)

        order, times = sorted(pool, key=turn), Counter[UUID]()
        rows: list[Row] = []
        while len(rows) < self.most:
            ranked = sorted(order, key=lambda person: times[person])
            bests = ((person, self._best(pool[person])) for person in ranked)
            person, best = next(((who, row) for who, row in bests if row), (None, None))
            if person is None or best is None:
                break
            rows.append(best)
            times[person] += 1
            self.taken.append((best[1], self._printed(best), code_id))
        quotes = tuple(Quote(self.quotations.of(place, span), chosen=False) for _, place, span, _ in rows)
        if quotes:
            return CodeQuotes(quotes)
        others = [self._under(row[1], self._printed(row)) for person in order for row in pool[person]]
        return CodeQuotes(elsewhere=tuple(row for row in others if row not in (None, code_id))[:1])

    def _printed(self, row: Row) -> Span:
        return self.quotations.printed_span(row[1], row[2])

    def _under(self, place: UUID, span: Span) -> UUID | None:
        return next(
            (code for where, there, code in self.taken if where == place and there.overlaps(span)), None
        )

    def _best(self, rows: list[Row]) -> Row | None:
        free = [row for row in rows if self._under(row[1], row[2]) is None]
        middle = median(words for *_, words in free) if free else 0

        def away(row: Row) -> int:
            return max(12 - row[3], row[3] - 60, 0)

        free.sort(key=lambda row: (away(row), abs(row[3] - middle)))
        possible = [row for row in free if self._under(row[1], self._printed(row)) is None]
        whole = [row for row in free[:8] if row in possible and not away(row) and self._is_whole(row)]
        return next(iter((*whole, *possible)), None)

    def _is_whole(self, row: Row) -> bool:
        """Whether it is printed as it is coded, from after the end of a sentence or a line to one."""
        text = self.study.text(row[1])
        said = text[slice(*row[2])]
        start = row[2].start + len(said) - len(said.lstrip())
        end = row[2].start + len(said.rstrip())
        before, after = text[max(0, start - 30) : start], text[end : end + 2]
        begins = not before.strip() or "\n" in before or before.strip()[-1] in ".:"
        ends = text[end - 1] == "." or not after.strip() or "\n" in after
        return begins and ends and self._printed(row) == Span(start, end)


class _WholeSentences(FixedMeasures):
    """Sentences with their full stops, without the blanks before them."""

    def sentences(self, study: Study, transcript_id: UUID) -> SpanArray:
        text = study.text(transcript_id)
        spans = []
        for start, end in super().sentences(study, transcript_id).tolist():
            words = text[start:end].strip()
            if words:
                first = text.index(words, start)
                spans.append((first, end + (text[end : end + 1] == ".")))
        return np.array(spans, dtype=np.int32).reshape(-1, 2)


MEASURED = _WholeSentences()
_SENTENCE = st.sampled_from((1, 4, 11, 12, 13, 20, 60, 61)).map(lambda words: " ".join(["abc"] * words))
_SAID = st.tuples(
    st.sampled_from(("P1", "P2", "P3", "MOD", None)),
    st.lists(_SENTENCE, min_size=1, max_size=3),
    st.sampled_from((". ", ".\n")),
)


@st.composite
def _talks(draw: st.DrawFn) -> Talk:
    """Turns of a few sentences; codings from one place at which words or sentences may end to another."""
    text, turns = "", []
    for who, sentences, sign in draw(st.lists(_SAID, min_size=1, max_size=4)):
        start, label = len(text), f"{who}: " if who else ""
        text += label + sign.join([*sentences, ""])
        role = Role.INTERVIEWER if who == "MOD" else Role.PARTICIPANT
        turns.append(Said(start, len(text), who, start + len(label), role))
    places = [place for place in range(len(text) + 1) if not text[place - 1 : place].isalpha()]
    ends = [place for place, letter in enumerate(text) if letter == "."]
    ends += [place + 1 for place in ends] + [place + 2 for place in ends]
    anywhere = st.sampled_from(places) | st.sampled_from(ends)
    codings = []
    for _ in range(draw(st.integers(0, 14))):
        one, other = draw(anywhere), draw(anywhere)
        first, after = min(one, other, len(text) - 1), max(one, other)
        code, coder = draw(st.sampled_from("abc")), draw(st.sampled_from("XY"))
        codings.append(Coded(coder, code, first, max(first + 1, after)))
    return Talk(text, turns, codings)


@settings(max_examples=of_hundred(100))
@given(st.lists(_talks(), min_size=1, max_size=2), st.integers(1, 3), st.booleans())
def test_quotes_are_those_of_the_rule(talks: list[Talk], most: int, sentences: bool) -> None:
    study = study_of({f"T{number}": each for number, each in enumerate(talks)}, dict.fromkeys("abc"))
    manner = QuoteManner(sentences)
    slow = _Slowly(study, most, Quotations(study, MEASURED, manner))
    assert typical_quotes(study, MEASURED, most=most, manner=manner) == slow.quotes()


def _long(count: int, words: int) -> str:
    return f"{' '.join(['abc'] * words)}. " * count


@pytest.mark.parametrize(
    ("one", "other", "first"), [(11, 12, 1), (12, 12, 0), (61, 60, 1), (60, 60, 0), (61, 11, 0)]
)
def test_who_has_a_passage_of_a_good_length_comes_first(one: int, other: int, first: int) -> None:
    said = [_long(1, words) for words in (one, other)]
    turns = [Said(0, len(said[0]), "P1"), Said(len(said[0]), len("".join(said)), "P2")]
    codings = [Coded("X", "a", turn.start, turn.end) for turn in turns]
    study = study_of({"T": Talk("".join(said), turns, codings)}, {"a": None})
    found = typical_quotes(study, MEASURED)[study.code_named("a").id]
    assert [row.printed.who for row in found.quotes] == (["P1", "P2"] if first == 0 else ["P2", "P1"])


@pytest.mark.parametrize(("number", "whole"), [(8, True), (9, False)])
def test_of_a_persons_passages_the_eight_nearest_the_middle_may_be_whole_sentences(
    number: int, whole: bool
) -> None:
    """All pieces have fifteen words, and the sentence, which has twenty, is the last in length."""
    text = _long(number, 20)
    pieces = [(place * 81 + 8, place * 81 + 67) for place in range(number - 1)]
    sentence = ((number - 1) * 81, (number - 1) * 81 + 80)
    codings = [Coded("X", "a", *span) for span in (*pieces, sentence)]
    study = study_of({"T": Talk(text, [Said(0, len(text), "P1")], codings)}, {"a": None})
    found = typical_quotes(study, MEASURED, most=1, manner=QuoteManner(sentences=False))
    (quote,) = found[study.code_named("a").id].quotes
    assert (quote.printed.span == Span(*sentence)) is whole


def test_more_starred_quotes_than_are_wanted_are_left_out_in_their_order() -> None:
    study = without(group(), "stigma")
    for words in (WORDS[4], WORDS[3], WORDS[1]):
        is_over(now())
        study = chosen(study, "privacy", words)
    for most, there in ((1, [4]), (2, [4, 3]), (3, [4, 3, 1]), (4, [4, 3, 1, 2])):
        assert texts(found(study, "privacy", most=most)) == [WORDS[place] for place in there]
    only = [study.code_named("privacy").id]
    assert texts(found(study, "privacy", most=4, starred_only=only)) == [WORDS[4], WORDS[3], WORDS[1]]


def test_words_that_are_starred_for_two_codes_are_printed_once() -> None:
    study = chosen(chosen(group(), "stigma", WORDS[2]), "privacy", WORDS[2])
    privacy, stigma = (study.code_named(name).id for name in ("privacy", "stigma"))
    both = typical_quotes(study, MEASURES, starred_only=[privacy, stigma])
    assert texts(both[privacy]) == [WORDS[2]]
    assert both[stigma] == CodeQuotes(elsewhere=(privacy,))
    alone = typical_quotes(study, MEASURES, codes=[stigma], starred_only=[stigma])
    assert list(alone) == [stigma]
    assert texts(alone[stigma]) == [WORDS[2]]
