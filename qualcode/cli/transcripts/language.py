"""The command that sets the language of a transcript."""

import click

from qualcode.cli.options import coder_option, json_option, project_argument
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading
from qualcode.model.words.languages import LANGUAGES
from qualcode.operations.transcripts.documents import set_transcript_languages
from qualcode.project.spoken_languages import misread_languages


@click.command(epilog=f"Languages: {', '.join(f'{code} {name}' for code, name in LANGUAGES.items())}.")
@project_argument
@click.argument("transcript", metavar="TRANSCRIPT", required=False)
@click.argument("code", metavar="LANGUAGE", required=False)
@click.option("--as-read", is_flag=True, help="Set the languages that transcripts read like instead.")
@coder_option
@json_option
def language(
    address: str, transcript: str | None, code: str | None, as_read: bool, coder: str, as_json: bool
) -> None:
    """Set the language of a transcript.

    LANGUAGE is one of those listed here, also with a region (pt-BR), or an English name. Words and
    sentences of the transcript are found by the rules of its language. Without TRANSCRIPT and LANGUAGE the
    transcripts are listed whose words clearly read like another language than is set; --as-read sets that
    of all of them, or of TRANSCRIPT.
    """
    if transcript is None and not as_read:
        _list(address, as_json)
        return
    if (code is None) != as_read:
        raise click.UsageError("Give a transcript and a language, or --as-read; neither lists what differs.")
    with changing(address) as project:
        study = project.study
        chosen = None if transcript is None else [study.transcript_named(transcript).id]
        meant = misread_languages(study, chosen) if code is None else dict.fromkeys(chosen or (), code)
        change = set_transcript_languages(study, meant)
        project.do(change, coder)
    click.echo(f"{change.happened}." if change else AS_IT_IS)


def _list(address: str, as_json: bool) -> None:
    with reading(address) as project:
        study = project.study
        found = misread_languages(study)
        texts = study.transcripts
        rows = [(texts[row].name, texts[row].language, read) for row, read in found.items()]
    titles = ("transcript", "language", "reads like")
    if as_json:
        print_json([dict(zip(titles, row, strict=True)) for row in rows])
    elif rows:
        print_table(titles, rows)
    else:
        click.echo("No transcript clearly reads like another language than is set.")
