"""The command that writes how far coders agree."""

from pathlib import Path
from typing import Any

import click

from qualcode.cli.printing import print_json, progress
from qualcode.cli.projects import reading
from qualcode.cli.questions.asking import asked_of, output_commands
from qualcode.exporters.agreement.agreement_json import as_json
from qualcode.language.measures import SpacyMeasures
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.project.reports.agreeing import export_agreement
from qualcode.project.reports.word_looks import looking_like

(agreement,) = output_commands("agreement")


def _write(address: str, path: Path, printed: bool, template: Path | None, **parts: Any) -> None:
    question = asked_of(AgreementQuestion, parts)
    with reading(address) as project, looking_like(template, path), progress("Comparing"):
        found = export_agreement(path, project.record(), question, SpacyMeasures())
    if printed:
        print_json(as_json(found))
    else:
        click.echo(f"{path}: {dict(found.provenance.facts)['in words']}.")


agreement.callback = _write
agreement.params.append(
    click.Option(["--json", "printed"], is_flag=True, help="Also print the figures as JSON.")
)
