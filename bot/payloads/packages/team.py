"""Whoever prepares a package together, and which document is given to whom."""

from bot.payloads.payload import Day, Number, Payload, PersonId, Token
from content.models.base import ContestId, ItemId


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
