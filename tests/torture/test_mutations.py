"""The short form: a few hundred ways of damaging a project, none of which may be read in silence."""

from tests.torture.fuzzing import cases

SHORT = 60


def test_what_was_damaged_is_refused_or_named() -> None:
    found = list(cases(range(SHORT)))
    assert [(case.seed, case.damage, case.verdict) for case in found if case.is_fault] == []
    # A fuzzer that damages nothing, or after which nothing opens, would show nothing.
    assert {"refused", "found", "same"} <= {case.verdict.outcome for case in found}
