"""Tests of plain text.

Tests as well: ``markdown``.
"""

import pytest

from qualcode.importers.formats import markdown, plain_text
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.reading import transcript_of
from qualcode.model.errors import UnreadableFileError

RAW = "**INT:** So\u2028?\r\n\r\n**P1:** Yes\u00a0\U0001f600\r\n".encode()


def test_the_text_stays_as_it_is_written() -> None:
    expected = "**INT:** So\u2028?\n\n**P1:** Yes\u00a0\U0001f600\n"
    assert plain_text.read(RAW, DEFAULT_LIMITS).text == expected
    assert markdown.read(RAW, DEFAULT_LIMITS).text == expected
    assert transcript_of(RAW, "a.md").labels == {"INT": 1, "P1": 1}


def test_a_text_that_is_too_long_is_refused() -> None:
    for module in (plain_text, markdown):
        with pytest.raises(UnreadableFileError, match="too long"):
            module.read(RAW, ImportLimits(text_characters=5))
