"""What is printed of rounds and of copies: plain values for JSON, and the lines made of them."""

from typing import Any

from qualcode.cli.exchanging.plans import plan_as_json
from qualcode.model.codes.codebook_version import codebook_sha256, shown_hash
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy, Round
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.model.teamwork.rounds import (
    coders_of_round,
    progress_of_round,
    sampled_turns,
    transcripts_of_round,
)
from qualcode.model.teamwork.shared_folder import folder_here
from qualcode.model.words.in_words import counted
from qualcode.project.teamwork.returning import ReturnedCopy


def rounds_told(study: Study, row: Round) -> dict[str, Any]:
    """Everything about a round."""
    people = [coder.name for coder in coders_of_round(study, row.id)]
    texts: dict[str, dict[str, str]] = {}
    for each in progress_of_round(study, row.id):
        texts.setdefault(each.transcript.name, {})[each.coder.name] = str(each.state)
    copies = [copy for copy in study.rows(GivenCopy).values() if copy.round_id == row.id]
    return {
        "name": row.name,
        "in words": in_short(study, row),
        "open": row.is_open,
        "blind": row.blind,
        "opened": row.opened_at.isoformat(timespec="seconds"),
        "closed": None if row.closed_at is None else row.closed_at.isoformat(timespec="seconds"),
        "codebook step": row.codebook_step,
        "codebook sha256": row.codebook_sha256,
        "codebook changed": row.codebook_sha256 != codebook_sha256(study),
        "sample": None if row.sample_turns is None else {"turns": row.sample_turns, "seed": row.sample_seed},
        "folder": str(folder_here(row.folder)) if row.folder else None,
        "coders": people,
        "transcripts": [text.name for text in transcripts_of_round(study, row.id)],
        "progress": [{"transcript": name, "progress": states} for name, states in texts.items()],
        "copies": [_copy(study, copy) for copy in sorted(copies, key=lambda copy: (copy.step, copy.id))],
    }


def _copy(study: Study, copy: GivenCopy) -> dict[str, Any]:
    return {
        "coder": study.coders[copy.coder_id].name,
        "step": copy.step,
        "given": copy.given_at.isoformat(timespec="seconds"),
        "brought back to step": copy.returned_step or None,
        "this project": copy.is_here,
    }


def copies_told(copy: dict[str, Any]) -> str:
    """A copy in words."""
    if copy["this project"]:
        return f"  This project is the copy for {copy['coder']}, of step {copy['step']:,}."
    back = "brought back" if copy["brought back to step"] else "not brought back yet"
    return f"  Copy for {copy['coder']} of step {copy['step']:,}: {back}."


def turns_told(study: Study, row: Round) -> list[dict[str, Any]]:
    """The turns that are coded in a round, by transcript, counted from 1."""
    return [
        {"transcript": study.transcripts[key].name, "turns": [place + 1 for place in places]}
        for key, places in sampled_turns(study, row).items()
    ]


def in_short(study: Study, row: Round) -> str:
    """``open, blind; codebook 3f2a91bc; 57 turns drawn with seed 1``."""
    parts = [
        "open" if row.is_open else "closed",
        *(["blind"] if row.blind else []),
        f"codebook {shown_hash(row.codebook_sha256)}"
        + (" (changed since)" if row.codebook_sha256 != codebook_sha256(study) else ""),
    ]
    if row.sample_turns is not None:
        parts.append(f"{counted(row.sample_turns, 'turn')} drawn with seed {row.sample_seed}")
    return ", ".join(parts)


def coming_told(name: str, copy: ReturnedCopy, plan: MergePlan, rest: MergePlan) -> dict[str, Any]:
    """What comes home with a copy."""
    return {
        "file": name,
        "coder": copy.coder.name,
        "round": copy.round.name,
        "to know": list(copy.oddities),
        "lines": plan_as_json(plan),
        "other changes": plan_as_json(rest),
    }
