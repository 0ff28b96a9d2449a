import pytest

from qualcode.importers.reading import transcript_of
from qualcode.project.importing.times_told import times_told


@pytest.mark.parametrize(
    ("talk", "told"),
    [
        ("Ana: so\nBen: no\nAna: yes\nBen: ok\n", ""),
        (
            "[00:01] Ana: so\n[00:04] Ben: no\n[00:09] Ana: yes\nBen: ok\n",
            "Times before the names, as in “[00:01]”, at 3 of 4 turns.",
        ),
        (
            "Ana 0:01\nso it was\n\nBen 0:04\nno\n\nAna 0:09\nyes\n\nBen 0:12\nok\n",
            "Times after the names, as in “0:01”, at 4 of 4 turns.",
        ),
        (
            "Ana: so [00:02] it\nBen: no\nAna: yes\n[00:09]\nBen: ok\n",
            "Times before the names, as in “[00:09]”, at 1 of 4 turns; 1 stamp within speech begins no turn.",
        ),
        ("Ana: so [00:02] it\nBen: no [00:04] no\nAna: yes\n", "2 stamps within speech begin no turn."),
    ],
)
def test_where_times_are_and_how_they_are_written(talk: str, told: str) -> None:
    assert times_told(transcript_of(talk.encode(), "a.txt")) == told


def test_times_that_a_format_states() -> None:
    captions = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>one\n\n00:03.000 --> 00:04.000\n<v Ben>two\n"
    assert times_told(transcript_of(captions, "a.vtt")) == "Times as the file states them at 2 of 2 turns."
