"""A new contest, asked for question by question. `contest` is the one whose desk it was begun from."""

from bot.payloads.payload import Number, Payload
from content.models.application.submission import WayKind
from content.models.base import ContestId, ItemId


class NewContest(Payload, prefix="contestnew"):
    """Where a new contest begins, and where the ZIP of its folder is sent."""

    contest: ContestId


class ContestOutline(Payload, prefix="outline"):
    """How far it is, and the ways on."""

    contest: ContestId


class OutlineQuestionCard(Payload, prefix="outlineq"):
    """Puts a question, to be typed or chosen."""

    contest: ContestId
    question: ItemId


class SkipOutlineQuestion(Payload, prefix="outlineno"):
    """Nothing is said of it."""

    contest: ContestId
    question: ItemId


class SetOutlineWay(Payload, prefix="outlineway"):
    """A way to hand in, taken or not."""

    contest: ContestId
    way: WayKind
    taken: bool


class DropOutlineTopic(Payload, prefix="outlinedrop"):
    contest: ContestId
    topic: Number


class OutlineFiles(Payload, prefix="outlinex"):
    """The first files, made of the answers, with what is still missing."""

    contest: ContestId


class OutlineTables(Payload, prefix="outlinetab"):
    """Topics, documents and questions of the first files as a spreadsheet."""

    contest: ContestId


class ClearOutline(Payload, prefix="outlineanew"):
    contest: ContestId
    sure: bool = False
