"""Projects that are made once in a run and copied for every test that wants one."""

import shutil
from collections.abc import Callable
from pathlib import Path

from qualcode.project.project import Project
from qualcode.project.sample import build_sample


def the_sample(address: str) -> Project:
    """The sample project, as the program builds it."""
    return build_sample(address, "AB")


Make = Callable[[str], Project]
"""Makes a project at an address and gives it open."""


class ReadyProjects:
    """Copying a file takes a tenth of what making tables and steps takes; the copies share their UUIDs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[Make, Path] = {}

    def file(self, make: Make) -> Path:
        """The project itself, not to be changed."""
        if make not in self._made:
            path = self._folder / f"{len(self._made)}.qualcode"
            make(str(path)).close()
            path.chmod(0o444)
            self._made[make] = path
        return self._made[make]

    def copy(self, make: Make, path: Path) -> str:
        """A project of one's own at ``path``."""
        shutil.copyfile(self.file(make), path)
        return str(path)
