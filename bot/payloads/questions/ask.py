"""A question to the consultant, by whoever asks it."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.payloads.payload import Number, Payload
from content.models.base import ContestId


class AskConsultant(Payload, prefix="askc"):
    """A question to the region's consultant, being written; `asked` is what was typed and not answered at once."""

    contest: ContestId
    asked: Number = 0


class AskedPlace(StrEnum):
    """What a screen is about from which somebody asks. The letters travel in buttons: they never change."""

    TOPIC = "t"
    DOCUMENT = "d"
    STEP = "s"
    FACT = "q"
    FORM = "f"
    CRITERION = "c"
    GROUP = "g"
    """Of the submission rules."""
    CHAPTER = "r"
    CONDITION = "m"
    """Of taking part."""


class AskAbout(Payload, prefix="askat"):
    """A question that begins at a place; which one goes along with it."""

    contest: ContestId
    place: AskedPlace
    item: Annotated[str, Field(pattern=r"^[a-z0-9_]{0,24}$")] = ""


class PreviewQuestion(Payload, prefix="askview"):
    contest: ContestId


class LeaveOutPart(Payload, prefix="askpart"):
    """Whether a part of what is known of the person goes along with the question."""

    contest: ContestId
    part: str
    out: bool


class OfferPhone(Payload, prefix="askphone"):
    contest: ContestId


class WithdrawPhone(Payload, prefix="nophone"):
    contest: ContestId


class SendQuestion(Payload, prefix="asksend"):
    """`question` guards a second tap: what was sent is not sent again."""

    contest: ContestId
    question: Number


class DropQuestion(Payload, prefix="askdrop"):
    contest: ContestId
    question: Number


class MyQuestions(Payload, prefix="myasked"):
    contest: ContestId


class ThreadCard(Payload, prefix="thread"):
    """One's own question, with everything that was said."""

    question: Number


class WriteFollowUp(Payload, prefix="more"):
    question: Number


class MarkSolved(Payload, prefix="solved"):
    question: Number


class KeepWords(Payload, prefix="keepwords"):
    """A message with numbers that say who somebody is becomes part of a question: the one that is being written, or
    one that was sent; without these numbers, or as it is.
    """

    contest: ContestId
    question: Number = 0
    hidden: bool = True


class RateAnswer(Payload, prefix="rate"):
    question: Number
    helped: bool


class AskStaff(Payload, prefix="askstaff"):
    question: Number


class ReopenMine(Payload, prefix="askagain"):
    """It waits for an answer again, without a word more."""

    question: Number
