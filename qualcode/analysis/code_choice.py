"""Which codes a matrix is made of: all, those ticked, those of a set, the most used, or only the used."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.entities import CodeSet
from qualcode.model.identity import key_of, keys_of
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.study import Study


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """At most one of the first three is given; with none of them all codes are meant.

    ``codes`` are those ticked (None: nothing was ticked or unticked), ``code_set`` is a set of codes,
    ``most_used`` the number of codes with the most codings. ``used`` leaves out codes without codings.
    """

    codes: tuple[UUID, ...] | None = None
    code_set: UUID | None = None
    most_used: int = 0
    used: bool = False

    @property
    def everything(self) -> bool:
        return self.codes is None and self.code_set is None and not self.most_used and not self.used

    def still_valid(self, study: Study) -> "CodeChoice":
        """The same without codes, and without a set, that are no longer there."""
        if self.code_set is not None and self.code_set not in study.rows(CodeSet):
            return CodeChoice(used=self.used)
        if self.codes is None:
            return self
        there = tuple(code_id for code_id in self.codes if code_id in study.codes)
        return replace(self, codes=there if there or not self.codes else None)

    def codes_of(
        self,
        study: Study,
        coders: CoderChoice,
        aggregate: bool,
        transcripts: Sequence[UUID] | None = None,
    ) -> tuple[UUID, ...] | None:
        """The codes in the order of the codebook; None: all.

        How much codes are used is counted in these transcripts (None: all of them), as in the figures. A
        category carries no codings: where codes do not stand for those below them it gives way to
        the codes below it.
        """
        if self.everything:
            return None
        if self.most_used:
            return _most_used(study, self.most_used, coders, aggregate, transcripts)
        chosen = self._chosen(study, aggregate)
        if not self.used:
            return chosen
        uses = _uses(study, chosen, coders, aggregate, transcripts)
        return tuple(code_id for code_id, use in zip(chosen, uses, strict=True) if use)

    def _chosen(self, study: Study, aggregate: bool) -> tuple[UUID, ...]:
        if self.codes is None and self.code_set is None:
            return tuple(code.id for code in study.codes_in_order)
        chosen: set[UUID] = set(self.codes or ())
        if self.code_set is not None:
            chosen = {code.id for code in study.codes_of_set(self.code_set)}
        if not aggregate:
            categories = {row for row in chosen if row in study.codes and not study.codes[row].codable}
            below = {code.id for row in categories for code in study.descendants(row) if code.codable}
            chosen = (chosen - categories) | below
        return tuple(code.id for code in study.codes_in_order if code.id in chosen)

    def which(self, study: Study) -> str:
        """How the codes were chosen, as it is printed: "most used", "used", "chosen", "“Concerns”"."""
        if self.most_used:
            # Where there are no others, these are not the most used of them.
            most_used = self.most_used < sum(code.codable for code in study.codes.values())
            return "most used" if most_used else "all"
        found = None if self.code_set is None else study.rows(CodeSet).get(self.code_set)
        by_hand = "" if self.used and self.codes is None else "chosen"
        which = by_hand if found is None else f"“{found.name}”"
        return f"used {which}".rstrip() if self.used else which


ALL_CODES: Final = CodeChoice()


def _most_used(
    study: Study, number: int, coders: CoderChoice, aggregate: bool, transcripts: Sequence[UUID] | None
) -> tuple[UUID, ...]:
    """The codes with the most codings; of two that have as many, the one further up in the codebook."""
    codes = [code.id for code in study.codes_in_order if code.codable or aggregate]
    counts = _uses(study, codes, coders, aggregate, transcripts)
    first = sorted(range(len(codes)), key=lambda place: (-counts[place], place))[:number]
    return tuple(codes[place] for place in sorted(first))


def _uses(
    study: Study,
    codes: Sequence[UUID],
    coders: CoderChoice,
    aggregate: bool,
    transcripts: Sequence[UUID] | None,
) -> list[int]:
    """How many codings of the chosen coders each code has, with those below it where it stands for them."""
    size = max((key_of(code.id) for code in study.codes.values()), default=-1) + 1
    uses = np.zeros(size, dtype=np.int64)
    chosen = study.codings if transcripts is None else set(transcripts)
    for transcript_id, table in study.codings.items():
        if transcript_id not in chosen:
            continue
        keys = table.code
        if not coders.everybody:
            keys = keys[np.isin(table.coder, keys_of(coders.coders))]
        uses += np.bincount(keys, minlength=size)[:size]

    def use(code_id: UUID) -> int:
        below = study.descendants(code_id) if aggregate else ()
        return int(uses[key_of(code_id)]) + sum(int(uses[key_of(code.id)]) for code in below)

    return [use(code_id) for code_id in codes]
