import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from qualcode.language.pipeline import ANY_LANGUAGE, pipeline
from qualcode.model.errors import QualcodeError


def test_a_known_language_is_read_by_its_own_rules() -> None:
    found = pipeline("de")
    assert found.nlp.lang == "de"
    assert found.note == ""
    assert found.nlp.pipe_names == ["sentencizer"]


def test_regional_languages_are_read_as_their_language() -> None:
    assert pipeline("pt-BR").nlp.lang == "pt"
    assert pipeline("en_GB").nlp.lang == "en"


@pytest.mark.parametrize("language", ["tlh", "vi"])
def test_an_unknown_language_is_read_as_any_language_with_a_note(language: str) -> None:
    found = pipeline(language)
    assert found.nlp.lang == ANY_LANGUAGE
    assert f"“{language}”" in found.note


def test_the_commands_of_spacy_are_loaded_only_for_who_asks_for_them() -> None:
    loads = "import sys; from qualcode.language.pipeline import pipeline; pipeline('en')"
    lacks = "assert not {'typer', 'spacy.cli', 'spacy.cli.info'} & {*sys.modules}"
    asks = "from spacy.cli.info import info; assert callable(info)"
    code = "; ".join((loads, lacks, asks))
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_no_language_needs_no_note() -> None:
    assert pipeline("").note == ""


def test_pipelines_are_loaded_once() -> None:
    assert pipeline("de") is pipeline("de")


def test_an_installed_pipeline_is_used(tmp_path: Path) -> None:
    made = spacy.blank("nl")
    made.add_pipe("sentencizer", config={"punct_chars": ["|"]})
    made.to_disk(tmp_path / "model")
    found = pipeline("nl", str(tmp_path / "model"))
    assert [sentence.text for sentence in found.nlp("een. | twee").sents] == ["een. |", "twee"]


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(QualcodeError, match="en_core_web_enormous"):
        pipeline("en", "en_core_web_enormous")
