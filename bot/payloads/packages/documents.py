"""The documents of a package, their own dates, and the facts that tailor the list."""

from bot.payloads.payload import Number, OptionalDay, Payload
from content.models.base import ContestId, ItemId, OptionId
from storage.packages.packages import FIRST, DocumentStatus


class OwnDate(Payload, prefix="day"):
    """Until when a person wants a document ready."""

    contest: ContestId
    document: ItemId
    package: Number = FIRST


class SetOwnDate(Payload, prefix="setday"):
    contest: ContestId
    document: ItemId
    package: Number
    day: OptionalDay


class Checklist(Payload, prefix="docs"):
    contest: ContestId
    package: Number = FIRST


class DocumentCard(Payload, prefix="doc"):
    contest: ContestId
    document: ItemId
    package: Number = FIRST


class SetDocument(Payload, prefix="setdoc"):
    contest: ContestId
    document: ItemId
    status: DocumentStatus
    package: Number = FIRST


class FactCard(Payload, prefix="ask"):
    """A question about the application whose answer tailors the checklist."""

    contest: ContestId
    question: ItemId
    package: Number = FIRST


class SetFact(Payload, prefix="say"):
    contest: ContestId
    question: ItemId
    option: OptionId
    package: Number = FIRST
