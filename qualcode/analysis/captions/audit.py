"""The caption of the audit trail."""

from qualcode.analysis.captions.about import about
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.step_topics import TOPIC_NAMES, StepTopic
from qualcode.model.study import Study
from qualcode.model.words.dates import date_in_words
from qualcode.model.words.in_words import counted, listed


def about_audit(study: Study, question: AuditQuestion, number: int) -> Provenance:
    """So many steps are told; how they were chosen is said only where not all are."""
    kinds = "; ".join(TOPIC_NAMES[topic] for topic in StepTopic if topic in question.topics)
    ends = (
        f"from {date_in_words(question.since)}" if question.since else "",
        f"up to {date_in_words(question.until)}" if question.until else "",
    )
    days = " ".join(filter(None, ends))
    chosen = {
        "kinds": kinds,
        "people": listed(list(question.people)),
        "days": f"{days} (UTC)" if days else "",
        "reasons": "only steps with a reason" if question.reasoned else "",
        "reports": "steps that only save reports are left out" if question.reports is False else "",
    }
    told = tuple((name, words) for name, words in chosen.items() if words)
    which = "".join(f"; {name}: {words}" for name, words in told)
    steps = f"{counted(number, 'step')} of {study.step:,}" if told else f"all {counted(number, 'step')}"
    facts = (
        *((("steps", f"{number:,} of {study.step:,}"), *told) if told else ()),
        (IN_WORDS, f"{steps}{which}"),
    )
    return about(study, "Audit trail", facts)
