"""A person's rulings: what may be ruled and why, which rulings are in force, and the findings as ruled."""

from planner.core.decisions.applying import ASKED, PENDING, RULE, WORDS, apply_decisions
from planner.core.decisions.entries import DecisionEntry, LogHead
from planner.core.decisions.files import (
    MEDIA_TYPES,
    MOST_ATTACHMENT_BYTES,
    MOST_ATTACHMENTS,
    AttachedFile,
    file_faults,
)
from planner.core.decisions.replay import (
    PART,
    Act,
    acts_of,
    in_force,
    names_of,
    sign_fault,
    sign_off,
    withdraw_fault,
    withdrawal,
)
from planner.core.decisions.ruling import (
    REASONS,
    SECOND_SIGN_OFF_ABOVE,
    Ruling,
    Standing,
    decisions_of,
    ruling_faults,
    takes_second,
)

__all__ = [
    "ASKED",
    "MEDIA_TYPES",
    "MOST_ATTACHMENTS",
    "MOST_ATTACHMENT_BYTES",
    "PART",
    "PENDING",
    "REASONS",
    "RULE",
    "SECOND_SIGN_OFF_ABOVE",
    "WORDS",
    "Act",
    "AttachedFile",
    "DecisionEntry",
    "LogHead",
    "Ruling",
    "Standing",
    "acts_of",
    "apply_decisions",
    "decisions_of",
    "file_faults",
    "in_force",
    "names_of",
    "ruling_faults",
    "sign_fault",
    "sign_off",
    "takes_second",
    "withdraw_fault",
    "withdrawal",
]
