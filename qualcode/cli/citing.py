"""The command that says how this program is cited."""

import click

from qualcode.model.results.citation import apa, bibtex


@click.command()
@click.option("--bibtex", "as_bibtex", is_flag=True, help="As an entry for BibTeX.")
def cite(as_bibtex: bool) -> None:
    """Show how to cite qualcode in a paper.

    The entry is in the manner of APA 7; the file CITATION.cff beside the program says the same.
    """
    click.echo(bibtex() if as_bibtex else apa())
