"""Agreement over time, with oneself and with an expert, against counting by hand and unit by unit.

Tests as well: ``exporters.agreement.agreement_strands``, ``exporters.agreement.agreement_figures``,
``exporters.agreement.agreement_sheets``, ``project.reports.agreeing``.
"""

import itertools
import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.agreement.strands import drift, with_expert, with_themselves
from qualcode.exporters.agreement.agreement_strands import said, strand_sections, strands_as_json
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import AgreementMeasure, AgreementStrand, Strand
from qualcode.model.study import Study
from qualcode.model.team import CodingState
from qualcode.model.teamwork.rounds import round_named, second_coding_name
from qualcode.operations.coders import rename_coder
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings import coding_import
from qualcode.operations.codings.coding_import import import_codings
from qualcode.operations.project import new_project
from qualcode.operations.teamwork.rounds import open_round, set_progress
from qualcode.operations.transcripts.documents import add_transcripts, delete_transcripts
from tests.analysis.agreement import reference
from tests.analysis.agreement.test_agreement import same
from tests.analysis.strategies import CODERS, FixedMeasures, coder_ids, studies
from tests.support.studies import read_transcript

TURN = 10
"""Letters of a turn with the line end after it."""


def talk(coders: dict[str, dict[str, list[int]]]) -> Study:
    """By coder and transcript the turns that got the only code; each transcript has ten turns."""
    study = Study().after(new_project("Strands"))
    names = sorted({name for texts in coders.values() for name in texts})
    said = [("P", "y" * 6)] * 10
    study = study.after(add_transcripts(study, [read_transcript(name, said) for name in names]).change)
    for coder, texts in coders.items():
        for name, places in texts.items():
            turns = study.turns_of(study.transcript_named(name).id)
            rows = [CodingRow(name, "a", coder, int(turns.speech[p]), int(turns.end[p])) for p in places]
            study = study.after(import_codings(study, rows).change)
    return study


def asked(study: Study, *names: str, samples: int = 0) -> AgreementRequest:
    ids = tuple(study.coder_named(name).id for name in names)
    texts = tuple(row.id for row in study.transcripts_in_order)
    return AgreementRequest(ids, selection=Selection(transcripts=texts), samples=samples)


def figure(strand: AgreementStrand, measure: AgreementMeasure) -> list[float]:
    return [row.pooled.figures[measure] for row in strand.rows]


# -- by hand ------------------------------------------------------------------------------------------------


def test_over_time_each_transcript_is_a_step_in_the_order_of_coding(monkeypatch: pytest.MonkeyPatch) -> None:
    # Codings know their time to the millisecond, and two steps of a test may fall into one.
    minutes = itertools.count()
    begin = now()
    monkeypatch.setattr(coding_import, "now", lambda: begin + timedelta(minutes=next(minutes)))
    # Ten turns each. One: both on 0-3, AB alone on 4: 9 of 10 alike. Two: AB 0-4, CD 5-9: none alike.
    study = talk({"AB": {"2 first": [0, 1, 2, 3, 4], "1 then": [0, 1, 2, 3, 4]}})
    study = study.after(_also(study, "CD", "2 first", [0, 1, 2, 3]))
    study = study.after(_also(study, "CD", "1 then", [5, 6, 7, 8, 9]))
    strand = drift(study, asked(study, "AB", "CD"))
    assert [row.name for row in strand.rows] == ["2 first", "1 then"]
    assert [row.number for row in strand.rows] == [10, 10]
    assert figure(strand, AgreementMeasure.PERCENT) == [0.9, 0.0]
    # Cohen: Po .9, Pe .5 * .4 + .5 * .6 = .5, so .8; and (0 - .5) / .5 = -1.
    assert figure(strand, AgreementMeasure.KAPPA) == pytest.approx([0.8, -1.0])
    # Alpha: Do .1, De 2 * 9 * 11 / (20 * 19); and Do 1, De 2 * 10 * 10 / (20 * 19).
    first, last = 1 - 0.1 / (2 * 9 * 11 / 380), 1 - 1 / (2 * 100 / 380)
    assert figure(strand, AgreementMeasure.ALPHA) == pytest.approx([first, last])
    assert strand.change is not None
    assert strand.change[0] == pytest.approx(last - first)
    assert strand.change[1] is None
    assert said(strand).endswith(f"alpha fell by {first - last:.2f}.")


def _also(study: Study, coder: str, name: str, places: list[int]):  # type: ignore[no-untyped-def]
    turns = study.turns_of(study.transcript_named(name).id)
    rows = [CodingRow(name, "a", coder, int(turns.speech[p]), int(turns.end[p])) for p in places]
    return import_codings(study, rows).change


def test_where_there_are_rounds_each_is_a_step() -> None:
    study = talk({"AB": {"1": [0, 1], "2": [3], "3": [5]}, "CD": {"1": [0, 2], "2": [3], "3": [6]}})
    for name, texts in (("Pilot", ["1"]), ("Main", ["2", "3"])):
        ids = [study.transcript_named(text).id for text in texts]
        study = study.after(open_round(study, name, ids, ["AB", "CD"])[1])
        round_id = round_named(study, name).id
        places = [(text, study.coder_named(who).id) for text in ids for who in ("AB", "CD")]
        study = study.after(set_progress(study, round_id, places, CodingState.FINISHED))
    strand = drift(study, asked(study, "AB", "CD"))
    assert [(row.name, row.number) for row in strand.rows] == [("Pilot", 10), ("Main", 20)]
    assert figure(strand, AgreementMeasure.PERCENT) == [0.8, 0.9]


def test_what_one_of_them_and_somebody_else_have_coded_is_no_step() -> None:
    study = talk({"AB": {"1": [0], "2": [3], "3": [5]}, "CD": {"1": [0], "2": [3]}, "EF": {"3": [5]}})
    steps = drift(study, asked(study, "AB", "CD")).rows
    assert {row.name for row in steps} == {"1", "2"}


def test_a_round_is_counted_as_it_was_closed_unless_something_asked_for_was_not_there_then() -> None:
    study = talk({"AB": {"1": [0, 1], "2": [3]}, "CD": {"1": [0, 2], "2": [3]}})
    for name, text in (("Pilot", "1"), ("Main", "2")):
        study = study.after(open_round(study, name, [study.transcript_named(text).id], ["AB", "CD"])[1])
        places = [(study.transcript_named(text).id, study.coder_named(who).id) for who in ("AB", "CD")]
        study = study.after(set_progress(study, round_named(study, name).id, places, CodingState.FINISHED))
    pilot, code = round_named(study, "Pilot").id, study.code_named("a").id
    request = asked(study, "AB", "CD")
    request = replace(request, selection=replace(request.selection, codes=(code,)))
    now_told = drift(study, request)
    assert figure(now_told, AgreementMeasure.PERCENT) == [0.8, 1.0]
    first = study.transcript_named("1").id
    closed = replace(study, codings={key: table for key, table in study.codings.items() if key != first})
    closed = closed.after(_also(closed, "AB", "1", [0, 1, 2, 3]))
    then = drift(study, request, as_closed={pilot: closed})
    assert figure(then, AgreementMeasure.PERCENT) == [0.6, 1.0]
    for lacking in (delete_transcripts(closed, [first]), delete_codes(closed, [code])):
        assert drift(study, request, as_closed={pilot: closed.after(lacking)}) == now_told


def test_a_change_has_an_interval_and_is_said_with_care() -> None:
    coded = {"1": [0, 1, 2, 3, 4], "2": [0, 1, 2, 3, 4]}
    study = talk({"AB": coded, "CD": {"1": [0, 1, 2, 3, 5], "2": [0, 1, 2, 3, 6]}})
    strand = drift(study, asked(study, "AB", "CD", samples=400))
    assert strand.change is not None
    by, interval = strand.change
    assert interval is not None
    assert by == 0
    assert interval.low < 0 < interval.high
    assert "alpha stayed the same" in said(strand)
    assert said(strand).endswith("with this much text that may be chance.")
    # The same seed gives the same interval.
    assert drift(study, asked(study, "AB", "CD", samples=400)).change == strand.change


def test_one_transcript_is_no_time() -> None:
    study = talk({"AB": {"1": [0]}, "CD": {"1": [0]}})
    with pytest.raises(QualcodeError, match="at least two rounds"):
        drift(study, asked(study, "AB", "CD"))


def test_a_coder_is_compared_with_their_second_coding() -> None:
    again = second_coding_name("AB")
    study = talk({"AB": {"1": [0, 1, 2], "2": [9]}, again: {"1": [0, 1, 7]}, "CD": {"1": [0]}})
    strand = with_themselves(study, asked(study, "AB", "CD"), [study.coder_named("AB").id])
    (row,) = strand.rows
    # Only the transcript that was coded both times: 8 of 10 alike; Pe .3 * .3 + .7 * .7 = .58.
    assert (row.name, row.number) == ("AB", 10)
    assert row.pooled.figures[AgreementMeasure.PERCENT] == 0.8
    assert row.pooled.figures[AgreementMeasure.KAPPA] == pytest.approx((0.8 - 0.58) / 0.42)
    with pytest.raises(QualcodeError, match="Nobody has coded a transcript a second time"):
        with_themselves(study, asked(study, "AB", "CD"), [study.coder_named("CD").id])


def test_coders_are_compared_with_an_expert() -> None:
    study = talk(
        {"EX": {"1": [0, 1, 2, 3]}, "AB": {"1": [0, 1, 8]}, "CD": {"1": [0, 1, 2, 3]}, "EF": {"2": [1]}}
    )
    strand = with_expert(study, asked(study, "EX", "AB", "CD", "EF"), study.coder_named("EX").id)
    ab, cd = strand.rows
    assert (ab.name, cd.name, strand.expert) == ("AB", "CD", "EX")
    assert ab.pooled.units is not None
    # Two found, two missed, one more.
    assert (ab.pooled.units.both, ab.pooled.units.only) == (2, (2, 1))
    assert [ab.recall, ab.precision] == pytest.approx([0.5, 2 / 3])
    assert ab.pooled.figures[AgreementMeasure.POSITIVE] == pytest.approx(2 * 2 / (2 * 2 + 2 + 1))
    assert (cd.recall, cd.precision) == (1.0, 1.0)
    (one, by_code, _) = strand_sections(replace(_any(study), strands=(strand,)))
    assert one.title == "Compared with EX"
    assert one.rows[0][-5:] == (2, 2, 1, "50%", "67%")
    assert by_code.rows[0][:4] == ("a", 2, 2, 1)
    told = strands_as_json(replace(_any(study), strands=(strand,)))["with an expert"]
    assert told["rows"][0]["recall"] == 0.5
    assert told["expert"] == "EX"


def _any(study: Study):  # type: ignore[no-untyped-def]
    return agreement(study, asked(study, "AB", "EX"))


def test_where_nothing_was_used_there_is_no_share() -> None:
    study = talk({"EX": {"1": [0]}, "AB": {"1": [1]}})
    study = study.after(rename_coder(study, study.coder_named("AB").id, "Z"))
    strand = with_expert(study, asked(study, "EX", "Z"), study.coder_named("EX").id)
    assert strand.rows[0].recall == 0.0
    study = talk({"EX": {"1": [0]}, "AB": {"2": [1]}})
    with pytest.raises(QualcodeError, match="Nobody has coded the same transcripts as EX"):
        with_expert(study, asked(study, "EX", "AB"), study.coder_named("EX").id)


# -- by property --------------------------------------------------------------------------------------------


@given(data=st.data())
def test_a_row_of_a_strand_is_agreement_of_two(data: st.DataObject) -> None:
    study = data.draw(studies())
    expert, *others = (study.find_coder(name) for name in CODERS)
    assume(expert is not None and others[0] is not None)
    assert expert is not None
    request = AgreementRequest(coder_ids(*CODERS[:2]), AgreementUnit.TURN, samples=0)
    try:
        strand = with_expert(study, request, expert.id, FixedMeasures())
    except QualcodeError:
        assume(False)
        raise
    for row in strand.rows:
        assert strand.kind is Strand.EXPERT
        pair = (expert.id, study.coder_named(row.name).id)
        there = [
            text for text, table in study.codings.items() if {each.coder_id for each in table} >= set(pair)
        ]
        texts = tuple(each.id for each in study.transcripts_in_order if each.id in there)
        alone = replace(request, coders=pair, selection=Selection(transcripts=texts))
        rated = [
            tuple(code in codes for codes in unit)
            for code in alone.selection.codes_of(study)
            for unit in reference.given_sets(study, alone, AgreementUnit.TURN)
        ]
        same(row.pooled.figures, reference.figures(rated))
        found = sum(one and other for one, other in rated)
        has = sum(one for one, _ in rated)
        assert row.recall == pytest.approx(found / has) if has else math.isnan(row.recall)
        whole = sum(other for _, other in rated)
        assert row.precision == pytest.approx(found / whole) if whole else math.isnan(row.precision)


def test_a_transcript_comes_when_the_last_of_the_coders_has_come_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    minutes = itertools.count()
    begin = now()
    monkeypatch.setattr(coding_import, "now", lambda: begin + timedelta(minutes=next(minutes)))
    study = talk({"AB": {"1": [0], "2": [0]}})
    for coder, name in (("CD", "2"), ("CD", "1"), ("AB", "2")):
        study = study.after(_also(study, coder, name, [1 if coder == "AB" else 0]))
    steps = drift(study, asked(study, "AB", "CD")).rows
    # AB began with 1; CD came to 2 first. What was coded later still moves nothing.
    assert [row.name for row in steps] == ["2", "1"]


def test_a_round_in_which_not_all_have_finished_something_is_no_step() -> None:
    coded = {name: [0] for name in "123"}
    study = talk({"AB": coded, "CD": coded, "EF": coded})
    for name, coders, finished in (
        ("Pilot", ["AB", "CD"], ["AB", "CD"]),
        ("Main", ["AB", "CD", "EF"], ["AB", "CD"]),
        ("Begun", ["AB", "CD"], ["AB"]),
        ("Others", ["AB", "EF"], ["AB", "EF"]),
    ):
        text = study.transcript_named("1" if name == "Pilot" else "2").id
        study = study.after(open_round(study, name, [text], coders)[1])
        places = [(text, study.coder_named(who).id) for who in finished]
        study = study.after(set_progress(study, round_named(study, name).id, places, CodingState.FINISHED))
    assert [row.name for row in drift(study, asked(study, "AB", "CD")).rows] == ["Pilot", "Main"]
    # Of texts that are not asked for, a round has nothing: then transcripts are the steps.
    request = asked(study, "AB", "CD")
    chosen = tuple(study.transcript_named(name).id for name in "13")
    request = replace(request, selection=replace(request.selection, transcripts=chosen))
    assert {row.name for row in drift(study, request).rows} == {"1", "3"}
