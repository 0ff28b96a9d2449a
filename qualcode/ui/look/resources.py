"""Where the program's own files are: in the wheel, or in the folder that it is developed in."""

from pathlib import Path

import qualcode


def resource(name: str) -> Path:
    """A file below ``resources/``."""
    package = Path(qualcode.__file__).parent
    shipped = package / "_data" / "resources" / name
    return shipped if shipped.exists() else package.parent / "resources" / name
