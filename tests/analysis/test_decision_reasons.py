"""Reasons of decisions collect under the codes that they are about, each decision once."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from qualcode.analysis.decision_reasons import decided_between, decision_reasons, reasons_in_words
from qualcode.analysis.differences import differences
from qualcode.model.change import ChangeSet, added, removed
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.team import Decision, Outcome
from qualcode.operations.codings.coding import remove_codings
from qualcode.operations.teamwork.settling import Settlement, settle
from tests.analysis.test_differences import AB, CD, coded, pair

LINES = ((AB, "a", 10, 20), (CD, "b", 10, 20), (AB, "c", 40, 50), (CD, "c", 45, 60))


def settled(*reasons: str, outcome: Outcome = Outcome.BOTH, code: str | None = None) -> Study:
    study = coded(*LINES)
    for difference, reason in zip(differences(study, pair(study)), reasons, strict=False):
        code_id = None if code is None else study.code_named(code).id
        study = study.after(settle(study, Settlement(difference, outcome, reason, code_id), "Lead"))
    return study


def told(study: Study) -> dict[str, dict[str, int]]:
    return {study.path(code_id): dict(found) for code_id, found in decision_reasons(study).items()}


def test_a_decision_is_about_the_codes_that_differed_and_those_that_were_agreed() -> None:
    assert told(settled("definition unclear", "boundary")) == {
        "a": {"definition unclear": 1},
        "b": {"definition unclear": 1},
        "c": {"boundary": 1},
    }
    assert told(settled("slip", outcome=Outcome.NEW, code="same")) == {
        "a": {"slip": 1},
        "b": {"slip": 1},
        "same": {"slip": 1},
    }


def test_nothing_is_counted_where_no_reason_was_given() -> None:
    assert told(settled("", "slip")) == {"c": {"slip": 1}}
    assert told(coded(*LINES)) == {}


def test_whose_readings_were_decided_last_is_known_by_code() -> None:
    study = settled("definition unclear", "")
    assert decided_between(study, study.code_named("a").id) == pair(study)
    # What was decided without a reason is no answer, nor is what is about another code.
    assert decided_between(study, study.code_named("c").id) is None
    assert decided_between(coded(*LINES), study.code_named("a").id) is None


def test_the_newest_of_several_decisions_says_whose_readings_they_were() -> None:
    study = coded(*LINES)
    one, other = pair(study)
    first = next(iter(differences(study, (one, other))))
    early = study.after(settle(study, Settlement(first, Outcome.BOTH, "unclear"), "Lead"))
    (row,) = early.rows(Decision).values()
    later = replace(row, id=new_id(), one_id=other, other_id=one, decided_at=row.decided_at + timedelta(1))
    for rows in ((row, later), (later, row)):
        both = early.after(ChangeSet("Again", (removed(row), *map(added, rows))))
        for code_id in decision_reasons(both):
            assert decided_between(both, code_id) == (other, one)


def test_codings_that_have_gone_tell_nothing() -> None:
    study = settled("slip", outcome=Outcome.ONE)
    (text,) = study.codings
    gone = [row.id for row in study.codings_of(text) if study.path(row.code_id) == "b"]
    assert told(study.after(remove_codings(study, text, gone))) == {"a": {"slip": 1}}


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ({"slip": 1}, "1 decision says: slip"),
        ({"slip": 1, "definition unclear": 5}, "5 decisions say: definition unclear; 1 says: slip"),
        ({"b": 2, "A": 2}, "2 decisions say: A; 2 say: b"),
    ],
)
def test_the_commonest_reason_is_said_first(reasons: dict[str, int], words: str) -> None:
    assert reasons_in_words(Counter(reasons)) == words
