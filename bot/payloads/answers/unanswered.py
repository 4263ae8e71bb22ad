"""For staff: what people typed that had no good answer."""

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId


class UnansweredList(Payload, prefix="unanswered"):
    """For staff: what people typed that had no good answer."""

    contest: ContestId
    page: Number = 1


class UnansweredGroup(Payload, prefix="unansgroup"):
    """Questions that are alike, by one of them."""

    contest: ContestId
    asked: Number


class BeginSharedAnswer(Payload, prefix="beginshared"):
    """An answer for all of them is begun."""

    contest: ContestId
    asked: Number
