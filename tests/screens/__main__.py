"""Captures every page and dialog of the window: ``python -m tests.screens --to FOLDER``.

``--size 1280x720 --scale 150 --theme dark`` makes one variant. Without a size, a scale or
a theme it makes all of them, one after the other, each in a folder of its own. faults.txt beside the
captures lists what a machine can find; the rest wants to be looked at.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from qualcode.ui.look.theme import ThemeChoice
from tests.screens.catalogue import DIALOGS, PAGES
from tests.screens.material import build
from tests.screens.stage import Screen, Stage, prepare

SIZES = ("1280x720", "1440x900", "1920x1080")
SCALES = (100, 150, 200)
THEMES = ("light", "dark")


def capture(stage: Stage, screens: tuple[Screen, ...], to: Path) -> list[str]:
    """Capture the screens one after the other; what is wrong with each, in lines."""
    said = []
    for number, screen in enumerate(screens, 1):
        said += [
            f"{screen.name}: {fault}"
            for fault in _shown(stage, screen, to / f"{number:03}-{screen.name}.png")
        ]
        stage.clear()
    return said


def _shown(stage: Stage, screen: Screen, path: Path) -> list[str]:
    try:
        screen.show(stage)
    except Exception as error:  # noqa: BLE001 - the others are captured all the same
        return [f"NOT SHOWN: {type(error).__name__}: {error}"]
    there = stage.wait_for(screen.kind)
    stage.captured().save(str(path))
    absent = [] if there else [f"NOT SHOWN: {stage.window.messages.text or 'nothing was said'}"]
    return absent + stage.faults()


def run(size: str, scale: int, theme: str, to: Path, screens: tuple[Screen, ...]) -> list[str]:
    """Make one variant in this process; a process can make one."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qualcode-screens-") as temporary:
        folder = Path(temporary)
        build(folder)
        wide, _, high = size.partition("x")
        prepare((int(wide), int(high)), scale, folder)
        stage = Stage(ThemeChoice(theme), folder)
        found = capture(stage, screens, to)
        stage.close()
    (to / "faults.txt").write_text("".join(f"{line}\n" for line in found), "utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.screens", description=__doc__)
    parser.add_argument("--size", choices=SIZES)
    parser.add_argument("--scale", type=int, choices=SCALES)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--to", type=Path, required=True, help="the folder for the captures")
    parser.add_argument("--pages-only", action="store_true", help="no dialogs and no menus")
    parser.add_argument("--only", default="", help="the screens whose names begin so, after the first two")
    asked = parser.parse_args()
    if asked.size and asked.scale and asked.theme:
        screens = PAGES if asked.pages_only else PAGES + DIALOGS
        chosen = tuple(each for each in screens if each in screens[:2] or each.name.startswith(asked.only))
        began = time.monotonic()
        found = run(asked.size, asked.scale, asked.theme, asked.to, chosen)
        said = f"{asked.to}: {len(chosen)} captures, {len(found)} faults in {time.monotonic() - began:.0f} s"
        print(said)  # noqa: T201 - its output
        return
    wanted = product(
        (asked.size,) if asked.size else SIZES,
        (asked.scale,) if asked.scale else SCALES,
        (asked.theme,) if asked.theme else THEMES,
    )
    for size, scale, theme in wanted:
        command = [
            sys.executable,
            "-m",
            "tests.screens",
            "--size",
            size,
            "--scale",
            str(scale),
            "--theme",
            theme,
        ]
        more = ["--pages-only"] if asked.pages_only else []
        to = asked.to / f"{size}-{scale}-{theme}"
        subprocess.run([*command, "--to", str(to), "--only", asked.only, *more], check=True)


if __name__ == "__main__":
    main()
