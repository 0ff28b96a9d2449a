"""The bench measures what there is: its scenarios, and what the scripts that it starts import."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from tests.bench import starting
from tests.bench.__main__ import SCENARIOS, wanted
from tests.bench.places import project_file


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_scenario_is_there(scenario: str) -> None:
    module, function = scenario.split(".")
    assert callable(getattr(import_module(f"tests.bench.{module}"), function))


def test_scripts_import_what_there_is() -> None:
    scripts = [
        script for name, script in vars(starting).items() if name.isupper() and isinstance(script, str)
    ]
    assert len(scripts) > 1
    for script in scripts:
        for node in ast.walk(ast.parse(script)):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    part = getattr(import_module(node.module), alias.name, None)
                    assert part is not None or import_module(f"{node.module}.{alias.name}") is not None


def test_what_the_window_does_is_measured_alone_once_there_is_a_project(tmp_path: Path) -> None:
    first = wanted(["window"], tmp_path)
    assert first[:2] == ["storing.building", "storing.importing_codings"]
    assert {"showing.gestures", "stalls.journeys"} < set(first)
    project_file(tmp_path).touch()
    assert wanted(["window"], tmp_path) == first[2:]
    assert wanted(["showing", "reading.texts"], tmp_path) == [
        name for name in SCENARIOS if name.startswith("showing.") or name == "reading.texts"
    ]
    assert wanted(list(SCENARIOS), tmp_path) == list(SCENARIOS)
