"""A package: its documents, facts, steps, own dates, and the team that prepares it."""

from typing import Annotated

from pydantic import Field

from bot.payloads.payload import Number, Payload, PersonId
from storage.packages.packages import FIRST, DocumentStatus


class OwnDate(Payload, prefix="day"):
    """Until when a person wants a document ready."""

    contest: str
    document: str
    package: Number = FIRST


class SetOwnDate(Payload, prefix="setday"):
    contest: str
    document: str
    package: Number
    day: str
    """YYMMDD; empty for none."""


class Checklist(Payload, prefix="docs"):
    contest: str
    package: Number = FIRST


class DocumentCard(Payload, prefix="doc"):
    contest: str
    document: str
    package: Number = FIRST


class SetDocument(Payload, prefix="setdoc"):
    contest: str
    document: str
    status: DocumentStatus
    package: Number = FIRST


class FactCard(Payload, prefix="ask"):
    """A question about the application whose answer tailors the checklist."""

    contest: str
    question: str
    package: Number = FIRST


class SetFact(Payload, prefix="say"):
    contest: str
    question: str
    option: str
    package: Number = FIRST


class StepList(Payload, prefix="steps"):
    contest: str
    package: Number = FIRST


class StepCard(Payload, prefix="step"):
    contest: str
    step: str
    package: Number = FIRST


class SetStep(Payload, prefix="did"):
    """`value` is `done`, `todo`, or the id of the way in which it was done."""

    contest: str
    step: str
    value: str
    package: Number = FIRST


class PackageList(Payload, prefix="packs"):
    contest: str


class PackageCard(Payload, prefix="pack"):
    contest: str
    package: Number


class NewPackage(Payload, prefix="newpack"):
    """`number` is the one it will have: a second tap finds it taken and opens nothing more."""

    contest: str
    number: Number


class WorkOnPackage(Payload, prefix="workon"):
    contest: str
    package: Number


class NamePackage(Payload, prefix="name"):
    contest: str
    package: Number


class ArchivePackage(Payload, prefix="archive"):
    contest: str
    package: Number
    archived: bool


class TeamCard(Payload, prefix="team"):
    contest: str
    package: Number


class InviteTeam(Payload, prefix="invite"):
    contest: str
    package: Number


class RevokeTeamInvite(Payload, prefix="revoke"):
    contest: str
    package: Number


class JoinTeam(Payload, prefix="join"):
    token: Annotated[str, Field(max_length=32)]


class LeaveTeam(Payload, prefix="leave"):
    contest: str
    package: Number


class RemoveTeamMember(Payload, prefix="remove"):
    contest: str
    package: Number
    person: PersonId


class SetTeamNotices(Payload, prefix="teamnotices"):
    """Whether a person wants to hear of what the others of a team change."""

    contest: str
    package: Number
    wanted: bool


class CalendarFile(Payload, prefix="ics"):
    contest: str
