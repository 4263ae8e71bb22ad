"""A package: its documents, facts, steps, own dates, and the team that prepares it."""

from bot.payloads.payload import Day, Number, OptionalDay, Payload, PersonId, Token
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


class StepList(Payload, prefix="steps"):
    contest: ContestId
    package: Number = FIRST


class StepCard(Payload, prefix="step"):
    contest: ContestId
    step: ItemId
    package: Number = FIRST


class SetStep(Payload, prefix="did"):
    """`value` is `done`, `todo`, or the id of the way in which it was done. The last step is asked about first."""

    contest: ContestId
    step: ItemId
    value: str
    package: Number = FIRST


class HandedIn(Payload, prefix="handed"):
    """That everything is really handed in, which ends the reminders; `value` as for the last step."""

    contest: ContestId
    value: str
    package: Number


class PackageList(Payload, prefix="packs"):
    contest: ContestId


class PackageCard(Payload, prefix="pack"):
    contest: ContestId
    package: Number


class NewPackage(Payload, prefix="newpack"):
    """`number` is the one it will have: a second tap finds it taken and opens nothing more."""

    contest: ContestId
    number: Number
    sure: bool = False


class WorkOnPackage(Payload, prefix="workon"):
    contest: ContestId
    package: Number


class NamePackage(Payload, prefix="name"):
    contest: ContestId
    package: Number


class ArchivePackage(Payload, prefix="archive"):
    contest: ContestId
    package: Number
    archived: bool


class TeamCard(Payload, prefix="team"):
    contest: ContestId
    package: Number


class InviteTeam(Payload, prefix="invite"):
    contest: ContestId
    package: Number


class RevokeTeamInvite(Payload, prefix="revoke"):
    contest: ContestId
    package: Number


class JoinTeam(Payload, prefix="join"):
    token: Token


class LeaveTeam(Payload, prefix="leave"):
    contest: ContestId
    package: Number


class RemoveTeamMember(Payload, prefix="remove"):
    contest: ContestId
    package: Number
    person: PersonId
    sure: bool = False


class SetTeamNotices(Payload, prefix="teamnotices"):
    """Whether a person wants to hear of what the others of a team change."""

    contest: ContestId
    package: Number
    wanted: bool


class SetAnswerNotices(Payload, prefix="answernotices"):
    """Whether a person wants to hear of what the others of a team write into forms."""

    contest: ContestId
    package: Number
    wanted: bool


class CalendarFile(Payload, prefix="ics"):
    contest: ContestId


class WorkPlan(Payload, prefix="workplan"):
    """What to do week by week until the deadline."""

    contest: ContestId
    package: Number = FIRST


class GiveDocument(Payload, prefix="give"):
    """To whom of the team a document is given."""

    contest: ContestId
    document: ItemId
    package: Number


class ErrandDay(Payload, prefix="giveday"):
    """Until when; the package says in which contest."""

    package: Number
    document: ItemId
    person: PersonId


class SetErrand(Payload, prefix="giveto"):
    package: Number
    document: ItemId
    person: PersonId
    day: Day


class TakeBackDocument(Payload, prefix="untake"):
    contest: ContestId
    document: ItemId
    package: Number
