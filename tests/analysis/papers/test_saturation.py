"""New codes by transcript, against a count that is slow and obvious, and against a published example.

Tests as well: ``saturation_request``, ``model.results.saturation``, ``analysis.captions.saturation``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.papers.saturation import new_codes, runs_of, saturation
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.model.identity import to_milliseconds
from qualcode.model.questions.provenance import facts
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.questions.words import SaturationOrder
from qualcode.model.study import Study
from tests.analysis.building import MOMENT, Coded, Talk, identity, study_of

CODES = "ABCDEF"
FEW = st.integers(1, 4)


def slowly(sets: Sequence[str], base: int, run: int, threshold: int) -> list[tuple[int, bool] | None]:
    """For each transcript the run that ends with it: every code of the run is looked for in all before it."""
    found: list[tuple[int, bool] | None] = []
    known = {code for text in sets[:base] for code in text}
    for end in range(len(sets)):
        first = end - run + 1
        if first < base or not known:
            found.append(None)
            continue
        before = "".join(sets[:first])
        came = {code for text in sets[first : end + 1] for code in text if code not in before}
        found.append((len(came), 100 * len(came) <= threshold * len(known)))
    return found


@given(st.lists(st.text(CODES, max_size=4), max_size=9), FEW, FEW, st.sampled_from((0, 5, 25, 50, 100)))
def test_runs_are_those_that_are_counted_slowly(
    texts: list[str], base: int, run: int, threshold: int
) -> None:
    sets = [frozenset(identity("code", code) for code in text) for text in texts]
    request = SaturationRequest(base=base, run=run, threshold=threshold)
    new = new_codes(sets)
    base_codes = len(set().union(*sets[:base]))
    found = runs_of([len(codes) for codes in new], base_codes, request)
    assert [None if row is None else (row.new, row.enough) for row in found] == slowly(
        texts, base, run, threshold
    )
    assert set().union(*new) == set().union(*sets)
    assert sum(map(len, new)) == len(set().union(*sets))


def coded(texts: Sequence[str], days: Sequence[int] = ()) -> Study:
    """A transcript for each text, with a coding for each of its letters, made on its day."""
    talks = {
        f"T{number}": Talk(
            "abcdefghij", codings=[Coded("AB", code, at, at + 1) for at, code in enumerate(text)]
        )
        for number, text in enumerate(texts, 1)
    }
    study = study_of(talks, dict.fromkeys(CODES))
    codings = dict(study.codings)
    for number, day in enumerate(days, 1):
        key = identity("transcript", f"T{number}")
        moment = to_milliseconds(MOMENT + timedelta(days=day))
        table = codings[key]
        codings[key] = table.replacing(created=table.column("created") * 0 + moment)
    return replace(study, codings=codings)


def test_the_table_tells_new_codes_and_where_saturation_was_reached() -> None:
    found = saturation(coded(["AB", "BC", "A", "D", "AB", "C", "E"]), SaturationRequest(base=2, run=2))
    assert [(row.name, row.codes, row.new, row.total) for row in found.rows] == [
        ("T1", 2, ("A", "B"), 2),
        ("T2", 2, ("C",), 3),
        ("T3", 1, (), 3),
        ("T4", 1, ("D",), 4),
        ("T5", 2, (), 4),
        ("T6", 1, (), 4),
        ("T7", 1, ("E",), 5),
    ]
    assert found.base_codes == 3
    # Runs 3-4 (D), 4-5 (D), 5-6 (none): reached at four transcripts before the run of two.
    assert [row.run and row.run.new for row in found.rows] == [None, None, None, 1, 1, 0, 1]
    assert (found.reached, found.told) == (4, "4+2")
    assert round(found.rows[3].run.share, 3) == 33.333 if found.rows[3].run else False


def test_new_information_exactly_at_the_threshold_is_enough() -> None:
    texts = ["ABCDE", "F", ""]
    assert saturation(coded(texts[:2]), SaturationRequest(base=1, run=1, threshold=20)).told == "1+1"
    assert saturation(coded(texts[:2]), SaturationRequest(base=1, run=1, threshold=19)).reached is None


def test_where_nothing_is_chosen_four_transcripts_are_the_base_and_two_a_run() -> None:
    assert saturation(coded(["A", "B", "C", "D", "A", "B"]), SaturationRequest()).told == "4+2"
    assert saturation(coded(["A", "B", "C", "D", "A"]), SaturationRequest()).reached is None
    twenty = ["ABCDEFGHIJ", "KLMNOPQRST", "A", "A", "U", "A"]
    assert saturation(coded(twenty), SaturationRequest()).told == "4+2"
    assert saturation(coded(["ABCDEFGHIJ", "KLMNOPQRS", *twenty[2:]]), SaturationRequest()).reached is None


def test_order_is_by_first_coding_or_as_in_the_list() -> None:
    study = coded(["A", "AB", "C"], days=[3, 1, 2])
    by_date = saturation(study, SaturationRequest(base=1, run=1))
    assert [(row.name, row.new) for row in by_date.rows] == [("T2", ("A", "B")), ("T3", ("C",)), ("T1", ())]
    listed = saturation(study, SaturationRequest(SaturationOrder.LIST, base=1, run=1))
    assert [row.name for row in listed.rows] == ["T1", "T2", "T3"]


def test_what_bears_none_of_the_codes_is_left_out_and_named() -> None:
    study = coded(["A", "", "B"])
    found = saturation(study, SaturationRequest(base=1, run=1))
    assert ([row.name for row in found.rows], found.uncoded) == (["T1", "T3"], ("T2",))
    only_b = saturation(study, SaturationRequest(base=1, run=1, codes=(identity("code", "B"),)))
    assert ([row.name for row in only_b.rows], only_b.uncoded) == (["T3"], ("T1", "T2"))
    nobody = CoderChoice((UUID(int=5),))
    assert saturation(study, SaturationRequest(coders=nobody)).rows == ()
    one = saturation(study, SaturationRequest(transcripts=(identity("transcript", "T3"),)))
    assert ([row.name for row in one.rows], one.uncoded) == (["T3"], ())


def test_every_choice_is_printed() -> None:
    request = SaturationRequest(SaturationOrder.LIST, base=3, run=1, threshold=10)
    told = dict(facts(saturation(coded(["A", "B"]), request).provenance))
    assert told["base"] == "3 transcripts"
    assert told["run"] == "1 transcript"
    assert told["threshold"] == "at most 10% new information"
    assert told["order"] == "in the order of the list"


def test_what_was_first_coded_at_one_moment_is_in_the_order_of_the_list_and_said_to_be() -> None:
    request = SaturationRequest(base=1, run=1)
    at_once = saturation(coded(["A", "B", "C"], [2, 2, 2]), request).provenance
    assert at_once.sentence.startswith("New codes of 3 transcripts in the order of the list")
    assert dict(at_once.facts)["order"].endswith("; all first segments were recorded at once")
    # A single one has no order, and neither has what was coded on two days another than theirs.
    for texts, days in ((["A"], [2]), (["A", "B", "C"], [2, 2, 3])):
        told = saturation(coded(texts, days), request).provenance
        assert dict(told.facts)["order"] == "in the order in which they were first coded"
