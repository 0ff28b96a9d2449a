"""What the end of a run decides: a failing test or too much CPU time, not how busy a machine is."""

from pathlib import Path

import pytest

from qualcode.model.entities import Palette
from qualcode.operations import palette
from tests.mutants import apart
from tests.mutants.operators import Mutant
from tests.mutants.trying import _FAILED, _TOO_LONG, Attempt, Fate, Trial, Verdict

MUTANT = Mutant("qualcode/analysis/m.py", 3, "f", "a < b", "a <= b", place=0, nth=1)
TRIAL = Trial(MUTANT, "qualcode.analysis.m", Path("m.py"), ("one", "two", "three"), function=None)
TRIED = Attempt(TRIAL, TRIAL.tests)
CONTROL = Attempt(TRIAL, ("two",), faulty=False, by="two")


def ended(attempt: Attempt, code: int, at: str = "two") -> Attempt | Fate:
    return attempt.then(apart.End(code, 1.5), at)


def test_a_fault_lives_where_all_tests_pass() -> None:
    assert ended(TRIED, 0, "three") == Fate(MUTANT, Verdict.LIVES, 1.5)


@pytest.mark.parametrize("code", _FAILED)
def test_what_fails_with_the_fault_is_run_without_it(code: int) -> None:
    control = ended(TRIED, code)
    assert isinstance(control, Attempt)
    assert (control.faulty, control.tests) == (False, ("two",))
    assert control.by.startswith("two")
    noticed = control.then(apart.End(0, 2.0), "two")
    assert isinstance(noticed, Fate)
    assert (noticed.verdict, noticed.seconds, noticed.by) == (Verdict.NOTICED, 3.5, control.by)


def test_a_program_that_cannot_be_loaded_with_the_fault_is_loaded_without_it() -> None:
    control = ended(TRIED, int(pytest.ExitCode.USAGE_ERROR), at="")
    assert isinstance(control, Attempt)
    assert (control.faulty, control.tests, control.by) == (False, ("one",), "not loaded")


@pytest.mark.parametrize("attempt", [TRIED, CONTROL])
@pytest.mark.parametrize(
    "code",
    [-9, -11, apart.BROKEN, int(pytest.ExitCode.INTERNAL_ERROR), int(pytest.ExitCode.NO_TESTS_COLLECTED)],
)
def test_what_ends_otherwise_is_tried_once_more_and_then_not_decided(attempt: Attempt, code: int) -> None:
    again = ended(attempt, code)
    assert isinstance(again, Attempt)
    assert (again.faulty, again.tests, again.nth) == (True, TRIAL.tests, 2)
    fate = ended(again, code)
    assert isinstance(fate, Fate)
    assert (fate.verdict, fate.seconds) == (Verdict.UNDECIDED, 3.0)


@pytest.mark.parametrize("code", _FAILED)
def test_what_fails_without_the_fault_decides_nothing(code: int) -> None:
    again = ended(CONTROL, code)
    assert isinstance(again, Attempt)
    assert (again.faulty, again.nth) == (True, 2)


def test_a_process_ends_by_its_cpu_time_and_not_by_the_clock() -> None:
    def endless() -> int:
        apart.allow(0.1)
        while True:
            pass

    def waiting() -> int:
        import time

        apart.allow(0.1)
        time.sleep(0.3)
        return 0

    children = [apart.Child(endless), apart.Child(waiting)]
    assert [child.wait().code for child in children] == [_TOO_LONG, 0]


def test_answers_that_are_kept_are_forgotten() -> None:
    palette._candidates(Palette.USUAL)
    apart._caches.cache_clear()
    apart.forget()
    assert palette._candidates.cache_info().currsize == 0


def test_a_process_that_raises_is_told_from_one_whose_tests_fail() -> None:
    def raises() -> int:
        raise LookupError

    def fails() -> int:
        return 1

    assert [apart.Child(work).wait().code for work in (raises, fails)] == [apart.BROKEN, 1]
