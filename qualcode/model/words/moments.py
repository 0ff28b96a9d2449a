"""When something was done, as window and commands say it: by the clock of the computer, which they tell.

Reports and files have every moment in UTC and say so, for they are the same wherever they are made; people
who look at the window want to know when it was where they are.
"""

from datetime import datetime
from typing import Final

from qualcode.model.words.in_words import day_in_words, moment_in_words, time_in_words

BY_CLOCK: Final = "Times are by this computer’s clock; reports and files have them in UTC"


def moment_here(at: datetime) -> str:
    """``11 March 2021, 14:05``, where the reader is."""
    return time_in_words(at.astimezone())


def day_here(at: datetime) -> str:
    """``11 March 2021``, where the reader is."""
    return day_in_words(at.astimezone().date())


def clock_told(at: datetime) -> str:
    """By which clock a moment is shown, and what it is in reports, to be read beside it."""
    return f"By this computer’s clock; in reports and files {moment_in_words(at)}"
