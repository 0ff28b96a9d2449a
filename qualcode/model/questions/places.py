"""The parts of a question that say in which transcripts something is looked for."""

from typing import Any

from qualcode.model.questions.parts import part


def transcripts_part(usual: str = "all") -> Any:
    """Transcripts by name; ``usual`` says what None stands for."""
    return part(None, f"Only this transcript; may be repeated. [default: {usual}]", option="--transcript")


def folders_part() -> Any:
    """Transcripts by folder."""
    return part(
        (),
        "Only transcripts in this folder and the folders in it; may be repeated, and adds to --transcript.",
        option="--folder",
    )


def statuses_part() -> Any:
    """Transcripts by status."""
    return part((), "Only transcripts with this status; may be repeated. [default: any]", option="--status")
