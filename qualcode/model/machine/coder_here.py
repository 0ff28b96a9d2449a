"""Who sits at this computer, as far as it can tell: whoever codes and looks without having said so."""

import getpass
import os
from typing import Final

from qualcode.model.words.names import given_name

NAMELESS: Final = "coder"


def named_for_now() -> str:
    """The name in the environment variable QUALCODE_CODER; empty where there is none."""
    return given_name(os.environ.get("QUALCODE_CODER", ""))


def system_user() -> str:
    """The name under which the person has logged in."""
    try:
        return given_name(getpass.getuser()) or NAMELESS
    except (OSError, KeyError, ImportError):
        # A container's user may have a number and no name; Windows has no module pwd to ask.
        return NAMELESS


def coder_here() -> str:
    """Who codes and looks by command where nobody else is named: QUALCODE_CODER, else the system's user."""
    return named_for_now() or system_user()
