"""Answers that serve everybody: proposed, completed, approved."""

from bot.payloads.payload import Number, Payload, WrittenLanguage
from content.models.base import ContestId


class ProposeSharedAnswer(Payload, prefix="useful"):
    question: Number


class SharedAnswerList(Payload, prefix="shareds"):
    contest: ContestId


class SharedAnswerCard(Payload, prefix="shared"):
    """An answer that may join the instant answers, for staff to approve; `file`: with what is attached to it."""

    shared: Number
    file: bool = False


class DropSharedFile(Payload, prefix="sharedfree"):
    """It goes without what was attached to it."""

    shared: Number


class WriteSharedAnswer(Payload, prefix="setshared"):
    """A text of it to be typed: `part` is question or answer."""

    shared: Number
    part: str
    language: WrittenLanguage


class ApproveSharedAnswer(Payload, prefix="approve"):
    shared: Number
    approved: bool
