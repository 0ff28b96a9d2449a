"""What the names of files tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.name_patterns import kind_told, name_pattern
from qualcode.model.errors import QualcodeError
from qualcode.model.transcript import TranscriptKind

USUAL = "{kind}_{participant}_{date}"


@pytest.mark.parametrize(
    ("pattern", "name", "told"),
    [
        (USUAL, "INT_Ruth_2021-03-04.docx", {"kind": "INT", "participant": "Ruth", "date": "2021-03-04"}),
        (USUAL, "int_R Smith_20210304.txt", {"kind": "int", "participant": "R Smith", "date": "2021-03-04"}),
        ("{site} - {wave} (w{n})", "Leeds - first (w2).txt", {"site": "Leeds", "wave": "first", "n": "2"}),
        ("FG{group}", "fg12.docx", {"group": "12"}),
        ("{}_{participant}", "x_Ruth.txt", {"participant": "Ruth"}),
        ("{a}_{b}", "one_two_three.txt", {"a": "one", "b": "two three"}),
        (USUAL, "something else.txt", {}),
    ],
)
def test_names_are_read_by_their_pattern(pattern: str, name: str, told: dict[str, str]) -> None:
    assert dict(name_pattern(pattern).values(name)) == told


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", "names nothing"),
        ("{}", "names nothing"),
        ("plain", "names nothing"),
        ("{a}{b}", "touch"),
        ("{a}_{A}", "same thing twice"),
        ("{a}_{b", "without its other half"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_the_reason(pattern: str, fault: str) -> None:
    with pytest.raises(QualcodeError, match=fault):
        name_pattern(pattern)


def test_a_part_called_kind_tells_the_kind() -> None:
    assert kind_told((("kind", "FG"),)) is TranscriptKind.FOCUS_GROUP
    assert kind_told((("Kind", "interview 3"),)) is TranscriptKind.INTERVIEW
    assert kind_told((("kind", "diary"), ("date", "FG"))) is None


PARTS = st.text(alphabet="abcdefgh 123", min_size=1).map(str.strip).filter(bool)


@given(st.lists(PARTS, min_size=2, max_size=4))
def test_every_part_comes_back(parts: list[str]) -> None:
    fields = [f"part {number}" for number in range(len(parts))]
    pattern = name_pattern("_".join(f"{{{field}}}" for field in fields))
    told = pattern.values("_".join(parts) + ".txt")
    assert told == tuple(zip(fields, (" ".join(part.split()) for part in parts), strict=True))
