"""An error says of which of several things it is."""

import pytest

from qualcode.model.errors import QualcodeError, at_field


def test_an_error_says_which_field_is_at_fault() -> None:
    with pytest.raises(QualcodeError) as caught, at_field("name"):
        raise QualcodeError("A round needs a name.")
    assert (caught.value.field, str(caught.value)) == ("name", "A round needs a name.")


def test_what_is_said_nearest_to_the_fault_holds() -> None:
    with pytest.raises(QualcodeError) as caught, at_field("file"), at_field("name"):
        raise QualcodeError("A report needs a name.")
    assert caught.value.field == "name"


def test_other_errors_are_of_no_field() -> None:
    assert QualcodeError("The disk is full.").field == ""
    with pytest.raises(ZeroDivisionError), at_field("name"):
        raise ZeroDivisionError
