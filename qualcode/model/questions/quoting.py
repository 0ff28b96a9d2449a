"""The parts of questions that say how quotes are printed: declared once for every report with quotes."""

from typing import Any

from qualcode.model.questions.parts import part


def sentences_part() -> Any:
    """Whether quotes are made whole sentences."""
    return part(
        True,
        "Print whole sentences, the coded words marked; or only what was coded, with “…” where it is cut.",
        option="--sentences/--cut",
    )


def brackets_part(when: str = "") -> Any:
    """Whether quotes have remarks in brackets; ``when`` says in which files there are quotes."""
    quote = "quote" if when else "Quote"
    return part(
        True,
        f"{when}{quote} what is in brackets as well, such as [laughs]; or only stand-ins such as [son].",
        option="--brackets/--no-brackets",
    )


def attributes_part() -> Any:
    """The attributes that stand in the references of quotes."""
    return part(
        (),
        "Name this attribute of participants or transcripts beside their quotes; may be repeated.",
        option="--attribute",
        what="a list of names of attributes",
    )
