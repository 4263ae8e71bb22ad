"""The inspection of a whole application."""

from bot.payloads.papers import PaperKind
from bot.payloads.payload import Number, Payload
from content.models.base import ContestId, ItemId
from storage.packages.packages import FIRST


class InspectionReport(Payload, prefix="chk"):
    """Everything that was found, a page at a time."""

    contest: ContestId
    package: Number = FIRST
    page: Number = 1


class AskAboutRemark(Payload, prefix="chkask"):
    """Begins a question to the consultant with what was found, and where; by the rule that found it."""

    contest: ContestId
    rule: ItemId
    package: Number = FIRST


class InspectionSummary(Payload, prefix="chkx"):
    """The page to take along, as a file."""

    contest: ContestId
    kind: PaperKind
    package: Number = FIRST
