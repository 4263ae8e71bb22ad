"""The self-assessment."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId, ItemId
from storage.packages.packages import FIRST


class SelfAssessment(Payload, prefix="assess"):
    contest: ContestId
    package: Number = FIRST


class StartAttempt(Payload, prefix="begin"):
    """`reuse` is the id of the finished attempt whose answers the new one begins with."""

    contest: ContestId
    package: Number = FIRST
    reuse: Number = 0


class CriterionCard(Payload, prefix="crit"):
    attempt: Number
    criterion: ItemId


class SetPoint(Payload, prefix="point"):
    attempt: Number
    criterion: ItemId
    point: Number
    met: bool


class SetLevel(Payload, prefix="level"):
    """The person's own word on which of several printed levels fits."""

    attempt: Number
    criterion: ItemId
    score: Number


class FinishAttempt(Payload, prefix="finish"):
    attempt: Number


class AttemptResult(Payload, prefix="result"):
    attempt: Number
