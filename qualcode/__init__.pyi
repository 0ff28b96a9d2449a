"""What ``import qualcode`` offers in Python, for those who check types."""

from qualcode.api import Columns as Columns
from qualcode.api import Figures as Figures
from qualcode.api import OpenedProject as OpenedProject
from qualcode.api import open as open  # noqa: A004 - qualcode.open
from qualcode.model.errors import QualcodeError as QualcodeError

__version__: str
