"""What is cited is this version, and the file for reference managers says the same."""

import tomllib
from pathlib import Path

import yaml

from qualcode import __version__
from qualcode.model.results.citation import AUTHORS, TITLE, WHAT, YEAR, apa, bibtex, in_text

ROOT = Path(__file__).parents[3]


def test_the_file_for_reference_managers_is_yaml_of_this_version() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert found["version"] == project["version"] == __version__
    assert found["title"] == f"{TITLE}: {WHAT}"
    assert found["authors"] == [{"name": AUTHORS}]
    assert found["date-released"].year == YEAR
    assert found["license"] == project["license"]
    assert {"cff-version", "message", "type"} <= set(found)


def test_every_form_names_authors_year_and_version() -> None:
    for words in (in_text(), apa(), bibtex()):
        assert all(part in words for part in (AUTHORS, str(YEAR), __version__, TITLE))


def test_the_entry_for_bibtex_is_balanced() -> None:
    entry = bibtex()
    assert entry.startswith("@software{qualcode,\n")
    assert entry.count("{") == entry.count("}")
    assert all(line.endswith(("},", "}")) for line in entry.splitlines()[1:])
