"""How large everything in the window is: chosen once, taken up when the program starts."""

import sys
from collections.abc import Mapping, MutableMapping
from typing import Final

from PySide6.QtCore import QProcess

SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)
"""Percent of the size that the system asks for."""

_FACTOR: Final = "QT_SCALE_FACTOR"
_OURS: Final = "QUALCODE_SCALED"


def tell_qt(percent: int, environment: MutableMapping[str, str]) -> None:
    """Tell Qt the size, before it starts; a size that is set in the environment stays."""
    if _FACTOR in environment and _OURS not in environment:
        return
    for name in (_FACTOR, _OURS):
        environment.pop(name, None)
    if percent != 100:
        environment[_FACTOR] = str(percent / 100)
        environment[_OURS] = "yes"


def shown_at(environment: Mapping[str, str]) -> int:
    """The size at which this program was started, in percent; 100 where the environment says none."""
    try:
        return round(float(environment.get(_FACTOR, "1")) * 100)
    except ValueError:
        return 100


def restart(address: str | None) -> None:
    """Start the program once more, with the project that was open; this one is about to end."""
    project = [] if address is None else ["open", address]
    QProcess.startDetached(sys.executable, ["-m", "qualcode", *project])
