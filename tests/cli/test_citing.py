from click.testing import CliRunner

from qualcode.cli.main import qualcode
from qualcode.model.results.citation import apa, bibtex


def test_the_reference_is_shown_in_words_and_for_bibtex() -> None:
    assert CliRunner().invoke(qualcode, ["cite"]).output == f"{apa()}\n"
    assert CliRunner().invoke(qualcode, ["cite", "--bibtex"]).output == f"{bibtex()}\n"
