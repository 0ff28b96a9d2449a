"""What is printed beside figures: where they come from, as pairs and as one line in plain words."""

from dataclasses import dataclass, replace
from typing import Final

from qualcode.model.words.in_words import sentence

Facts = tuple[tuple[str, str], ...]
"""Pairs such as ("rule", "overlap"), ("count", "pairs"), in the order in which they are printed."""

IN_WORDS: Final = "in words"
"""The fact that tells rule, count, coders and scope in one sentence."""
QUOTES: Final = "quotes"
"""The fact that tells how many quotes there are, and how they are printed."""
CHOICE: Final = "choice of quotes"
"""The fact that tells by which rule they were chosen, which several parts of a document share."""
NO_QUOTES: Final = "none"
"""What the first says where there are none."""
CONSENT: Final = "consent"
"""The fact that tells whose words are quoted."""
CITED: Final = "words cited"
"""The fact that tells where words of people who may not be quoted are left out of the study’s own texts."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """How figures came about. ``step`` is the project's last step; ``version`` the program's.

    ``withheld`` says whose work is not counted, without a full stop; "" where all is.
    """

    title: str
    facts: Facts
    project: str
    step: int
    version: str
    withheld: str = ""

    @property
    def sentence(self) -> str:
        """How the figures were made, in one sentence without its full stop; empty where no fact says so."""
        return dict(self.facts).get(IN_WORDS, "").rstrip(".")

    def saying(self, sentence: str) -> "Provenance":
        """The same with another sentence."""
        facts = tuple((name, sentence if name == IN_WORDS else value) for name, value in self.facts)
        return replace(self, facts=facts)

    def saying_also(self, words: str) -> "Provenance":
        """The same with further words at the end of its sentence."""
        return self.saying(f"{self.sentence}; {words}")


def facts(provenance: Provenance) -> list[tuple[str, str]]:
    """Everything to be printed, in order: title, the facts of the rule, project, step, program."""
    withheld = [("own work only", f"{provenance.withheld}.")] if provenance.withheld else []
    return [
        ("title", provenance.title),
        *provenance.facts,
        *withheld,
        ("project", provenance.project),
        ("step", str(provenance.step)),
        ("program", f"qualcode {provenance.version}"),
    ]


def caption(provenance: Provenance) -> str:
    """One line for below a table: how it was made, project, step and program.

    Where no fact is a sentence, all facts stand for it.
    """
    rule = provenance.sentence or "; ".join(f"{name}: {value}" for name, value in provenance.facts)
    withheld = f"{provenance.withheld}. " if provenance.withheld else ""
    source = (
        f"{withheld}Project “{provenance.project}”, step {provenance.step}, qualcode {provenance.version}."
    )
    return f"{sentence(rule.rstrip('.'))} {source}" if rule else source
