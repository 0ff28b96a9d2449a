import pytest

from qualcode.importers.speakers.speaker_shapes import Shape, find_marks


def marks(line: str, bold: int = 0) -> dict[Shape, tuple[str, str, float | None]]:
    found = find_marks([line], [0], {0: bold} if bold else {}, markdown=True)
    return {
        shape: (mark.label, line[mark.speech :].strip(), mark.time)
        for shape, listed in found.items()
        for mark in listed
    }


@pytest.mark.parametrize(
    ("line", "shape", "expected"),
    [
        ("P1: Yes.", Shape.COLON, ("P1", "Yes.", None)),
        ("12 P1: Yes.", Shape.COLON, ("P1", "Yes.", None)),
        ("[P1]: Yes.", Shape.COLON, ("P1", "Yes.", None)),
        ("Mr. A (B (C, D)): Yes.", Shape.COLON, ("Mr. A (B (C, D))", "Yes.", None)),
        ("[00:01:02] P1: Yes.", Shape.COLON, ("P1", "Yes.", 62.0)),
        ("P1 (1:02): Yes.", Shape.COLON, ("P1", "Yes.", 62.0)),
        ("#00:01:02-5# P1: Yes.", Shape.COLON, ("P1", "Yes.", 62.0)),
        ("[chat] P1: Yes.", Shape.COLON, ("P1", "Yes.", None)),
        ("**P1:** Yes.", Shape.MARKDOWN, ("P1", "Yes.", None)),
        ("**P1** Yes.", Shape.BOLD, ("P1", "Yes.", None)),
        ("[P1] Yes.", Shape.BRACKET, ("P1", "Yes.", None)),
        ("P1\tYes.", Shape.TAB, ("P1", "Yes.", None)),
        ("P1\t0:12\tYes.", Shape.TAB, ("P1", "Yes.", 12.0)),
        ("Anna Smith   0:12", Shape.TIMED, ("Anna Smith", "", 12.0)),
        ("[Anna Smith] 10:00:12", Shape.TIMED, ("Anna Smith", "", 36012.0)),
        ("0:12 Anna Smith", Shape.TIMED, ("Anna Smith", "", 12.0)),
        ("P1 [0:12] Yes.", Shape.TIMED, ("P1", "Yes.", 12.0)),
        ("Anna Smith 1 minute 12 seconds", Shape.TIMED, ("Anna Smith", "", 72.0)),
        ("Anna", Shape.OWN_LINE, ("Anna", "", None)),
        ("P1 - Yes.", Shape.DASH, ("P1", "Yes.", None)),
        ("P1 Yes.", Shape.SPACED, ("P1", "Yes.", None)),
        ("AB   Yes.", Shape.SPACED, ("AB", "Yes.", None)),
    ],
)
def test_a_shape_gives_label_speech_and_time(
    line: str, shape: Shape, expected: tuple[str, str, float | None]
) -> None:
    assert marks(line)[shape] == expected


def test_a_bold_head_gives_a_label() -> None:
    assert marks("Anna Smith, what of it?", bold=10)[Shape.BOLD] == ("Anna Smith", ", what of it?", None)
    assert marks("Anna (0:12): Yes.", bold=4)[Shape.BOLD] == ("Anna", "Yes.", 12.0)


@pytest.mark.parametrize(
    "line", ["", "At 10:30 we met", "https://x.org", "for example: this", "12:30", "I mean: no", ":)"]
)
def test_no_shape_where_nobody_speaks(line: str) -> None:
    assert marks(line) == {}
