"""A copy that is torn between two pages is what it was at one moment, or refused; never a mixture."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.model.errors import LostProjectError, QualcodeError
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import problems
from qualcode.project.opening import open_project
from qualcode.storage import database
from tests.torture import torn, victim

SHORT = ("edited", "memo of a coding", "coded anew")
RANDOM = 8


@pytest.mark.parametrize("step", SHORT)
def test_no_torn_copy_is_opened_as_a_mixture(tmp_path: Path, step: str) -> None:
    path, _ = victim.make(tmp_path)
    moments = torn.before_and_after(path, torn.STEPS[step])
    found = [
        *torn.torn_at_each_page(*moments, tmp_path),
        *torn.torn_at_random(*moments, tmp_path, range(RANDOM)),
    ]
    wrong = [case for case in found if case.verdict.outcome not in ("same", "refused")]
    assert wrong == []
    # Copies of which all were whole, or none was, would show nothing.
    assert set(Counter(case.verdict.outcome for case in found)) == {"same", "refused"}


def test_a_large_torn_copy_is_refused_or_takes_no_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large file the indices are looked through after opening, and before the first step."""
    monkeypatch.setattr(database, "AT_ONCE", 0)
    path, _ = victim.make(tmp_path)
    moments = torn.before_and_after(path, torn.STEPS["removed"])
    copy, said = tmp_path / "torn.qualcode", Counter[str]()
    for content in torn.mixtures(*moments):
        copy.write_bytes(content)
        try:
            with closing(open_project(str(copy))) as project:
                assert victim.told(project.study) in [moment.told for moment in moments]
                try:
                    project.do(ensure_coder(project.study, "somebody")[1], victim.CODER)
                except LostProjectError:
                    said["takes no step"] += 1
                else:
                    said["whole"] += 1
                    assert problems(project) == []
                    continue
        except QualcodeError:
            said["refused"] += 1
        assert copy.read_bytes() == content
    # Which of the two befalls a mixture hangs on where identities, which are new each time, put rows.
    assert {"refused", "whole"} <= said.keys() <= {"refused", "takes no step", "whole"}
