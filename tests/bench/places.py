"""Where the scenarios find what an earlier one made, and how large it is."""

from pathlib import Path

from tests.bench.corpus import Size

SIZE = Size()


def project_file(folder: Path) -> Path:
    return folder / "big.qualcode"


def codings_file(folder: Path) -> Path:
    return folder / "codings.csv"
