"""Whether what was typed for a first page has room on it."""

from collections.abc import Mapping

from qualcode.model.errors import QualcodeError
from qualcode.model.front import LINES, front_line
from qualcode.ui.painted.field import LineField
from qualcode.ui.widgets.field_note import say_at


def lines_fit(fields: Mapping[str, LineField]) -> bool:
    """Whether all fit that are lines of a first page; below the first that does not it is said why."""
    for name, field in fields.items():
        try:
            if name in LINES:
                front_line(field.text(), name)
        except QualcodeError as error:
            field.setFocus()
            say_at(field, None, str(error))
            return False
    return True
