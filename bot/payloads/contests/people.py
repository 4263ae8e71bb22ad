"""The consultants that a contest lists, and who answers for which region."""

from typing import Literal

from bot.payloads.payload import Payload
from content.models.base import ContestId, ItemId


class ContestConsultants(Payload, prefix="cpeople"):
    contest: ContestId


class ContestConsultantCard(Payload, prefix="cperson"):
    contest: ContestId
    consultant: ItemId


class WriteConsultant(Payload, prefix="cwrite"):
    """A detail of theirs to be typed."""

    contest: ContestId
    consultant: ItemId
    detail: Literal["name", "phone"]


class SetConsultantAbsence(Payload, prefix="caway"):
    """The days on which a consultant will be away, to be typed."""

    contest: ContestId
    consultant: ItemId


class EndConsultantAbsence(Payload, prefix="cpresent"):
    contest: ContestId
    consultant: ItemId


class RegionConsultantCard(Payload, prefix="cregion"):
    """Who is to answer for a region."""

    contest: ContestId
    region: ItemId


class SetRegionConsultant(Payload, prefix="canswers"):
    contest: ContestId
    region: ItemId
    consultant: ItemId


class NewConsultant(Payload, prefix="cnew"):
    """Name and phone of one who is not listed yet, to be typed."""

    contest: ContestId
    region: ItemId
