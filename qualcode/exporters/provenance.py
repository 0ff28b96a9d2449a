"""What is printed beside figures: where they come from, as pairs and as one line in plain words."""

from typing import Final

from qualcode.model.matrix import Provenance

IN_WORDS: Final = "in words"
"""The fact that tells rule, count, coders and scope in one sentence."""


def facts(provenance: Provenance) -> list[tuple[str, str]]:
    """Everything to be printed, in order: title, the facts of the rule, project, step, program."""
    return [
        ("title", provenance.title),
        *provenance.facts,
        ("project", provenance.project),
        ("step", str(provenance.step)),
        ("program", f"qualcode {provenance.version}"),
    ]


def caption(provenance: Provenance) -> str:
    """One line for below a table: how it was made, project, step and program.

    Where the facts hold a sentence ("in words"), it stands for all of them.
    """
    stated = dict(provenance.facts)
    rule = stated.get(IN_WORDS) or "; ".join(f"{name}: {value}" for name, value in provenance.facts)
    source = f"Project “{provenance.project}”, step {provenance.step}, qualcode {provenance.version}."
    return f"{rule[:1].upper()}{rule[1:].rstrip('.')}. {source}" if rule else source
