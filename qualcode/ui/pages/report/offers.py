"""What the boxes of the report line offer of a project: codes, coders, levels and attributes by name."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from qualcode.model.queries.query import written_identity
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.names import identities
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.study import Study
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.teamwork.rounds import second_codings
from qualcode.model.words.in_words import listed
from qualcode.ui.pages.asked import all_chosen, named

OTHERS: Final = "choose"
"""Stands for the entry that opens a list to choose from."""
_FEW: Final = 4

Offered = list[tuple[Any, str]]


def codes_offered(study: Study, chosen: tuple[str, ...] | None) -> Offered:
    """All codes, the sets, the categories at the top; what else is chosen; and the list of all."""
    offered: Offered = [(None, "all codes")]
    for row in study.code_sets_in_order:
        members = identities(tuple(code.id for code in study.codes_of_set(row.id) if code.codable))
        if members:
            offered.append((members, f"the set “{row.name}”"))
    for code in study.children(None):
        every = (code, *study.descendants(code.id))
        below = identities(tuple(row.id for row in every if row.codable))
        if len(below) > 1:
            offered.append((below, f"the codes of “{code.name}”"))
    return _with_others(offered, chosen, "code", lambda row: study.codes[row].name)


def levels(study: Study) -> int:
    """How deep the codebook is."""
    found: dict[UUID | None, int] = {None: 0}
    # Those above come first.
    for row in study.codes_in_order:
        found[row.id] = found[row.parent_id] + 1
    return max(found.values())


def levels_offered(study: Study) -> Offered:
    deeper = [(number, f"down to level {number}") for number in range(1, levels(study))]
    return [(None, "codes on all levels"), *deeper]


def attributes_offered(study: Study, chosen: tuple[str, ...], usual: str) -> Offered:
    """``usual`` is what is said where none is chosen."""
    names = {written_identity(row.id): row.name for row in study.attributes_in_order}
    own: Offered = []
    if chosen:
        told = listed([names[row] for row in chosen if row in names])
        own = [(chosen, f"with {told}" if len(chosen) < _FEW else f"with {len(chosen)} attributes")]
    return [((), usual), *own, (OTHERS, "attributes to be chosen…")]


def coders_offered(study: Study, question: AnyReport) -> Offered:
    """All coders and each by name; where their agreement is asked, all and every pair."""
    if not isinstance(question, AgreementQuestion):
        each: Offered = [(identities((row.id,)), f"by {row.name}") for row in study.coders_in_order]
        return [((), "by all coders"), *each]
    offered: Offered = [((), "all coders")]
    for one, other in combinations(study.coders_in_order, 2):
        offered.append((identities((one.id, other.id)), f"{one.name} and {other.name}"))
    if question.coders and question.coders not in [value for value, _ in offered]:
        chosen = set(all_chosen(question.coders))
        offered.append(
            (question.coders, listed([row.name for row in study.coders_in_order if row.id in chosen]))
        )
    return offered


def with_own(offered: Sequence[tuple[int, str]], chosen: int) -> Offered:
    """What is offered, and a percentage that was chosen elsewhere."""
    if chosen in [value for value, _ in offered]:
        return list(offered)
    return [*offered, (chosen, f"by at least {chosen}%")]


def _with_others(
    offered: Offered,
    chosen: Sequence[str] | None,
    noun: str,
    name: Callable[[UUID], str],
) -> Offered:
    if chosen is not None and chosen not in [value for value, _ in offered]:
        number = len(chosen)
        words = name(all_chosen(chosen)[0]) if number == 1 else f"{number:,} chosen {noun}s"
        offered.append((chosen, words))
    return [*offered, (OTHERS, f"{noun}s to be chosen…")]


def strands_offered(study: Study) -> Offered:
    """With what agreement is compared besides: over time, a second coding, somebody others learn from."""
    second = second_codings(study)
    people = [row for row in study.coders_in_order if row.name != AGREED and row.id not in second]
    return [
        ((False, False, None), "once over all"),
        ((True, False, None), "and over time"),
        *([((False, True, None), "and with their own second coding")] if second else []),
        *(((False, False, named(row.id)), f"and with {row.name} as the expert") for row in people),
    ]
