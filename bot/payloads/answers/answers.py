"""Instant answers."""

from typing import Literal

from bot.payloads.payload import Number, Payload
from content.models import Per
from content.models.base import ContestId


class FaqList(Payload, prefix="faq"):
    """Frequent questions; `per` is what those are about that are answered item by item, empty for all others."""

    contest: ContestId
    page: Number = 1
    per: Per | Literal[""] = ""


class AnswerCard(Payload, prefix="answer"):
    """An instant answer; `asked` is what was typed, 0 where nothing was."""

    contest: ContestId
    answer: str
    item: str = ""
    asked: Number = 0


class AnswerFile(Payload, prefix="ansfile"):
    """What is attached to an answer that staff have published."""

    contest: ContestId
    shared: Number


class NotAnswered(Payload, prefix="notit"):
    """What was typed has no sure answer, or another one than was shown."""

    contest: ContestId
    asked: Number


class FoundTopics(Payload, prefix="foundt"):
    """The topics that speak of what was typed."""

    contest: ContestId
    asked: Number


class Replied(Payload, prefix="replied"):
    """What was typed, answered question by question; or the friendly word that it is nothing for the contest."""

    contest: ContestId
    asked: Number


class Pleasantry(Payload, prefix="hello"):
    """A greeting or thanks, answered in kind."""

    contest: ContestId
    manner: Literal["greeting", "thanks"] = "greeting"
