"""The places where a project can be made: tests of storage and project run on each."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A file path in an empty folder, then the address of an empty PostgreSQL database."""
    if request.param == "sqlite":
        yield str(tmp_path / "study.qualcode")
    else:
        yield request.getfixturevalue("postgres_url")
