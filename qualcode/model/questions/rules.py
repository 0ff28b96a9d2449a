"""What can be asked about codings: rule, count, and the choice of codes, coders and transcripts, in words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import query_in_words
from qualcode.model.questions.provenance import Facts, Provenance, facts
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed, plural_of


class Rule(StrEnum):
    """When two codes count as occurring together."""

    OVERLAP = "overlap"
    EXACT = "exact"
    INSIDE = "inside"
    NEAR = "near"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"
    TRANSCRIPT = "transcript"
    PARTICIPANT = "participant"

    @property
    def by_unit(self) -> bool:
        """Whether the rule looks at context units instead of pairs of passages."""
        return self in UNIT_RULES


class Count(StrEnum):
    """What is counted in a co-occurrence matrix."""

    PAIRS = "pairs"
    UNITS = "units"
    CHARACTERS = "characters"
    PARTICIPANTS = "participants"
    TRANSCRIPTS = "transcripts"

    @property
    def adds_up(self) -> bool:
        """Whether a row may be added up; a unit, person or transcript may hold several of its pairs."""
        return self in (Count.PAIRS, Count.CHARACTERS)

    @property
    def is_of_places(self) -> bool:
        """Whether a figure is the number of places in the text that can be shown for it."""
        return self in (Count.PAIRS, Count.UNITS)

    @property
    def is_of_passages(self) -> bool:
        """Whether a code by itself is counted in passages, coders merged."""
        return self is Count.PAIRS


class Coefficient(StrEnum):
    """How strongly two codes go together, computed from the counts."""

    C = "c"
    OVERLAP = "overlap"
    SHARE = "share"
    LIFT = "lift"
    PHI = "phi"
    ODDS = "odds"

    @property
    def needs_units(self) -> bool:
        """Whether the number of all units in scope enters the formula."""
        return self in (Coefficient.LIFT, Coefficient.PHI, Coefficient.ODDS)


UNIT_RULES: Final = frozenset((Rule.SENTENCE, Rule.PARAGRAPH, Rule.TURN, Rule.TRANSCRIPT, Rule.PARTICIPANT))

COEFFICIENT_NAMES: Final = {
    Coefficient.C: "c-coefficient (Jaccard): n12 / (n1 + n2 \u2212 n12)",
    Coefficient.OVERLAP: "overlap coefficient: n12 / min(n1, n2)",
    Coefficient.SHARE: "share of row: n12 / n1",
    Coefficient.LIFT: "lift: n12 \u00d7 N / (n1 \u00d7 n2)",
    Coefficient.PHI: "phi",
    Coefficient.ODDS: "odds ratio",
}


def formula_in_words(coefficient: str) -> str:
    """What the letters of a coefficient’s formula mean; empty where its name says none."""
    formula = coefficient.partition(": ")[2]
    if not formula:
        return ""
    first = (
        "n1 and n2 are how often each of them occurs" if "n2" in formula else "n1 is that of the row alone"
    )
    units = "; N is the number of all units in scope" if "N" in formula else ""
    return f"In the formula, n12 is how often two codes occur together; {first}{units}."


_RULE_WORDS: Final = {
    Rule.OVERLAP: "Codes that overlap",
    Rule.EXACT: "Codes on exactly the same passage",
    Rule.INSIDE: "Codes where one is inside the other",
    Rule.SENTENCE: "Codes in the same sentence",
    Rule.PARAGRAPH: "Codes in the same paragraph",
    Rule.TURN: "Codes in the same turn",
    Rule.TRANSCRIPT: "Codes in the same transcript",
    Rule.PARTICIPANT: "Codes in turns of the same participant in one transcript",
}

_UNIT_WORDS: Final = {
    Rule.SENTENCE: "sentences",
    Rule.PARAGRAPH: "paragraphs",
    Rule.TURN: "turns",
    Rule.TRANSCRIPT: "transcripts",
    Rule.PARTICIPANT: "participants in a transcript",
}


_TOLD: Final = {
    **{("rule", str(rule)): f"{words[:1].lower()}{words[1:]}" for rule, words in _RULE_WORDS.items()},
    ("rule", str(Rule.NEAR)): "codes near each other",
    ("count", str(Count.PAIRS)): "pairs of passages",
    ("count", str(Count.CHARACTERS)): "shared characters",
}


def facts_told(about: Provenance) -> list[tuple[str, str]]:
    """The facts for people, who know rules and counts by what they mean, not by what commands call them."""
    return [(name, _TOLD.get((name, value), value)) for name, value in facts(about)]


def default_count(rule: Rule) -> Count:
    """What is counted under ``rule`` when nobody says otherwise."""
    return Count.UNITS if rule.by_unit else Count.PAIRS


def refusal(rule: Rule, count: Count) -> str | None:
    """Why ``count`` has no meaning under ``rule``, as a sentence; None where it has one."""
    if count is Count.CHARACTERS and rule is not Rule.OVERLAP:
        return f"Shared characters exist only where codes overlap: the rule “{rule}” cannot count characters."
    if count is Count.PAIRS and rule.by_unit:
        return (
            f"The rule “{rule}” looks at {_UNIT_WORDS[rule]}, not at pairs of passages: count units instead."
        )
    if count is Count.UNITS and not rule.by_unit:
        return f"The rule “{rule}” compares passages, so there are no units to count; count pairs instead."
    if count is Count.PARTICIPANTS and rule is Rule.NEAR:
        return (
            "Passages near each other need not share any text, so they belong to no one participant: "
            "count pairs or transcripts, or use the rule “participant”."
        )
    if count is Count.PARTICIPANTS and rule is Rule.TRANSCRIPT:
        return (
            "A transcript belongs to everyone who speaks in it, so it says nothing of single participants: "
            "use the rule “participant”."
        )
    return None


SEPARATELY: Final = "not merged"
"""What is said of coders whose segments of the same words are not merged."""


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """Whose codings count: everybody's or those of the named coders, merged so that agreement counts once."""

    coders: tuple[UUID, ...] = ()

    @property
    def everybody(self) -> bool:
        return not self.coders

    def describe(self, study: Study, *, merged: bool = True) -> str:
        """The choice in words: "all coders merged", "coder AB", "coders AB and CD, not merged"."""
        if not self.everybody and len(self._names(study)) <= 1:
            return self.whose(study)
        return f"{self.whose(study)} merged" if merged else f"{self.whose(study)}, {SEPARATELY}"

    def whose(self, study: Study) -> str:
        """The same where nothing is merged, in a list of segments say: "all coders", "coders AB and CD"."""
        if self.everybody:
            return "all coders"
        names = self._names(study)
        if not names:
            return "coders who are no longer in the project"
        return f"{plural_of(len(names), 'coder')} {listed(names)}"

    def _names(self, study: Study) -> list[str]:
        return [row.name for row in study.coders_in_order if row.id in self.coders]


ALL_CODERS: Final = CoderChoice()


ALL_OF_THEM: Final = "all"
_SUBCODES: Final = "subcodes included"


@dataclass(frozen=True, slots=True)
class Selection:
    """The codings in question. ``codes`` and ``transcripts`` None: all; order of codes is kept.

    With ``aggregate`` a code stands for itself and all codes below it. ``which`` says in words how
    the codes were chosen ("chosen", "most used"), ``places`` how the transcripts were, where that was not
    by name. With ``query``, a saved query, only codings that share text with its passages count, and only
    the units (and, of participants, the turns) that its passages touch are in scope.
    """

    codes: tuple[UUID, ...] | None = None
    coders: CoderChoice = ALL_CODERS
    aggregate: bool = False
    include_interviewers: bool = False
    transcripts: tuple[UUID, ...] | None = None
    query: UUID | None = None
    which: str = "chosen"
    places: str = ""

    def codes_of(self, study: Study) -> tuple[UUID, ...]:
        """The chosen codes as far as the study has them: those named, or all in codebook order.

        Categories, which carry no codings of their own, come along only where they are aggregated.
        """
        if self.codes is not None:
            return tuple(code_id for code_id in self.codes if code_id in study.codes)
        return tuple(code.id for code in study.codes_in_order if code.codable or self.aggregate)

    def transcripts_of(self, study: Study) -> tuple[UUID, ...]:
        """The chosen transcripts in the study's order."""
        chosen = None if self.transcripts is None else frozenset(self.transcripts)
        return tuple(row.id for row in study.transcripts_in_order if chosen is None or row.id in chosen)

    def scope(self, study: Study) -> str:
        """Transcripts and what is not as usual: "9 transcripts, 5 chosen codes, subcodes included"."""
        parts = [f"{counted(len(self.transcripts_of(study)), 'transcript')}{self.places_in_words()}"]
        if self.codes is not None:
            parts.append(self._codes_in_words(study))
        if self.aggregate:
            parts.append(_SUBCODES)
        if self.include_interviewers:
            parts.append("with interviewers")
        return f"{', '.join(parts)}{self.query_words(study)}"

    def facts(self, study: Study, *, merged: bool = True) -> Facts:
        """Coders, codes, transcripts and speakers as they are printed beside figures.

        ``merged``: a passage on which coders agree counts once.
        """
        codes, transcripts = len(self.codes_of(study)), len(self.transcripts_of(study))
        which = "all" if self.codes is None else self.which
        below = "with all their subcodes" if self.aggregate else "each by itself"
        return (
            ("coders", self.coders.describe(study, merged=merged)),
            ("codes", f"{codes} ({which}), {below}"),
            ("transcripts", f"{_of(transcripts, len(study.transcripts))}{self.places_in_words()}"),
            ("interviewers", "included" if self.include_interviewers else "left out of participants"),
            *self.query_fact(study),
        )

    def places_in_words(self) -> str:
        """What is said after a number of transcripts: `` (folder “Wave 1”, done)``."""
        return f" ({self.places})" if self.places else ""

    def _codes_in_words(self, study: Study) -> str:
        number = len(self.codes_of(study))
        if self.which == ALL_OF_THEM:
            return f"all {counted(number, 'code')}"
        return counted(number, f"{self.which} code")

    def narrowed_words(self, study: Study) -> str:
        """What is said where not all counts, or not by itself: ``, 5 chosen codes, subcodes included``."""
        codes = "" if self.codes is None else f", {self._codes_in_words(study)}"
        below = f", {_SUBCODES}" if self.aggregate else ""
        return f"{codes}{below}{self.query_words(study)}"

    @property
    def narrowed(self) -> bool:
        """Whether only some codes, or only passages of a query, count."""
        return self.codes is not None or self.query is not None

    def query_fact(self, study: Study) -> Facts:
        """Name and text of the query, where there is one."""
        if self.query is None:
            return ()
        return (("query", f"only what shares text with passages of {query_in_words(study, self.query)}"),)

    def query_words(self, study: Study) -> str:
        """What is to be said after a description: ``, only with “Renters” (housing:rented)``."""
        return "" if self.query is None else f", only with {query_in_words(study, self.query)}"


ALL: Final = Selection()


@dataclass(frozen=True, slots=True)
class CooccurrenceRequest:
    """A co-occurrence matrix to be made. ``count`` None: the rule's usual one.

    ``within`` is the distance in turns of the rule "near" (0: same turn). Raises QualcodeError
    for a combination without meaning.
    """

    rule: Rule = Rule.OVERLAP
    count: Count | None = None
    within: int = 1
    selection: Selection = ALL

    def __post_init__(self) -> None:
        if self.within < 0:
            raise QualcodeError("The distance in turns cannot be negative; 0 means the same turn.")
        reason = refusal(self.rule, self.counted)
        if reason is not None:
            raise QualcodeError(reason)

    @property
    def counted(self) -> Count:
        """What is counted, the rule's usual count where nothing was said."""
        return self.count or default_count(self.rule)

    def rule_in_words(self) -> str:
        if self.rule is not Rule.NEAR:
            return _RULE_WORDS[self.rule]
        if self.within == 0:
            return "Codes that overlap or are in the same turn"
        return f"Codes that overlap or are at most {counted(self.within, 'turn')} apart"

    def count_in_words(self) -> str:
        return _UNIT_WORDS[self.rule] if self.counted is Count.UNITS else str(self.counted)

    def occurrences_in_words(self) -> str:
        """What is counted of one code by itself: it has no pairs, but passages."""
        return "passages" if self.counted is Count.PAIRS else self.count_in_words()


def _of(number: int, total: int) -> str:
    return f"all {total:,}" if number == total else f"{number:,} of {total:,}"
