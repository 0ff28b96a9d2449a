"""What nearly every gesture asks is worked out before the window has the study, and goes along with it."""

from dataclasses import replace

import pytest

from qualcode.model.change import ChangeSet, updated
from qualcode.model.errors import QualcodeError
from qualcode.operations.codes.codebook import add_code, code_colour, recolour_codes, rename_code
from qualcode.ui.session.ahead import work_out
from tests.support.studies import example_study


def test_what_is_worked_out_goes_along_with_steps_that_move_no_code() -> None:
    study = example_study()
    work_out(study)
    assert {"coding_count", "coding_counts", "transcripts_in_order"} <= vars(study).keys()
    first = study.codes_in_order[0]
    before = study._codebook
    assert {"in_order", "paths"} <= vars(before).keys()
    coloured = study.after(recolour_codes(study, [first.id], "#123456"))
    assert coloured._codebook.paths is before.paths
    assert vars(coloured._codebook)["in_order"][0].colour == "#123456"
    # Names are part of paths, and may be of the order; a code that comes is for certain.
    renamed = study.after(rename_code(study, first.id, "Another name"))
    assert "paths" not in vars(renamed._codebook)
    assert "_codebook" not in vars(study.after(add_code(study, "New")[1]))


def test_a_colour_that_is_none_keeps_no_project_from_being_opened() -> None:
    study = example_study()
    first = study.codes_in_order[0]
    odd = study.after(ChangeSet("Odd", (updated(first, replace(first, colour="reddish")),)))
    with pytest.raises(QualcodeError):
        code_colour(odd)
    work_out(odd)
    assert {"coding_counts", "_codebook"} <= vars(odd).keys()
