"""The caption of the audit trail."""

from qualcode.analysis.captions.about import about
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.step_topics import TOPIC_NAMES, StepTopic
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed


def about_audit(study: Study, question: AuditQuestion, number: int) -> Provenance:
    """So many steps are told."""
    kinds = "; ".join(TOPIC_NAMES[topic] for topic in StepTopic if topic in question.topics) or "all"
    people = listed(list(question.people)) or "everybody"
    ends = (
        f"from {question.since}" if question.since else "",
        f"up to {question.until}" if question.until else "",
    )
    days = " ".join(filter(None, ends)) or "all"
    only = " with a reason" if question.reasoned else ""
    facts = (
        ("steps", f"{number:,} of {study.step:,}{only}"),
        ("kinds", kinds),
        ("people", people),
        ("days", f"{days} (UTC)"),
        (IN_WORDS, f"{counted(number, 'step')} of {study.step:,}{only}; {_narrowed(kinds, people, days)}"),
    )
    return about(study, "Audit trail", facts)


def _narrowed(kinds: str, people: str, days: str) -> str:
    return f"kinds: {kinds}; by {people}; days: {days}"
