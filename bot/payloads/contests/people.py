"""The consultants that a contest lists, and who answers for which region."""

from typing import Literal

from bot.payloads.payload import Payload


class ContestConsultants(Payload, prefix="cpeople"):
    contest: str


class ContestConsultantCard(Payload, prefix="cperson"):
    contest: str
    consultant: str


class WriteConsultant(Payload, prefix="cwrite"):
    """A detail of theirs to be typed."""

    contest: str
    consultant: str
    detail: Literal["name", "phone"]


class SetConsultantAbsence(Payload, prefix="caway"):
    """The days on which a consultant will be away, to be typed."""

    contest: str
    consultant: str


class EndConsultantAbsence(Payload, prefix="cpresent"):
    contest: str
    consultant: str


class RegionConsultantCard(Payload, prefix="cregion"):
    """Who is to answer for a region."""

    contest: str
    region: str


class SetRegionConsultant(Payload, prefix="canswers"):
    contest: str
    region: str
    consultant: str


class NewConsultant(Payload, prefix="cnew"):
    """Name and phone of one who is not listed yet, to be typed."""

    contest: str
    region: str
