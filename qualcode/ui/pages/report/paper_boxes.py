"""The boxes of the report line for what papers ask: saturation, checklists, and the audit trail."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox, QWidget

from qualcode.model.papers import Checklist
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.words import SaturationOrder
from qualcode.model.step import Step
from qualcode.model.step_topics import TOPIC_NAMES, StepTopic
from qualcode.model.words.dates import date_in_words
from qualcode.model.words.in_words import counted
from qualcode.model.words.name_order import name_order
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.papers.days import DaysDialog
from qualcode.ui.widgets.word_box import WordBox

_CHOOSE: Final = "choose"
ORDERS: Final = (
    (SaturationOrder.CODED, "in the order in which they were first coded"),
    (SaturationOrder.LIST, "in the order of the list"),
)
CHECKLISTS: Final = ((Checklist.COREQ, "COREQ (32 items)"), (Checklist.SRQR, "SRQR (21 items)"))

Box = Callable[[str, Callable[[Any], object]], WordBox]
Check = Callable[[str, Callable[[bool], object]], QCheckBox]


class PaperBoxes:
    """Made by the line, which says how a box looks and what is done with what is chosen."""

    def __init__(self, box: Box, check: Check, take: Callable[..., object], line: QWidget) -> None:
        self._take = take
        self._line = line
        self._audit = AuditQuestion()
        self._checklists: tuple[Checklist, ...] = ()
        self._steps: Sequence[Step] = ()
        self.order = box("Order of transcripts", lambda order: take(order=order))
        self.base = box("Base", lambda number: take(base=number))
        self.run = box("Run", lambda number: take(run=number))
        self.threshold = box("Threshold of new information", lambda least: take(threshold=least))
        self.kappa = box("Expected kappa", lambda kappa: take(kappa=kappa))
        self.lowest = box("Lowest kappa", lambda kappa: take(lowest=kappa))
        self.share = box("Share of turns with the code", lambda share: take(share=share))
        self.checklist = box("Checklist", lambda kind: take(checklist=kind))
        self.topics = box("Kinds of step", self._take_topics)
        self.people = box("Whose steps", lambda names: take(people=names))
        self.days = box("Days", self._take_days)
        self.saturation = check("with saturation", lambda on: take(saturation=on))
        self.coreq = check("with COREQ", lambda on: self._take_checklist(Checklist.COREQ, on))
        self.srqr = check("with SRQR", lambda on: self._take_checklist(Checklist.SRQR, on))
        self.reasoned = check("only with a reason", lambda on: take(reasoned=on))
        self.wordings = check("with wordings before and after", lambda on: take(wordings=on))
        self.reports = check("with steps that save reports", lambda on: take(reports=on))
        self.exact = check("with exact times", lambda on: take(exact=on))
        self.identifiers = check("with identifiers", lambda on: take(identifiers=on))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """All of them, in the order of the line."""
        return (
            *(self.checklist, self.order, self.base, self.run, self.threshold),
            *(self.topics, self.people, self.days, self.saturation, self.coreq, self.srqr),
            *(self.kappa, self.lowest, self.share),
            *(self.reasoned, self.wordings, self.reports, self.exact, self.identifiers),
        )

    def offer(self, question: AnyReport, steps: Sequence[Step]) -> None:
        """Offer what can be chosen now, and show what is."""
        if isinstance(question, SaturationQuestion):
            self.order.offer(ORDERS, question.order)
            self.base.offer(_numbers("base of", (3, 4, 5, 6, 8, 10), question.base), question.base)
            self.run.offer(_numbers("runs of", (1, 2, 3, 4), question.run), question.run)
            shares = sorted({0, 5, 10, question.threshold})
            self.threshold.offer(
                [(share, f"at most {share}% new information") for share in shares], question.threshold
            )
        elif _tells_methods(question):
            self._checklists = getattr(question, "checklists", ())
            self._offer_sample(question)
        elif isinstance(question, ChecklistQuestion):
            self.checklist.offer(CHECKLISTS, question.checklist)
        elif isinstance(question, AuditQuestion):
            self._audit, self._steps = question, steps
            self._offer_audit(question, steps)

    def _offer_sample(self, question: Any) -> None:
        """What the planned number of turns is worked out from."""
        for box, words, usual, chosen in (
            (self.kappa, "sample for a kappa of {:g}", (0.6, 0.7, 0.8, 0.9), question.kappa),
            (self.lowest, "{:g} at the lowest", (0.4, 0.5, 0.6, 0.7), question.lowest),
            (self.share, "{:g}% of turns coded", (5, 10, 20, 30, 50), question.share),
        ):
            box.offer([(number, words.format(number)) for number in sorted({*usual, chosen})], chosen)

    def _offer_audit(self, question: AuditQuestion, steps: Sequence[Step]) -> None:
        singles = [((topic,), f"when {_lower(TOPIC_NAMES[topic])}") for topic in StepTopic]
        several = (
            [(question.topics, f"{counted(len(question.topics), 'kind')} of step")]
            if len(question.topics) > 1
            else []
        )
        self.topics.offer(
            [((), "all kinds of step"), *several, *singles, (_CHOOSE, "kinds to be chosen…")],
            question.topics,
        )
        names = sorted({step.coder for step in steps} | set(question.people), key=name_order)
        own = [(question.people, f"by {', '.join(question.people)}")] if len(question.people) > 1 else []
        self.people.offer(
            [((), "by everybody"), *own, *(((name,), f"by {name}") for name in names)], question.people
        )
        ends = (question.since, question.until)
        chosen = [(ends, _between(*ends))] if any(ends) else []
        self.days.offer([((None, None), "at any time"), *chosen, (_CHOOSE, "days to be chosen…")], ends)

    def checked(self, question: AnyReport) -> list[tuple[QCheckBox, bool]]:
        """The boxes to check, and whether they are."""
        audit = question if isinstance(question, AuditQuestion) else None
        printed: tuple[Checklist, ...] = getattr(question, "checklists", ())
        return [
            (self.saturation, bool(getattr(question, "saturation", False))),
            (self.coreq, Checklist.COREQ in printed),
            (self.srqr, Checklist.SRQR in printed),
            (self.reasoned, audit is not None and audit.reasoned),
            (self.wordings, audit is not None and audit.wordings),
            (self.reports, audit is not None and audit.reports is not False),
            (self.exact, audit is not None and audit.exact),
            (self.identifiers, audit is not None and audit.identifiers),
        ]

    def seen(self, question: AnyReport) -> Mapping[QWidget, bool]:
        """Which of them a report has."""
        of_saturation = (self.order, self.base, self.run, self.threshold)
        of_methods = (self.saturation, self.coreq, self.srqr, self.kappa, self.lowest, self.share)
        of_audit = (
            *(self.topics, self.people, self.days),
            *(self.reasoned, self.wordings, self.reports, self.exact, self.identifiers),
        )
        return {
            **dict.fromkeys(of_saturation, isinstance(question, SaturationQuestion)),
            **dict.fromkeys(of_methods, _tells_methods(question)),
            self.checklist: isinstance(question, ChecklistQuestion),
            **dict.fromkeys(of_audit, isinstance(question, AuditQuestion)),
        }

    def _take_checklist(self, checklist: Checklist, on: bool) -> None:
        kept = set(self._checklists) - {checklist} | ({checklist} if on else set())
        self._take(checklists=tuple(each for each in Checklist if each in kept))

    def _take_topics(self, chosen: Any) -> None:
        if chosen != _CHOOSE:
            self._take(topics=chosen)
            return
        self._offer_again()
        ChooseInOrderDialog(
            "Kinds of step",
            "The audit trail tells the steps of the kinds that are ticked.",
            [(topic.value, TOPIC_NAMES[topic]) for topic in StepTopic],
            [topic.value for topic in self._audit.topics],
            lambda found: self._take(topics=tuple(topic for topic in StepTopic if topic.value in found)),
            self._line,
        ).open()

    def _take_days(self, chosen: Any) -> None:
        if chosen != _CHOOSE:
            self._take(since=chosen[0], until=chosen[1])
            return
        self._offer_again()
        audit = self._audit
        DaysDialog(
            audit.since, audit.until, lambda since, until: self._take(since=since, until=until), self._line
        ).open()

    def _offer_again(self) -> None:
        """What was chosen stays until something else is."""
        self.offer(self._audit, self._steps)


def _tells_methods(question: AnyReport) -> bool:
    """Whether checklists and saturation can be a part of it."""
    return "checklists" in {part.name for part in parts_of(type(question))}


def _numbers(words: str, usual: Sequence[int], chosen: int) -> list[tuple[int, str]]:
    return [(number, f"{words} {counted(number, 'transcript')}") for number in sorted({*usual, chosen})]


def _between(since: str | None, until: str | None) -> str:
    first, last = date_in_words(since or ""), date_in_words(until or "")
    if first and last:
        return f"from {first} to {last}"
    return f"from {first} on" if first else f"up to {last}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
