import pytest

from qualcode.importers.guarded.limits import ImportLimits, in_megabytes
from qualcode.model.errors import UnreadableFileError


def test_what_is_within_the_limits_passes_and_the_rest_is_refused() -> None:
    limits = ImportLimits(file_bytes=10, text_characters=5)
    limits.check_file(10)
    limits.check_text(5)
    with pytest.raises(UnreadableFileError, match="too large"):
        limits.check_file(11)
    with pytest.raises(UnreadableFileError, match="too long"):
        limits.check_text(6)


def test_sizes_are_written_as_people_read_them() -> None:
    assert [in_megabytes(size) for size in (2048, 3 * 1024 * 1024)] == ["2 kB", "3 MB"]
