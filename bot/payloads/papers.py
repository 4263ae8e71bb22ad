"""Forms as files to take away, and files to bring back."""

from enum import StrEnum

from bot.payloads.payload import Number, Payload, Token
from content.models.base import ContestId, ItemId
from storage.packages.packages import FIRST


class PaperKind(StrEnum):
    WORD = "word"
    BLANK = "blank"
    PDF = "pdf"
    SHEET = "sheet"


class FormPapers(Payload, prefix="paper"):
    contest: ContestId
    document: ItemId
    package: Number = FIRST


class FormPaper(Payload, prefix="paperx"):
    contest: ContestId
    document: ItemId
    kind: PaperKind
    package: Number = FIRST


class AllPapers(Payload, prefix="papers"):
    contest: ContestId
    package: Number = FIRST


class AllPapersFile(Payload, prefix="papersx"):
    """All forms in one document."""

    contest: ContestId
    kind: PaperKind
    package: Number = FIRST


class BringPaper(Payload, prefix="bring"):
    """Asks for a file that was edited on a computer."""

    contest: ContestId
    package: Number = FIRST


class BroughtPaper(Payload, prefix="brought"):
    """What the file of theirs that came last has otherwise."""

    contest: ContestId
    package: Number = FIRST


class TakePaper(Payload, prefix="takepap"):
    """`shown` stands for the differences that were seen; `over` for those, too, that others have changed since, and
    `gone` for answers and rows, too, that the file has no more.
    """

    contest: ContestId
    package: Number
    shown: Token
    over: bool = False
    gone: bool = False


class DropPaper(Payload, prefix="droppap"):
    contest: ContestId
    package: Number = FIRST


class HandInFiles(Payload, prefix="infiles"):
    """The files that are to be handed in, as far as they were sent here; asks for more of them."""

    contest: ContestId
    package: Number = FIRST
    page: Number = 1


class TakeFiles(Payload, prefix="takefiles"):
    """What was sent without being asked for is to be handed in."""

    contest: ContestId
    package: Number = FIRST


class DropFile(Payload, prefix="dropfile"):
    """Without a number, all of them."""

    contest: ContestId
    package: Number
    file: Number = 0
