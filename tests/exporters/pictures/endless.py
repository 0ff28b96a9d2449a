"""A picture that is never drawn, in a module of its own: the process that draws has to load it."""

import os
import time
from dataclasses import dataclass

from qualcode.exporters.pictures.sheet import Page


@dataclass(frozen=True)
class Endless:
    """A picture that is never finished, or takes its process along."""

    dies: bool = False

    def page(self) -> Page:
        if self.dies:
            os._exit(1)
        time.sleep(600)
        raise AssertionError("nobody waits that long")
