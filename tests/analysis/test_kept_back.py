"""Turns of people who may not be quoted: left out with a line in their place, and nothing else moved."""

from collections.abc import Callable
from itertools import combinations, groupby
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.consent import Consent
from qualcode.analysis.kept_back import IN_PLACE, kept_back
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model.entities import AttributeSubject
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.people.attribute_import import import_attributes
from tests.support.profiles import of_hundred
from tests.support.studies import FG1, example_study, studies

SUBJECT = AttributeSubject.PARTICIPANT


def asked(study: Study, silent: str) -> Study:
    """Everybody has consented but ``silent``."""
    table = [[row.name, "no" if row.name == silent else "yes"] for row in study.participants_in_order]
    return study.after(import_attributes(study, SUBJECT, ("participant", "consent to quote"), table).change)


def said(study: Study, transcript_id: UUID) -> list[tuple[str, str]]:
    text = study.text(transcript_id)
    turns = study.turns_of(transcript_id)
    return [(text[turn.span.start : turn.speech], text[turn.speech : turn.span.end]) for turn in turns]


def test_a_turn_says_that_it_is_left_out() -> None:
    study = asked(example_study(), "FG1-P2")
    place = study.transcript_named(FG1.name).id
    found = kept_back(study, place, list(segments(study, Retrieval(transcripts=(place,)))))
    barred = Consent(study).barred_turns(place).tolist()
    assert found.turns == len(barred) > 0
    before, after = said(study, place), said(found.study, place)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        words = IN_PLACE + old[1][len(old[1].rstrip()) :] if number in barred else old[1]
        assert new == (old[0], words)


def test_without_a_record_of_consent_nothing_is_touched() -> None:
    study = example_study()
    place = study.transcript_named(FG1.name).id
    rows = list(segments(study, Retrieval(transcripts=(place,))))
    found = kept_back(study, place, rows)
    assert (found.study, found.segments, found.turns, found.silent) == (study, rows, 0, 0)


def test_segments_of_turns_left_out_are_left_out_and_counted() -> None:
    study = asked(example_study(), "FG1-P2")
    place = study.transcript_named(FG1.name).id
    number = int(Consent(study).barred_turns(place)[0])
    turns = list(study.turns_of(place))
    turn, after = turns[number], turns[number + 1]
    coder, change = ensure_coder(study, "AB")
    study = study.after(change)
    code_id = next(row.id for row in study.codes_in_order if row.codable)
    label = study.text(place)[after.span.start : after.speech]
    for span, kept in (
        (Span(turn.span.start, turn.speech), False),
        (Span(turn.speech, turn.speech + 1), False),
        (turn.span, False),
        (Span(turn.speech, after.speech), False),
        (Span(turn.speech + 1, after.speech + 1), True),
    ):
        coded = study.after(apply_code(study, code_id, place, span, coder.id))
        rows = [
            row
            for row in segments(coded, Retrieval(transcripts=(place,)))
            if (row.start, row.end) == (span.start, span.end)
        ]
        assert len(rows) == 1
        found = kept_back(coded, place, rows)
        assert found.silent == (not kept)
        words = f"{IN_PLACE}\n{label}{study.text(place)[after.speech]}"
        assert [row.text for row in found.segments] == [words] * kept


def printed(study: Study, place: UUID) -> Callable[[int, int], bool]:
    """Whether a stretch has a letter of speech that is not left out, or touches no turn that is."""
    text, barred = study.text(place), set(Consent(study).barred_turns(place).tolist())
    spoken, silent = set[int](), set[int]()
    for number, turn in enumerate(study.turns_of(place)):
        left_out = number in barred and text[turn.speech : turn.span.end].strip()
        letters = {at for at in range(turn.speech, turn.span.end) if text[at].strip()}
        (silent if left_out else spoken).update(range(*turn.span) if left_out else letters)
    return lambda start, end: not spoken.isdisjoint(range(start, end)) or silent.isdisjoint(range(start, end))


@settings(max_examples=of_hundred(40))
@given(studies(), st.data())
def test_segments_of_others_keep_their_words_and_the_rest_have_none(
    study: Study, data: st.DataObject
) -> None:
    people = study.participants_in_order
    if not people or not study.transcripts:
        return
    study = asked(study, data.draw(st.sampled_from(people)).name)
    rule = Consent(study)
    for transcript_id in study.transcripts:
        rows = list(segments(study, Retrieval(transcripts=(transcript_id,))))
        found = kept_back(study, transcript_id, rows)
        text, turns = found.study.text(transcript_id), found.study.turns_of(transcript_id)
        if len(turns):
            assert turns.start[0] == 0
            assert turns.end[-1] == len(text)
            assert np.array_equal(turns.start[1:], turns.end[:-1])
        shown = printed(study, transcript_id)
        rows = [row for row in rows if shown(row.start, row.end)]
        for old, new in zip(rows, found.segments, strict=True):
            assert new.text == text[new.start : new.end]
            if rule.of_passage(transcript_id, Span(old.start, old.end)):
                assert new.text == old.text
        for turn, place in zip(turns, range(len(turns)), strict=True):
            words = text[turn.speech : turn.span.end].strip()
            if place in rule.barred_turns(transcript_id):
                assert words in ("", IN_PLACE)
        table = found.study.codings_of(transcript_id)
        assert sorted(zip(table.start.tolist(), table.end.tolist(), strict=True)) == sorted(
            (row.start, row.end) for row in found.segments
        )


@pytest.mark.parametrize("silent", ["FG1-P1", "FG1-P2"])
def test_a_segment_has_the_line_once_for_each_left_out_turn_that_it_touches(silent: str) -> None:
    study = asked(example_study(), silent)
    place = study.transcript_named(FG1.name).id
    text, turns = study.text(place), list(study.turns_of(place))
    left_out: dict[int, int] = {}
    for number in Consent(study).barred_turns(place).tolist():
        turn = turns[number]
        words = text[turn.speech : turn.span.end].rstrip()
        left_out |= dict.fromkeys(range(turn.speech, turn.speech + len(words)), number)
    edges = {edge + by for turn in turns for edge in (*turn.span, turn.speech) for by in (-2, -1, 0, 1, 2)}
    row = next(iter(segments(study, Retrieval(transcripts=(place,)))))
    rows = [
        row._replace(start=start, end=end, text=text[start:end])
        for start, end in combinations(sorted(edges & set(range(len(text) + 1))), 2)
    ]
    shown = printed(study, place)
    kept = [each for each in rows if shown(each.start, each.end)]
    assert 0 < len(kept) < len(rows)
    for old, new in zip(kept, kept_back(study, place, rows).segments, strict=True):
        pieces = groupby(range(old.start, old.end), left_out.get)
        assert new.text == "".join(
            "".join(text[at] for at in places) if number is None else IN_PLACE for number, places in pieces
        )
