"""The rules of the contest."""

from enum import StrEnum

from bot.payloads.payload import Payload
from content.models.base import ContestId, ItemId


class RulesMenu(Payload, prefix="rules"):
    contest: ContestId


class RulesPage(Payload, prefix="rulesof"):
    """The submission rules of one group."""

    contest: ContestId
    group: ItemId


class Chapter(StrEnum):
    """What there is to read besides the submission rules, whatever the contest."""

    WHEN = "when"
    WHO = "who"
    REFUSAL = "refusal"
    VOID = "void"
    NOT_STATED = "not_stated"
    STAGES = "stages"


class RulesChapter(Payload, prefix="rule"):
    contest: ContestId
    chapter: Chapter
